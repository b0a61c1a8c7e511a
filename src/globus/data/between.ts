import { UsageError } from '../../errors.js';
import type { TransferItem } from '../../services/transfer.js';
import { ontoItself } from './apart.js';
import type { LeftLinks } from './left-links.js';
import { below, type CollectionPlace, nameOf } from './place.js';
import { type Action, planOfAll } from './plan.js';
import { isGlob, type Item, itemsOf, notThere, type Source, type SourceTools } from './sources.js';
import { visible } from '../../visible.js';

/** The sources on collections, by collection. */
export function byCollection(sources: readonly Source[]): Map<CollectionPlace, Source[]> {
  const found = new Map<string, [CollectionPlace, Source[]]>();
  for (const source of sources) {
    const { place } = source.written;
    if (place.at !== 'collection') continue;
    const [, some] = found.get(place.endpoint.id) ?? [];
    if (some) some.push(source);
    else found.set(place.endpoint.id, [place, [source]]);
  }
  return new Map(found.values());
}

/** Files to transfer, each by itself. Links are noted where they are to be told. */
export async function* itemsToTransfer(
  actions: AsyncIterable<Action<Item>>,
  destination: CollectionPlace,
  links?: LeftLinks,
): AsyncGenerator<TransferItem> {
  for await (const { sign, entry } of links?.noted(actions) ?? actions) {
    if (sign === '=' || entry.type !== 'file') continue;
    const { source } = entry;
    const { path } = below(destination, entry.relative);
    if (source.at === 'collection' && source.endpoint.id === destination.endpoint.id && source.path === path)
      throw ontoItself(path);
    yield { DATA_TYPE: 'transfer_item', source_path: source.path, destination_path: path };
  }
}

/** Files and folders to transfer as they were named: the service finds out what is in them. */
export async function* wholeItems(
  sources: readonly Source[],
  destination: CollectionPlace,
  intoFolder: boolean,
  recursive: boolean,
  tools: SourceTools,
  links?: LeftLinks,
): AsyncGenerator<TransferItem> {
  for (const source of sources) {
    const { written, found } = source;
    const { place, text } = written;
    if (isGlob(source)) {
      const options = { recursive, filter: () => true, intoFolder };
      yield* itemsToTransfer(planOfAll(itemsOf(source, options, tools)), destination, links);
      continue;
    }
    if (!found) throw await notThere(written, tools.transfer);
    if (found.type === 'dir' && !recursive)
      throw new UsageError(`${visible(text)} is a folder: add -r to copy what is in it.`);
    yield {
      DATA_TYPE: 'transfer_item',
      source_path: place.path,
      destination_path: below(destination, intoFolder ? nameOf(place) : '').path,
      ...(found.type === 'dir' && { recursive: true }),
    };
  }
}
