import type { Identity } from '../../services/auth.js';
import { isUuid } from '../../uuid.js';
import { visible } from '../../visible.js';
import { type Lookup, lookUpIdentities, unknownUsernameHint } from './identity.js';

/** What people are asked about with. */
interface Tools {
  readonly connect: (service: 'auth') => Promise<Lookup>;
  /** Finds something out, once. */
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

const found = (words: readonly string[], { connect, once }: Tools) =>
  once(`who ${words.join(', ')} is`, async () => lookUpIdentities(words, await connect('auth')));

/** Why these words, usernames or ids, do not say who is meant; undefined where each does. Whether an id is somebody's is the next service's to say. */
export async function nobodyAmong(words: readonly string[], tools: Tools): Promise<string | undefined> {
  const missing = words.length ? (await found(words, tools)).missing.filter((each) => !isUuid(each)) : [];
  return missing.length ? nobodyCalled(missing) : undefined;
}

/** The sentence about usernames that nobody has; of a part of one, with what a whole one is. */
function nobodyCalled(words: readonly string[]): string {
  const said = `Nobody is called ${words.map((each) => `'${visible(each)}'`).join(' or ')}.`;
  const parts = words.filter((each) => !each.includes('@'));
  return parts.length ? `${said} ${unknownUsernameHint(parts)}` : said;
}

/** The people that these words stand for, as those who know them call them. */
export async function peopleCalled(words: readonly string[], tools: Tools): Promise<string> {
  const { identities } = await found(words, tools);
  const known = new Map(identities.flatMap((each) => [[each.id, each] as const, [each.username.toLowerCase(), each]]));
  return words.map((word) => calledOf(known.get(word.toLowerCase()), word)).join(', ');
}

const calledOf = (identity: Identity | undefined, word: string) =>
  identity ? (identity.name ? `${identity.name} (${identity.username})` : identity.username) : word;
