/**
 * The secrets that this process holds: tokens it loaded or was given, a client's secret, codes and verifiers of a login,
 * passwords of proxies. Services and proxies repeat in their complaints what they were sent, so everything that is written
 * on stderr passes `withoutSecrets`. What was asked for, such as `globus auth token`, is data and does not.
 *
 * Kept for the process, since that is whose secrets they are: whoever learns one need not know who will write.
 */
const held = new Map<string, readonly string[]>();

/** Shorter ones are words: taking them out of a text would tell more than it hides. */
const shortest = 6;

/** From now on, this value leaves the process nowhere but where it was asked for or is meant to go. */
export function keepSecret(value: unknown): void {
  // documents of others have numbers where texts belong
  if (typeof value !== 'string' || value.length < shortest || held.has(value)) return;
  // as it stands in an address or a form, and in JSON
  held.set(value, [...new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])]);
}

/** The value of an Authorization header: what follows the scheme, and what Basic wraps. */
export function keepAuthorization(header: string): void {
  const [scheme = '', value] = header.split(' ');
  keepSecret(value ?? scheme);
  if (value && /^basic$/i.test(scheme))
    keepSecret(Buffer.from(value, 'base64').toString().split(':').slice(1).join(':'));
}

type Env = Readonly<Record<string, string | undefined>>;
const secretVariable = /^GLOBUS_(ACCESS_TOKEN_|CLI_CLIENT_SECRET$|CLIENT_SECRET$|SANDBOX_CLIENT_SECRET$|SANDBOX_KEY$)/;

/** The environment as a browser or a pager gets it, which need no login. */
export const withoutSecretVariables = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !secretVariable.test(name)));

/** The secrets that the environment brings. */
export function keepSecretsOf(env: Env): void {
  for (const [name, value] of Object.entries(env)) {
    if (!value) continue;
    if (secretVariable.test(name)) keepSecret(value);
    else if (/^(https?|all)_proxy$/i.test(name)) keepPassword(value);
  }
}

function keepPassword(address: string): void {
  // not by URL: of an address that is none, the password must not be shown either
  const password = /^(?:[a-z0-9+.-]+:\/\/)?[^:@/]*:(.*)@/i.exec(address)?.[1];
  if (!password) return;
  keepSecret(password);
  try {
    keepSecret(decodeURIComponent(password));
  } catch {
    // it is not percent-encoded, and so is what was kept already
  }
}

/** A text with every secret of this process taken out. */
export function withoutSecrets(text: string): string {
  let left = text;
  for (const spellings of held.values())
    for (const spelling of spellings) if (left.includes(spelling)) left = left.replaceAll(spelling, '[secret]');
  return left;
}
