import { CliError } from '../../errors.js';
import { walkingPace } from '../transfer/pace.js';
import { visible } from '../../visible.js';
import { knownOf } from './blind-disk.js';
import { contentCompared } from './copying.js';
import type { Onwards } from './cp.js';
import type { CpTools } from './cp-options.js';
import type { Entry } from './entries.js';
import type { Meter } from './meter.js';
import type { FileOptions } from './one-file.js';
import { PathIndex } from './path-index.js';
import { below, entryAt, nameOf, type Place, type PlacedWord, type Written } from './place.js';
import { planOf } from './plan.js';
import { Failures } from './report.js';
import { entriesBelow, entriesFrom, type Item, type SourceTools } from './sources.js';

export interface Move {
  readonly word: PlacedWord;
  readonly from: Written;
  readonly found: Entry;
  readonly to: Place;
  /** A folder is there, which no earlier run of the same line made. */
  readonly merges: boolean;
}

export type Running = CpTools & { readonly meter: Meter; readonly failures: Failures; readonly onwards: Onwards };

/** What is to be moved, as it is before any of it is copied. */
export async function stateOf({ from: { place }, found }: Move, tools: Running): Promise<PathIndex<Entry>> {
  const state = new PathIndex<Entry>();
  state.add({ ...found, relative: '' });
  if (found.type !== 'dir') return state;
  // what cannot be listed is told by the copy
  for await (const entry of entriesBelow(place, listingFor(tools, new Failures()))) state.add(entry);
  return state;
}

/** Everything that was to be moved, once all of it was found at the destination. CliError where it is not: then nothing is removed. */
export async function comparedItems(
  { from: { place }, found, to }: Move,
  before: PathIndex<Entry>,
  { verify }: Pick<FileOptions, 'verify'>,
  tools: Running,
): Promise<PathIndex<Entry>> {
  const transfer = () => tools.data.transfer();
  const failures = new Failures();
  const listing = listingFor(tools, failures);
  const { lookUp } = await knownOf(to, entriesFrom(to, await entryAt(to, transfer), listing));
  const all = async function* (): AsyncGenerator<Item> {
    yield { ...found, relative: '', source: place };
    if (found.type !== 'dir') return;
    for await (const entry of entriesBelow(place, listing)) yield { ...entry, source: below(place, entry.relative) };
  };
  const items = new PathIndex<Entry>();
  const comparing = { level: verify ? ('checksum' as const) : ('mtime' as const), sameContent: contentCompared(to) };
  for await (const { sign, entry } of planOf(all(), lookUp, comparing)) {
    const isOnlyFolder = sign === '+' && entry.type === 'dir';
    const was = before.get(entry.relative);
    // what was rewritten after it was copied may have the size of its copy, and a date that is no later
    const isSame = entry.type === 'dir' || (was !== undefined && isAsBefore(entry, was));
    if (!isSame || (sign !== '=' && !isOnlyFolder))
      failures.add(new CliError(`${visible(entry.relative || nameOf(place))} was not copied as it is.`));
    const { source: _each, ...rest } = entry;
    items.add(rest);
  }
  const [first] = failures.first;
  if (first)
    throw new CliError(`The copy is not the same, so nothing was removed: ${first.message}`, {
      hint: 'Was it changed meanwhile? Run the same line again.',
    });
  return items;
}

/** A folder of a collection is deleted with all that is in it: nothing may have come into it, or changed, since it was compared. */
export async function demandNothingNew(
  place: Place,
  name: string,
  moved: PathIndex<Entry>,
  tools: Running,
): Promise<void> {
  const failures = new Failures();
  for await (const entry of entriesBelow(place, listingFor(tools, failures))) {
    const before = moved.get(entry.relative);
    if (before && isAsBefore(entry, before)) continue;
    const what = before ? `was changed in ${visible(name)}` : `came into ${visible(name)}`;
    throw new CliError(`${visible(entry.relative)} ${what} meanwhile, so nothing was removed.`, {
      hint: 'Run the same line again.',
    });
  }
  const [first] = failures.first;
  if (first)
    throw new CliError(`Not all of ${visible(name)} can be looked at again, so nothing was removed: ${first.message}`, {
      hint: 'All of it is at the destination.',
    });
}
/** The same of a file. One that is not there any more is the delete task's to tell. */
export async function demandUnchanged(
  place: Place,
  name: string,
  moved: PathIndex<Entry>,
  tools: Running,
): Promise<void> {
  const [before, now] = [moved.get(''), await entryAt(place, () => tools.data.transfer())];
  if (!now || (before && isAsBefore(now, before))) return;
  throw new CliError(`${visible(name)} was changed meanwhile, so nothing was removed.`, {
    hint: 'Run the same line again.',
  });
}
const isAsBefore = (now: Entry, before: Entry) =>
  now.type === before.type && (now.type === 'dir' || (now.size === before.size && now.modified === before.modified));

const listingFor = (tools: Running, failures: Failures): SourceTools => ({
  transfer: () => tools.data.transfer(),
  pace: walkingPace(tools),
  onRefused: (_, error) => failures.add(error),
});
