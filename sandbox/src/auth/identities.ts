import { uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { authState, type Client, type Identity } from './state.js';

export const globusId = '41143743-f3c8-4d60-bbdb-eeecaba85bd9';
export const globusStaff = '927d7238-f917-4eb2-9ace-c523fa9ba34e';
export const clientsDomain = 'clients.auth.globus.org';

/** The identities linked with this one, itself included, the primary one first. */
export function identitySet(world: World, identity: Identity): Identity[] {
  const linked = authState(world).identitiesByAccount.all(identity.account);
  return linked.sort((a, b) => Number(b.id === b.account) - Number(a.id === a.account));
}

/** The people one can log in as: the primary identities of users. */
export function loginIdentities(world: World): Identity[] {
  return authState(world).identities.filter(
    (identity) => identity.kind === 'user' && identity.status === 'used' && identity.id === identity.account,
  );
}

/** The login identity a username or id belongs to, directly or through a linked identity. */
export function findLogin(world: World, who: string): Identity | undefined {
  const { identities, identityByUsername } = authState(world);
  const named = identityByUsername.first(who.toLowerCase()) ?? identities.get(who);
  return named?.kind === 'user' && named.status === 'used' ? identities.get(named.account) : undefined;
}

/** The identity as which an application acts with its own credentials; created on first use. */
export function clientIdentity(world: World, client: Client): Identity {
  const { identities } = authState(world);
  return (
    identities.get(client.id) ??
    identities.put(client.id, {
      id: client.id,
      username: `${client.id}@${clientsDomain}`,
      name: client.name,
      email: null,
      organization: null,
      identity_provider: uuidOf(clientsDomain),
      status: 'used',
      account: client.id,
      kind: 'client',
    })
  );
}

/** The identity of a username, created as unused when nobody has it. */
export function provisionIdentity(world: World, username: string): Identity {
  const { identities, identityByUsername, providers } = authState(world);
  const present = identityByUsername.first(username.toLowerCase());
  if (present) return present;
  const domain = username.slice(username.lastIndexOf('@') + 1).toLowerCase();
  const provider = [...providers.values()].find((candidate) => candidate.domains.includes(domain));
  const id = world.ids.uuid('identity');
  return identities.put(id, {
    id,
    username,
    name: null,
    email: null,
    organization: null,
    identity_provider: provider?.id ?? globusId,
    status: 'unused',
    account: id,
    kind: 'user',
  });
}

/** The document that `/v2/api/identities` shows. */
export function identityDocument(identity: Identity): Record<string, unknown> {
  const { id, username, name, email, organization, identity_provider, status } = identity;
  return {
    id,
    username,
    name,
    email,
    organization,
    identity_provider,
    status,
    ...(identity.kind === 'user' && identity_provider === globusId ? { identity_type: 'login' } : {}),
  };
}
