import { withLock } from '../lock.js';
import { isUuid } from '../../uuid.js';
import { UsageError } from '../../errors.js';
import type { LoginParts } from './session.js';

const explanation = [
  'A login belongs to an application that you register with Globus, once, in two minutes:',
  '',
  '  1. Open https://app.globus.org/settings/developers',
  '  2. Choose "Register a thick client or script that will be installed and run by users on their devices"',
  '  3. Give it any name, and the redirects https://auth.globus.org/v2/web/auth-code and http://localhost',
  '  4. Copy its Client UUID',
];

/** The id of the application to log in as, from a person; kept for logins to come. */
export async function askClientId({ prompt, notices, config, configDir, waiting }: LoginParts): Promise<string> {
  if (!prompt.available) {
    throw new UsageError('No application to log in as is known.', {
      hint: [...explanation, '', 'and say it with --client-id ID or GLOBUS_CLIENT_ID=ID.'].join('\n'),
    });
  }
  notices.warn([...explanation, ''].join('\n'));
  const id = (await prompt.input('Client UUID:')).trim();
  if (!isUuid(id)) throw new UsageError(`'${id}' is not the UUID of an application.`);
  await withLock(configDir, () => config.change(() => ({ client_id: id })), waiting);
  return id;
}
