/** The tools that a command may ask for in `needs`; each is injected, so that a test can stand in for it. */

/** Why an answer will not do, in a sentence: it is asked for again then. */
export type AnswerCheck = (answer: string) => string | undefined | Promise<string | undefined>;

/** What Esc does at a question: there may be one before it to go back to. The person is told so below it. */
export type OnEscape = 'back' | 'leave';
/** How a question is asked of somebody who may go back among several; Esc leaves it unless it says otherwise. */
export interface Leading<T> {
  /** What was answered before the person went back. */
  readonly former?: T | undefined;
  readonly escape?: OnEscape | undefined;
}

/** What stands on the terminal above a question. */
export interface ScreenRows {
  /** Remembers what stands there: the function returned takes away what came since, and says whether it could. */
  readonly mark: () => () => boolean;
  /** Says in one line what several questions came to. */
  readonly tell: (question: string, answer: string) => Promise<void>;
  /** Work that nothing is seen of; after a second a line says what is waited for, until it is over. */
  readonly meanwhile: <T>(text: string, work: () => Promise<T>) => Promise<T>;
}

/** Questions that are left with Esc throw WentBackError, unless they say otherwise. */
export interface Prompt {
  /** Whether a person can answer: stdin and stderr are a terminal and --no-input was not given. */
  readonly available: boolean;
  /** Absent where no screen is kept in order. */
  readonly screen?: ScreenRows;
  readonly input: (
    question: string,
    options?: Leading<string> & {
      readonly default?: string;
      readonly signal?: AbortSignal;
      readonly check?: AnswerCheck | undefined;
      /** What Esc means, where it is an answer. */
      readonly onEscape?: string;
      /** What a key pressed with Ctrl does while the question stands. */
      readonly onCtrl?: Readonly<Record<string, () => void>>;
    },
  ) => Promise<string>;
  /** Typed unseen. */
  readonly secret: (
    question: string,
    options?: Pick<Leading<string>, 'escape'> & { readonly check?: AnswerCheck | undefined },
  ) => Promise<string>;
  /**
   * Yes or no, no unless said otherwise; Esc is no, unless it is said to do something else. What was typed before it was asked is no answer,
   * and what is neither is asked again.
   */
  readonly confirm: (
    question: string,
    options?: Pick<Leading<boolean>, 'escape'> & { readonly default?: boolean },
  ) => Promise<boolean>;
  readonly select: <T extends string>(
    question: string,
    choices: readonly { readonly name: string; readonly value: T }[],
    leading?: Leading<T>,
  ) => Promise<T>;
  /**
   * A choice among what `source` finds for what was typed so far; undefined where the person went back (Esc). `keys` says below it what
   * the keys do, in place of what they do in any list.
   */
  readonly search: (
    question: string,
    source: SearchSource,
    options?: Pick<Leading<string>, 'escape'> & {
      readonly keys?: string;
      /** Judges what is taken, by its value. */
      readonly check?: AnswerCheck | undefined;
    },
  ) => Promise<string | undefined>;
  /** One or more of these, of which what is typed leaves those that have it; undefined where the person went back (Esc). */
  readonly several: (
    question: string,
    choices: readonly SearchChoice[],
    leading?: Leading<Several>,
  ) => Promise<Several | undefined>;
}
/** What was taken of several. */
export interface Several {
  readonly values: readonly string[];
  /** Whether nothing was marked, and the only one is what the person was at. */
  readonly isPointedAt: boolean;
}
export interface SearchChoice {
  /** One line as wide as there is room for, drawn. */
  readonly line: string;
  /** What stands in its place once it is chosen. */
  readonly short: string;
  /** What finds it beside its line, where somebody types to search. */
  readonly words?: string;
  readonly value: string;
}
/** The choices for a term; not called for every key while somebody types. `signal` is aborted once another term was typed. */
export type SearchSource = (term: string | undefined, signal: AbortSignal) => Promise<readonly SearchChoice[]>;

export interface Notices {
  /** Whether --quiet was given: only what was asked for is printed. */
  readonly quiet: boolean;
  /** Whether a person reads them: on a terminal, or on a screen of this program. */
  readonly isRead: boolean;
  /** Something to know; not shown with --quiet. */
  readonly info: (text: string) => void;
  /** Something that may surprise; always shown. */
  readonly warn: (text: string) => void;
}

/** How far something long is; `total` where it is known. */
export interface ProgressState {
  readonly label: string;
  readonly files?: number;
  readonly totalFiles?: number | undefined;
  readonly bytes?: number;
  readonly totalBytes?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
  readonly secondsLeft?: number | undefined;
  readonly note?: string | undefined;
  /** The largest things under way, the largest first: a line each on a terminal, the first of them in a log. */
  readonly parts?: readonly ProgressPart[];
}
export interface ProgressPart {
  readonly name: string;
  readonly bytes: number;
  /** In all; more than 0. */
  readonly size: number;
}
export interface Progress {
  /** Live lines on a terminal; off it one line at most every 30 s on stderr. Nothing with --quiet. */
  readonly update: (state: ProgressState) => void;
  /** A line above the live ones, such as a fault as it happens. */
  readonly say: (line: string) => void;
  /** Whether a person reads it on a terminal, to whom codes are said in words. */
  readonly isLive?: boolean | undefined;
  /** `2 min ago`: a time as a service wrote it, as lists say it. */
  readonly when?: ((time: string) => string) | undefined;
  /** A dot, beside the dots before it; shown with --quiet, too, since it was asked for. */
  readonly beat: () => void;
  /** Takes the live lines away and ends a line of dots. */
  readonly done: () => void;
  /** What a person presses meanwhile; absent where nobody can. */
  readonly keys?: ProgressKeys | undefined;
}
export interface ProgressKeys {
  /** Calls `pressed` with each character that is typed, `escape` for any other key; the function returned ends that. Says `hint` the first time. */
  readonly listen: (hint: string, pressed: (key: string) => void) => Promise<() => void>;
  /** A question in the place of the live line, until there is none. */
  readonly ask: (question: string | undefined) => void;
}

export interface Files {
  /** The text of a file, or of stdin for `-`. Throws UsageError naming the file and the reason. */
  readonly readText: (path: string) => Promise<string>;
  /** The lines of a file or stdin without reading it whole; without line ends. */
  readonly lines: (path: string) => AsyncIterable<string>;
  /** The same lines, many at a time: for files of 100,000 lines, where a step per line is what takes the time. */
  readonly lineBlocks: (path: string) => AsyncIterable<readonly string[]>;
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** The bytes of a file or stdin as they come. */
  readonly stream: (path: string) => AsyncIterable<Uint8Array>;
  /** The paths of all files in a folder and those below it, in alphabetical order; undefined where the path is not a folder. */
  readonly inFolder: (path: string) => Promise<readonly string[] | undefined>;
  readonly exists: (path: string) => Promise<boolean>;
  /** Adds text to the end of a file, which is made where there is none; it is on the disk when this resolves. */
  readonly append: (path: string, text: string) => Promise<void>;
}

export interface RawOut {
  /** Whether a terminal shows what is written. */
  readonly isTerminal: boolean;
  readonly write: (chunk: string | Uint8Array) => Promise<void>;
}

export interface Clock {
  readonly now: () => Date;
  /** Resolves after so many seconds; rejects with InterruptedError on Ctrl-C. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Records that outlive the process, by name: what was, or is about to be, submitted in several tasks. */
export interface SubmissionRecords {
  /** The text of a record; undefined where there is none. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** Keeps other processes from this record while `work` runs. What was written is on the disk when `write` returns. CliError where another process has it. */
  readonly hold: <T>(
    name: string,
    work: (record: { readonly read: () => string | undefined; readonly write: (text: string) => void }) => Promise<T>,
  ) => Promise<T>;
  /** Waits until no other process has this turn, looking after each `sleep` of so many seconds; what is returned ends it. */
  readonly takeTurn: (
    what: string,
    waiting: {
      readonly sleep: (seconds: number) => Promise<void>;
      /** Told once, with ` (process 7)` where that is known. */
      readonly onWait: (by: string) => void;
    },
  ) => Promise<() => void>;
  /** The lines that were kept for a submission id, the oldest first; none where that is not known any more. */
  readonly sentUnder: (submissionId: string) => Promise<readonly string[]>;
  /** Adds a line, whatever other processes add at the same time. Where it cannot be written, the next run does not know it. */
  readonly keepSent: (submissionId: string, line: string) => Promise<void>;
}
