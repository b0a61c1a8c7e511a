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
