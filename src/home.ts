import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { UsageError } from './errors.js';

/**
 * The home of this user: $HOME, and what the system says where that is empty or no whole path, as it is in some services and containers:
 * files of a login must not lie in whatever folder one stands in. UsageError where nobody knows it.
 */
export function homeFolder(): string {
  for (const ask of [homedir, () => userInfo().homedir]) {
    const found = answerOf(ask);
    if (found !== undefined && isAbsolute(found)) return found;
  }
  throw new UsageError(
    'No home folder is known on this machine for this user, so there is no place for logins and settings.',
    {
      hint: 'Set HOME, or point GLOBUS_CONFIG_DIR at a folder of yours.',
    },
  );
}

function answerOf(ask: () => string): string | undefined {
  try {
    return ask();
  } catch {
    return undefined; // a user that the system has no entry for
  }
}
