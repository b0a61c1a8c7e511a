import { createHash } from 'node:crypto';
import type { Runtime } from '../../runtime.js';
import type { Configuration } from '../../settings/configuration.js';
import { profileName } from '../../settings/profile.js';
import { environmentName, loginServers } from '../../settings/urls.js';
import { type ClientCredentials, clientNamespace, type Place, userNamespace } from '../types.js';
import { clientFrom } from './given-logins.js';

/** Which login a line acts with. */
export interface WhichLogin {
  readonly profile: string | undefined;
  readonly place: Place;
  /** The client that the environment names. */
  readonly client: ClientCredentials | undefined;
  readonly namespace: string;
}

/** The login that the line (`said` by `--profile`), the environment and the configuration choose. */
export function whichLogin(env: Runtime['env'], config: Configuration, said: string | undefined): WhichLogin {
  const profile = profileName(said ?? env['GLOBUS_PROFILE'] ?? config.read().profile);
  const place: Place = { environment: environmentName(env), profile, redirected: loginServers(env) };
  const client = clientFrom(env);
  return { profile, place, client, namespace: client ? clientNamespace(place, client.id) : userNamespace(place) };
}

/** Names a login and its servers, for what is kept of it; nothing secret. With tokens that were handed over, somebody else may act. */
export const loginKey = (env: Runtime['env'], namespace: string, config: Configuration): string =>
  [storedLoginKey(namespace, config), markOfTokens(env)].join(' ').trim();

/** The same, whatever tokens were handed over. */
export const storedLoginKey = (namespace: string, config: Configuration): string =>
  [namespace, config.read().logins?.[namespace]?.username ?? ''].join(' ').trim();

/** Tells tokens that were handed over from others; empty where none were. A new token of the same person has another one. */
export function markOfTokens(env: Runtime['env']): string {
  const tokens = Object.entries(env).filter(([name, value]) => value && name.startsWith('GLOBUS_ACCESS_TOKEN_'));
  if (!tokens.length) return '';
  return createHash('sha256').update(JSON.stringify(tokens.sort())).digest('hex').slice(0, 12);
}

/** The profiles that have a login at the servers in use; the one without a name is `default`. */
export function profilesOf(place: Place, config: Configuration): readonly string[] {
  const unnamed = userNamespace({ ...place, profile: undefined });
  return Object.keys(config.read().logins ?? {}).flatMap((namespace) => {
    if (namespace === unnamed) return ['default'];
    return namespace.startsWith(`${unnamed}/`) ? [namespace.slice(unnamed.length + 1)] : [];
  });
}
