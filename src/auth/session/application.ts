import { isUuid } from '../../uuid.js';
import { UsageError } from '../../errors.js';
import type { LoginParts } from './session.js';

/** One value a line, alone on it, so that each can be copied. */
const explanation = [
  'A login belongs to an application that is registered with Globus: once, in two minutes. If your organisation has one, ask for its id.',
  '',
  'Open this address, and choose "Register a thick client or script that will be installed and run by users on their devices":',
  '',
  'https://app.globus.org/settings/developers',
  '',
  'Give it a name, and these two redirects, each on a line of its own:',
  '',
  'https://auth.globus.org/v2/web/auth-code',
  'http://localhost',
  '',
  'Register it. The page then shows its Client UUID.',
];

/** The id of the application to log in as, from a person. It is kept once the login was made. */
export async function askClientId({ prompt, notices }: Pick<LoginParts, 'prompt' | 'notices'>): Promise<string> {
  if (!prompt.available) {
    throw new UsageError('No application is set to log in with.', {
      hint: [
        ...explanation,
        '',
        'Give it once; it is remembered:',
        '',
        'globus login --client-id CLIENT_UUID',
        '',
        'GLOBUS_CLIENT_ID can name it, too, or client_id in /etc/globus/config.json for everybody on this machine.',
      ].join('\n'),
    });
  }
  notices.warn([...explanation, ''].join('\n'));
  const id = await prompt.input('Client UUID:', {
    check: (text) =>
      isUuid(text.trim())
        ? undefined
        : `${text.trim() ? `'${text.trim()}' is not a Client UUID` : 'Paste the Client UUID of the application'}: it looks like 01234567-89ab-4cde-8f01-23456789abcd.`,
  });
  return id.trim();
}
