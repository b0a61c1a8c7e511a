import { resourceServers } from '../scopes.js';
import type { Began } from '../tokens.js';
import type { ClientCredentials } from '../types.js';
import { UsageError } from '../../errors.js';
import type { Runtime } from '../../runtime.js';
import { profileName } from '../../settings/profile.js';

/** The variables of a client: as long as they are set, the client acts, and nobody else. */
export const clientVariables = ['GLOBUS_CLI_CLIENT_ID', 'GLOBUS_CLI_CLIENT_SECRET'] as const;

/** The client that the environment names; half of one is a mistake that must not go unnoticed. */
export function clientFrom(env: Runtime['env']): ClientCredentials | undefined {
  const [id, secret] = clientVariables.map((name) => env[name]);
  if (!id && !secret) return undefined;
  if (id && secret) return { id, secret };
  const [set, unset] = id ? clientVariables : [...clientVariables].reverse();
  throw new UsageError(`${set} is set, but ${unset} is not.`, {
    hint: 'Set both to act as a client, or neither to act as yourself.',
  });
}

/** A token that the environment brought. */
export interface ReadyToken {
  readonly variable: string;
  readonly token: string;
}

/** A token as a header can carry it; a line break at its end is the shell's or a file's. */
function tokenIn(variable: string, value: string): string {
  const token = value.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(`${variable} is not an access token: it is empty, or has a character that tokens never have.`, {
    hint: 'A token is one line of plain letters, digits and signs, without spaces. Set the variable to the token only, or unset it.',
  });
}

/** Ready tokens of the environment, by resource server. */
export function readyTokensFrom(env: Runtime['env']): Readonly<Record<string, ReadyToken>> {
  const found: Record<string, ReadyToken> = {};
  for (const [service, resource] of Object.entries(resourceServers)) {
    const names = [service, ...(service === 'timers' ? ['timer'] : [])].map(
      (each) => `GLOBUS_ACCESS_TOKEN_${each.toUpperCase()}`,
    );
    const variable = names.find((name) => env[name]);
    if (variable) found[resource] = { variable, token: tokenIn(variable, env[variable] as string) };
  }
  // of one endpoint, collection or flow: its id, with _ for -
  for (const [variable, token] of Object.entries(env)) {
    const id = /^GLOBUS_ACCESS_TOKEN_([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12})$/i.exec(variable)?.[1];
    if (id && token) found[id.toLowerCase().replaceAll('_', '-')] = { variable, token: tokenIn(variable, token) };
  }
  return found;
}

/** Logins that the environment brought: a client, or tokens by resource server. */
interface Given {
  readonly client: ClientCredentials | undefined;
  readonly ready: Readonly<Record<string, ReadyToken>>;
}

/** The variables that decide who acts, whatever login is stored. */
export const actingVariables = ({ client, ready }: Given): readonly string[] =>
  client ? clientVariables : Object.values(ready).map(({ variable }) => variable);

/** The variables that decide who acts, whatever profile is chosen. */
export function outranking(profile: string | undefined, given: Given, env: Runtime['env']): readonly string[] {
  const named = env['GLOBUS_PROFILE'];
  const isOther = !given.client && named && profileName(named) !== profile;
  return [...(isOther ? ['GLOBUS_PROFILE'] : []), ...actingVariables(given)];
}

/** Set for the programs that this one starts: the identity that it acts as, and where its login is kept. */
const beganVariable = 'GLOBUS_LOGIN_BEGAN';

/** Who this process has to act as: whoever started it, a screen or a copy with a command for its end, may have begun as another than is logged in by now. */
export function beganIn(env: Runtime['env'], namespace: string): Began {
  const [, identity, place] = /^(\S+) (.+)$/.exec(env[beganVariable] ?? '') ?? [];
  return place === namespace ? { identity } : {};
}

/** The variables with which a globus that this one starts acts as the same login, whatever is chosen or logged in to elsewhere meanwhile. */
export const variablesOf = (
  { identity }: Began,
  { namespace, profile }: { readonly namespace: string; readonly profile: string | undefined },
): Readonly<Record<string, string>> => ({
  GLOBUS_PROFILE: profile ?? 'default',
  ...(identity !== undefined && { [beganVariable]: `${identity} ${namespace}` }),
});
