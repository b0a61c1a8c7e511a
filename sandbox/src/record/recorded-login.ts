import type { Recorded, RecordedLogin } from './format.js';

/** The code that a replay logs in with, before its command runs. */
export const replayCode = 'SECRET-code-0';
/** Long enough for nothing to be renewed while a record is played. */
const seconds = 10 * 365 * 86_400;

/** Who was logged in when it was recorded, as far as the record tells. */
export function loginOf({ head, exchanges }: Recorded): RecordedLogin {
  const user = exchanges.find(({ service, path, answer }) =>
    service === 'auth' && path.endsWith('/oauth2/userinfo') ? answer?.status === 200 : false,
  )?.answer?.body;
  const claims = typeof user === 'string' ? (JSON.parse(user) as Record<string, unknown>) : {};
  const told = (key: string) => (typeof claims[key] === 'string' ? claims[key] : null);
  const { mode = 'login', identity_id, username, client_id = null, tokens = [] } = head.login ?? {};
  return {
    mode,
    identity_id: identity_id ?? told('sub') ?? '00000000-0000-4000-8000-000000000000',
    username: username ?? told('preferred_username') ?? 'somebody@recorded.invalid',
    client_id,
    tokens,
  };
}

const usual: RecordedLogin['tokens'] = [
  { resource_server: 'auth.globus.org', scope: 'openid email profile' },
  { resource_server: 'transfer.api.globus.org', scope: 'urn:globus:auth:scope:transfer.api.globus.org:all' },
];

/** What Globus Auth answers a login that is not in the record: tokens of the login that was recorded, which open nothing but the record. */
export function tokensFor({ identity_id, username, client_id, tokens }: RecordedLogin): object {
  const all = tokens.length > 0 ? [...tokens] : [...usual];
  // clients look for the identity beside the token of Auth only, which is the first
  all.sort((a, b) => Number(b.resource_server === 'auth.globus.org') - Number(a.resource_server === 'auth.globus.org'));
  const [first, ...others] = all.map(({ resource_server, scope }, index) => ({
    access_token: `SECRET-access_token-${90_000 + index}`,
    refresh_token: `SECRET-refresh_token-${90_000 + index}`,
    expires_in: seconds,
    token_type: 'Bearer',
    ...{ resource_server, scope },
  }));
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: identity_id,
    preferred_username: username,
    aud: client_id,
    iat: now,
    exp: now + seconds,
  };
  return {
    ...first,
    id_token: `${part({ alg: 'RS512', typ: 'JWT' })}.${part(claims)}.SECRET-signature-0`,
    other_tokens: others,
  };
}
