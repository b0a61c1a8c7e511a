import type { ClockOptions } from './clock.js';

/** A world file: what it is called, for messages, and its text, YAML or JSON. */
export interface WorldSource {
  readonly name: string;
  readonly text: string;
  /** When the world begins, in milliseconds since 1970, where the file says so and `clock` does not. */
  readonly startAt?: number;
}

/** What a sandbox is started with. */
export interface SandboxOptions {
  /** The folder that holds the state and the sandbox's own collections. */
  readonly dir: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** The port for TLS; by default the one of last time, or a free one where that is taken. */
  readonly tlsPort?: number;
  /** The username as which authorize approves at once, without its page. */
  readonly autoLogin?: string;
  /**
   * Lets every user of this machine in, where otherwise only the owner of this process and root may connect. The sandbox's
   * own API and page still need the key, and Compute runs nothing.
   */
  readonly open?: boolean;
  /** Whether the machine is asked whose program connects, true by default; without it logins are approved with the key. */
  readonly lookUpPeers?: boolean;
  /** Makes ids repeatable: the n-th task, group... has the same id each time. Secrets are never repeatable. */
  readonly seed?: string;
  /** Slows tasks down to this rate, all together. */
  readonly speed?: { bytesPerSecond?: number };
  readonly clock?: ClockOptions;
  /** What a new world has beside what all have; one that has begun goes on, and refuses another file. */
  readonly world?: WorldSource;
  /** The wall clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Gives a new refresh token with every refresh and ends the old one; false by default. */
  readonly rotateRefreshTokens?: boolean;
  /** The program of the threads that copy small files (transfer/tasks/copier.ts, built); without it they are copied in the sandbox's own thread. */
  readonly copier?: URL;
  /** How long a task waits before it tries a failed file again, the first time; 1000 by default. */
  readonly retryMilliseconds?: number;
  /** The interpreter that runs Compute's functions, `python3` by default, and how long each may take, 60 seconds by default. */
  readonly compute?: { python?: string; taskSeconds?: number };
}

/** A sandbox that serves. */
export interface RunningSandbox {
  readonly url: string;
  /** The page of the sandbox, with the key that it needs. */
  readonly pageUrl: string;
  /** The same sandbox over TLS: `https://127.0.0.1:PORT`. */
  readonly tlsUrl: string;
  /** The certificate to trust for `tlsUrl`, a PEM file. */
  readonly caFile: string;
  readonly port: number;
  readonly dir: string;
  /** The variables that point clients at this sandbox, the names of the seeded things, and the secrets of the owner. */
  readonly env: Record<string, string>;
  /** Stops serving; the state stays in `dir`. */
  close(): Promise<void>;
  /** Puts the world back as it was when first started. Every token given out before is refused from then on. */
  reset(): Promise<void>;
}
