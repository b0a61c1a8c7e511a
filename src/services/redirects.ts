import { NetworkError } from '../errors.js';
import { hostOf } from './network-error.js';

const redirects = [301, 302, 303, 307, 308];
const mostHops = 10;
/** What another server may be told: what is wanted, and by which program. Never who asks. */
const harmless = ['accept', 'accept-encoding', 'range', 'if-match', 'if-none-match', 'user-agent'];
/**
 * Whether an answer sends whoever asked to Globus's login page, as the servers of collections do with readers who show no token:
 * what stands there is no file.
 */
export function sendsToLogin({ status, headers }: Pick<Response, 'status' | 'headers'>): boolean {
  const location = headers.get('location') ?? '';
  if (!redirects.includes(status) || !URL.canParse(location)) return false;
  const { pathname, searchParams } = new URL(location);
  return pathname.endsWith('/v2/oauth2/authorize') && searchParams.has('client_id');
}
/** What says something of a body. */
const bodyHeaders = ['content-type', 'content-length'];

/** A request without its address: what fetch is given beside it. */
export interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly body?: string | Uint8Array | undefined;
  /** Whether a piece of the answer's body may be lent: only good until the next is asked for. */
  readonly lends?: boolean | undefined;
}

/**
 * A fetch that follows redirects, ten at most. To another origin only GET and HEAD go on, without the headers that could
 * hold a credential: fetch itself would take bodies there, and every header but Authorization and Cookie. From https nothing
 * goes on to http.
 * A redirect that `isAnswer` knows is returned as it is. Throws NetworkError where a redirect is not followed.
 */
export const followingRedirects =
  (fetch: typeof globalThis.fetch, isAnswer: (response: Response) => boolean = () => false) =>
  async (address: string, first: Sent): Promise<Response> => {
    let [url, request] = [address, first];
    for (let hop = 1; ; hop++) {
      const response = await fetch(url, { ...request, redirect: 'manual' }).catch((error: unknown) => {
        // whoever words it names the server that did not answer, not the one that sent us there
        throw hop > 1 && error instanceof Error ? Object.assign(error, { sentOnTo: url }) : error;
      });
      if (!redirects.includes(response.status) || isAnswer(response)) return response;
      const location = response.headers.get('location');
      if (!location || !URL.canParse(location, url)) return response;
      await response.body?.cancel();
      if (hop > mostHops) throw inCircles(url);
      const to = new URL(location, url);
      request = next(url, request, response.status, to);
      url = to.href;
    }
  };

/** The request that a redirect asks for. */
function next(from: string, { method, headers, body, ...rest }: Sent, status: number, to: URL): Sent {
  const isRead = method === 'GET' || method === 'HEAD';
  const { origin, protocol } = new URL(from);
  const isElsewhere = to.origin !== origin;
  if (isElsewhere && !isRead) throw elsewhere(method, from, to);
  // in the clear, anybody on the way could say what comes instead
  if (to.protocol !== 'https:' && to.protocol !== protocol) throw unprotected(from, to);
  const becomesGet = status === 303 ? !isRead : (status === 301 || status === 302) && method === 'POST';
  const kept = Object.entries(headers).filter(([name]) => {
    const lower = name.toLowerCase();
    return (!isElsewhere || harmless.includes(lower)) && !(becomesGet && bodyHeaders.includes(lower));
  });
  return {
    method: becomesGet ? 'GET' : method,
    headers: Object.fromEntries(kept),
    ...rest,
    ...(!becomesGet && { body }),
  };
}

const elsewhere = (method: string, url: string, to: URL) =>
  new NetworkError(
    `${hostOf(url)} sends the request on to another server, ${to.host || to.href}: it was not sent there.`,
    {
      hint: `A ${method} is sent only to the server that it is meant for. Is the address of the service the right one?`,
    },
  );
const unprotected = (url: string, to: URL) =>
  new NetworkError(
    `${hostOf(url)} sends the request on to ${to.host || to.href} by ${to.protocol.slice(0, -1)}, not by https: it was not sent there.`,
    {
      hint: 'Is the address of the service the right one? A login page of the network may be in the way, too.',
    },
  );
const inCircles = (url: string) =>
  new NetworkError(`${hostOf(url)} sends the request on and on: ${mostHops} redirects came one after the other.`, {
    hint: 'Is the address of the service the right one? A login page of the network may be in the way, too.',
  });
