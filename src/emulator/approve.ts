import { keyHeader } from './api.js';
import { CliError, NetworkError, UsageError } from '../errors.js';
import { visible } from '../visible.js';

const isLoopback = (url: URL) => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);

/**
 * Follows an authorize URL of a sandbox to its code, as the seeded user named, else as whom the sandbox approves by
 * itself, else as the usual one; a listener that waits for the code gets it. Only the sandbox that a key is of gets to see it.
 */
export async function approve(
  spoken: string,
  who: { user: string | undefined; usual: string | undefined },
  keyFor: (origin: string) => string | undefined,
  fetch: typeof globalThis.fetch,
) {
  const url = URL.canParse(spoken) ? new URL(spoken) : undefined;
  if (!url || !isLoopback(url) || !url.pathname.endsWith('/v2/oauth2/authorize')) {
    throw new UsageError('That is not the address of a login at a sandbox of this machine.', {
      hint: 'Copy it from what globus login printed.',
    });
  }
  const key = keyFor(url.origin);
  const go = (to: URL) =>
    fetch(to, {
      redirect: 'manual',
      ...(key !== undefined && to.origin === url.origin && { headers: { [keyHeader]: key } }),
    }).catch((cause: unknown) => {
      throw new NetworkError(`${to.host} does not answer.`, {
        cause,
        hint: 'Is the sandbox running? globus sandbox status',
      });
    });
  const as = async (user: string | undefined) => {
    if (user) url.searchParams.set('sandbox_user', user);
    return (await go(url)).headers.get('location');
  };
  const location = (await as(who.user)) ?? (who.user === undefined && who.usual ? await as(who.usual) : null);
  const target = location ? new URL(location, url) : undefined;
  const code = target?.searchParams.get('code');
  // a refusal, too, is for the program that listens: it would wait for it in vain
  const delivered = target !== undefined && target.origin !== url.origin && isLoopback(target);
  if (delivered) await go(target);
  if (!target || !code) {
    const why = target?.searchParams.get('error_description') ?? 'nobody is named to approve it';
    throw new CliError(`The sandbox did not approve the login: ${visible(why)}.`, {
      hint: 'Name one of its people: globus sandbox approve --user ada@globusid.org URL',
    });
  }
  return { code, delivered };
}
