import { resourceServers } from '../scopes.js';
import type { ClientCredentials } from '../types.js';
import { UsageError } from '../../errors.js';
import type { Runtime } from '../../runtime.js';

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

/** Ready tokens of the environment, by resource server. */
export function readyTokensFrom(env: Runtime['env']): Readonly<Record<string, ReadyToken>> {
  const found: Record<string, ReadyToken> = {};
  for (const [service, resource] of Object.entries(resourceServers)) {
    const names = [service, ...(service === 'timers' ? ['timer'] : [])].map(
      (each) => `GLOBUS_ACCESS_TOKEN_${each.toUpperCase()}`,
    );
    const variable = names.find((name) => env[name]);
    if (variable) found[resource] = { variable, token: env[variable] as string };
  }
  // of one endpoint, collection or flow: its id, with _ for -
  for (const [variable, token] of Object.entries(env)) {
    const id = /^GLOBUS_ACCESS_TOKEN_([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12})$/i.exec(variable)?.[1];
    if (id && token) found[id.toLowerCase().replaceAll('_', '-')] = { variable, token };
  }
  return found;
}
