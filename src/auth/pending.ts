import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import type { Authorization } from './login.js';
import { writeAtomically } from './store/atomic.js';

interface Pending extends Authorization {
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly begun: number;
}
/** A login waits this long for its code. */
const hour = 3_600_000;

/** A login begun in one shell and finished in another. */
export const pendingLogin = (configDir: string, namespace: string, now: () => Date) => {
  const path = join(configDir, 'pending-login.json');
  return {
    keep: (begun: Authorization) =>
      writeAtomically(path, `${JSON.stringify({ ...begun, namespace, begun: now().getTime() })}\n`, randomBytes(6).toString('hex')),
    /** Throws CliError where none was begun, it is too old, or it is another profile's. */
    take: (): Authorization => {
      const pending = load(path);
      if (!pending) throw new CliError('No login was begun here.', { hint: 'Begin one: globus login --start' });
      if (pending.namespace !== namespace) {
        throw new CliError('The login that was begun belongs to another profile or other servers.', {
          hint: 'Finish it with the same --profile and environment, or begin anew: globus login --start',
        });
      }
      if (now().getTime() - pending.begun > hour) {
        throw new CliError('The login that was begun is more than an hour old.', { hint: 'Begin anew: globus login --start' });
      }
      return pending;
    },
    drop: () => rmSync(path, { force: true }),
  };
};

function load(path: string): Pending | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Pending;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliError(`The login that was begun cannot be read from ${path}: ${(cause as Error).message}.`, {
      cause,
      hint: 'Begin anew: globus login --start',
    });
  }
}
