import { fstatSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type QuickAnswer, quickly } from './cli/quick.js';
import { standardStream } from './host/standard-stream.js';
import { unwritableText } from './host/unwritable.js';
import { loadProgram, type Program } from './load.js';
import type { Resolved } from './cli/resolve.js';
import type { Start } from './start.js';
import { version } from './version.js';

/** Put in by tools/bundle.ts: which build this is. */
declare const __BUILD__: string;

/**
 * `quickly` with this process's streams and environment: what bin/globus.js asks first. Where the manifest cannot be read it
 * answers nothing, so that the whole program says what is wrong.
 */
export function startQuick(argv: readonly string[], dist: string): QuickAnswer | undefined {
  try {
    return quickly(argv, {
      env: process.env,
      // opened when it is first asked for: a line that names a command writes nothing here
      get stdout() {
        return standardStream(1);
      },
      get stderr() {
        return standardStream(2);
      },
      onUnwritable: (error) => {
        // a closed pipe (`globus --help | head -1`) is not an error
        if (error.code === 'EPIPE') return;
        standardStream(2).write(`${unwritableText(error)}\n`);
        process.exitCode = 1;
      },
      manifest: pathToFileURL(`${dist}/manifest/`),
      version,
      fulfil: (wish) => {
        // a file of its own: every other line does without it
        // what is wrong with a login or a file of it is told when the line is run; commands and flags fit all the same
        try {
          const { startTab } = createRequire(`${dist}/`)('./tab.cjs') as typeof import('./start-tab.js');
          return startTab(wish, process.env, join(dist, '../bin/globus.js'));
        } catch {
          return { candidates: [] };
        }
      },
    });
  } catch {
    // whoever presses Tab is in the middle of a line: what is wrong is told when it is run
    return argv[0] === '__complete' ? { exitCode: 0 } : undefined;
  }
}

/** Runs the line with the whole program; returns what was loaded, for who wants to know. */
export function startProgram(argv: readonly string[], dist: string, resolved: Resolved | undefined): Program {
  refuseDebugger();
  const program = loadProgram(dist, __BUILD__, process.env);
  const { start } = program.need('start') as { readonly start: Start };
  const loadCommand = (module: string) => (program.need(`commands/${module}`) as { readonly default: never }).default;
  void start(argv, loadCommand, resolved).then((exitCode) => {
    process.exitCode = exitCode;
    program.keep();
    endBy(exitCode);
  });
  return program;
}

/**
 * Node answers SIGUSR1, which schedulers of batch jobs send before the time is up, with a debugger on loopback: every user of the
 * machine could then run what they like as this one. Where somebody listens, the signal is theirs, and does nothing.
 */
function refuseDebugger(): void {
  process.on('SIGUSR1', () => undefined);
}

/** The major number of /dev/null, /dev/zero and their like on Linux, which are no terminals. */
const memoryDevices = 1;

const signals: ReadonlyMap<number, NodeJS.Signals> = new Map([
  [129, 'SIGHUP'],
  [130, 'SIGINT'],
  [143, 'SIGTERM'],
]);

/**
 * Where a signal ended the line and something still holds this process, as the opening of a pipe that nobody writes into does, even
 * against process.exit: the signal itself ends it. A terminal that is gone does at once.
 */
function endBy(exitCode: number): void {
  const end = (signal: NodeJS.Signals) => {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  };
  const signal = signals.get(exitCode);
  if (isTerminalGone()) end('SIGHUP');
  else if (signal !== undefined) setTimeout(end, 1000, signal).unref();
}

/**
 * Whether one of the standard streams is a terminal that was closed. At its exit Node sets terminals back as they were, and with one
 * that is gone it crashes there (Node 20.20 on Linux: SIGABRT or SIGSEGV).
 */
function isTerminalGone(): boolean {
  if (process.platform !== 'linux') return false;
  const terminals = [0, 1, 2].filter((stream) => {
    try {
      const is = fstatSync(stream);
      return is.isCharacterDevice() && is.rdev >> 8 !== memoryDevices;
    } catch {
      return false; // it was closed from the beginning
    }
  });
  if (!terminals.length) return false;
  // loaded already where one is a terminal; everything else does without it
  const { isatty } = createRequire(__filename)('node:tty') as typeof import('node:tty');
  return !terminals.every((stream) => isatty(stream));
}
