import { UsageError } from '../../errors.js';
import type { Identity } from '../../services/auth.js';
import { visible } from '../../visible.js';
import { type Lookup, lookUpIdentities, unknownUsernameHint } from '../people/identity.js';
import type { Principal } from '../people/principal.js';
import { groupWritten } from '../people/written.js';

/** Whom something is shared with, once names of groups were looked up. */
export type Recipient =
  | { readonly type: 'identity'; readonly idOrUsername: string }
  | { readonly type: 'group'; readonly id: string; readonly name: string | undefined }
  /** Everybody who has a login, or everybody. */
  | { readonly type: 'all_authenticated_users' }
  | { readonly type: 'anonymous' };

/** How one of them is written on a line. */
export function recipientWord(recipient: Recipient): string {
  switch (recipient.type) {
    case 'identity':
      return recipient.idOrUsername;
    case 'group':
      return groupWritten(recipient.id, recipient.name);
    case 'all_authenticated_users':
      return 'logged-in';
    case 'anonymous':
      return 'anyone';
  }
}

/** The same, as Transfer names them. */
export interface Grantee extends Principal {
  /** For people: a username, the name of a group, or the kind of everybody. */
  readonly name: string;
  /** Where mail goes to; only people have an address. */
  readonly email: string | undefined;
}

/** Those who get something, each once, in their order. UsageError that names all usernames and ids that nobody has. */
export async function granteesOf(
  recipients: readonly Recipient[],
  auth: Lookup,
  /** What is not done then. */
  deed: 'shared' | 'taken away',
): Promise<readonly Grantee[]> {
  const people = recipients.flatMap((each) => (each.type === 'identity' ? [each.idOrUsername] : []));
  const { identities, missing } = people.length
    ? await lookUpIdentities([...new Set(people)], auth)
    : { identities: [], missing: [] };
  if (missing.length) throw unknownPeople(missing, deed);
  const known = new Map(identities.flatMap((each) => [[each.id, each] as const, [each.username.toLowerCase(), each]]));
  const grantees = new Map<string, Grantee>();
  for (const each of recipients) {
    const grantee = granteeOf(each, known);
    grantees.set(keyOf(grantee), grantee);
  }
  return [...grantees.values()];
}

/** The same for two who are the same. */
export const keyOf = ({ principal_type: type, principal }: Principal) => `${type} ${principal.toLowerCase()}`;

function granteeOf(recipient: Recipient, known: ReadonlyMap<string, Identity>): Grantee {
  const { type } = recipient;
  if (type === 'group')
    return { principal_type: type, principal: recipient.id, name: recipient.name ?? recipient.id, email: undefined };
  if (type !== 'identity') return { principal_type: type, principal: '', name: type, email: undefined };
  const { idOrUsername } = recipient;
  const identity = known.get(idOrUsername.toLowerCase());
  if (!identity) throw new TypeError(`'${idOrUsername}' was looked up, and is neither there nor missing`);
  const { id, username, email } = identity;
  return { principal_type: type, principal: id, name: username, email: email ?? undefined };
}

const unknownPeople = (missing: readonly string[], deed: string) =>
  new UsageError(
    missing.length === 1
      ? `Nobody has the username or id '${visible(missing[0] ?? '')}'.`
      : `Nobody has these usernames or ids: ${missing.map(visible).join(', ')}.`,
    {
      hint: `Nothing was ${deed}. ${unknownUsernameHint(missing)}`,
    },
  );
