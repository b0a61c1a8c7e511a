import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The port that was served last time, to take it again: collections and managers keep their addresses over a restart. */
export function keptPort(folder: string): number | undefined {
  try {
    const port = Number(readFileSync(join(folder, 'port'), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    // The first start, or a file that cannot be read: a free port will do.
    return undefined;
  }
}

/** Remembers the port for the next start. */
export function keepPort(folder: string, port: number): void {
  if (keptPort(folder) !== port) writeFileSync(join(folder, 'port'), `${port}\n`);
}
