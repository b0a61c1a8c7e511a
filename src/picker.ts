import type { ParamKind } from './command/named.js';
import { isAnswer, type Offers, offersOf, type Owner, written } from './globus/things/offers.js';
import { noneOf } from './globus/things/none.js';
import type { Connect } from './globus/things/sources.js';
import {
  isNamedBelow,
  kindWords,
  type Only,
  takesOtherWords,
  type Thing,
  type ThingKind,
  isFolder,
} from './globus/things/thing.js';
import { asTyped, choicesIn, unseen } from './folder-choices.js';
import { above, openFolder } from './globus/places/folders.js';
import type { Adapters } from './services/index.js';
import { choiceLine } from './output/choice-line.js';
import { stateText } from './output/mood.js';
import { timeText } from './output/when.js';
import type { Terminal } from './output/table.js';
import type { Leading, Prompt, Several } from './tools.js';
import { ServiceError } from './errors.js';
import { pathComplaint, typedComplaint, type TypedPlaces } from './typed-place.js';
import { shortId } from './uuid.js';
import { visible } from './visible.js';

/** What was offered and chosen on this line, for whoever goes back to it. */
export interface Memory {
  readonly offers: Map<string, Offers>;
  /** By the kind and the text that stands for the choice. */
  readonly things: Map<string, Thing>;
  /** By the text that stands for the place. */
  readonly places: Map<string, { readonly collection: Picked; readonly path: string }>;
}
export const memory = (): Memory => ({ offers: new Map(), things: new Map(), places: new Map() });

interface Tools extends Leading<string> {
  readonly memory: Memory;
  readonly prompt: Pick<Prompt, 'search' | 'screen'>;
  readonly connect: Connect;
  /** What the thing belongs to, for kinds of which each belongs to another thing. */
  readonly owner?: (() => Promise<Owner>) | undefined;
  /** Which collections, where not all will do. */
  readonly only?: Only | undefined;
  /** The path of a place has to be there: what is typed is looked at, and no new name is offered. */
  readonly mustBeThere?: boolean | undefined;
  /** What a text means that was typed. */
  readonly find: TypedPlaces['find'];
  /** Told what was chosen by a name: for the line that it was chosen for, the name means nothing else. */
  readonly remember: (kind: ThingKind, name: string, thing: Thing) => void;
  readonly warn: (text: string) => void;
  readonly terminal: Terminal;
}
const folderKeys = 'Enter opens, on . takes it · type to filter';
/** What inquirer puts before a line. */
const margin = 3;

/** Asks a person for a thing of a kind. What comes back is a text as it would be typed; undefined where they went back. */
export async function pick(kind: ParamKind, question: string, tools: Tools): Promise<string | undefined> {
  if (kind !== 'place') return (await pickThing(kind, question, tools))?.text;
  const transfer = await tools.connect('transfer');
  let { former } = tools;
  let before = former === undefined ? undefined : tools.memory.places.get(former);
  for (;;) {
    const takeAway = tools.prompt.screen?.mark();
    const collection =
      before?.collection ??
      (await pickThing('collection', question, { ...tools, former, only: tools.only ?? 'collections' }, true));
    if (!collection?.thing) return collection?.text;
    const { thing, text: name } = collection;
    const [, folder = thing.path, inFolder] = /^(.*\/)([^/]*)$/s.exec(before?.path ?? '') ?? [];
    const path = await pickPath(transfer, { ...thing, name, path: folder }, question, { ...tools, former: inFolder });
    if (path !== undefined) {
      const place = `${name}:${path}`;
      tools.memory.places.set(place, { collection, path });
      // the way there is of no use any more
      if (takeAway?.()) await tools.prompt.screen?.tell(`${question}:`, visible(place));
      return place;
    }
    takeAway?.();
    former = name;
    before = undefined;
  }
}

interface Picked {
  readonly text: string;
  /** Undefined where it was typed instead of chosen. */
  readonly thing?: Thing;
}

/** How a thing is called where nobody named it, too. */
export const calledBy = ({ name, about = '', id }: Thing) => name || about || id;
/** What tells a thing from others of its name. */
export const detailOf = (
  { detail = '', state, since }: Pick<Thing, 'detail' | 'state' | 'since'>,
  { time = 'relative', now }: Terminal,
): string => [state && stateText(state), detail, timeText(since, time, now)].filter(Boolean).join(', ');

function lineOf(thing: Thing, room: Terminal): string {
  const called = calledBy(thing);
  const details = [detailOf(thing, room), called === thing.id ? '' : shortId(thing.id)];
  return choiceLine(called, details.filter(Boolean), room);
}

/** Asks a person for one or more things of a kind: the texts that say which; undefined where they went back. */
export async function pickSeveral(
  kind: Exclude<ThingKind, 'collection'>,
  question: string,
  {
    prompt,
    former,
    escape,
    ...tools
  }: Omit<Tools, 'prompt' | 'former' | 'find'> &
    Leading<Several> & { readonly prompt: Pick<Prompt, 'several' | 'screen'> },
): Promise<Several | undefined> {
  const [, several] = kindWords[kind];
  const among = await meanwhile(prompt, several, async () => (await offersFor(kind, tools))(undefined));
  if (!among.length) throw noneOf(kind);
  const before = new Set(former?.values.map((text) => tools.memory.things.get(`${kind} ${text}`)?.id));
  const room = { ...tools.terminal, columns: tools.terminal.columns - margin - '[ ] '.length };
  const chosen = await prompt.several(
    which(question, several),
    among.map((thing, i) => ({ line: lineOf(thing, room), short: calledBy(thing), value: String(i) })),
    {
      former: former && { ...former, values: among.flatMap(({ id }, i) => (before.has(id) ? [String(i)] : [])) },
      escape,
    },
  );
  const texts = chosen?.values.flatMap((at) => {
    const thing = among[Number(at)];
    return thing ? [asWritten(thing, kind, among, tools)] : [];
  });
  return chosen && texts && { ...chosen, values: texts };
}

/** A screen that stays empty says what is looked up. */
const meanwhile = <T>({ screen }: Pick<Prompt, 'screen'>, what: string, work: () => Promise<T>): Promise<T> =>
  screen ? screen.meanwhile(`Looking up ${what} …`, work) : work();

/** What there is to choose among is asked for once. */
async function offersFor(
  kind: ThingKind,
  { memory, connect, owner, only }: Pick<Tools, 'memory' | 'connect' | 'owner' | 'only'>,
): Promise<Offers> {
  const key = `${kind} ${only ?? ''}`;
  const offers = (!owner && memory.offers.get(key)) || (await offersOf(kind, connect, { owner, only }));
  if (!owner) memory.offers.set(key, offers);
  return offers;
}

/** The text that stands for a thing on a line; for this line a name means just that. */
function asWritten(
  thing: Thing,
  kind: ThingKind,
  among: readonly Thing[],
  { memory, remember }: Pick<Tools, 'memory' | 'remember'>,
): string {
  const text = written(thing, kind, among);
  memory.things.set(`${kind} ${text}`, thing);
  // elsewhere it would be another one
  if (text !== thing.id && !isNamedBelow(kind)) remember(kind, text, thing);
  return text;
}

async function pickThing(
  kind: ThingKind,
  question: string,
  tools: Tools,
  withPath = false,
): Promise<Picked | undefined> {
  const { prompt, terminal, former, escape, only } = tools;
  const [one, several] = kindWords[kind];
  const [offers, known] = await meanwhile(prompt, several, async () => {
    const all = await offersFor(kind, tools);
    const offers: Offers = async (term) => (await all(term)).filter((each) => withPath || !isFolder(each));
    return [offers, await offers(undefined)] as const;
  });
  const before = former === undefined ? undefined : tools.memory.things.get(`${kind} ${former}`);
  const atFirst = before
    ? [before, ...known.filter(({ id, name }) => id !== before.id || name !== before.name)]
    : known;
  const isOpen = takesOtherWords(kind);
  if (!atFirst.length && kind !== 'collection' && !isOpen) throw noneOf(kind, only);
  const room = { ...terminal, columns: terminal.columns - margin };
  // by what stands for it, whichever search found it: a slow answer may come after one for a later term
  const choices = new Map<string, { readonly thing: Thing; readonly among: readonly Thing[] }>();
  /** What was chosen is there; what was typed is judged while it can be mended. */
  const check = async (value: string) =>
    kind !== 'collection' || choices.has(value)
      ? undefined
      : typedComplaint(withPath ? 'place' : kind, value, tools.mustBeThere ?? false, {
          find: tools.find,
          transfer: () => tools.connect('transfer'),
        });
  const chosen = await prompt.search(
    `${which(question, only === 'endpoints' ? 'endpoint' : one)}${atFirst.length ? '' : isOpen ? ' Type it.' : ' Type to search.'}`,
    async (term) => {
      if (term !== undefined && isAnswer(term, withPath)) return [asTyped(term)];
      const among = term === undefined ? atFirst : await offers(term);
      const others = isOpen && term !== undefined ? [asTyped(term)] : [];
      const typed = term === undefined && former !== undefined && !before ? [asTyped(former)] : [];
      const found = among.map((thing) => {
        // two bookmarks may lead to one collection
        const value = `#${thing.id} ${thing.name}`;
        choices.set(value, { thing, among });
        return { line: lineOf(thing, room), short: calledBy(thing), value };
      });
      return [...typed, ...found, ...others];
    },
    { escape, check },
  );
  if (chosen === undefined) return undefined;
  const choice = choices.get(chosen);
  if (!choice) return { text: chosen };
  const { thing, among } = choice;
  return { text: asWritten(thing, kind, among, tools), thing };
}

/** Goes into the folders of a collection; undefined where the person went back to the collections. */
async function pickPath(
  transfer: Adapters['transfer'],
  { id, name, path: begin }: Thing,
  question: string,
  { prompt, terminal, warn, former, mustBeThere = false }: Tools,
): Promise<string | undefined> {
  const room = { ...terminal, columns: terminal.columns - margin };
  const open = (path: string | undefined) =>
    meanwhile(prompt, `what is in ${name}`, () => openFolder(transfer, id, path));
  const check = async (value: string) =>
    mustBeThere && /^[/~]/.test(value)
      ? pathComplaint({ id, path: value }, { transfer: () => Promise.resolve(transfer) })
      : undefined;
  let folder = await open(begin);
  for (;;) {
    const { path } = folder;
    // the one that was chosen before stands first
    const entries = [...folder.entries].sort((a, b) => Number(b.name === former) - Number(a.name === former));
    const up = above(path);
    const fixed = [
      { line: choiceLine('.', ['this folder'], room), short: path, value: '.' },
      ...(up === undefined ? [] : [{ line: '..', short: '..', value: '..' }]),
    ];
    const chosen = await prompt.search(
      `${question}: ${visible(`${name}:${path}`)}`,
      (term) => Promise.resolve(choicesIn(entries, fixed, term, { room, mustBeThere })),
      { keys: folderKeys, escape: 'back', check },
    );
    if (chosen === undefined && (up === undefined || path === begin)) return undefined;
    if (chosen === '.') return path;
    if (chosen !== undefined && /^[/~]/.test(chosen)) return chosen;
    if (chosen?.startsWith(unseen)) return `${path}${chosen.slice(unseen.length)}`;
    const next = chosen === undefined || chosen === '..' ? (up ?? path) : `${path}${chosen}`;
    if (chosen !== undefined && chosen !== '..' && !chosen.endsWith('/')) return next;
    try {
      folder = await open(next);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      warn(error.message);
    }
  }
}

/** What is asked; a summary that says no more than the kind is not said beside it. */
function which(question: string, kind: string): string {
  const [, named = ''] = /^the (.*)$/i.exec(question) ?? [];
  return named.toLowerCase().endsWith(kind.toLowerCase()) || named.startsWith(`${kind} or `)
    ? `Which ${named}?`
    : `${question}: which ${kind}?`;
}
