import { canonicalUuid, isUuid } from '../../uuid.js';

/** What a principal can be: a person (or application), or the members of a group. */
export const principalTypes = ['identity', 'group'] as const;
export type PrincipalType = (typeof principalTypes)[number];

const prefixes: Readonly<Record<PrincipalType, string>> = {
  identity: 'urn:globus:auth:identity:',
  group: 'urn:globus:groups:id:',
};

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
  const group = groupWord(text);
  return group !== undefined && isUuid(group) ? urnOf('group', canonicalUuid(group)) : undefined;
}

/** The name or id that follows `group:`, without the double quotes around it; undefined for any other text. */
export const groupWord = (text: string) =>
  /^group:(.*)$/i
    .exec(text)?.[1]
    ?.trim()
    .replace(/^"(.*)"$/, '$1');
/** Whether a text looks like `someone@domain`. */
export const isUsername = (text: string) => /^[^\s@:]+@[^\s@:]+$/.test(text);

/** What stands between commas, but for those in double quotes. */
export const commaWords = (raw: string) => raw.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);

/** All people: with a login, or whoever comes. */
export type Everyone = 'anyone' | 'logged-in';

/** The kinds of principals that are all people, by the words of services, as a person reads them. */
export const everyoneWords: ReadonlyMap<string, string> = new Map([
  ['anonymous', 'everyone'],
  ['public', 'everyone'],
  ['all_authenticated_users', 'everyone who logs in'],
]);

const typed: ReadonlyMap<string, Everyone | 'either'> = new Map([
  ['anyone', 'anyone'],
  ['anybody', 'anyone'],
  ['anonymous', 'anyone'],
  ['logged-in', 'logged-in'],
  ['logged in', 'logged-in'],
  ['everyone who logs in', 'logged-in'],
  ['all_authenticated_users', 'logged-in'],
  ['everyone', 'either'],
  ['everybody', 'either'],
  ['public', 'either'],
  ['all', 'either'],
]);
/** What a word for all people means; `either` where it may be both of them, and undefined for any other word. */
export const everyoneTyped = (word: string): Everyone | 'either' | undefined => typed.get(word.trim().toLowerCase());
/** Whether a person's word means all people that a service has this word for: of those without a login, none is left out. */
export const isForAll = (word: string, everybody: string): boolean => {
  const all = everyoneWords.has(word) ? undefined : everyoneTyped(word);
  return all !== undefined && (everybody !== 'public' || all !== 'logged-in');
};
