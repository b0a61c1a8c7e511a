import { type CliError, NetworkError } from '../errors.js';

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
    EHOSTUNREACH: 'there is no way to it',
    ENETUNREACH: 'there is no way to it',
    ETIMEDOUT: 'it did not answer in time',
    ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  }),
);

/** The status with which a proxy refused a request, as host/network words it; undefined where none did. */
export const proxyRefusal = (error: Error): string | undefined =>
  /(?:Proxy response|Proxy Authentication Required) \((\d+)\)/.exec(innermost(error).message)?.[1];

/** Whether a connection failed because of the other side's certificate: it will be the same certificate the next time. */
export const isUntrusted = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);

/** Failures after which it is certain that no byte of the request went out; a broken connection is none of them. */
const neverOut = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_CONNECT_TIMEOUT'];

/** Whether a connection was never there, so that the service cannot have got the request. */
export function wasNeverReached(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner = innermost(error) as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] };
  const codes = inner.errors?.map(({ code }) => code ?? '') ?? [String(inner.code ?? '')];
  return (
    proxyRefusal(error) !== undefined ||
    (codes.length > 0 && codes.every((code) => neverOut.includes(code) || isUntrusted(code)))
  );
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
    `Ask who runs it, or ${look}`,
  ];
}

/** What went wrong on the way, in words; `cause` keeps the original, and its `proxy` is HOST:PORT of the one on the way. */
export function networkError(
  service: string,
  url: string,
  cause: Error & { readonly proxy?: string },
  timeout: number | false,
): CliError {
  const host = hostOf(url);
  const inner = innermost(cause) as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] };
  const found: unknown = inner.code ?? inner.errors?.[0]?.code;
  const code = typeof found === 'string' ? found : '';
  const because = (what: string, hint: string) =>
    new NetworkError(what, {
      cause,
      hint,
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
      ECONNRESET: [`${host} broke the connection.`, 'Run the command again.'],
      ERR_CLOSED: [`${host} closed the connection before its answer was complete.`, 'Run the command again.'],
    }),
  );
  const known = reasons.get(code);
  if (known) return because(...known);
  if (isUntrusted(code)) {
    return because(
      `The certificate of ${host} cannot be trusted (${code}).`,
      'Where the network inspects traffic, point NODE_EXTRA_CA_CERTS at its certificate authority.',
    );
  }
  if (inner.message.includes('terminated') || inner.message.includes('other side closed')) {
    return because(`${host} closed the connection before its answer was complete.`, 'Run the command again.');
  }
  return because(
    `No answer from ${host}: ${inner.message}.`,
    'Check the network and any proxy (HTTPS_PROXY), then run the command again.',
  );
}
