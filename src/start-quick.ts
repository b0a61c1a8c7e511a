import { pathToFileURL } from 'node:url';
import { type QuickAnswer, quickly } from './cli/quick.js';
import { version } from './version.js';

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
