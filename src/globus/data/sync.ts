import { CliError, InterruptedError, UsageError } from '../../errors.js';
import { demandSyncApart } from './apart.js';
import { agreedToDelete } from './agreeing.js';
import { askForConsents, type ConsentTools } from './consent.js';
import { contentCompared, copyItems, type CopyOptions, removeHere, type Row } from './copying.js';
import { expected } from './cp.js';
import type { Entry } from './entries.js';
import { type Filter, filterOf, type FilterOptions, withFile } from './filters.js';
import type { Hooks } from './hooks.js';
import { createMeter, type Meter } from './meter.js';
import { itemsToTransfer } from './between.js';
import { walkingPace } from '../transfer/pace.js';
import { below, entryAt, type Place, placeReader, type PlaceTools, type PlacedWord } from './place.js';
import {
  type Action,
  counted,
  extrasOf,
  type Level,
  noCount,
  type PlanCount,
  planOf,
  planWords,
  type SyncLevel,
  wholeExtras,
} from './plan.js';
import { type CopyDocument, Failures, type Report, reportOf, type ReportTools } from './report.js';
import { entriesBelow, type Item, notThere, type SourceTools } from './sources.js';
import { deleteThere, transferItems } from './tasks.js';
import type { Copy, TaskSettings, TransferTools } from './transfer-task.js';
import type { Files, Prompt } from '../../tools.js';

export interface CompareOptions {
  readonly level: Level;
  readonly filters: FilterOptions;
  readonly viaTransfer: boolean;
}
export interface SyncOptions extends Omit<CompareOptions, 'level'>, Omit<CopyOptions, 'several'>, Hooks {
  readonly level: SyncLevel;
  /** Show what would be done, and do nothing. */
  readonly plan: boolean;
  /** The same, and fail where there is something to do. */
  readonly check: boolean;
  /** Take away what only the destination has. */
  readonly delete: boolean;
  /** Whether that was agreed to beforehand. */
  readonly yes: boolean;
  readonly label?: string | undefined;
  readonly itemsPerTask?: number | undefined;
}
export interface CompareTools extends PlaceTools, ReportTools, Omit<TransferTools, 'transfer' | 'records'> {
  readonly host: PlaceTools['host'];
  readonly notices: TransferTools['notices'] & ReportTools['notices'];
  readonly files: Pick<Files, 'readText'>;
  readonly consents?: ConsentTools | undefined;
}
export interface SyncTools extends CompareTools {
  readonly records: TransferTools['records'];
  /** Who is asked before something is deleted; absent where nobody can answer. */
  readonly confirm?: Prompt['confirm'] | undefined;
}
export interface SyncDocument extends CopyDocument, PlanCount {}
export interface SyncReport extends Omit<Report, 'document'> {
  readonly document: (rows: readonly Row[]) => SyncDocument;
}

/** Makes one folder as another is: what is in it, and not the folder itself. */
export function syncFolders(from: PlacedWord, to: PlacedWord, options: SyncOptions, tools: SyncTools): SyncReport {
  const isDry = options.plan || options.check;
  if (options.delete && !isDry && !options.yes && !tools.confirm)
    throw new UsageError('--delete takes files away, and there is nobody to ask: add --yes.', {
      hint: 'See what would go with: --delete --plan',
    });
  const meter = createMeter(tools, 'Copying');
  const failures = new Failures();
  const count = noCount();
  const rows = async function* (): AsyncGenerator<Row> {
    const read = () => sidesOf(from, to, options, { ...tools, failures });
    let sides = await read();
    await demandSyncApart(sides, options.delete, () => tools.data.transfer());
    if (isDry) {
      yield* shown(sides, count, true);
      return;
    }
    const copy = copyOf(sides, options);
    let wasBegun = false;
    for await (const row of copy ? begunBefore(copy, options, tools) : []) {
      wasBegun = true;
      yield row;
    }
    // what it did is not to be done again
    if (wasBegun) sides = await read();
    yield* made(sides, options, count, { ...tools, meter, failures });
  };
  const report = reportOf(rows(), { failures, meter, hooks: options, isDry }, tools);
  return {
    rows: report.rows,
    document: (all) => ({ ...report.document(all), ...count }),
    after: () => {
      if (isDry) tools.notices.info(`${planWords(count)}.`);
      report.after();
      if (options.check && count.new + count.changed + (options.delete ? count.extra : 0))
        throw new CliError(`There is something to do: ${planWords(count)}.`, { data: { ...count } });
    },
  };
}

/** Whether two files or folders are the same: rows are what differs, `+` what only the first has, `-` what only the second has. */
export function compareSides(
  from: PlacedWord,
  to: PlacedWord,
  options: CompareOptions,
  tools: CompareTools,
): SyncReport {
  const meter = createMeter(tools, 'Comparing');
  const failures = new Failures();
  const count = noCount();
  const rows = async function* (): AsyncGenerator<Row> {
    yield* shown(await sidesOf(from, to, options, { ...tools, failures }), count, false);
  };
  const report = reportOf(rows(), { failures, meter, hooks: {}, isDry: true }, tools);
  return {
    rows: report.rows,
    document: (all) => ({ ...report.document(all), ...count }),
    after: () => {
      report.after();
      if (count.new + count.changed + count.extra)
        throw new CliError(`They differ: ${planWords(count)}.`, { data: { ...count } });
    },
  };
}

interface Sides {
  readonly source: Place;
  readonly destination: Place;
  readonly there: Entry | undefined;
  /** What the destination has. */
  readonly known: ReadonlyMap<string, Entry>;
  readonly actions: () => AsyncIterable<Action<Item>> | Iterable<Action<Item>>;
  /** To be asked for once all actions were seen. */
  readonly extras: () => Entry[];
}

async function sidesOf(
  from: PlacedWord,
  to: PlacedWord,
  options: CompareOptions,
  tools: CompareTools & { readonly failures: Failures },
): Promise<Sides> {
  const read = placeReader(tools, options);
  const [first, second] = [await read(from), await read(to)];
  const [source, destination] = [first.place, second.place];
  if (source.at === 'local' && destination.at === 'local')
    throw new UsageError('Both of these are paths on this machine. A collection is named COLLECTION:PATH.');
  const transfer = () => tools.data.transfer();
  if (tools.consents)
    await askForConsents([source, destination], source.at === 'local' || destination.at === 'local', tools.consents);
  const [found, there] = await Promise.all([entryAt(source, transfer), entryAt(destination, transfer)]);
  if (!found) throw await notThere(first, transfer);
  const listing: SourceTools = {
    transfer,
    pace: walkingPace(tools),
    onRefused: (_, error) => tools.failures.add(error),
  };
  const filter = filterOf(await withFile(options.filters, tools.files), tools.clock.now().getTime());
  const known = new Map<string, Entry>(there ? [['', there]] : []);
  if (there?.type === 'dir')
    for await (const entry of entriesBelow(destination, listing)) known.set(entry.relative, entry);
  const seen = new Set<string>(['']);
  const actions = async function* () {
    for await (const action of planOf(itemsBelow(source, found, filter, listing, seen), (path) => known.get(path), {
      level: options.level,
      sameContent: contentCompared(destination),
    })) {
      yield action;
    }
  };
  return { source, destination, there, known, actions, extras: () => extrasOf(known, seen, filter) };
}

/** What is to be copied; `seen` gets what there is, since what the source has is never extra, whatever its age. */
async function* itemsBelow(
  source: Place,
  found: Entry,
  filter: Filter,
  listing: SourceTools,
  seen: Set<string>,
): AsyncGenerator<Item> {
  yield { ...found, relative: '', source };
  if (found.type !== 'dir') return;
  for await (const entry of entriesBelow(source, listing)) {
    seen.add(entry.relative);
    if (filter(entry)) yield { ...entry, source: below(source, entry.relative) };
  }
}

/** The plan, a row each. */
async function* shown({ actions, extras }: Sides, count: PlanCount, withSame: boolean): AsyncGenerator<Row> {
  for await (const { sign, entry } of actions()) {
    counted(count, sign, entry);
    if (entry.type !== 'dir' && (withSame || sign !== '=')) yield rowOf(sign, entry);
  }
  for (const entry of extras()) {
    counted(count, '-', entry);
    yield rowOf('-', entry);
  }
}

const rowOf = (action: Row['action'], { relative: path, type, size }: Entry): Row => ({
  action,
  path: path === '' ? '.' : path,
  type,
  bytes: size,
});

/** What makes a sync of two collections the same one when it is run again. */
const copyOf = (
  { source, destination }: Sides,
  { level, filters, delete: takesAway }: SyncOptions,
): Copy | undefined =>
  source.at === 'collection' && destination.at === 'collection'
    ? { source, destination, typed: ['sync', level, filters, takesAway] }
    : undefined;

const taskSettings = (options: SyncOptions): TaskSettings => ({ ...options, wait: true });

async function* begunBefore(copy: Copy, options: SyncOptions, tools: SyncTools): AsyncGenerator<Row> {
  const { finishBegun } = await import('./many-tasks.js');
  yield* finishBegun(copy, taskSettings(options), { ...tools, transfer: () => tools.data.transfer() });
}

interface Making extends SyncTools {
  readonly meter: Meter;
  readonly failures: Failures;
}

/** Does it: what is new and changed first, and then, where nothing failed, what is extra. */
async function* made(sides: Sides, options: SyncOptions, count: PlanCount, tools: Making): AsyncGenerator<Row> {
  let { actions } = sides;
  if (options.delete && !options.yes) {
    const all: Action<Item>[] = [];
    for await (const action of actions()) all.push(action);
    const going = sides.extras();
    if (going.length && !(tools.confirm && (await agreedToDelete(going, tools.confirm, tools.progress.say))))
      throw new InterruptedError('Nothing was changed.');
    actions = () => all;
  }
  yield* changed({ ...sides, actions }, options, count, tools);
  if (!options.delete) return;
  const extras = sides.extras();
  if (tools.failures.all.length && extras.length) {
    tools.notices.warn('Not everything was copied, so nothing is deleted.');
    return;
  }
  for (const entry of extras) counted(count, '-', entry);
  const { destination, known } = sides;
  if (destination.at === 'local') {
    yield* removeHere(destination, extras);
    return;
  }
  for (const entry of extras) yield rowOf('-', entry);
  const paths = wholeExtras(extras, known).map(({ relative }) => below(destination, relative).path);
  const settings = { wait: true, label: options.label };
  yield* deleteThere(destination.endpoint.id, paths, settings, { ...tools, transfer: () => tools.data.transfer() });
}

async function* changed(sides: Sides, options: SyncOptions, count: PlanCount, tools: Making): AsyncGenerator<Row> {
  const { destination, known, there } = sides;
  const transfer = () => tools.data.transfer();
  const tallied = async function* (): AsyncGenerator<Action<Item>> {
    for await (const action of sides.actions()) {
      counted(count, action.sign, action.entry);
      if (action.sign !== '=' || action.entry.type === 'dir') yield action;
    }
  };
  const copy = copyOf(sides, options);
  if (copy) {
    const items = await itemsToTransfer(tallied(), copy.destination);
    if (items.length) yield* transferItems(copy, items, taskSettings(options), { ...tools, transfer });
    return;
  }
  const isThere = (path: string) => (path === '' ? there : known.get(path))?.type === 'dir';
  const copying = { transfer, meter: tools.meter, isThere, onFailure: tools.failures.add };
  // the dates of here and there are compared the next time
  const how = { ...options, preserveMtime: true, several: false };
  const rows = copyItems(expected(tallied(), tools.meter), destination, how, copying);
  for await (const row of rows) if (row.action !== '=') yield row;
}
