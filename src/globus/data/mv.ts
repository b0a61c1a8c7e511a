import { rm } from 'node:fs/promises';
import { CliError, isNotFound, UsageError } from '../../errors.js';
import { demandMoveApart } from './apart.js';
import { askForConsents } from './consent.js';
import type { Row } from './copying.js';
import { contentCompared, removeFolder } from './copying.js';
import { copyWords, type CpTools, twice } from './cp.js';
import { diskError } from './disk-error.js';
import { visible } from '../../visible.js';
import { walkingPace } from '../transfer/pace.js';
import { type Entry, localEntry } from './entries.js';
import type { FileOptions } from './one-file.js';
import { createMeter, type Meter } from './meter.js';
import { mark, PathIndex } from './path-index.js';
import { below, entryAt, fileOf, nameOf, type Place, type PlacedWord, placeReader, type Written } from './place.js';
import { planOf } from './plan.js';
import { Failures, type Report, reportOf } from './report.js';
import { entriesBelow, type Item, notThere, type SourceTools } from './sources.js';
import { deleteThere } from './tasks.js';

export interface MvOptions extends FileOptions {
  readonly parallel: number;
  readonly viaTransfer: boolean;
  readonly label?: string | undefined;
}
interface Move {
  readonly word: PlacedWord;
  readonly from: Written;
  readonly found: Entry;
  readonly to: Place;
}

/** Moves what the first of these words name to the last. Within a collection it is renamed; else it is copied, compared, and only then removed. */
export function moveAll(words: readonly PlacedWord[], options: MvOptions, tools: CpTools): Report {
  const meter = createMeter(tools, 'Moving');
  const failures = new Failures();
  const rows = movesOf(words, options, { ...tools, meter, failures });
  return reportOf(rows, { failures, meter, hooks: {}, isDry: false, verb: 'Moved' }, tools);
}

type Running = CpTools & { readonly meter: Meter; readonly failures: Failures };

async function* movesOf(words: readonly PlacedWord[], options: MvOptions, tools: Running): AsyncGenerator<Row> {
  const read = placeReader(tools, options);
  const transfer = () => tools.data.transfer();
  const last = words.at(-1);
  if (!last || words.length < 2) throw new UsageError('Give what to move, then where to.');
  const { place: destination, isFolder } = await read(last);
  const sources: (readonly [PlacedWord, Written])[] = [];
  for (const word of words.slice(0, -1)) sources.push([word, await read(word)]);
  const places = [...sources.map(([, { place }]) => place), destination];
  const overHttps = places.some(({ at }) => at === 'local');
  if (tools.consents) await askForConsents(places, overHttps, tools.consents);
  const there = await entryAt(destination, transfer);
  const intoFolder = isFolder || words.length > 2 || there?.type === 'dir';
  const moves: Move[] = [];
  for (const [word, from] of sources) {
    const found = await entryAt(from.place, transfer);
    if (!found) throw await notThere(from, transfer);
    if (from.place.at === 'local' && (await localEntry(from.place.path, ''))?.type === 'link')
      throw new UsageError(`${from.text} is a link, and only files and folders are moved.`, {
        hint: 'Move what it leads to, or copy it with globus cp.',
      });
    const to = below(destination, intoFolder ? nameOf(from.place) : '');
    if (moves.some((move) => move.to.path === to.path)) throw twice(to.path);
    if (!isSameCollection(from.place, to)) demandMoveApart(from.place, found, await entryAt(to, transfer));
    moves.push({ word, from, found, to });
  }
  const target = intoFolder ? asFolder(last) : last;
  for (const move of moves) {
    const { place } = move.from;
    if (place.at === 'collection' && isSameCollection(place, move.to)) {
      const paths = { old_path: place.path, new_path: move.to.path };
      await (await transfer()).rename(place.endpoint.id, { DATA_TYPE: 'rename', ...paths });
      yield { action: '+', path: move.to.path, type: move.found.type, bytes: move.found.size };
    } else yield* moved(move, target, options, tools);
  }
}

const isSameCollection = (one: Place, other: Place): boolean =>
  one.at === 'collection' && other.at === 'collection' && one.endpoint.id === other.endpoint.id;

async function* moved(move: Move, last: PlacedWord, options: MvOptions, tools: Running): AsyncGenerator<Row> {
  const { word, from, to, found } = move;
  const failuresBefore = tools.failures.count;
  yield* copyWords([word], last, { ...options, ...wholeCopy }, { ...tools, consents: undefined });
  if (tools.failures.count > failuresBefore) return;
  const items = await comparedItems(move, options, tools);
  const { place } = from;
  if (place.at === 'local') {
    await removeItems(place, items);
    return;
  }
  if (found.type !== 'dir' && to.at === 'local') {
    const file = fileOf(place);
    await file.server
      .writing((files) => files.deleteFile(file.path))
      .catch((error: unknown) => {
        // a try that seemed to fail took it away
        if (!isNotFound(error)) throw error;
      });
    return;
  }
  if (found.type === 'dir') await demandNothingNew(place, items, tools);
  const settings = { wait: true, label: options.label };
  yield* deleteThere(place.endpoint.id, [place.path], settings, { ...tools, transfer: () => tools.data.transfer() });
}

const asFolder = (word: PlacedWord): PlacedWord =>
  word.at === 'local'
    ? { ...word, path: `${word.path}/` }
    : word.path === null
      ? word
      : { ...word, path: `${word.path}/` };

/** A folder of a collection is deleted with all that is in it: nothing may have come into it since it was compared. */
async function demandNothingNew(place: Place, moved: PathIndex<Entry>, tools: Running): Promise<void> {
  for await (const { relative } of entriesBelow(place, listingFor(tools, tools.failures)))
    if (!moved.get(relative))
      throw new CliError(`${visible(relative)} came into ${nameOf(place)} meanwhile, so nothing was removed.`, {
        hint: 'Run the same line again.',
      });
}

const listingFor = (tools: Running, failures: Failures): SourceTools => ({
  transfer: () => tools.data.transfer(),
  pace: walkingPace(tools),
  onRefused: (_, error) => failures.add(error),
});

const wholeCopy = { recursive: true, update: false, dryRun: false, wait: true, filters: { rules: [] } } as const;

/** Everything that was to be moved, once all of it was found at the destination. CliError where it is not: then nothing is removed. */
async function comparedItems(
  { from: { place }, found, to }: Move,
  { verify }: MvOptions,
  tools: Running,
): Promise<PathIndex<Entry>> {
  const transfer = () => tools.data.transfer();
  const failures = new Failures();
  const listing = listingFor(tools, failures);
  const known = new PathIndex<Entry>();
  const there = await entryAt(to, transfer);
  if (there) known.add(there);
  if (there?.type === 'dir') for await (const entry of entriesBelow(to, listing)) known.add(entry);
  const all = async function* (): AsyncGenerator<Item> {
    yield { ...found, relative: '', source: place };
    if (found.type !== 'dir') return;
    for await (const entry of entriesBelow(place, listing)) yield { ...entry, source: below(place, entry.relative) };
  };
  const items = new PathIndex<Entry>();
  const comparing = { level: verify ? ('checksum' as const) : ('mtime' as const), sameContent: contentCompared(to) };
  for await (const { sign, entry } of planOf(all(), (path) => known.get(path), comparing)) {
    const isOnlyFolder = sign === '+' && entry.type === 'dir';
    if (sign !== '=' && !isOnlyFolder)
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

/** Takes these away, those within folders first. A folder that is not empty stays: what is in it came later. */
async function removeItems(place: Place, items: PathIndex<Entry>): Promise<void> {
  for (const { relative, type, size, modified } of items.marked(mark.seen, false, 'backwards')) {
    const { path } = below(place, relative);
    // what was written since it was compared is in no copy
    const now = type === 'dir' ? undefined : await localEntry(path, '');
    if (now && (now.type !== type || now.size !== size || now.modified !== modified))
      throw new CliError(`${path} was changed after it was copied, so it was not removed.`, {
        hint: 'Run the same line again.',
      });
    try {
      await (type === 'dir' ? removeFolder(path) : rm(path));
    } catch (error) {
      throw diskError(error, path, 'write');
    }
  }
}
