import { wantsColor } from './cli/style.js';
import type { Globals } from './cli/globals.js';
import { AuthRequiredError, InterruptedError } from './errors.js';
import type { Activity } from './globus/activity/activity.js';
import type { Again, AgainServices } from './globus/activity/again.js';
import type { Services, Source } from './globus/activity/sources.js';
import type { Refusal } from './globus/deed.js';
import { transferActivity } from './globus/activity/transfers.js';
import { workOnDisk } from './globus/panes/disk.js';
import { readPane, troubleOf } from './globus/panes/folder.js';
import type { PanePlace } from './globus/panes/place.js';
import { editorOf, runLine } from './globus/data/shell-line.js';
import { runBeside, runOnTerminal } from './host/own-line.js';
import type { Session } from './auth/session/contract.js';
import type { BrowseTools, Left, LineTools, ScreenTerminal } from './browse/contract.js';
import type { Runtime } from './runtime.js';
import type { TransferOperations } from './services/transfer.js';
import { shellWord } from './shell.js';

/** Screens that stay until they are left. */
export interface Screens {
  /** Whether there is a terminal to show them on, and somebody at it. */
  readonly available: boolean;
  /** Two places side by side; resolves once they were left, and rejects with InterruptedError after Ctrl-C. */
  readonly browse: (
    places: readonly [PanePlace, PanePlace],
    tools: { readonly transfer: TransferOperations; readonly session: Pick<Session, 'require'> },
  ) => Promise<void>;
  /** What these sources tell, until it is left; rejects with InterruptedError after Ctrl-C. */
  readonly dash: (what: {
    readonly sources: readonly Source[];
    readonly isManaged: boolean;
    readonly title: string;
    readonly again: (activity: Activity) => Promise<Again | Refusal>;
  }) => Promise<void>;
  /** Everything of one's own, as `dash` shows it; asks for the login of all services. */
  readonly ownDash: () => Promise<void>;
}
interface Setting {
  readonly runtime: Runtime;
  readonly globals: Globals;
  readonly available: boolean;
  readonly signal: AbortSignal;
  /** The variables with which lines of this program act as the login that the screen began with. */
  readonly login: () => Readonly<Record<string, string>>;
  readonly onUp: (isUp: boolean) => void;
  /** The adapters of what the dashboard shows, logged in to. */
  readonly connect: () => Promise<Services & AgainServices>;
}

/** How many of the newest tasks are looked at. */
const newest = 20;

export function createScreens({ runtime, globals, available, signal, login, onUp, connect }: Setting): Screens {
  const terminal = (): ScreenTerminal => ({
    // all are a terminal where screens are available
    stdin: runtime.stdin as NodeJS.ReadStream,
    stdout: runtime.stdout as NodeJS.WriteStream,
    stderr: runtime.stderr as NodeJS.WriteStream,
    hasColor: wantsColor(runtime.env, true),
    now: () => runtime.now().getTime(),
    signal,
    onUp,
  });
  const lineEnd = globals.profile === undefined ? [] : ['--profile', globals.profile];
  const lineTools = (): LineTools => {
    const here = () => ({ ...runtime, env: { ...runtime.env, ...login() } });
    return {
      troubleOf,
      run: (words, how) => runBeside(here(), [...words, ...lineEnd], how),
      runOnTerminal: (words) => runOnTerminal(here(), [...words, ...lineEnd]),
      openEditor: (path) =>
        runLine(
          `${editorOf(runtime.env)} ${shellWord(path)}`,
          { cwd: runtime.cwd, env: runtime.env, login },
          'inherit',
        ),
      workOnDisk,
      lineEnd,
    };
  };
  const demandQuit = (left: Left) => {
    if (left === 'interrupted') throw new InterruptedError('Interrupted.');
  };
  const dash: Screens['dash'] = async (what) => {
    const { showDashboard } = await import('./browse/index.js');
    demandQuit(await showDashboard({ ...lineTools(), ...what }, terminal()));
  };
  return {
    available,
    dash,
    ownDash: async () => {
      const services = await connect();
      const [{ ownSources }, { again }] = await Promise.all([
        import('./globus/activity/sources.js'),
        import('./globus/activity/again.js'),
      ]);
      await dash({
        sources: ownSources(services),
        isManaged: false,
        title: 'Everything of yours',
        again: (activity) => again(activity, services),
      });
    },
    browse: async (places, { transfer, session }) => {
      const tools: BrowseTools = {
        read: (place) => readPane(place, { transfer, cwd: runtime.cwd }),
        logInFor: async (error) => {
          if (error instanceof AuthRequiredError) await session.require(error.requirement, error.message);
        },
        tasks: async () => {
          const tasks = [];
          for await (const task of transfer.listTasks({ orderby: 'request_time DESC', limit: newest }, newest))
            tasks.push(transferActivity(task));
          return tasks;
        },
        ...lineTools(),
        cwd: runtime.cwd,
      };
      const { showTwoPanes } = await import('./browse/index.js');
      demandQuit(await showTwoPanes(places, tools, terminal()));
    },
  };
}
