import type { Runtime } from '../../runtime.js';
import type { Connections } from './connections.js';
import { nameOfProxy, proxiesOf } from './proxies.js';
import type { Body } from './send.js';
import { tlsSettings } from './settings.js';

/** With `lends`, a piece of the answer's body is only good until the next is asked for: its memory is used again. */
interface LendingInit extends RequestInit {
  readonly lends?: boolean;
}

/**
 * The fetch of this process, over node:http, with what ky and the adapters ask of one: Node's own takes a quarter of a second to
 * load on Node 20, and knows neither proxies nor a CA file of ours. It never follows a redirect: with `redirect: 'error'` it
 * refuses one, else it answers with it.
 *
 * Once `signal` is aborted its connections end, also one to a proxy that does not answer, which would keep the process.
 * Throws UsageError where the environment names a proxy or authorities that are none. A failure carries `proxy`, the HOST:PORT of
 * the proxy on the way, where there is one.
 */
export function networkFetch(
  { env, fetch }: Pick<Runtime, 'env' | 'fetch'>,
  signal: AbortSignal,
): typeof globalThis.fetch {
  const proxyTo = proxiesOf(env);
  const tls = tlsSettings(env);
  if (fetch) return fetch;
  let connections: Connections | undefined;

  const network = async (input: string | URL | Request, init: LendingInit = {}): Promise<Response> => {
    const [{ createConnections }, { send }, { LeanHeaders }] = await Promise.all([
      import('./connections.js'),
      import('./send.js'),
      import('./headers.js'),
    ]);
    if (!connections) {
      connections = createConnections(() => tls);
      signal.addEventListener('abort', () => connections?.close(), { once: true });
    }
    const url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url);
    const proxy = proxyTo(url);
    try {
      const answer = await send(connections, {
        url,
        proxy,
        method: init.method ?? 'GET',
        headers: new LeanHeaders(init.headers as Record<string, string> | undefined),
        body: init.body as Body | undefined,
        signal: init.signal ?? undefined,
        lends: init.lends === true,
      });
      if (init.redirect === 'error' && answer.status >= 300 && answer.status < 400) {
        await answer.body?.cancel();
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      }
      // what is left out is what no program here asks for
      return answer as unknown as Response;
    } catch (error) {
      throw proxy ? Object.assign(error as Error, { proxy: nameOfProxy(proxy) }) : error;
    }
  };
  return network;
}
