import type { ParamMeta } from './cli/manifest.js';
import type { Check } from './cli/values.js';
import { nobodyAmong } from './globus/people/called.js';
import { commaWords, groupWord, isForAll, parseUrn } from './globus/people/grammar.js';
import { isUuid } from './uuid.js';
import { visible } from './visible.js';
import type { GuideTools } from './command/guide.js';

/** What finds out whether there is somebody of a name. */
export type PeopleTools = Pick<GuideTools, 'connect' | 'once'>;

/** Whether the value of a parameter is people and groups. */
export const isOfPeople = (metavar: string | undefined) => metavar === 'PRINCIPAL' || metavar === 'PRINCIPAL,...';
const isList = ({ metavar }: Pick<ParamMeta, 'metavar'>) => metavar === 'PRINCIPAL,...';

const [nobody, everyone] = ['nobody', 'everyone'];
/** Whose it is may do it in any case. */
const nobodyElse = 'nobody else';
const forAll = new Set([everyone, 'everybody']);
/** What services call everybody. */
const servicesWords = new Set(['public', 'all_authenticated_users']);

/** People as somebody types them: a service's word for everybody, or an empty list, is none that a person knows. */
export const peopleTyped = (words: readonly string[]): string =>
  words.some((word) => word !== '')
    ? words.map((word) => (servicesWords.has(word) ? everyone : word)).join(',')
    : nobodyElse;

/** How people and groups are written, within a question. */
export const peopleRemark = ({ metavar, everybody }: Pick<ParamMeta, 'metavar' | 'everybody'>): string =>
  isList({ metavar })
    ? `usernames and group:NAME with commas between${everybody ? `, ${everyone}` : ''}, or ${nobody}`
    : `a username${everybody ? `, group:NAME or ${everyone}` : ' or group:NAME'}`;

/** The people and groups of an answer. */
export const wordsIn = (text: string) => commaWords(text).map((word) => word.trim());

/** What was typed, as the line has it. */
export const peopleOnLine = (text: string, flag: Pick<ParamMeta, 'metavar' | 'everybody'>): string => {
  if (isList(flag) && [nobody, nobodyElse].includes(text.trim().toLowerCase())) return '';
  const { everybody } = flag;
  return wordsIn(text)
    .map((word) => (everybody && isForAll(word, everybody) ? everybody : word))
    .join(',');
};

/** Judges people and groups where they are asked for: services say only that a word is no URN. */
export function checkOfPeople(flag: Pick<ParamMeta, 'metavar' | 'everybody'>, check: Check, tools: PeopleTools): Check {
  return async (answer) => {
    const text = peopleOnLine(answer, flag);
    if (answer.trim() !== '' && text === '') return undefined;
    const reason = await check(text);
    if (reason !== undefined) return reason;
    const words = wordsIn(text).filter((word) => word !== flag.everybody && !isUuid(word) && !parseUrn(word));
    if (words.includes('')) return 'A name is missing between the commas.';
    if (words.some((word) => forAll.has(word.toLowerCase()) || servicesWords.has(word)))
      return 'Everyone cannot be given this: name people and groups.';
    for (const word of words) {
      const group = groupWord(word);
      const reason = group === undefined ? undefined : await noGroup(group, tools);
      if (reason !== undefined) return reason;
    }
    return nobodyAmong(
      words.filter((word) => groupWord(word) === undefined),
      tools,
    );
  };
}

/** Why there is no such group; of several with the name, one is chosen once the line is whole. */
async function noGroup(name: string, { connect, once }: PeopleTools): Promise<string | undefined> {
  if (isUuid(name)) return undefined;
  const [{ sources }, { likeliest }] = await Promise.all([
    import('./globus/things/sources.js'),
    import('./globus/things/find.js'),
  ]);
  const groups = await once('groups of mine', () => sources.group.find(connect));
  return likeliest(groups, name).length ? undefined : `No group of yours is named '${visible(name)}'.`;
}
