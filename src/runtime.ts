import type { Command } from './command/command.js';

/** A stream the program may read or write, and whether a person is at its other end. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}
export interface Output {
  /** `done` is told when it is written, or why it is not. */
  write(chunk: Uint8Array | string, done?: (error?: NodeJS.ErrnoException | null) => void): boolean;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Everything outside the program, in one place: a test gives its own. */
export interface Runtime {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Stands in for the network; left out, there is the real one. */
  readonly fetch?: typeof fetch;
  readonly now: () => Date;
  /** Where the built manifest lies. */
  readonly manifest: URL;
  /** Loads a command module by its manifest name, `task/show`. */
  readonly loadCommand: (module: string) => Promise<Command>;
  /** Milliseconds before retry n. */
  readonly retryDelay: (attempt: number) => number;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Calls back on SIGINT, SIGTERM and SIGHUP; the function returned takes the listener away. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => () => void;
  readonly version: string;
  /** Path of bin/globus.js. */
  readonly executable: string;
  readonly pid: number;
  /** The built program of the sandbox's threads. */
  readonly copier?: URL;
}
