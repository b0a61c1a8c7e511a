import { UsageError } from '../../errors.js';
import { isLocal, pathColon, placeWord } from '../places/grammar.js';
import { readsBack } from '../places/grammar.js';
import { isLabelled, isNameable, type Thing, type ThingKind } from './thing.js';

/** A word that a line can go on with, and what it means. */
export interface OfferedWord {
  readonly word: string;
  readonly summary?: string;
}

/** `@data:run7/fi`: the text up to the folder that is looked into, and what begins a name in it. */
export interface BegunPath {
  readonly folder: string;
  readonly begin: string;
}

/** The folder that a person types a path in; undefined where no path was begun, or one of this machine. */
export function begunPath(typed: string): BegunPath | undefined {
  if (isLocal(typed) || /^https?:/i.test(typed)) return undefined;
  const colon = pathColon(typed);
  if (colon < 1) return undefined;
  const end = Math.max(colon, typed.lastIndexOf('/')) + 1;
  const folder = typed.slice(0, end);
  return placeOf(folder) ? { folder, begin: typed.slice(end) } : undefined;
}

/** The words for things of a kind that begin with what was typed: a name where that says which and may be given, else an id. */
export function wordsFor(
  kind: ThingKind,
  typed: string,
  things: readonly Thing[],
  byId = false,
): readonly OfferedWord[] {
  const bearers = new Map<string, number>();
  for (const { name } of things) bearers.set(name.toLowerCase(), (bearers.get(name.toLowerCase()) ?? 0) + 1);
  const isByLabel = !byId && isLabelled(kind);
  const isNamed = !byId && isNameable(kind);
  return things.flatMap(({ id, name, state, detail }) => {
    const byId = id.startsWith(typed) ? [summarized(id, [name, state, detail])] : [];
    const word = isNamed && bearers.get(name.toLowerCase()) === 1 ? spelling(kind, name) : undefined;
    // of a label, the newest task that bears it is meant
    if (word === undefined) return [...(isByLabel && typed && name.startsWith(typed) ? [{ word: name }] : []), ...byId];
    const bare = typed && name.startsWith('@') ? [name.slice(1)] : [];
    const named = [word, ...bare]
      .filter((each) => each.startsWith(typed))
      .map((each) => summarized(each, [state, detail]));
    return [...named, ...(typed ? byId : [])];
  });
}

/** How a name is typed so that it is read as one; undefined where it cannot be. */
function spelling(kind: ThingKind, name: string): string | undefined {
  if (readsBack(name)) return name;
  const quoted = name.startsWith('@') ? `@"${name.slice(1)}"` : `"${name}"`;
  return kind === 'collection' && !name.includes('"') && readsBack(quoted, name) ? quoted : undefined;
}

/** The places in a folder, as they are typed; only those that are read back as what they are. */
export function placesIn({ folder, begin }: BegunPath, entries: readonly Thing[]): readonly OfferedWord[] {
  const hidden = begin.startsWith('.');
  return entries
    .filter(({ name }) => name.startsWith(begin) && (hidden || !name.startsWith('.')))
    .map(({ name, detail }) => summarized(`${folder}${name}`, [detail]))
    .filter(({ word }) => isBelow(word, folder));
}

/** What only the grammar of places can tell: `a:b` in a folder of `@data` would be read as a collection `data:a`. */
function isBelow(word: string, folder: string): boolean {
  const [found, of] = [placeOf(word), placeOf(folder)];
  return (
    found !== undefined &&
    of !== undefined &&
    JSON.stringify(found.collection) === JSON.stringify(of.collection) &&
    found.path?.startsWith(of.path ?? '') === true &&
    (of.path !== null || !/^[~/]/.test(found.path))
  );
}

function placeOf(text: string) {
  try {
    return placeWord(text, '');
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function summarized(word: string, details: readonly (string | undefined)[]): OfferedWord {
  const summary = details.filter((each) => each && each !== word).join(', ');
  return { word, ...(summary && { summary }) };
}
