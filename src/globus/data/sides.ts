import { UsageError } from '../../errors.js';
import type { Clock, Files } from '../../tools.js';
import { walkingPace } from '../transfer/pace.js';
import { knownOf } from './blind-disk.js';
import { askForConsents, type ConsentTools } from './consent.js';
import { contentCompared } from './copying.js';
import type { Entry } from './entries.js';
import { type Filter, filterOf, type FilterOptions, withFile } from './filters.js';
import { mark, type PathIndex } from './path-index.js';
import { entryAt, listedBelow, type Place, placeReader, type PlacedWord, type PlaceTools } from './place.js';
import { type Action, type Level, planOf } from './plan.js';
import type { Failures, ReportTools } from './report.js';
import { entriesFrom, entriesBelow, type Item, notThere, type SourceTools } from './sources.js';
import type { TransferTools } from './transfer-task.js';

export interface CompareOptions {
  readonly level: Level;
  readonly filters: FilterOptions;
  readonly viaTransfer: boolean;
}
export interface CompareTools extends PlaceTools, ReportTools, Omit<TransferTools, 'transfer' | 'records'> {
  readonly clock: Clock;
  readonly host: PlaceTools['host'] & ReportTools['host'];
  readonly notices: TransferTools['notices'] & ReportTools['notices'];
  readonly files: Pick<Files, 'readText'>;
  readonly consents?: ConsentTools | undefined;
}

/** Two sides that are compared: what the first has, and what the second. */
export interface Sides {
  readonly source: Place;
  readonly destination: Place;
  /** What was found at both. */
  readonly found: Entry;
  readonly there: Entry | undefined;
  /** What the destination has. */
  readonly known: PathIndex<Entry>;
  /** Of what may be extra: what is left out of the copy is left alone. */
  readonly takes: (entry: Entry) => boolean;
  /** What is done with each; marks what the source has. */
  readonly actions: () => AsyncIterable<Action<Item>>;
}

/** Lists the destination, and makes ready to compare the source with it. UsageError for two paths of this machine, CliError for a source that is not there. */
export async function sidesOf(
  from: PlacedWord,
  to: PlacedWord,
  options: CompareOptions,
  tools: CompareTools & { readonly failures: Failures },
): Promise<Sides> {
  const read = placeReader(tools, options);
  const [first, second] = [await read(from), await read(to)];
  const [source, destination] = [first.place, second.place];
  if (source.at === 'local' && destination.at === 'local')
    throw new UsageError('Both of these are paths on this machine. A collection is named COLLECTION:PATH.', {
      forgot: 'colon',
    });
  const transfer = () => tools.data.transfer();
  if (tools.consents)
    await askForConsents([source, destination], source.at === 'local' || destination.at === 'local', tools.consents);
  const [found, there] = await Promise.all([entryAt(source, transfer), entryAt(destination, transfer)]);
  if (!found || found.type === 'link') throw await notThere(first, transfer);
  const listing: SourceTools = {
    transfer,
    pace: walkingPace(tools),
    onRefused: (_, error) => tools.failures.add(error),
  };
  const filter = filterOf(await withFile(options.filters, tools.files), tools.clock.now().getTime());
  const unseen: string[] = [];
  const listingSource: SourceTools = {
    ...listing,
    onRefused: (path, error) => {
      unseen.push(path);
      tools.failures.add(error);
    },
  };
  // beside a file nothing is extra; what is in a folder that could not be looked into may be in both
  const mayBeExtra = (entry: Entry) =>
    found.type === 'dir' &&
    filter(entry) &&
    !unseen.some((path) => path === '' || `${entry.relative}/`.startsWith(`${path}/`));
  const { known, lookUp } = await knownOf(destination, entriesFrom(destination, there, listing));
  known.setMark('', mark.seen);
  const actions = () =>
    planOf(itemsBelow(source, found, filter, listingSource, known), lookUp, {
      level: options.level,
      sameContent: contentCompared(destination),
    });
  return { source, destination, found, there, known, takes: mayBeExtra, actions };
}

/** What is to be copied; what the source has is never extra, whatever its age. */
async function* itemsBelow(
  source: Place,
  found: Entry,
  filter: Filter,
  listing: SourceTools,
  known: PathIndex<Entry>,
): AsyncGenerator<Item> {
  yield { ...found, relative: '', source };
  if (found.type !== 'dir') return;
  for await (const entry of entriesBelow(source, listing)) {
    known.setMark(entry.relative, mark.seen);
    if (filter(entry)) yield { ...entry, source: listedBelow(source, entry.relative) };
  }
}
