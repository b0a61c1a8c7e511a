import { pathToFileURL } from 'node:url';
import { type QuickAnswer, quickly } from './cli/quick.js';
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
  // a closed pipe (`globus --help | head -1`) is not an error
  process.stdout.on('error', () => undefined);
  try {
    return quickly(argv, {
      env: process.env,
      stdout: process.stdout,
      stderr: process.stderr,
      manifest: pathToFileURL(`${dist}/manifest/`),
      version,
    });
  } catch {
    return undefined;
  }
}

/** Runs the line with the whole program; returns what was loaded, for who wants to know. */
export function startProgram(argv: readonly string[], dist: string, resolved: Resolved | undefined): Program {
  const program = loadProgram(dist, __BUILD__, process.env);
  const { start } = program.need('start') as { readonly start: Start };
  const loadCommand = (module: string) => (program.need(`commands/${module}`) as { readonly default: never }).default;
  void start(argv, loadCommand, resolved).then((exitCode) => {
    process.exitCode = exitCode;
    program.keep();
  });
  return program;
}
