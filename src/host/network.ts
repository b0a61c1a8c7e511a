import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import { truthOf } from '../truth.js';

type Env = Runtime['env'];

/** Milliseconds for one answer: GLOBUS_SDK_HTTP_TIMEOUT seconds, 60 by default, -1 for no limit. */
export function httpTimeout(env: Env): number | false {
  const text = env['GLOBUS_SDK_HTTP_TIMEOUT'];
  if (!text) return 60_000;
  const seconds = Number(text);
  if (Number.isNaN(seconds))
    throw new UsageError(`GLOBUS_SDK_HTTP_TIMEOUT is '${text}', which is not a number of seconds.`);
  return seconds < 0 ? false : seconds * 1000;
}

/** How TLS certificates are checked: as usual, against one CA file, or not at all. */
export function tlsSettings(env: Env): { readonly rejectUnauthorized?: false; readonly ca?: string } {
  const text = env['GLOBUS_SDK_VERIFY_SSL'];
  if (!text || truthOf(text) === true) return {};
  if (truthOf(text) === false) return { rejectUnauthorized: false };
  try {
    return { ca: readFileSync(text, 'utf8') };
  } catch (cause) {
    throw new UsageError(`GLOBUS_SDK_VERIFY_SSL names '${text}', which cannot be read as a file of certificates.`, {
      cause,
    });
  }
}

/** Whether NO_PROXY leaves an address out, read as undici reads it. */
function leftOut(url: URL, noProxy: string): boolean {
  if (noProxy === '*') return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(/[,\s]/)
    .filter(Boolean)
    .some((entry) => {
      const [, host = entry, only] = /^(.+):(\d+)$/.exec(entry) ?? [];
      const name = host.replace(/^\*?\./, '').toLowerCase();
      return (!only || only === port) && (url.hostname === name || url.hostname.endsWith(`.${name}`));
    });
}

/** The proxy that a variable names; HOST:PORT is one that speaks HTTP, as everywhere. */
const proxyIn = (value: string | undefined) => (value && !value.includes('://') ? `http://${value}` : value);

/** Which proxies the environment names. */
function proxiesFrom(env: Env) {
  const all = proxyIn(env['ALL_PROXY'] ?? env['all_proxy']);
  const httpProxy = proxyIn(env['http_proxy'] ?? env['HTTP_PROXY']) ?? all;
  return {
    httpProxy,
    httpsProxy: proxyIn(env['https_proxy'] ?? env['HTTPS_PROXY']) ?? all ?? httpProxy,
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
  };
}

/** HOST:PORT of the proxy on the way to an address, never with its credentials; undefined where there is none. */
function proxyOnTheWay(env: Env, address: string): string | undefined {
  const url = new URL(address);
  const { httpProxy, httpsProxy, noProxy } = proxiesFrom(env);
  const proxy = url.protocol === 'https:' ? httpsProxy : httpProxy;
  if (!proxy || leftOut(url, noProxy)) return undefined;
  const { hostname, port, protocol } = new URL(proxy);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

/** Refuses the address of a proxy that would be used and is none, without showing it: it may hold a password. */
function demandAddresses(env: Env): void {
  const { httpProxy, httpsProxy } = proxiesFrom(env);
  for (const proxy of [httpsProxy, httpProxy]) {
    if (!proxy || (URL.canParse(proxy) && /^(https?|socks5?):$/.test(new URL(proxy).protocol))) continue;
    const variable = proxyVariables.find((name) => proxyIn(env[name]) === proxy);
    throw new UsageError(`${variable} is not the address of a proxy.`, {
      hint: `Write it as ${variable}=http://HOST:PORT`,
    });
  }
}

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * The fetch of this process. Node's own knows neither proxies nor a CA file of ours: where either is asked for,
 * it is called with a dispatcher of undici's, loaded then. undici's own fetch would refuse ky's Request objects.
 * Once `signal` is aborted its connections end, also one to a proxy that does not answer, which would keep the process.
 */
export function networkFetch(runtime: Runtime, signal: AbortSignal): typeof fetch {
  const { env } = runtime;
  const tls = tlsSettings(env);
  const proxied = proxyVariables.some((name) => env[name]);
  if (!proxied && !Object.keys(tls).length) return runtime.fetch;
  demandAddresses(env);
  let dispatcher: Promise<{ readonly destroy: () => Promise<void> }> | undefined;
  const make = async (): Promise<{ readonly destroy: () => Promise<void> }> => {
    const { Agent, EnvHttpProxyAgent } = await import('undici');
    if (!proxied) return new Agent({ connect: tls });
    const { httpProxy, httpsProxy, noProxy } = proxiesFrom(env);
    return new EnvHttpProxyAgent({
      ...(httpProxy && { httpProxy }),
      ...(httpsProxy && { httpsProxy }),
      noProxy,
      // many proxies refuse CONNECT to port 80
      proxyTunnel: false,
      requestTls: tls,
      connect: tls,
    });
  };
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    // without TLS there is nothing to check, and undici takes its time to load
    if (!proxied && /^http:/i.test(address)) return runtime.fetch(input, init);
    if (!dispatcher) {
      const made = (dispatcher = make());
      signal.addEventListener('abort', () => void made.then((each) => each.destroy()));
    }
    try {
      return await runtime.fetch(input, { ...init, dispatcher: await dispatcher } as RequestInit);
    } catch (error) {
      const proxy = proxied && proxyOnTheWay(env, address);
      throw proxy ? Object.assign(error as Error, { proxy }) : error;
    }
  };
}
