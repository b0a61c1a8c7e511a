import type { AskSettings } from './cli/asked-settings.js';
import type { ParamMeta } from './cli/manifest.js';
import { type Check, noAnswer } from './cli/values.js';
import type { Asking, TracedQuestions } from './asking.js';
import {
  checkOfPeople,
  isOfPeople,
  peopleOnLine,
  peopleRemark,
  peopleTyped,
  wordsIn,
  type PeopleTools,
} from './asking-people.js';
import { type Change, changesNothing } from './changes-told.js';
import { InterruptedError } from './errors.js';
import { choiceLine } from './output/choice-line.js';
import type { Terminal } from './output/table.js';
import type { Present } from './present-settings.js';

interface Tools {
  readonly questions: Pick<TracedQuestions, 'prompt' | 'pickSeveral' | 'severalOf'>;
  readonly asking: Pick<Asking, 'ask' | 'note' | 'drop'>;
  readonly people: PeopleTools;
  /** Told what each setting that was asked for becomes. */
  readonly changes: (change: Change) => void;
  /** What is set now, with the answers so far. */
  readonly present: () => Promise<Present>;
  readonly terminal: Terminal;
}
/** What is known of one setting. */
interface About {
  readonly check: Check;
  readonly owner: string | undefined;
  readonly now: Present;
}
/** What most people come to change, by field, whatever the thing: first of all settings. The others stay as their command has them. */
const first = ['name', 'displayName', 'title', 'label', 'subtitle', 'description', 'public', 'visibility', 'keywords'];
const rank = ({ key }: ParamMeta) => (first.includes(key) ? first.indexOf(key) : first.length);
const byUse = (settings: readonly ParamMeta[]) => [...settings].sort((a, b) => rank(a) - rank(b));
/** Of more settings than these not all are on the screen. */
const mostSeen = 12;

/** What stands before a row that can be marked. */
const margin = '❯ [ ] '.length + 1;

/** Asks which settings are to change, beside what they are now, and then for each of them. */
export function askingSettings({ questions, asking, people, changes, present, terminal }: Tools): AskSettings {
  const room = { ...terminal, columns: terminal.columns - margin };
  return async ({ settings, complaint, also }, { check, owner }) => {
    const now = await present();
    const rows = byUse(settings.map(withoutNull)).filter(({ key }) => !now.without.includes(key));
    const howMany = rows.length > mostSeen ? ` (${rows.length} settings: type to search, ↑↓ show more)` : '';
    const chosen =
      rows.length === 1
        ? rows.map(({ key }) => key)
        : await questions.severalOf(
            `What is to change?${howMany}`,
            rows.map((flag) => ({
              line: choiceLine(flag.summary, [now.texts.get(flag.key) ?? ''].filter(Boolean), room),
              short: short(flag),
              // whoever knows the line looks for the flag
              words: [...flag.names, ...(flag.off ?? [])].join(' '),
              value: flag.key,
            })),
            complaint,
          );
    const answers = [];
    const made: Change[] = [];
    const wanted = rows.filter(({ key }) => chosen.includes(key));
    // what a value wants beside it is asked for next
    for (const flag of wanted) {
      const { raw, told = toldOf(flag, raw) } = await valuesOf(flag, { check: check(flag), owner: owner(flag), now });
      const from = now.texts.get(flag.key);
      made.push({ key: flag.key, summary: short(flag), from, to: told });
      const more = raw.flatMap((value) => also(flag.key, value));
      wanted.push(...rows.filter((each) => more.includes(each.key) && !wanted.includes(each)));
      // what stays as it is has no place on the line, but for what belongs to others that are on it
      if (from === told && !more.length) asking.drop(flag.key);
      else answers.push({ flag, raw });
    }
    if (changesNothing(made)) throw new InterruptedError('Nothing was changed: it is set to this already.');
    for (const change of made) changes(change);
    return answers;
  };

  async function valuesOf(flag: ParamMeta, { check, owner, now }: About): Promise<Values> {
    const { key, kind, names, off } = flag;
    const [name = key] = names;
    if (kind === 'switch') {
      asking.note({ key, flag: name, text: undefined });
      return { raw: [true] };
    }
    if (kind === 'toggle') return { raw: [await yesOrNo(flag, [name, off?.[0] ?? name], now)] };
    if (flag.multiple && flag.thing && flag.thing !== 'place' && flag.thing !== 'collection' && flag.of === undefined) {
      const texts = await questions.pickSeveral(flag.thing, flag.summary);
      for (const text of texts) asking.note({ key, flag: name, text });
      return { raw: texts };
    }
    const former = now.texts.get(key);
    if (!flag.secret && !flag.thing && !flag.choices && (isOfPeople(flag.metavar) || isList(flag)))
      return listOf(flag, check, former);
    const offered = await offeredOf(flag, check, now);
    const judged: Check = isNullable(flag) ? (answer) => check(isNone(answer) ? 'null' : answer) : check;
    const first = await asking.ask(inWords(flag, former), owner, judged, offered);
    if (isNullable(flag) && isNone(first)) {
      asking.drop(key);
      asking.note({ key, flag: name, text: 'null' });
      return { raw: ['null'], told: 'none' };
    }
    return { raw: [first, ...(flag.multiple && !flag.secret ? await others(flag, check) : [])] };
  }

  /** A setting of which the answer takes the place of all that is there: what is there is shown, and Enter keeps it. */
  async function listOf(flag: ParamMeta, check: Check, former: string | undefined): Promise<Values> {
    const { key, names } = flag;
    const ofPeople = isOfPeople(flag.metavar);
    const judged = ofPeople ? checkOfPeople(flag, check, people) : orEmpty(check, flag, former);
    const told = await questions.prompt.input(`${listWords(flag, former)}:`, {
      check: async (answer) => (answer === former ? undefined : judged(answer)),
      former,
    });
    const text = ofPeople ? peopleOnLine(told, flag) : told;
    const inWords = ofPeople ? peopleTyped(wordsIn(text)) : told === '' ? 'none' : undefined;
    if (former !== undefined && [told, inWords].includes(former)) return { raw: [text], told: former };
    asking.note({ key, flag: names[0], text });
    return { raw: [text, ...(flag.multiple ? await others(flag, check) : [])], told: inWords };
  }

  async function yesOrNo(flag: ParamMeta, [yes, no]: readonly [string, string], now: Present): Promise<boolean> {
    const choices = [
      { name: 'yes', value: yes },
      { name: 'no', value: no },
    ];
    const current = choices.find(({ name }) => name === now.texts.get(flag.key))?.value;
    const chosen = await questions.prompt.select(`${flag.summary}:`, choices, { former: current });
    asking.note({ key: flag.key, flag: chosen, text: undefined });
    return chosen === yes;
  }

  /** More values of a setting that takes many: all of them together are what it is set to. */
  async function others(flag: ParamMeta, check: Check): Promise<readonly string[]> {
    const texts: string[] = [];
    for (;;) {
      const text = await questions.prompt.input(`One more, beside ${texts.length + 1}? Enter alone for none:`, {
        check: async (answer) => (answer.trim() === '' ? undefined : check(answer)),
      });
      if (text.trim() === '') return texts;
      asking.note({ key: flag.key, flag: flag.names[0], text });
      texts.push(text);
    }
  }
}

/** What was answered: the values of the line, and what a person calls them where that is something else. */
interface Values {
  readonly raw: readonly (string | boolean)[];
  readonly told?: string | undefined;
}

const isOfCommas = (metavar = '') => metavar.endsWith(',...');
/** Whether an answer is all that a setting has from then on. */
const isList = ({ multiple, metavar }: ParamMeta) => multiple === true || isOfCommas(metavar);
/** How a list is asked for. */
function listWords(flag: ParamMeta, former: string | undefined): string {
  const remarks = [
    former === undefined ? '' : 'replaces what is there',
    isOfPeople(flag.metavar) ? peopleRemark(flag) : isOfCommas(flag.metavar) ? 'with commas between' : '',
  ].filter(Boolean);
  const { summary } = flag;
  return remarks.length ? `${summary} (${remarks.join(': ')})` : summary;
}
/** The same check, where nothing is an answer: of a list that is there, none is left. */
const orEmpty = (check: Check, { multiple, metavar }: ParamMeta, former: string | undefined): Check =>
  former === undefined || multiple || metavar?.includes('|')
    ? check
    : (answer) => (answer === '' ? Promise.resolve(undefined) : check(answer));

/** A value as it is told once more before it is set. */
function toldOf({ secret }: ParamMeta, raw: readonly (string | boolean)[]): string {
  if (secret) return '(not shown)';
  return raw.map((value) => (typeof value === 'string' ? value : value ? 'yes' : 'no')).join(',');
}

/** A setting among others that were chosen: it begins as a word within a sentence does, and ends where it would go into details. */
const short = ({ summary }: ParamMeta) =>
  summary
    .replace(/[,;:(].*$/, '')
    .trim()
    .replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());

/** What stands there to be changed: what is set now, where it is a text that the line takes. */
async function offeredOf(flag: ParamMeta, check: Check, { texts }: Present): Promise<string | undefined> {
  const text = texts.get(flag.key);
  if (text === undefined || flag.secret || flag.thing || flag.multiple) return undefined;
  const reason = await check(text);
  return reason === undefined || reason === noAnswer ? text : undefined;
}

/** Whether a setting can be nothing: what lines call null is none to a person. */
const isNullable = ({ metavar = '' }: ParamMeta) => metavar.endsWith('|null');
const isNone = (answer: string) => answer.trim().toLowerCase() === 'none';
const withoutNull = (flag: ParamMeta): ParamMeta => ({
  ...flag,
  summary: flag.summary.replace(/[;,] (?:or )?null for none$/, ', or none').replace(/\bnull\b/g, 'none'),
});

/** The same, with how some values are written where its words do not say it, and with what one of several takes the place of. */
function inWords(flag: ParamMeta, former: string | undefined): ParamMeta {
  const { summary } = flag;
  const remark =
    flag.multiple && former !== undefined
      ? ` (replaces what is there: ${former})`
      : isNullable(flag) && !/\bnone\b/.test(summary)
        ? ', or none'
        : '';
  return { ...flag, summary: `${summary}${remark}` };
}
