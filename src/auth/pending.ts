import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diskWords } from '../disk-words.js';
import { CliError } from '../errors.js';
import type { Authorization } from './login.js';
import { writeAtomically } from '../host/atomic.js';
import { demandTrusted } from '../host/trust.js';
import { placeOf } from '../settings/place-of.js';

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
    /** Throws CliError where it cannot be written. */
    keep: (begun: Authorization) => {
      try {
        writeAtomically(path, `${JSON.stringify({ ...begun, namespace, begun: now().getTime() })}\n`);
      } catch (cause) {
        throw new CliError(`The login that was started cannot be saved in ${path}: ${diskWords(cause)}.`, {
          cause,
          hint: 'Point GLOBUS_CONFIG_DIR at a directory that can be written.',
        });
      }
    },
    /** Throws CliError where none was begun, it is too old, or it is another profile's. */
    take: (): Authorization => {
      const pending = load(path);
      if (!pending) throw new CliError('No login was started here.', { hint: 'Begin one: globus login --start' });
      if (pending.namespace !== namespace) {
        throw new CliError('The login that was started belongs to another profile or other servers.', {
          hint: 'Finish it with the same --profile and environment, or start again: globus login --start',
        });
      }
      if (now().getTime() - pending.begun > hour) {
        throw new CliError('The login that was started is more than an hour old.', {
          hint: 'Start again: globus login --start',
        });
      }
      return pending;
    },
    drop: () => rmSync(path, { force: true }),
  };
};

function load(path: string): Pending | undefined {
  const unreadable = (why: string) =>
    new CliError(`The login that was started cannot be read from ${path}: ${why}.`, {
      hint: 'Start again: globus login --start',
    });
  let text: string;
  try {
    demandTrusted(path, 'The login that was started');
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable((cause as Error).message);
  }
  try {
    return JSON.parse(text) as Pending;
  } catch (cause) {
    throw unreadable(`it is not JSON${placeOf(cause)}`);
  }
}
