import { NetworkError } from '../errors.js';
import { hostOf } from './network-error.js';

const redirects = [301, 302, 303, 307, 308];
const mostHops = 10;
/** What another server may be told: what is wanted, and by which program. Never who asks. */
const harmless = ['accept', 'accept-encoding', 'range', 'if-match', 'if-none-match', 'user-agent'];

/**
 * A fetch that follows redirects, ten at most. To another origin only GET and HEAD go on, without the headers that could
 * hold a credential: fetch itself would take bodies there, and every header but Authorization and Cookie.
 * Throws NetworkError where a redirect is not followed.
 */
export const followingRedirects =
  (fetch: typeof globalThis.fetch, body?: string | Uint8Array): typeof fetch =>
  async (input, init) => {
    let request = input instanceof Request ? input : new Request(input, init);
    const { signal } = request;
    let response = await fetch(input, { ...init, redirect: 'manual', ...(body !== undefined && { body }) });
    for (let hop = 1; redirects.includes(response.status); hop++) {
      const location = response.headers.get('location');
      if (!location || !URL.canParse(location, request.url)) return response;
      await response.body?.cancel();
      if (hop > mostHops) throw inCircles(request.url);
      const kept = next(request, response.status, new URL(location, request.url), signal);
      if (kept.method === 'GET') body = undefined;
      request = kept;
      response = await fetch(request, { redirect: 'manual', ...(body !== undefined && { body }) });
    }
    return response;
  };

/** The request that a redirect asks for. */
function next(before: Request, status: number, to: URL, signal: AbortSignal): Request {
  const isRead = before.method === 'GET' || before.method === 'HEAD';
  const headers = new Headers(before.headers);
  if (to.origin !== new URL(before.url).origin) {
    if (!isRead || !/^https?:$/.test(to.protocol)) throw elsewhere(before, to);
    for (const name of [...headers.keys()]) if (!harmless.includes(name)) headers.delete(name);
  }
  const becomesGet = status === 303 ? !isRead : (status === 301 || status === 302) && before.method === 'POST';
  if (becomesGet) headers.delete('content-type');
  return new Request(to, { method: becomesGet ? 'GET' : before.method, headers, signal });
}

const elsewhere = ({ method, url }: Request, to: URL) =>
  new NetworkError(
    `${hostOf(url)} sends the request on to another server, ${to.host || to.href}: it was not sent there.`,
    {
      hint: `A ${method} is sent only to the server that it is meant for. Is the address of the service the right one?`,
    },
  );
const inCircles = (url: string) =>
  new NetworkError(`${hostOf(url)} sends the request on and on: ${mostHops} redirects came one after the other.`, {
    hint: 'Is the address of the service the right one? A login page of the network may be in the way, too.',
  });
