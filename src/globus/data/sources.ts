import { CliError, UsageError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import { slashed } from '../local-names.js';
import type { Pace } from '../transfer/pace.js';
import { allEntries } from '../transfer/pages-of-folder.js';
import { hasPattern, isPattern, nameMatcher } from '../transfer/globs.js';
import { hidByHome, isHidByHome, isName } from '../transfer/paths.js';
import { type Entry, entryOf, localEntries, localEntry, type OnRefused, remoteEntries } from './entries.js';
import { type Filter, fitsParts } from './filters.js';
import { below, listedBelow, nameOf, type Place, type Written } from './place.js';
import { diskError } from './disk-error.js';
import { namesOnDisk } from './disk-names.js';
import { visible } from '../../visible.js';

/** What is copied: `relative` is its path below the destination, empty for the destination itself. */
export type Item = Entry & { readonly source: Place };

export interface SourceTools {
  readonly transfer: () => Promise<TransferOperations>;
  readonly onRefused: OnRefused;
  /** How fast folders of collections are asked for. */
  readonly pace: Pace;
}
export interface SourceOptions {
  readonly recursive: boolean;
  readonly filter: Filter;
  /** Whether what is copied goes below the destination by its own name. */
  readonly intoFolder: boolean;
}

/** What was typed for a source, where that is, and what is there. */
export interface Source {
  readonly written: Written;
  readonly typed: string;
  readonly found: Entry | undefined;
}

/** Whether what was typed is a pattern: a name that is there as it is written is itself meant. */
export const isGlob = ({ written: { place }, typed, found }: Source): boolean =>
  !found && hasPattern(place.at === 'local' ? slashed(typed) : place.path);

/** All that is below a folder. */
export async function* entriesBelow(place: Place, { transfer, pace, onRefused }: SourceTools): AsyncGenerator<Entry> {
  yield* place.at === 'local'
    ? localEntries(place.path, onRefused)
    : remoteEntries(await transfer(), place.endpoint.id, place.path, pace, onRefused);
}

/** What was found at a place, and all that is below it. */
export async function* entriesFrom(place: Place, found: Entry | undefined, tools: SourceTools): AsyncGenerator<Entry> {
  if (found) yield found;
  if (found?.type === 'dir') yield* entriesBelow(place, tools);
}

/** The error for a source that is not there, with the nearest folder that is. */
export async function notThere(
  { place, text }: Written,
  transfer: () => Promise<Pick<TransferOperations, 'statFile'>>,
): Promise<CliError> {
  if (place.at === 'local') return new CliError(`There is no file or folder ${visible(text)}.`);
  const { troubleWith } = await import('../places/missing.js');
  const told = await troubleWith({ endpoint: place.endpoint.id, path: place.path }, await transfer(), 'file');
  return told
    ? new CliError(told.message, { hint: told.hint })
    : new CliError(`There is no file or folder ${visible(text)}.`);
}

/** What a source stands for: a file, what is in a folder, or what patterns match. CliError where there is nothing. */
export async function* itemsOf(source: Source, options: SourceOptions, tools: SourceTools): AsyncGenerator<Item> {
  const { written, typed, found } = source;
  const { place, text } = written;
  if (found) {
    yield* itemsAt(place, found, options.intoFolder ? nameOf(place) : '', text, options, tools);
    return;
  }
  if (!isGlob(source)) throw await notThere(written, tools.transfer);
  let any = false;
  for await (const { relative, entry, at } of matchesOf(written, typed, tools)) {
    if (entry.type === 'dir' && !options.recursive) continue;
    any = true;
    yield* itemsAt(at, entry, relative, at.path, options, tools);
  }
  if (!any)
    throw new CliError(`Nothing matches ${visible(text)}.`, {
      hint: options.recursive ? 'Patterns are *, ?, [...] and **.' : 'Folders are copied with -r only.',
    });
}

/** A file, or a folder and what is in it, as items whose paths begin with `prefix`. */
async function* itemsAt(
  place: Place,
  found: Entry,
  prefix: string,
  text: string,
  { recursive, filter }: SourceOptions,
  tools: SourceTools,
): AsyncGenerator<Item> {
  if (found.type !== 'dir') {
    // what was named is copied, whatever a link it is: the server follows it
    const item: Item = { ...found, type: 'file', relative: prefix, source: place };
    if (filter({ ...item, relative: nameOf(place) })) yield item;
    return;
  }
  if (!recursive) throw new UsageError(`${visible(text)} is a folder: add -r to copy what is in it.`);
  yield { ...found, relative: prefix, source: place };
  for await (const entry of entriesBelow(place, tools)) {
    if (!filter(entry)) continue;
    yield {
      ...entry,
      relative: prefix ? `${prefix}/${entry.relative}` : entry.relative,
      source: listedBelow(place, entry.relative),
    };
  }
}

interface Match {
  /** From the first pattern on. */
  readonly relative: string;
  readonly entry: Entry;
  readonly at: Place;
}

/** What patterns match, with its path from the first pattern on. */
async function* matchesOf({ place }: Written, typed: string, tools: SourceTools): AsyncGenerator<Match> {
  const names = (place.at === 'local' ? slashed(typed) : place.path).replace(/(?<!\/)\/+$/, '').split('/');
  const patterns = names.slice(names.findIndex(isPattern));
  // the path is the typed one made absolute: the same number of names at its end
  const base = patterns.reduce<Place>((at) => ({ ...at, path: above(at.path) }), place);
  if (patterns.includes('**')) {
    const parts = patterns.map((name) => (name === '**' ? undefined : nameMatcher(name)));
    for await (const entry of entriesBelow(base, tools)) {
      if (entry.type === 'file' && fitsParts(parts, entry.relative.split('/')))
        yield { relative: entry.relative, entry, at: listedBelow(base, entry.relative) };
    }
    return;
  }
  yield* matchesIn(base, '', patterns, tools);
}

const above = (path: string): string => slashed(path).replace(/\/[^/]*$/, '') || '/';

async function* matchesIn(
  base: Place,
  folder: string,
  [pattern = '', ...rest]: readonly string[],
  tools: SourceTools,
): AsyncGenerator<Match> {
  const fits = isPattern(pattern) ? nameMatcher(pattern) : (name: string) => name === pattern;
  for (const entry of await entriesIn(below(base, folder), fits, tools)) {
    const relative = folder ? `${folder}/${entry.relative}` : entry.relative;
    if (!rest.length) yield { relative, entry, at: below(base, relative) };
    else if (entry.type === 'dir') yield* matchesIn(base, relative, rest, tools);
  }
}

/** What is in one folder, and not below, of the names that fit. */
async function entriesIn(
  place: Place,
  fits: (name: string) => boolean,
  { transfer, pace, onRefused }: SourceTools,
): Promise<Entry[]> {
  if (place.at === 'local') {
    const names = await namesOnDisk(place.path, (name, error) => {
      if (fits(name)) onRefused(name, error);
    }).catch((error: unknown) => {
      throw diskError(error, place.path, 'read');
    });
    const fitting = names.filter(fits).sort();
    const found = await Promise.all(fitting.map((name) => localEntry(place.path, name)));
    return found.filter((entry) => entry !== undefined);
  }
  const service = await transfer();
  const query = { path: place.path, show_hidden: '1' };
  const all = await allEntries((offset) =>
    pace.run(() => service.listDirectory(place.endpoint.id, { ...query, ...(offset && { offset }) })),
  );
  return all.flatMap((entry) => {
    // a pattern names what a link leads to, as a path does
    const { link_target: _, ...followed } = entry;
    if (fits(entry.name) && isHidByHome(place.path, entry.name)) {
      onRefused(entry.name, hidByHome());
      return [];
    }
    return isName(entry.name) && fits(entry.name) ? (entryOf(followed, entry.name) ?? []) : [];
  });
}
