import { type CliError, NetworkError } from '../errors.js';
import { visible } from '../visible.js';
import { protocolTrouble } from './protocol-error.js';

/** The host of an address, or the address itself where it is none. */
export const hostOf = (url: string) => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

/** What was wrong to begin with: a request given up is an error around the reason, with a number for its code. */
const innermost = (error: Error): Error => (error.cause instanceof Error ? innermost(error.cause) : error);

/** Failures of making a connection: where there is a proxy, it is the only one a connection is made to. */
const unreached: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    ECONNREFUSED: 'it refused the connection',
    ENOTFOUND: 'its name cannot be found',
    EAI_AGAIN: 'its name cannot be found for now',
    EHOSTUNREACH: 'there is no route to it',
    ENETUNREACH: 'there is no route to it',
    ETIMEDOUT: 'it did not answer in time',
    ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  }),
);

/** The status with which a proxy refused a request, as host/network words it; undefined where none did. */
export const proxyRefusal = (error: Error): string | undefined =>
  /(?:Proxy response|Proxy Authentication Required) \((\d+)\)/.exec(innermost(error).message)?.[1];

/** Whether a connection failed because of the other side's certificate: it will be the same certificate the next time. */
export const isUntrusted = (code: string): boolean =>
  !code.startsWith('ERR_SSL_') &&
  /CERT|SELF_SIGNED|UNABLE_TO_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^CRL_/.test(code);

/** Failures after which it is certain that no byte of the request went out; a broken connection is none of them. */
const neverOut = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_CONNECT_TIMEOUT'];

/** What this machine itself refuses to a program that wants a connection: no server and no network is at fault. */
const ownLimits: ReadonlyMap<string, readonly [string, string]> = new Map<string, readonly [string, string]>(
  Object.entries({
    EMFILE: ['this program has too many files open', 'Raise the limit (ulimit -n), then run the command again.'],
    ENFILE: [
      'this machine has too many files open',
      'End programs that hold many files open, then run the command again.',
    ],
    ENOBUFS: ['this machine has no memory left for it', 'End other programs, then run the command again.'],
    ENOMEM: ['this machine has no memory left for it', 'End other programs, then run the command again.'],
    EADDRNOTAVAIL: [
      'this machine has no address or port for it',
      'Wait a minute for connections that have ended, look at the addresses of this machine, then run the command again.',
    ],
    EACCES: [
      'this machine does not let this program connect to it',
      'Is there a firewall or a sandbox here? Let the program connect, then run the command again.',
    ],
    EPERM: [
      'this machine does not let this program connect to it',
      'Is there a firewall or a sandbox here? Let the program connect, then run the command again.',
    ],
  }),
);

/** Whether a connection was never there, so that the service cannot have got the request. */
export function wasNeverReached(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner = innermost(error) as NodeJS.ErrnoException & {
    readonly errors?: readonly NodeJS.ErrnoException[];
    readonly isUnsent?: boolean;
  };
  if (inner.isUnsent) return true;
  const parts: readonly NodeJS.ErrnoException[] = inner.errors ?? [inner];
  const stayedHere = ({ code, syscall }: NodeJS.ErrnoException) =>
    syscall === 'connect' || neverOut.includes(String(code ?? '')) || isUntrusted(String(code ?? ''));
  return proxyRefusal(error) !== undefined || (parts.length > 0 && parts.every(stayedHere));
}

/** What is wrong with the proxy on the way, as a sentence and what to do next; undefined where it is not the proxy. */
function proxyTrouble(proxy: string, code: string, status: string | undefined): readonly [string, string] | undefined {
  const look = 'look at HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, or name the services in NO_PROXY where none is needed.';
  if (unreached.get(code))
    return [
      `The proxy at ${proxy} could not be reached: ${unreached.get(code)}.`,
      `Is it the right proxy, and is it running? If not, ${look}`,
    ];
  if (status === undefined) return undefined;
  if (status === '407')
    return [
      `The proxy at ${proxy} asks for a login.`,
      'Give its user and password in the address of the proxy: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT',
    ];
  return [
    `The proxy at ${proxy} does not let the connection through (status ${status}).`,
    `Ask the people who run it, or ${look}`,
  ];
}

/**
 * What went wrong on the way, in words; `cause` keeps the original. Its `proxy` is HOST:PORT of the one on the way, its
 * `sentOnTo` the address that a redirect named: the server there is at fault, and not the one that was asked first.
 */
export function networkError(
  service: string,
  url: string,
  cause: Error & { readonly proxy?: string; readonly sentOnTo?: string },
  timeout: number | false,
): CliError {
  const host = hostOf(cause.sentOnTo ?? url);
  const first = hostOf(url);
  const inner = innermost(cause) as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] };
  const found: unknown = inner.code ?? inner.errors?.[0]?.code;
  const code = typeof found === 'string' ? found : '';
  const because = (what: string, hint: string) =>
    new NetworkError(what, {
      cause,
      hint: host === first ? hint : `${first} sent the request on to ${host}. ${hint}`,
      data: { service, host, network_code: code || undefined, proxy: cause.proxy },
    });
  const trouble = cause.proxy === undefined ? undefined : proxyTrouble(cause.proxy, code, proxyRefusal(cause));
  if (trouble) return because(...trouble);
  if (cause.name === 'TimeoutError' || code.includes('TIMEOUT') || code === 'ETIMEDOUT') {
    return because(
      `${host} did not answer${timeout ? ` within ${timeout / 1000} s` : ' in time'}.`,
      'Check the network and any proxy (HTTPS_PROXY), then run the command again. GLOBUS_SDK_HTTP_TIMEOUT sets how many seconds to wait.',
    );
  }
  const reasons: ReadonlyMap<string, readonly [string, string]> = new Map<string, readonly [string, string]>(
    Object.entries({
      ECONNREFUSED: [
        `${host} refused the connection.`,
        'Is it the right address, and is the service (or proxy) running?',
      ],
      ENOTFOUND: [`The name ${host} cannot be found.`, 'Check the network connection and the DNS settings.'],
      EAI_AGAIN: [`The name ${host} cannot be found for now.`, 'Check the network connection and the DNS settings.'],
      EHOSTUNREACH: [
        `There is no network route to ${host}.`,
        'Check the network connection (VPN, firewall), then try again.',
      ],
      ENETUNREACH: [
        `There is no network route to ${host}.`,
        'Check the network connection (VPN, firewall), then try again.',
      ],
      ENETDOWN: [
        `There is no network route to ${host}: the network is down.`,
        'Check the network connection, then try again.',
      ],
      ECONNRESET: [`${host} broke the connection.`, 'Run the command again.'],
      EPIPE: [`${host} broke the connection.`, 'Run the command again.'],
      ECONNABORTED: [`${host} broke the connection.`, 'Run the command again.'],
      ERR_CLOSED: [`${host} closed the connection before its answer was complete.`, 'Run the command again.'],
    }),
  );
  const known = reasons.get(code);
  if (known) return because(...known);
  const own = inner.syscall === 'connect' ? ownLimits.get(code) : undefined;
  if (own) return because(`No connection to ${host} can be made: ${own[0]}.`, own[1]);
  if (isUntrusted(code)) {
    return because(
      `The certificate of ${host} cannot be trusted (${code}).`,
      'Where the network inspects traffic, point NODE_EXTRA_CA_CERTS at its certificate authority.',
    );
  }
  const spoken = protocolTrouble(host, code, inner.message);
  if (spoken) {
    const [what, hint] = spoken;
    return because(
      what,
      cause.proxy === undefined ? hint : `${hint} The request went through the proxy at ${cause.proxy}.`,
    );
  }
  if (inner.message.includes('terminated') || inner.message.includes('other side closed')) {
    return because(`${host} closed the connection before its answer was complete.`, 'Run the command again.');
  }
  return because(
    `No answer from ${host}: ${visible(inner.message.trim())}.`,
    'Check the network and any proxy (HTTPS_PROXY), then run the command again.',
  );
}
