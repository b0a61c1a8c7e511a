import { fileURLToPath } from 'node:url';
import type { Resolved } from './cli/resolve.js';
import type { Command } from './command/command.js';
import { UsageError } from './errors.js';
import { standardInput, standardStream } from './host/standard-stream.js';
import { homeFolder } from './home.js';
import { main } from './main.js';
import type { Runtime } from './runtime.js';
import { version } from './version.js';

const here = new URL('./', import.meta.url);

/** What asks a program to end: Ctrl-C, `kill`, and a terminal that is closed. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new UsageError(
      'The current folder of this shell is gone, or cannot be entered, so no relative path can be read.',
      {
        cause,
        hint: 'Go to another folder first: cd',
      },
    );
  }
}

export type Start = typeof start;

/**
 * Runs the program in this process, with this process's streams and environment: what bin/globus.js calls. `resolved` is what
 * the line names, where that was found out before.
 */
export async function start(
  argv: readonly string[],
  loadCommand: (module: string) => Command,
  resolved?: Resolved,
): Promise<number> {
  let input: Runtime['stdin'] | undefined;
  const runtime: Runtime = {
    env: process.env,
    // looked up when it is first needed: it may be gone, and most lines never ask
    get cwd() {
      return workingDirectory();
    },
    // not known to every machine for every user, and not needed where GLOBUS_CONFIG_DIR says enough
    get homeDir() {
      return homeFolder();
    },
    platform: process.platform,
    // opened when it is first looked at: opening it costs as much as printing help
    get stdin() {
      return (input ??= standardInput());
    },
    stdout: standardStream(1),
    stderr: standardStream(2),
    now: () => new Date(),
    manifest: new URL('manifest/', here),
    loadCommand: (module) => Promise.resolve(loadCommand(module)),
    retryDelay: (attempt) => Math.min(10_000, 300 * 2 ** (attempt - 1)),
    sleep: async (milliseconds, signal) => {
      const { setTimeout: delay } = await import('node:timers/promises');
      await delay(milliseconds, undefined, signal ? { signal } : {});
    },
    onSignal: (listener) => {
      for (const signal of endingSignals) process.on(signal, listener);
      return () => {
        for (const signal of endingSignals) process.off(signal, listener);
      };
    },
    version,
    executable: fileURLToPath(new URL('../bin/globus.js', here)),
    pid: process.pid,
    copier: new URL('sandbox/transfer/tasks/copier.js', here),
  };
  const code = await main(argv, runtime, resolved);
  // An idle keep-alive connection or an open stdin must not hold the shell.
  // a file on stdin has no `unref`, whatever the type says
  (input as { readonly unref?: () => unknown } | undefined)?.unref?.();
  return code;
}
