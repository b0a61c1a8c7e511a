import type { Entry } from './entries.js';
import { byCollection, itemsToTransfer, wholeItems } from './between.js';
import { demandNone, demandOlder } from './begun-folder.js';
import { contentCompared, type Row } from './copying.js';
import type { CpOptions } from './cp-options.js';
import type { Begun } from './many-tasks.js';
import { LeftLinks } from './left-links.js';
import { type LeftNewer, replacingNothing } from './merging.js';
import { type CollectionPlace, entryAt, type PlacedWord } from './place.js';
import { type Action, type Level, type LookUpThere, planOf, planOfAll, type SameContent } from './plan.js';
import type { Failures } from './report.js';
import type { Item, Source, SourceTools } from './sources.js';
import { transferItems } from './tasks.js';
import { copyOf, type TaskSettings, type TransferTools } from './transfer-task.js';
import type { WrittenByTasks } from './twice.js';

/** What is copied where. */
export interface CopyByTasks {
  readonly sources: readonly Source[];
  /** The words of the line, the destination last. */
  readonly words: readonly PlacedWord[];
  readonly destination: CollectionPlace;
  readonly intoFolder: boolean;
  readonly isNewFolder: boolean;
  /** Notes what the tasks write. */
  readonly written: WrittenByTasks;
}
/** What of it is copied. */
export interface Choosing {
  readonly options: CpOptions;
  readonly level: Level | undefined;
  readonly isFiltered: boolean;
  readonly items: (sources: readonly Source[], intoFolder?: boolean) => AsyncGenerator<Item>;
  readonly plan: (sources: readonly Source[]) => AsyncGenerator<Action<Item>>;
  /** What the destination has, given what is at its own path. */
  readonly lookUp: (there: Entry | undefined) => LookUpThere;
  /** What the plan found to be newer there. */
  readonly left: LeftNewer;
}

/** Copies the sources on collections, by tasks: one for each collection, or several where one cannot hold it all. */
export async function* copyByTasks(
  { sources, words, destination, intoFolder, isNewFolder, written }: CopyByTasks,
  { options, level, isFiltered, items, plan, lookUp, left }: Choosing,
  { listing, failures, ...tools }: TransferTools & { readonly listing: SourceTools; readonly failures: Failures },
): AsyncGenerator<Row> {
  const settings: TaskSettings = { ...options, syncLevel: options.update ? 'mtime' : options.syncLevel };
  // what is moved is compared before anything of it is removed
  const links = options.staysBegun ? undefined : new LeftLinks(failures.add);
  const itemsOf = (actions: AsyncIterable<Action<Item>>) => itemsToTransfer(actions, destination, links);
  /** The list of an earlier run is as old as that run. What it copied went where it would have gone then. */
  const changedSince = async function* (begun: Begun, some: readonly Source[]) {
    const all = items(some, intoFolder && !begun.isNewFolder);
    const now = lookUp(await entryAt(destination, tools.transfer));
    const { succeeded, ended } = await begun.outcome();
    if (options.staysBegun) {
      yield* itemsOf(planOfAll(demandCopies(all, now, { succeeded, ended })));
      return;
    }
    const sameContent = contentCompared(destination);
    if (level) yield* itemsOf(planOf(all, now, { level, sameContent }));
    else {
      const copied = { lookUp: now, succeeded, ended, sameContent, isOwnFolder: begun.isNewFolder };
      yield* itemsOf(notAsCopied(all, copied));
    }
  };
  const whole = (some: readonly Source[]) =>
    wholeItems(some, destination, intoFolder, options.recursive, listing, links);
  const comparedBy = async (some: readonly Source[], by: Level | undefined) => {
    const now = lookUp(await entryAt(destination, tools.transfer));
    return planOf(items(some), now, { level: by, sameContent: contentCompared(destination) });
  };
  const chosenOf = async function* (some: readonly Source[]) {
    const isSimple = level === undefined || level === 'checksum';
    if (options.merges) {
      for await (const _ of replacingNothing(await comparedBy(some, undefined)));
      yield* whole(some);
    } else if (isFiltered) yield* itemsOf(isSimple ? planOfAll(items(some)) : plan(some));
    else if (options.update) {
      for await (const _ of links?.noted(plan(some)) ?? plan(some));
      // by itself, the service replaces what is newer there and of another size
      yield* left.words() ? itemsOf(await comparedBy(some, level)) : whole(some);
    } else yield* whole(some);
  };
  for (const [source, some] of byCollection(sources)) {
    const copy = copyOf({ source, destination, isNewFolder }, words, options);
    const { begunBefore, endBegun } = await import('./many-tasks.js');
    const begun = await begunBefore(copy, settings, tools);
    if (begun) yield* begun.rows();
    const chosen = begun ? changedSince(begun, some) : chosenOf(some);
    const made = begun?.isNewFolder ? { ...copy, isNewFolder: true, wasMade: true } : copy;
    // what is moved is removed where it comes from
    const how = begun && options.staysBegun ? { ...settings, comparesAgain: true } : settings;
    yield* transferItems(made, written.noted(chosen), how, tools);
    if (begun && !options.staysBegun) await endBegun(copy, settings, tools);
  }
  yield* links?.rows() ?? [];
}

/**
 * The same, as long as each that is at the destination may still be its copy: not written after the tasks ended, and, where they copied it whole, of
 * its size and no older than it. CliError else.
 */
async function* demandCopies(
  items: AsyncIterable<Item>,
  lookUp: LookUpThere,
  { succeeded, ended = Infinity }: Pick<Copied, 'succeeded' | 'ended'>,
): AsyncGenerator<Item> {
  for await (const item of items) {
    const there = await lookUp(item.relative);
    const isOther = succeeded && (there?.size !== item.size || (item.modified ?? 0) > ended);
    if (isOther || (there?.modified ?? 0) > ended + moment) demandNone(there, item);
    yield item;
  }
}

/** Milliseconds within which dates of whole seconds and a clock that is a little ahead count as one time: to refuse too much loses nothing. */
const moment = 1_000;

/** Milliseconds by which the clock of an endpoint may be ahead of that of Globus. */
const skew = 60_000;

interface Copied {
  readonly lookUp: LookUpThere;
  readonly succeeded: boolean;
  /** When the tasks ended; undefined where nobody knows any more. */
  readonly ended: number | undefined;
  readonly sameContent: SameContent<Item>;
  /** Whether the destination is a folder that the copy made: run as a new one, the same line would write to none of what is in it. */
  readonly isOwnFolder: boolean;
}

/**
 * What a copy that is run again copies, of what its tasks copied before they ended: what is another by now. A file at the destination that
 * was written after their end is none of theirs. A copy replaces it, but in a folder that it made: see `demandOlder`.
 */
async function* notAsCopied(items: AsyncIterable<Item>, copied: Copied): AsyncGenerator<Action<Item>> {
  const { isOwnFolder, succeeded, ended = isOwnFolder ? 0 : Infinity, sameContent } = copied;
  let there: Entry | undefined;
  const looked: LookUpThere = async (relative) => (there = await copied.lookUp(relative));
  for await (const action of planOf(items, looked, { level: 'mtime', sameContent })) {
    const isLater = action.entry.type === 'file' && (there?.modified ?? 0) > ended + skew;
    // what tasks that succeeded wrote is as long as what they read
    if (isOwnFolder && (isLater || succeeded) && action.sign === '~') demandOlder(there, action.entry);
    yield isLater && !isOwnFolder && action.sign === '=' ? { ...action, sign: '~' } : action;
  }
}
