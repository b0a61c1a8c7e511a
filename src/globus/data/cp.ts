import { posix } from 'node:path';
import { UsageError } from '../../errors.js';
import { shellLine } from '../../shell.js';
import { hasPattern } from '../transfer/globs.js';
import { walkingPace } from '../transfer/pace.js';
import { demandCopyApart } from './apart.js';
import { BegunFolder, demandNone, demandOlder } from './begun-folder.js';
import { askForConsents } from './consent.js';
import { contentCompared, copyItems, type Copying, type Row, warnOfDates } from './copying.js';
import type { CpOptions, CpTools } from './cp-options.js';
import { copyByTasks } from './cp-tasks.js';
import { thereOf } from './cp-there.js';
import { filterOf, hasFilters, withFile } from './filters.js';
import { createMeter, type Meter } from './meter.js';
import { NewFolders } from './new-folders.js';
import { folderRows, plannedRows } from './planned-rows.js';
import type { RemoteWord } from './one-file.js';
import { getFile, putFile } from './one-file.js';
import { below, entryAt, nameOf, type Place, placeReader, type PlacedWord, type Word, type Written } from './place.js';
import { LeftNewer, replacingNothing } from './merging.js';
import { type Action, type Level, type LookUpThere, planOf } from './plan.js';
import { twice, WrittenByTasks } from './twice.js';
import { writeFiles } from './reading.js';
import { Failures, type Report, reportOf } from './report.js';
import { isGlob, type Item, itemsOf, type Source, type SourceTools } from './sources.js';

/** Copies to the last of these words what the others say. Nothing is reported where the bytes themselves go to standard output. */
export async function copyAll(words: readonly Word[], options: CpOptions, tools: CpTools): Promise<Report | undefined> {
  const sources = words.slice(0, -1);
  const last = words.at(-1);
  if (!last || !sources.length) throw new UsageError('Give what to copy, then where to.');
  if (last.at === 'stream' || sources.some(({ at }) => at === 'stream')) demandPlain(options, last.at === 'stream');
  if (last.at === 'stream') {
    await writeFiles(sources.map(demandRemote), tools);
    return undefined;
  }
  const meter = createMeter(tools, 'Copying');
  const failures = new Failures();
  const onwards: Onwards = {};
  const rows = sources.some(({ at }) => at === 'stream')
    ? fromStandardInput(sources, last, options, tools)
    : areAddresses(sources) && last.at === 'local' && isPlain(options)
      ? fromAddresses(sources, last.path, options, tools)
      : copyWords(sources as readonly PlacedWord[], last, options, { ...tools, meter, failures, onwards });
  const again = () =>
    onwards.goOn?.() ?? 'Run the same line again, with --sync-level mtime: what is there is not copied again.';
  return reportOf(rows, { failures, meter, hooks: options, isDry: options.dryRun, again }, tools);
}

/** How to go on where the same line would do something else by then. */
export interface Onwards {
  goOn?: () => string;
}
interface Running extends CpTools {
  readonly onwards: Onwards;
  readonly meter: Meter;
  readonly failures: Failures;
}

const demandRemote = (word: Word): RemoteWord => {
  if (word.at === 'collection' || word.at === 'address') return word;
  throw new UsageError('Only files of collections can be copied to standard output.');
};

type Address = Extract<Word, { readonly at: 'address' }>;
const areAddresses = (words: readonly Word[]): words is Address[] =>
  words.every((word) => word.at === 'address' && !word.path.endsWith('/') && !hasPattern(word.path));
const isPlain = ({ recursive, update, syncLevel, dryRun, viaTransfer, filters }: CpOptions) =>
  !recursive && !update && !dryRun && !viaTransfer && syncLevel === undefined && !hasFilters(filters);

/** Bytes that come or go as they are have no date, size or name to choose by, and are no plan. */
function demandPlain(options: CpOptions, isOutput: boolean): void {
  const { onSuccess, onFailure } = options;
  if (isPlain(options) && !(isOutput && (onSuccess ?? onFailure))) return;
  throw new UsageError(
    `Standard ${isOutput ? 'output' : 'input'} is one stream of bytes: no option that chooses, compares or only plans works with it${isOutput ? ', and no hook' : ''}.`,
  );
}

/** Files of addresses, one after the other: where everybody may read, nobody has to log in. */
async function* fromAddresses(
  words: readonly Address[],
  local: string,
  options: CpOptions,
  tools: CpTools,
): AsyncGenerator<Row> {
  const target = words.length > 1 ? `${local}/` : local;
  const names = words.map(({ path }) => posix.basename(path));
  const same = names.find((name, i) => names.indexOf(name) !== i);
  if (same !== undefined) throw twice(`${target}${same}`);
  for (const word of words) {
    const done = await getFile(word, target, options, tools);
    if (done) yield { action: '+', path: done.destination, type: 'file', bytes: done.bytes };
  }
}

async function* fromStandardInput(
  sources: readonly Word[],
  last: PlacedWord,
  options: CpOptions,
  tools: CpTools,
): AsyncGenerator<Row> {
  if (sources.length > 1 || last.at === 'local')
    throw new UsageError('Standard input is copied alone, and to a collection only.');
  const { bytes, destination } = await putFile('-', last, options, tools);
  yield { action: '+', path: destination, type: 'file', bytes };
}

/** Copies to the last word what the others say, neither of them a stream. */
export async function* copyWords(
  words: readonly PlacedWord[],
  last: PlacedWord,
  options: CpOptions,
  tools: Running,
): AsyncGenerator<Row> {
  const read = placeReader(tools, options);
  const typed: Omit<Source, 'found'>[] = [];
  for (const word of words) typed.push({ written: await read(word), typed: word.path ?? '' });
  const { place: destination, isFolder, text } = await read(last);
  const transfer = () => tools.data.transfer();
  const places = [...typed.map(({ written }) => written.place), destination];
  if (places.every(({ at }) => at === 'local'))
    throw new UsageError(
      `All of these are paths on this machine: ${options.staysBegun ? 'move them with mv alone, without globus' : 'copy them with cp alone, without globus'}. A collection is named COLLECTION:PATH.`,
      {
        hint: 'A local file with a colon in its name is given as ./NAME.',
        forgot: 'colon',
      },
    );
  const overHttps = places.some(({ at }) => at === 'local');
  if (!overHttps && options.limitRate !== undefined)
    throw new UsageError(
      '--limit-rate is for what goes over HTTPS: between collections, Globus copies as fast as it can.',
    );
  // to look at what is there takes them, too
  if (tools.consents) await askForConsents(places, overHttps, tools.consents);
  const sources: Source[] = [];
  for (const each of typed) sources.push({ ...each, found: await entryAt(each.written.place, transfer) });
  const there = await entryAt(destination, transfer);
  const several = sources.length > 1 || sources.some(isGlob);
  const [first] = sources;
  const asked = isFolder || several;
  const folder =
    first && overHttps && !asked ? begunFolder(first.written.place, destination, options, tools) : undefined;
  const isBegun = there?.type === 'dir' && (await folder?.isBegun()) === true;
  const intoFolder = asked || (there?.type === 'dir' && !isBegun);
  // the folder is there from now on: the same line would copy into it
  const isNewFolder = first?.found?.type === 'dir' && !intoFolder;
  if (isNewFolder)
    tools.onwards.goOn = () =>
      `Go on with: ${shellLine(['sync', first.written.text, text])}\nwith the same options: what is there is not copied again.`;
  for (const { written, found } of sources)
    if (found)
      await demandCopyApart(written.place, below(destination, intoFolder ? nameOf(written.place) : ''), transfer);
  demandDistinct(sources, destination);
  const listing: SourceTools = {
    transfer,
    pace: walkingPace(tools),
    onRefused: (_, error) => tools.failures.add(error),
  };
  const filters = await withFile(options.filters, tools.files);
  const filter = filterOf(filters, tools.clock.now().getTime());
  const items = (some: readonly Source[], into = intoFolder) =>
    allItems(some, { recursive: options.recursive, filter, intoFolder: into }, listing);
  // what is moved is removed where it comes from: what an earlier run copied may have been replaced since, and look the same
  const comparesContent = options.staysBegun && (isBegun || options.merges);
  const level: Level | undefined =
    options.syncLevel ?? (comparesContent ? 'checksum' : options.update ? 'newer' : isBegun ? 'mtime' : undefined);
  const isPlanned = level !== undefined || options.dryRun;
  const isSmall = sources.every((source) => source.found?.type === 'file');
  const lookUp: LookUpThere = isPlanned ? thereOf(destination, there, isSmall, listing) : () => undefined;
  const left = new LeftNewer();
  const plan = (some: readonly Source[]) => {
    const comparing = { level, sameContent: contentCompared(destination) };
    const actions = left.noted(planOf(items(some), left.looking(lookUp), comparing));
    return options.merges ? replacingNothing(actions) : actions;
  };
  const tellLeft = () => {
    const words = options.update ? left.words() : undefined;
    if (words) tools.notices.warn(words);
  };

  if (options.dryRun) {
    yield* plannedRows(plan(sources), destination);
    tellLeft();
    return;
  }
  const written = new WrittenByTasks();
  if (destination.at === 'collection')
    yield* copyByTasks(
      { sources, words: [...words, last], destination, intoFolder, isNewFolder, written },
      {
        options,
        level,
        isFiltered: hasFilters(filters),
        items,
        plan,
        lookUp: (entry) => thereOf(destination, entry, false, listing),
        left,
      },
      { ...tools, transfer, listing },
    );
  const overWire = sources.filter(({ written }) => written.place.at !== destination.at);
  if (!overWire.length) {
    tellLeft();
    return;
  }
  warnOfDates(options, destination, tools.notices);
  if (isBegun) tools.notices.info('An earlier run of this command is gone on with: what is there is not copied again.');
  if (isNewFolder && folder) {
    if (await folder.begin()) tools.onwards.goOn = () => 'Run the same line again: what is there is not copied again.';
    else
      tools.notices.warn(
        `The configuration folder cannot be written, so nothing notes that this copy makes the folder ${text}. If it is interrupted, go on with sync: the same line would copy into that folder.`,
      );
  }
  const copying: Copying = {
    clock: tools.clock,
    transfer,
    meter: tools.meter,
    isThere: (path) => path === '' && there?.type === 'dir',
    onFailure: tools.failures.add,
    demandReplaceable: async ({ sign, entry }) => {
      if (destination.at === 'collection') written.demandNot(below(destination, entry.relative).path, entry);
      if (!isBegun || sign !== '~') return;
      if (options.staysBegun) demandNone(await lookUp(entry.relative), entry);
      // with a level it is said what is replaced
      else if (!options.syncLevel) demandOlder(await lookUp(entry.relative), entry);
    },
  };
  let isDone = false;
  try {
    const folders = new NewFolders<Item>();
    const actions = expected(folders.seenIn(plan(overWire)), tools.meter);
    let isBare = true;
    for await (const row of copyItems(actions, destination, { ...options, several }, copying)) {
      isBare = false;
      yield row;
    }
    tellLeft();
    isDone = !tools.failures.count;
    // nothing else stands for what was made
    if (isBare && isDone) yield* folderRows(folders, destination);
  } finally {
    // one that is not there was not made by this run: whoever makes it next is somebody else
    const isMissing = async () => !(await entryAt(destination, transfer).catch(() => destination));
    if (isNewFolder && (isDone ? !options.staysBegun : await isMissing())) await folder?.end();
  }
}

/** The record of a folder that `cp` or `mv` copies over HTTPS to a new name. */
export const begunFolder = (
  source: Place,
  destination: Place,
  { filters, recursive, staysBegun = false }: Pick<CpOptions, 'filters' | 'recursive' | 'staysBegun'>,
  { records }: Pick<CpTools, 'records'>,
): BegunFolder => new BegunFolder(source, destination, [filters, recursive, staysBegun], records);

/** What goes by a task and what goes over HTTPS do not see each other: two of one name are refused before either goes. */
function demandDistinct(sources: readonly Source[], destination: Written['place']): void {
  const named = sources.filter((source) => !isGlob(source)).map(({ written: { place } }) => place);
  const local = new Set(named.filter(({ at }) => at === 'local').map(nameOf));
  const both = named.find((place) => place.at === 'collection' && local.has(nameOf(place)));
  if (both && destination.at === 'collection') throw twice(below(destination, nameOf(both)).path);
}

/** Counts what is to be done. */
export async function* expected(actions: AsyncIterable<Action<Item>>, meter: Meter): AsyncGenerator<Action<Item>> {
  for await (const action of actions) {
    if (action.sign !== '=' && action.entry.type === 'file') meter.expect(1, action.entry.size);
    yield action;
  }
}

async function* allItems(
  sources: readonly Source[],
  options: Parameters<typeof itemsOf>[1],
  tools: SourceTools,
): AsyncGenerator<Item> {
  for (const source of sources) yield* itemsOf(source, options, tools);
}
