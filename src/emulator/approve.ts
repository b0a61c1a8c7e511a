import { keyHeader } from './api.js';
import { CliError, NetworkError, UsageError } from '../errors.js';
import { visible } from '../visible.js';

const authorizePath = '/v2/oauth2/authorize';
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
  if (!url || !isLoopback(url) || !url.pathname.endsWith(authorizePath)) {
    throw new UsageError('That is not the address of a login at a sandbox of this machine.', {
      hint: 'Copy it from what globus login printed.',
    });
  }
  const go = (to: URL) => {
    const key = to.pathname.endsWith(authorizePath) ? keyFor(to.origin) : undefined;
    return fetch(to, {
      redirect: 'manual',
      ...(key !== undefined && { headers: { [keyHeader]: key } }),
    }).catch((cause: unknown) => {
      throw new NetworkError(`${to.host} does not answer.`, {
        cause,
        hint: 'Is the sandbox running? globus sandbox status',
      });
    });
  };
  let page = url;
  const as = async (user: string | undefined) => {
    if (user) page.searchParams.set('sandbox_user', user);
    const answered = (await go(page)).headers.get('location');
    const next = answered ? new URL(answered, page) : undefined;
    // a recording sends browsers on to the sandbox
    if (!next?.pathname.endsWith(authorizePath) || !isLoopback(next)) return answered;
    page = next;
    return (await go(page)).headers.get('location');
  };
  const location = (await as(who.user)) ?? (who.user === undefined && who.usual ? await as(who.usual) : null);
  const target = location ? new URL(location, page) : undefined;
  const code = target?.searchParams.get('code');
  // a refusal, too, is for the program that listens: it would wait for it in vain
  const delivered = target !== undefined && target.origin !== page.origin && isLoopback(target);
  if (delivered) await go(target);
  if (!target || !code) {
    const why = target?.searchParams.get('error_description') ?? 'no user was given';
    throw new CliError(`The sandbox did not approve the login: ${visible(why)}.`, {
      hint: 'Name one of its people: globus sandbox approve --user ada@globusid.org URL',
    });
  }
  return { code, delivered };
}
