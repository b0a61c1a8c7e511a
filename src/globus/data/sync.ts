import { CliError, UsageError } from '../../errors.js';
import type { Prompt } from '../../tools.js';
import { visible } from '../../visible.js';
import { demandSyncApart } from './apart.js';
import { agreeToDelete, type ToCopy } from './agreeing.js';
import { itemsToTransfer } from './between.js';
import { copyItems, type CopyOptions, type Row, warnOfDates } from './copying.js';
import { expected } from './cp.js';
import { DiskList } from './disk-list.js';
import type { Entry } from './entries.js';
import type { Hooks } from './hooks.js';
import { LeftLinks } from './left-links.js';
import { linkInside } from './link-inside.js';
import { removeHere } from './listed-files.js';
import type { Begun } from './many-tasks.js';
import { createMeter, type Meter } from './meter.js';
import { NewFolders } from './new-folders.js';
import { below, ledTo, listedBelow, type PlacedWord } from './place.js';
import {
  type Action,
  counted,
  extrasOf,
  noCount,
  type PlanCount,
  planWords,
  type SyncLevel,
  wholeExtras,
} from './plan.js';
import { type CopyDocument, Failures, type Report, reportOf } from './report.js';
import { type CompareOptions, type CompareTools, type Sides, sidesOf } from './sides.js';
import type { Item } from './sources.js';
import { plannedSign } from './planned-rows.js';
import { deleteThere, transferItems } from './tasks.js';
import type { Copy, TaskSettings, TransferTools } from './transfer-task.js';

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
    const { source, destination, found, there } = sides;
    const led = { source: ledTo(source, found.target), destination: ledTo(destination, there?.target) };
    await demandSyncApart(led, options.delete, () => tools.data.transfer());
    if (isDry) {
      // a task copies files, and makes the folders that they need
      yield* shown(sides, count, { withSame: true, withFolders: !copyOf(sides, options), isCopied: true });
      if (failures.count && options.delete)
        tools.notices.warn('Not everything could be looked at: nothing would be deleted.');
      return;
    }
    const copy = copyOf(sides, options);
    const begun = copy && (await begunOf(copy, options, tools));
    if (begun) {
      yield* begun.rows();
      // what it did is not to be done again
      sides = await read();
    }
    yield* made(sides, options, count, { ...tools, meter, failures });
  };
  const again = () => 'Run the same line again: what is there is not copied again.';
  const report = reportOf(rows(), { failures, meter, hooks: options, isDry, again }, tools);
  return {
    isWork: report.isWork || options.check,
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
    yield* shown(await sidesOf(from, to, options, { ...tools, failures }), count, {
      withSame: false,
      withFolders: true,
    });
  };
  const report = reportOf(rows(), { failures, meter, hooks: {}, isDry: true }, tools);
  return {
    isWork: true,
    rows: report.rows,
    document: (all) => ({ ...report.document(all), ...count }),
    after: () => {
      report.after();
      if (count.new + count.changed + count.extra)
        throw new CliError(`They differ: ${planWords(count)}.`, { data: { ...count } });
      tools.notices.info(sameWords(count.same));
    },
  };
}

const sameWords = (files: number): string => {
  if (!files) return 'They are the same: there is no file to compare.';
  return files === 1 ? 'They are the same.' : `They are the same: ${files} files.`;
};

interface Showing {
  readonly withSame: boolean;
  readonly withFolders: boolean;
  /** Whether it is a plan of a copy, which not everything can come into. */
  readonly isCopied?: boolean;
}
/** The plan, a row each. Of new folders those that are empty have a row. */
async function* shown(
  { actions, known, takes, destination }: Sides,
  count: PlanCount,
  { withSame, withFolders, isCopied }: Showing,
): AsyncGenerator<Row> {
  const folders = new NewFolders();
  for await (const { sign, entry } of actions()) {
    counted(count, sign, entry);
    folders.see(sign, entry);
    if (entry.type === 'dir' || (sign === '=' && !withSame)) continue;
    yield rowOf(isCopied ? plannedSign(sign, entry, destination) : sign, entry);
  }
  for (const entry of withFolders ? folders.values() : []) {
    count.new += 1;
    yield rowOf('+', entry);
  }
  for (const entry of extrasOf(known, takes)) {
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

async function begunOf(copy: Copy, options: SyncOptions, tools: SyncTools): Promise<Begun | undefined> {
  const { begunBefore } = await import('./many-tasks.js');
  return begunBefore(copy, taskSettings(options), { ...tools, transfer: () => tools.data.transfer() });
}

interface Making extends SyncTools {
  readonly meter: Meter;
  readonly failures: Failures;
}

/** Does it: what is new and changed first, and then, where nothing failed, what is extra. */
async function* made(sides: Sides, options: SyncOptions, count: PlanCount, tools: Making): AsyncGenerator<Row> {
  const { destination, known, takes } = sides;
  let { actions } = sides;
  if (options.delete && !options.yes) {
    const planned = await keptPlan(sides);
    await agreeToDelete(extrasOf(known, takes), planned, { confirm: tools.confirm, say: tools.progress.say });
    actions = planned.actions;
  }
  yield* changed({ ...sides, actions }, options, count, tools);
  if (!options.delete || extrasOf(known, takes).next().done) return;
  if (tools.failures.count) {
    tools.notices.warn('Not everything was copied, so nothing is deleted.');
    return;
  }
  for (const entry of extrasOf(known, takes)) counted(count, '-', entry);
  if (destination.at === 'local') {
    yield* removeHere(destination, extrasOf(known, takes, 'backwards'));
    return;
  }
  for (const entry of extrasOf(known, takes)) yield rowOf('-', entry);
  const paths = function* () {
    for (const { relative } of wholeExtras(known, takes)) yield below(destination, relative).path;
  };
  const settings = { wait: true, label: options.label };
  yield* deleteThere(destination.endpoint.id, paths(), settings, { ...tools, transfer: () => tools.data.transfer() });
}

/** All that is to be done, before any of it is: what is extra is known then. */
async function keptPlan({ source, actions }: Sides): Promise<ToCopy & Pick<Sides, 'actions'>> {
  const kept = new DiskList<Action>();
  const copied = { files: 0, bytes: 0 };
  for await (const { sign, entry } of actions()) {
    const { source: _each, ...rest } = entry;
    kept.push({ sign, entry: rest });
    if (sign === '=' || entry.type === 'dir') continue;
    copied.files += 1;
    copied.bytes += entry.size;
  }
  return {
    ...copied,
    actions: async function* () {
      for (const { sign, entry } of kept.values()) {
        yield await Promise.resolve({ sign, entry: { ...entry, source: listedBelow(source, entry.relative) } });
      }
    },
  };
}

/** A server may write what the link leads to, and that is another file of the folder. */
const leavesLink = ({ relative }: Entry) =>
  new CliError(`${visible(relative)} is a link at the destination, and nothing is written through it.`, {
    hint: 'Remove the link there, or leave it out with --exclude.',
  });

async function* changed(sides: Sides, options: SyncOptions, count: PlanCount, tools: Making): AsyncGenerator<Row> {
  const { destination, known, there } = sides;
  const transfer = () => tools.data.transfer();
  const folders = new NewFolders<Item>();
  const isUp = destination.at === 'collection' && sides.source.at === 'local';
  const tallied = async function* (): AsyncGenerator<Action<Item>> {
    for await (const action of sides.actions()) {
      counted(count, action.sign, action.entry);
      folders.see(action.sign, action.entry);
      const mayMislead = options.delete && action.entry.type === 'dir';
      const wrong = mayMislead && (await linkInside(destination, known.get(action.entry.relative)));
      if (wrong) tools.failures.add(wrong);
      const link = isUp && action.sign !== '=' && known.get(action.entry.relative);
      if (link && link.type === 'link' && action.entry.type === 'file') {
        tools.failures.add(leavesLink(action.entry));
        continue;
      }
      if (action.sign !== '=' || action.entry.type === 'dir') yield action;
    }
  };
  const copy = copyOf(sides, options);
  if (copy) {
    const links = new LeftLinks(tools.failures.add);
    const items = itemsToTransfer(tallied(), copy.destination, links);
    yield* transferItems(copy, items, taskSettings(options), { ...tools, transfer });
    yield* links.rows();
    return;
  }
  warnOfDates(options, destination, tools.notices);
  const isThere = (path: string) => (path === '' ? there : known.get(path))?.type === 'dir';
  const copying = { transfer, meter: tools.meter, clock: tools.clock, isThere, onFailure: tools.failures.add };
  // the dates of here and there are compared the next time
  const how = { ...options, preserveMtime: true, several: false };
  const rows = copyItems(expected(tallied(), tools.meter), destination, how, copying);
  for await (const row of rows) if (row.action !== '=') yield row;
  // which of them failed is told already
  if (tools.failures.count) return;
  for (const entry of folders.values()) {
    count.new += 1;
    yield rowOf('+', entry);
  }
}
