import type { Activity } from '../globus/activity/activity.js';
import type { Again } from '../globus/activity/again.js';
import type { Source } from '../globus/activity/sources.js';
import type { Refusal } from '../globus/deed.js';
import type { DiskWork } from '../globus/panes/disk.js';
import type { PaneBatch, Trouble } from '../globus/panes/folder.js';
import type { PanePlace } from '../globus/panes/place.js';

/** How a line of this program that ran beside the screen ended. */
export interface LineEnd {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the screens draw on, and what they are told by the terminal. */
export interface ScreenTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** What is written to it while a screen is up is held back until the screen is gone. */
  readonly stderr: NodeJS.WritableStream;
  readonly hasColor: boolean;
  readonly now: () => number;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Told whether a screen is up: nobody can be asked then. */
  readonly onUp: (isUp: boolean) => void;
}
/** How a screen was left. */
export type Left = 'quit' | 'interrupted';

/** How lines are run. */
export interface LineTools {
  /** What went wrong, as it is shown; throws what is a bug. */
  readonly troubleOf: (error: unknown) => Trouble;
  /** Runs a line of this program that asks nobody. */
  readonly run: (
    words: readonly string[],
    how: {
      readonly input?: string | undefined;
      /** How wide what it prints is drawn for a person; as on a pipe where nobody says. */
      readonly columns?: number | undefined;
      readonly onSaid?: (line: string) => void;
      readonly signal?: AbortSignal;
    },
  ) => Promise<LineEnd>;
  /** The same on the terminal, which the screen has left. */
  readonly runOnTerminal: (words: readonly string[]) => Promise<number | string>;
  /** Opens a file of this machine in the person's editor, on the terminal. */
  readonly openEditor: (path: string) => Promise<number | string>;
  readonly workOnDisk: (work: DiskWork, signal: AbortSignal) => Promise<string>;
  /** Words that every line ends with, such as those of the profile. */
  readonly lineEnd: readonly string[];
}

/** What the browser can do. */
export interface BrowseTools extends LineTools {
  /** The parts of what is in a place; rejects with what `troubleOf` tells. */
  readonly read: (place: PanePlace) => AsyncIterable<PaneBatch>;
  /** Logs in as `error` wants it, on the terminal, which the screen has left. */
  readonly logInFor: (error: unknown) => Promise<void>;
  /** The newest tasks. */
  readonly tasks: () => Promise<readonly Activity[]>;
  /** The folder that the program stands in. */
  readonly cwd: string;
}

/** What the dashboard can do. */
export interface DashTools extends LineTools {
  readonly sources: readonly Source[];
  /** Whether these are tasks of others, on an endpoint that one manages. */
  readonly isManaged: boolean;
  readonly title: string;
  /** Finds out how something is done once more; rejects with what `troubleOf` tells. */
  readonly again: (activity: Activity) => Promise<Again | Refusal>;
}
