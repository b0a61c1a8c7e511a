import type { LoginStatus } from '../auth/session/contract.js';

/** How a sandbox is started. */
export interface SandboxSettings {
  /** The folder of its state and collections. */
  readonly dir: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** The username that every login is approved for at once; without it a page asks. */
  readonly autoLogin: string | undefined;
  readonly seed: string | undefined;
  readonly bytesPerSecond: number | undefined;
  /** The time at which a new world begins; now without it. */
  readonly clock: Date | undefined;
  /** What a new world has besides: a world file, or the name of one that comes with the sandbox. */
  readonly world: string | undefined;
  /** Whether every user of this machine may use it, not its owner alone. */
  readonly open: boolean;
  /** Folders of this machine to serve as collections, `NAME=PATH` each. */
  readonly share: readonly string[];
}
/** A sandbox that serves, in this process or another. */
export interface SandboxInfo {
  readonly url: string;
  /** Its page, with the key. */
  readonly page: string;
  readonly port: number;
  readonly pid: number;
  readonly dir: string;
  /** The variables that point Globus clients at it, and the secrets of its owner. */
  readonly env: Readonly<Record<string, string>>;
}
export interface LoggedRequest {
  readonly time: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly fault?: string;
  /** Whether the sandbox has no such route. */
  readonly unknown_route?: boolean;
}

/** What is run beside a sandbox, and how; folders are absolute. */
export interface SandboxExecution {
  readonly command: readonly string[];
  readonly login: boolean;
  readonly keepHome: boolean;
  /** Where the sandbox stays afterwards. */
  readonly keep: string | undefined;
  /** The export it begins with. */
  readonly imported: string | undefined;
  /** Where it is exported to at the end. */
  readonly exported: string | undefined;
}

/** A command whose requests are recorded, or answered out of a record; the file is absolute. */
export interface RecordedExecution {
  readonly command: readonly string[];
  readonly file: string;
}
/** What came of a recording. */
export interface Recording {
  readonly code: number;
  readonly requests: number;
  /** How many bodies were too large to be kept. */
  readonly cut: number;
}
/** What came of a replay. */
export interface Replay {
  readonly code: number;
  readonly answered: number;
  /** Requests that the record has no answer to. */
  readonly missing: readonly { readonly service: string; readonly method: string; readonly path: string }[];
  /** Recorded requests that nobody asked for. */
  readonly unasked: number;
}

/** The embedded Globus, and the processes that serve it. */
export interface SandboxTool {
  /** Where a sandbox keeps its state unless --dir says otherwise. */
  readonly defaultDir: string;
  /** Serves in this process. `closed` resolves when Ctrl-C or SIGTERM has ended it. */
  readonly serve: (
    settings: SandboxSettings,
  ) => Promise<{ readonly info: SandboxInfo; readonly closed: Promise<void> }>;
  /** Serves in a process of its own, which goes on when this one ends. Resolves when it answers. */
  readonly launch: (settings: SandboxSettings) => Promise<SandboxInfo>;
  /** The sandbox that serves this folder now. */
  readonly find: (dir: string) => Promise<SandboxInfo | undefined>;
  /** The same, of the usual folder unless one is named; a CliError that says how to start one where none serves. */
  readonly running: (dir: string | undefined) => Promise<SandboxInfo>;
  /** Ends it and waits until it is gone; its state stays. */
  readonly stop: (info: SandboxInfo) => Promise<void>;
  /** Calls its admin API, `/_sandbox/...`. */
  readonly ask: <T>(
    info: SandboxInfo,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<T>;
  /** The requests it answered, oldest first; with `follow` those to come, too. */
  readonly requests: (info: SandboxInfo, follow: boolean) => AsyncGenerator<LoggedRequest, void, undefined>;
  /** Answers an authorize URL of a sandbox as a person would, and brings the code where it belongs. Loopback only. */
  readonly approve: (
    url: string,
    user: string | undefined,
    /** The sandbox, where it is neither the usual one nor that of this environment. */
    at?: SandboxInfo,
  ) => Promise<{ readonly code: string; readonly delivered: boolean }>;
  /** Runs a command line, and writes what it asks of Globus to a file, without secrets, as it goes. */
  readonly record: (how: RecordedExecution, login: LoginStatus) => Promise<Recording>;
  /** Runs a command line, and answers it out of a file that was recorded; nothing reaches a network. */
  readonly replay: (how: RecordedExecution) => Promise<Replay>;
  /** Runs a command line beside a sandbox of its own; its exit code. */
  readonly execute: (settings: Omit<SandboxSettings, 'dir' | 'port'>, how: SandboxExecution) => Promise<number>;
}
