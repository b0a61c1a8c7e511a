import { UsageError } from '../../errors.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { groupWord, isUsername, parseUrn, type PrincipalType, urnOf, writtenUrn } from './grammar.js';
import { identityId, type Lookup } from './identity.js';

const inWords: Readonly<Record<PrincipalType, string>> = { identity: 'an identity', group: 'a group' };

export interface ExpectedPrincipal {
  /** What the text has to stand for; decides what an id alone is. */
  readonly type: PrincipalType | undefined;
  /** How the type was given, for the message about a text that is of another type: `--type`. */
  readonly typeFlag: string;
  /** The id of a group that is given by name. */
  readonly groupId: (name: string) => Promise<string>;
}

/**
 * The URN of a principal given as URN, id, `group:ID`, username or, where the type says so, the name of a group. UsageError
 * where it is not of the type said, is no id where it has to be one, or nobody has the username.
 */
export async function principalUrn(
  text: string,
  { type, typeFlag, groupId }: ExpectedPrincipal,
  auth: Lookup,
): Promise<string> {
  if (type === 'group' && isUuid(text)) return urnOf('group', canonicalUuid(text));
  const urn = writtenUrn(text);
  if (urn === undefined) {
    const group = groupWord(text);
    if (group !== undefined && type === 'identity') throw otherType(text, 'group', typeFlag, type);
    // a username is none, and nobody has to be asked for that
    if (type === 'group' && isUsername(text)) throw new UsageError(`'${text}' is not the id of a group.`);
    if (group !== undefined || type === 'group') return urnOf('group', await groupId(group ?? text));
    return urnOf('identity', await identityId(text, auth));
  }
  const written = parseUrn(urn);
  if (written && type !== undefined && type !== written.type) {
    throw otherType(text, written.type, typeFlag, type);
  }
  if (written && !isUuid(written.id)) throw new UsageError(`'${text}' does not end in a valid UUID.`);
  return urn;
}

const otherType = (text: string, is: PrincipalType, typeFlag: string, type: PrincipalType) =>
  new UsageError(`'${text}' is ${inWords[is]}, and ${typeFlag} says ${type}.`);

/** Who gets something: the two fields of Transfer's access and role documents. */
export interface Principal {
  readonly principal_type: string;
  readonly principal: string;
}
/** One of several ways to say who; the first that is there counts. */
export interface PrincipalChoice {
  readonly allAuthenticated?: boolean;
  readonly anonymous?: boolean;
  /** The id of a group. */
  readonly group?: string | undefined;
  /** A username, for which an identity is made where there is none. */
  readonly provisionIdentity?: string | undefined;
  /** An id or a username. */
  readonly identity?: string | undefined;
}

/** The principal chosen, in Transfer's fields; usernames are looked up. UsageError where nobody has the username. */
export async function principalFields(choice: PrincipalChoice, auth: Lookup): Promise<Principal> {
  if (choice.allAuthenticated) return { principal_type: 'all_authenticated_users', principal: '' };
  if (choice.anonymous) return { principal_type: 'anonymous', principal: '' };
  if (choice.group !== undefined) return { principal_type: 'group', principal: choice.group };
  const provision = choice.provisionIdentity !== undefined;
  const named = choice.provisionIdentity ?? choice.identity;
  if (named === undefined) throw new UsageError('Say who gets it: an identity, a group, or everybody.');
  return { principal_type: 'identity', principal: await identityId(named, auth, { provision }) };
}
