import { AuthRequiredError, ServiceError } from '../errors.js';
import type { AuthOperations } from '../services/auth.js';
import type { TransferOperations } from '../services/transfer.js';
import { identitiesOf } from './people/identity.js';

const personPrefix = 'urn:globus:auth:identity:';
const groupPrefix = 'urn:globus:groups:id:';

type Names = ReadonlyMap<string, string>;

/** Usernames by identity id. An id that Globus Auth does not know has none. */
export async function identityNames(
  auth: Pick<AuthOperations, 'getIdentities'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const identities = await identitiesOf('ids', [...new Set(ids)].sort(), auth);
  return new Map(identities.map(({ id, username }) => [id, username]));
}

/** Names by principal URN: usernames of people, and what stands for a group. Other URNs have none. */
export async function principalNames(
  auth: Pick<AuthOperations, 'getIdentities'>,
  urns: readonly string[],
): Promise<Map<string, string>> {
  const people = urns.filter((urn) => urn.startsWith(personPrefix));
  const names = new Map<string, string>();
  const usernames = await identityNames(
    auth,
    people.map((urn) => urn.slice(personPrefix.length)),
  );
  for (const [id, username] of usernames) names.set(`${personPrefix}${id}`, username);
  for (const urn of urns) if (urn.startsWith(groupPrefix)) names.set(urn, groupName(urn.slice(groupPrefix.length)));
  return names;
}

/**
 * The same, asking only for those that no answer before has named: the service may name more than it was asked for.
 * `known` holds usernames by identity id.
 */
export async function remainingPrincipalNames(
  auth: Pick<AuthOperations, 'getIdentities'>,
  urns: readonly string[],
  known: Names,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const urn of urns) {
    const username = known.get(urn.replace(personPrefix, ''));
    if (username !== undefined) names.set(urn, username);
  }
  const unknown = urns.filter((urn) => !names.has(urn));
  for (const [urn, name] of await principalNames(auth, unknown)) names.set(urn, name);
  return names;
}

/**
 * Names by the URN of whoever holds a role; the bare id where nobody knows one. One request a holder, in order, until known:
 * that is how the recorded runs of the reference ask for the holders of roles.
 */
export async function holderNames(
  auth: Pick<AuthOperations, 'getIdentities'>,
  urns: readonly string[],
): Promise<Map<string, string>> {
  const usernames = new Map<string, string>();
  const names = new Map<string, string>();
  for (const urn of urns) {
    const id = urn.slice(urn.lastIndexOf(':') + 1);
    if (!urn.startsWith(personPrefix)) {
      names.set(urn, groupName(id));
      continue;
    }
    if (!usernames.has(id))
      for (const [each, username] of await identityNames(auth, [id])) usernames.set(each, username);
    names.set(urn, usernames.get(id) ?? id);
  }
  return names;
}

/** Names of endpoints and collections by id, one request each; a deleted one says so. Throws ServiceError for any other refusal. */
export async function endpointNames(
  transfer: Pick<TransferOperations, 'getEndpoint'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    try {
      const endpoint = await transfer.getEndpoint(id);
      names.set(id, endpoint.display_name ?? endpoint.canonical_name ?? id);
    } catch (error) {
      if (!(error instanceof ServiceError && error.response.code === 'EndpointDeleted')) throw error;
      names.set(id, '[DELETED ENDPOINT]');
    }
  }
  return names;
}

/**
 * Names of collections for those who look on something else: of what cannot be asked (no login for Globus Transfer, no such collection,
 * none of theirs) there is no name, and its id is shown.
 */
export async function placeNames(
  transfer: Pick<TransferOperations, 'getEndpoint'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  await Promise.all(
    [...new Set(ids)].map(async (id) => {
      try {
        const endpoint = await transfer.getEndpoint(id);
        const name = endpoint.display_name ?? endpoint.canonical_name;
        if (name) names.set(id, name);
      } catch (error) {
        if (!(error instanceof ServiceError || error instanceof AuthRequiredError)) throw error;
      }
    }),
  );
  return names;
}

const groupName = (id: string) => `Globus Group (${id})`;
