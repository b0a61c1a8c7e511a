import type { Session } from '../../auth/session/contract.js';
import { UsageError } from '../../errors.js';
import type { AuthOperations, Identity } from '../../services/auth.js';
import { canonicalUuid, isUuid } from '../../uuid.js';

/** What a username is looked up with. */
export type Lookup = Pick<AuthOperations, 'getIdentities'>;
export interface LookupOptions {
  /** Makes an identity for a username that nobody has. */
  readonly provision?: boolean;
}

/** What to do about usernames that nobody has: a line with the same word in it finds nothing either. */
export const unknownUsernameHint = (usernames: readonly string[]): string =>
  usernames.every((each) => each.includes('@'))
    ? 'Check how it is spelled. People who have never logged in to Globus may have no identity yet.'
    : 'Give the whole username: it looks like someone@domain.';

/** How many names or ids go into one request. */
const atOnce = 100;

/**
 * The id of an identity, given by id or username. An id costs no request; whether anybody has it is the next service's to
 * say. UsageError where nobody has the username.
 */
export async function identityId(
  idOrUsername: string,
  auth: Lookup,
  { provision = false }: LookupOptions = {},
): Promise<string> {
  if (isUuid(idOrUsername)) return canonicalUuid(idOrUsername);
  const { identities } = await auth.getIdentities({ usernames: idOrUsername, provision: String(provision) });
  const id = identities[0]?.id;
  if (id === undefined) {
    throw new UsageError(`Nobody has the username '${idOrUsername}'.`, {
      hint: unknownUsernameHint([idOrUsername]),
    });
  }
  return id;
}

/** The ids of identities given by id or username, in the same order: one request a username. UsageError as for one. */
export async function identityIds(idsOrUsernames: readonly string[], auth: Lookup): Promise<string[]> {
  const ids: string[] = [];
  for (const each of idsOrUsernames) ids.push(await identityId(each, auth));
  return ids;
}

/** What the service knows of many ids or usernames, a hundred in a request. */
export async function identitiesOf(
  key: 'ids' | 'usernames',
  values: readonly string[],
  auth: Lookup,
  provision?: boolean,
): Promise<readonly Identity[]> {
  const found: Identity[] = [];
  for (let i = 0; i < values.length; i += atOnce) {
    const query = { [key]: values.slice(i, i + atOnce).join(','), provision: provision?.toString() };
    found.push(...(await auth.getIdentities(query)).identities);
  }
  return found;
}

/**
 * The ids of many usernames, by username in lower case: usernames mean the same in any case. A username that nobody has is not in the
 * answer.
 */
export async function idsByUsername(
  usernames: readonly string[],
  auth: Lookup,
  { provision = false }: LookupOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const found = await identitiesOf('usernames', [...new Set(usernames)], auth, provision);
  return new Map(found.map(({ id, username }) => [username.toLowerCase(), id]));
}

/** What is known of ids and usernames, ids first, and those of them that nobody has. */
export async function lookUpIdentities(
  idsOrUsernames: readonly string[],
  auth: Lookup,
  { provision = false }: LookupOptions = {},
): Promise<{ readonly identities: readonly Identity[]; readonly missing: readonly string[] }> {
  const ids = idsOrUsernames.filter(isUuid).map(canonicalUuid);
  const usernames = idsOrUsernames.filter((each) => !isUuid(each));
  // the service takes ids or usernames, not both
  const identities = [
    ...(await identitiesOf('ids', ids, auth)),
    ...(await identitiesOf('usernames', usernames, auth, provision)),
  ];
  const known = new Set(identities.flatMap(({ id, username }) => [id, username.toLowerCase()]));
  return { identities, missing: [...ids, ...usernames].filter((each) => !known.has(each.toLowerCase())) };
}

/** The id of the identity that is logged in: what the login says, else (a bare token) what Auth says of it. */
export async function currentIdentity(
  session: Pick<Session, 'status'>,
  auth: Pick<AuthOperations, 'getUserinfo'>,
): Promise<string> {
  return (await session.status()).identity_id ?? (await auth.getUserinfo()).sub;
}

/** The id of the identity named by id or username; of the caller's own where none is named. */
export async function identityOrMine(
  idOrUsername: string | undefined,
  auth: Lookup & Pick<AuthOperations, 'getUserinfo'>,
): Promise<string> {
  return idOrUsername === undefined ? (await auth.getUserinfo()).sub : identityId(idOrUsername, auth);
}
