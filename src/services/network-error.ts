import { type CliError, NetworkError } from '../errors.js';

/** The host of an address, or the address itself where it is none. */
export const hostOf = (url: string) => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

/** What went wrong on the way, in words; `cause` keeps the original. */
export function networkError(service: string, url: string, cause: Error, timeout: number | false): CliError {
  const host = hostOf(url);
  const inner = (cause.cause ?? cause) as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] };
  const code = inner.code ?? inner.errors?.[0]?.code ?? '';
  const because = (what: string, hint: string) => new NetworkError(what, { cause, hint, data: { service, host, network_code: code || undefined } });
  if (cause.name === 'TimeoutError' || code.includes('TIMEOUT') || code === 'ETIMEDOUT') {
    return because(
      `${host} did not answer${timeout ? ` within ${timeout / 1000} s` : ' in time'}.`,
      'Check the network and any proxy (HTTPS_PROXY), then run the command again. GLOBUS_SDK_HTTP_TIMEOUT sets how many seconds to wait.',
    );
  }
  const reasons: Record<string, readonly [string, string]> = {
    ECONNREFUSED: [`${host} refused the connection.`, 'Is it the right address, and is the service (or proxy) running?'],
    ENOTFOUND: [`The name ${host} cannot be found.`, 'Check the network connection and the DNS settings.'],
    EAI_AGAIN: [`The name ${host} cannot be found for now.`, 'Check the network connection and the DNS settings.'],
    ECONNRESET: [`${host} broke the connection.`, 'Run the command again.'],
    UND_ERR_SOCKET: [`${host} closed the connection before its answer was complete.`, 'Run the command again.'],
  };
  const known = reasons[code];
  if (known) return because(...known);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return because(
      `The certificate of ${host} cannot be trusted (${code}).`,
      'Where the network inspects traffic, point NODE_EXTRA_CA_CERTS at its certificate authority.',
    );
  }
  if (inner.message.includes('terminated') || inner.message.includes('other side closed')) {
    return because(`${host} closed the connection before its answer was complete.`, 'Run the command again.');
  }
  return because(`No answer from ${host}: ${inner.message}.`, 'Check the network and any proxy (HTTPS_PROXY), then run the command again.');
}
