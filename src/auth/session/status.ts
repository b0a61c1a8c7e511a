import { resourceServers } from '../scopes.js';
import type { Token } from '../types.js';
import type { LoginStatus, ProfileRow, ServiceLogin } from './contract.js';
import { loginServers } from '../../settings/urls.js';
import type { LoginParts } from './session.js';

const accessTokenLife = 48 * 3600;
/** A refresh token that is not used for six months ends. */
const refreshTokenRest = 183 * 86_400;
/** The last second that has a date. */
const lastSecond = 8_640_000_000_000;
const iso = (seconds: number) =>
  new Date(Math.max(-lastSecond, Math.min(lastSecond, seconds)) * 1000).toISOString().replace('.000Z', 'Z');

function serviceLogin(server: string, token: Token, now: Date): ServiceLogin {
  const service = Object.entries(resourceServers).find(([, each]) => each === server)?.[0] ?? server;
  const end = token.expires_at_seconds;
  return {
    service,
    resource_server: server,
    scope: token.scope,
    expires_at: iso(end),
    expires_in_seconds: Math.max(0, Math.floor(end - now.getTime() / 1000)),
    refreshable: token.refresh_token !== null,
    // the access token was made when the refresh token was last used
    refresh_unused_until: token.refresh_token === null ? null : iso(end - accessTokenLife + refreshTokenRest),
  };
}

/** A sandbox says in its variables that it is one; the addresses of its services begin with its own. */
export function sandboxAt(env: LoginParts['runtime']['env']): string | null {
  const { auth } = loginServers(env);
  return auth !== undefined && env['GLOBUS_SANDBOX_USER'] && URL.canParse(auth) ? new URL(auth).origin : null;
}

/** The login as it is stored; asks no service. */
export async function loginStatus(parts: LoginParts): Promise<LoginStatus> {
  const { runtime, config, namespace, client, place, profile, store } = parts;
  const kept = await store();
  const tokens = await kept.read(namespace);
  const note = config.read().logins?.[namespace];
  const ready = Object.keys(parts.ready).length > 0;
  return {
    logged_in: client !== undefined || ready || Object.keys(tokens).length > 0,
    mode: client ? 'client_credentials' : ready ? 'access_tokens' : 'login',
    identity_id: client?.id ?? Object.values(tokens).find((token) => token.identity_id)?.identity_id ?? null,
    username: client ? `${client.id}@clients.auth.globus.org` : (note?.username ?? null),
    client_id: client?.id ?? note?.client_id ?? parts.clientId() ?? null,
    profile: profile ?? null,
    environment: place.environment,
    sandbox: sandboxAt(runtime.env),
    store: { kind: kept.kind, where: kept.where },
    services: Object.entries(tokens).map(([server, token]) => serviceLogin(server, token, runtime.now())),
  };
}

/** The profiles that are logged in, of the servers in use. */
export async function profileRows({ store, config, namespace, place }: LoginParts): Promise<readonly ProfileRow[]> {
  const kept = await store();
  const rows: ProfileRow[] = [];
  const [kind, environment] = namespace.split('/');
  for (const each of await kept.namespaces()) {
    const [itsKind, itsEnvironment, profile = 'default'] = each.split('/');
    if (itsKind !== 'userprofile' || (kind === 'userprofile' && itsEnvironment !== environment)) continue;
    const identity = Object.values(await kept.read(each)).find((token) => token.identity_id)?.identity_id ?? null;
    const username = config.read().logins?.[each]?.username ?? null;
    rows.push({
      profile,
      environment: itsEnvironment ?? place.environment,
      identity_id: identity,
      username,
      current: each === namespace,
    });
  }
  return rows;
}
