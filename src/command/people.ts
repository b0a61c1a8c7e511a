import { UsageError } from '../errors.js';
import {
  commaWords,
  type Everyone,
  everyoneTyped,
  everyoneWords,
  groupWord,
  isUsername,
  urnOf,
  writtenUrn,
} from '../globus/people/grammar.js';
import type { Recipient } from '../globus/sharing/recipients.js';
import { canonicalUuid, isUuid } from '../uuid.js';
import { Named } from './named.js';
import { custom, type ParamOptions, type ParseContext } from './param.js';

const everyone: Readonly<Record<Everyone, Recipient>> = {
  anyone: { type: 'anonymous' },
  'logged-in': { type: 'all_authenticated_users' },
};

const recipientsOr = (more: readonly string[]) =>
  custom<readonly Recipient[]>(
    (raw, context) =>
      // a group that is given by name is one once all names of the line were looked up
      commaWords(raw).map((word) => recipient(word.trim(), context, more) as Recipient),
    { metavar: 'WHO,...' },
  );
/** Whom something is shared with: people by username or id, `group:NAME` or `group:ID`, `anyone`, and `logged-in`, with commas between. */
export const recipients = recipientsOr([]);
/** The same, where a flag stands for all who have it. */
export const formerRecipients = recipientsOr(['--everyone is for all who have access by a rule for this folder.']);

function recipient(word: string, context: ParseContext, more: readonly string[]): Recipient | Named<Recipient> {
  if (word === '') throw new UsageError(`Invalid value for ${context.name}: a name is missing between its commas.`);
  const all = everyoneTyped(word);
  if (all !== undefined && all !== 'either') return everyone[all];
  if (all === 'either')
    throw new UsageError(
      `Invalid value for ${context.name}: '${word}' may be everyone who logs in, or everyone, without a login.`,
      { hint: ['Write logged-in for the first, and anyone for the second.', ...more].join('\n') },
    );
  const group = groupWord(word);
  if (group === undefined) return { type: 'identity', idOrUsername: isUuid(word) ? canonicalUuid(word) : word };
  const name = isUuid(group) ? undefined : group;
  return groupNamed(word, group, context, (id) => ({ type: 'group', id, name }));
}

function groupNamed<T>(word: string, group: string, { name }: ParseContext, settle: (id: string) => T): T | Named<T> {
  if (isUuid(group)) return settle(canonicalUuid(group));
  if (group === '') throw new UsageError(`Invalid value for ${name}: '${word}' names no group.`);
  return new Named('group', group, name, ({ id }) => settle(id));
}

/**
 * The URN of a principal: a URN is itself, an id alone a person, `group:NAME` or `group:ID` a group, and `name@domain` a username.
 * Other words are left as they are, for who knows them.
 */
function principalWord(raw: string, context: ParseContext, everybody?: string): string | Named<string> {
  const word = raw.trim();
  if (everybody !== undefined && isForAll(word, everybody)) return everybody;
  const urn = writtenUrn(word);
  if (urn !== undefined) return urn;
  const group = groupWord(word);
  if (group !== undefined) return groupNamed(word, group, context, (id) => urnOf('group', id));
  if (!isUsername(word)) return word;
  return new Named('person', word, context.name, ({ id }) => urnOf('identity', id));
}
/** Whether a person's word means all people that a service has this word for: of those without a login, none is left out. */
const isForAll = (word: string, everybody: string) => {
  const all = everyoneWords.has(word) ? undefined : everyoneTyped(word);
  return all !== undefined && (everybody !== 'public' || all !== 'logged-in');
};

/** Who gets something, as services that know URNs want it. */
export const grantee = <const O extends ParamOptions>(options: O) =>
  custom((raw, context) => principalWord(raw, context, options.everybody), { metavar: 'PRINCIPAL' })(options);
/** Several, separated by commas; an empty text is nobody. */
export const grantees = <const O extends ParamOptions>(options: O) =>
  custom<string[]>(
    (raw, context) =>
      // as with recipients, names are looked up later
      raw === '' ? [] : commaWords(raw).map((word) => principalWord(word, context, options.everybody) as string),
    { metavar: 'PRINCIPAL,...' },
  )(options);
