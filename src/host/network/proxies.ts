import { UsageError } from '../../errors.js';
import type { Runtime } from '../../runtime.js';

type Env = Runtime['env'];

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** Whether NO_PROXY leaves an address out: `*`, or hosts, with all that end in them, with or without a port. */
function isLeftOut(url: URL, noProxy: string): boolean {
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

const isAddress = (proxy: string) => URL.canParse(proxy) && /^(https?|socks5?):$/.test(new URL(proxy).protocol);

/** Refuses the address of a proxy that would be used and is none, without showing it: it may hold a password. */
function demandAddresses(env: Env): void {
  const { httpProxy, httpsProxy } = proxiesFrom(env);
  for (const proxy of [httpsProxy, httpProxy]) {
    if (!proxy || isAddress(proxy)) continue;
    const variable = variables.find((name) => proxyIn(env[name]) === proxy);
    throw new UsageError(`${variable} is not the address of a proxy.`, {
      hint: `Write it as ${variable}=http://HOST:PORT`,
    });
  }
}

/**
 * Which proxy is on the way to an address; undefined where none is. Throws UsageError where a variable that would be used does
 * not name one.
 */
export function proxiesOf(env: Env): (url: URL) => URL | undefined {
  if (!variables.some((name) => env[name])) return () => undefined;
  demandAddresses(env);
  const { httpProxy, httpsProxy, noProxy } = proxiesFrom(env);
  return (url) => {
    const proxy = url.protocol === 'https:' ? httpsProxy : httpProxy;
    return proxy && !isLeftOut(url, noProxy) ? new URL(proxy) : undefined;
  };
}

/** HOST:PORT of a proxy, never with its credentials. */
export const nameOfProxy = ({ hostname, port, protocol }: URL): string => `${hostname}:${port || usualPort(protocol)}`;

const usualPort = (protocol: string) => (protocol === 'https:' ? 443 : protocol.startsWith('socks') ? 1080 : 80);

/** Host without the brackets of an IPv6 address, and port, as Node takes them. */
export const placeOf = ({ hostname, port, protocol }: URL): { readonly host: string; readonly port: number } => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  port: Number(port || usualPort(protocol)),
});

/** The user and password that stand in the address of a proxy. */
export function loginOf({ username, password }: URL): { readonly user: string; readonly password: string } | undefined {
  if (!username && !password) return undefined;
  return { user: decoded(username), password: decoded(password) };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a password with a bare % in it
  }
};

/** The header that logs in to a proxy which speaks HTTP. */
export function proxyAuthorization(proxy: URL): Readonly<Record<string, string>> {
  const login = loginOf(proxy);
  if (!login) return {};
  const basic = Buffer.from(`${login.user}:${login.password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${basic}` };
}
