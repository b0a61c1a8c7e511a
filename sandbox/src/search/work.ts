import { ApiError } from '../http/api-error.js';
import { stringifyJson } from '../exact-json.js';
import type { Breather } from '../breather.js';
import type { World } from '../world.js';
import { requestOf } from './query/request.js';
import { runSearch } from './query/run.js';
import { pointOf, shapeOf } from './query/geo.js';
import { fieldPath, valuesAt } from './query/fields.js';
import { contentsOf } from './query/contents.js';
import { entryKey, searchState, type Entry, type SearchIndex, type Work } from './state.js';

/** Does what a task is about. Rejects with an `ApiError` when the index cannot take it; nothing is changed then. */
export async function doWork(world: World, index: SearchIndex, work: Work, breather: Breather): Promise<void> {
  switch (work.kind) {
    case 'ingest':
      return ingest(world, index, work, breather);
    case 'delete_subjects':
      return remove(
        world,
        index,
        work.subjects.flatMap((subject) => contentsOf(world, index.id).entriesOf(subject)),
        breather,
      );
    case 'delete_entry': {
      const entry = searchState(world).entries.get(entryKey(index.id, work.subject, work.entry_id));
      return remove(world, index, entry ? [entry] : [], breather);
    }
    case 'delete_by_query': {
      const everything = { visibilities: undefined, urns: new Set<string>() };
      const found = runSearch(world, index, requestOf(work.document, index, 'delete'), everything);
      return remove(world, index, found.entries(), breather);
    }
  }
}

async function ingest(
  world: World,
  index: SearchIndex,
  work: Extract<Work, { kind: 'ingest' }>,
  breather: Breather,
): Promise<void> {
  const { entries, indexes } = searchState(world);
  const mapping = { ...index.field_mapping, ...work.field_mapping };
  for (const { subject, content } of work.entries) {
    for (const [name, type] of Object.entries(mapping)) {
      const [value] = valuesAt(content, fieldPath(name).slice(0, -1));
      const place = (value as Record<string, unknown> | undefined)?.[fieldPath(name).at(-1) ?? ''];
      const fits = (candidate: unknown) =>
        type === 'geo_point'
          ? pointOf(candidate) !== undefined || shapeOf(candidate)?.points.length === 1
          : shapeOf(candidate) !== undefined;
      if (place !== undefined && place !== null && !fits(place) && !(Array.isArray(place) && place.every(fits))) {
        throw new ApiError(400, 'BadRequest.Generic', `'${name}' of subject '${subject}' is not a ${type}`);
      }
    }
  }
  const contents = contentsOf(world, index.id);
  for (const added of work.entries) {
    const entry: Entry = { ...added, index_id: index.id, bytes: Buffer.byteLength(stringifyJson(added.content)) };
    const key = entryKey(index.id, entry.subject, entry.entry_id);
    const before = entries.get(key);
    contents.put(entries.put(key, entry), before);
    await breather.breathe();
  }
  indexes.put(index.id, { ...(indexes.get(index.id) ?? index), field_mapping: mapping, modified: world.clock.now() });
}

async function remove(world: World, index: SearchIndex, gone: Entry[], breather: Breather): Promise<void> {
  const { entries, indexes } = searchState(world);
  const contents = contentsOf(world, index.id);
  for (const entry of gone) {
    if (!entries.delete(entryKey(index.id, entry.subject, entry.entry_id))) continue;
    contents.remove(entry);
    await breather.breathe();
  }
  if (gone.length > 0) indexes.put(index.id, { ...(indexes.get(index.id) ?? index), modified: world.clock.now() });
}
