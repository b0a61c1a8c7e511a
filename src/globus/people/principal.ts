import { UsageError } from '../../errors.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { identityId, type Lookup } from './identity.js';

/** What a principal can be: a person (or application), or the members of a group. */
export const principalTypes = ['identity', 'group'] as const;
export type PrincipalType = (typeof principalTypes)[number];

const prefixes: Readonly<Record<PrincipalType, string>> = {
  identity: 'urn:globus:auth:identity:',
  group: 'urn:globus:groups:id:',
};
const inWords: Readonly<Record<PrincipalType, string>> = { identity: 'an identity', group: 'a group' };

/** The URN of an identity or a group, as search, flows and GCS write a principal. */
export const urnOf = (type: PrincipalType, id: string) => prefixes[type] + id;

/** A principal read from its URN; `id` is what follows the prefix, which is not checked. Undefined for any other text. */
export function parseUrn(text: string): { readonly type: PrincipalType; readonly id: string } | undefined {
  const type = principalTypes.find((each) => text.startsWith(prefixes[each]));
  return type && { type, id: text.slice(prefixes[type].length) };
}

/**
 * The URN that a text stands for without asking anybody: a URN is itself, `group:ID` a group, an id alone an identity.
 * Undefined for anything else: a username, or a service's own word (`public`, `all_authenticated_users`).
 */
export function writtenUrn(text: string): string | undefined {
  if (parseUrn(text)) return text;
  if (isUuid(text)) return urnOf('identity', canonicalUuid(text));
  const group = /^group:(.*)$/i.exec(text)?.[1];
  return group !== undefined && isUuid(group) ? urnOf('group', canonicalUuid(group)) : undefined;
}

export interface ExpectedPrincipal {
  /** What the text has to stand for; decides what an id alone is. */
  readonly type: PrincipalType | undefined;
  /** How the type was given, for the message about a text that is of another type: `--type`. */
  readonly typeFlag: string;
}

/**
 * The URN of a principal given as URN, id, `group:ID` or username. UsageError where it is not of the type said, is no
 * id where it has to be one, or nobody has the username.
 */
export async function principalUrn(text: string, { type, typeFlag }: ExpectedPrincipal, auth: Lookup): Promise<string> {
  if (type === 'group' && isUuid(text)) return urnOf('group', canonicalUuid(text));
  const urn = writtenUrn(text);
  if (urn === undefined) {
    if (type === 'group') throw new UsageError(`'${text}' is not the id of a group.`);
    return urnOf('identity', await identityId(text, auth));
  }
  const written = parseUrn(urn);
  if (written && type !== undefined && type !== written.type) {
    throw new UsageError(`'${text}' is ${inWords[written.type]}, and ${typeFlag} says ${type}.`);
  }
  if (written && !isUuid(written.id)) throw new UsageError(`'${text}' does not end in a valid UUID.`);
  return urn;
}

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
