import { readdirSync } from 'node:fs';
import { booleanOf, integerOf } from '../../http/query.js';
import { Breather } from '../../breather.js';
import { anyFilterOf, orderOf, type FieldKind } from '../filter.js';
import type { Endpoint } from '../state.js';
import { fileDocument, type FileDocument } from '../storage/file-document.js';
import type { Jail } from '../storage/jail.js';
import { StorageError, storageError } from '../storage/storage-error.js';

const mostEntries = 100_000;
const fields: Record<string, FieldKind> = {
  name: 'text',
  type: 'word',
  size: 'number',
  last_modified: 'date',
  permissions: 'word',
  user: 'word',
  group: 'word',
};

/** The `file_list` document of a directory. `shown` is the path as the client wrote it. */
export async function listDirectory(
  jail: Jail,
  endpoint: Endpoint,
  shown: string,
  path: string,
  query: Record<string, string>,
  filters: string[],
): Promise<Record<string, unknown>> {
  const limit = integerOf('limit', query['limit'], mostEntries, mostEntries);
  const offset = integerOf('offset', query['offset'], 0, Number.MAX_SAFE_INTEGER);
  const hidden = booleanOf(query['show_hidden'], true);
  const passes = anyFilterOf(filters, fields);
  const order = orderOf(query['orderby'], fields);
  const entries = (await entriesOf(jail, path, hidden)).filter((entry) =>
    passes(entry as unknown as Record<string, unknown>),
  );
  entries.sort((order as ((a: object, b: object) => number) | undefined) ?? ((a, b) => (a.name < b.name ? -1 : 1)));
  const page = entries.slice(offset, offset + limit);
  return {
    DATA_TYPE: 'file_list',
    endpoint: endpoint.id,
    path: shown.endsWith('/') ? shown : `${shown}/`,
    absolute_path: path === '/' ? '/' : `${path}/`,
    rename_supported: true,
    symlink_supported: true,
    length: page.length,
    total: entries.length,
    DATA: page,
  };
}

async function entriesOf(jail: Jail, path: string, hidden: boolean): Promise<FileDocument[]> {
  const breather = new Breather();
  const folder = jail.open(path);
  try {
    const entries: FileDocument[] = [];
    for (const name of readdirSync(folder.self)) {
      if (!hidden && name.startsWith('.')) continue;
      try {
        entries.push(fileDocument(jail, folder, name));
      } catch (error) {
        // Gone since the directory was read, or a name that is no text (which becomes longer as one), or nothing that the
        // storage gateway shows.
        if (!['ENOENT', 'ENAMETOOLONG'].includes(String((error as NodeJS.ErrnoException).code)) && !isForbidden(error))
          throw error;
      }
      await breather.breathe();
    }
    return entries;
  } catch (error) {
    throw storageError(error);
  } finally {
    folder.close();
  }
}

const isForbidden = (error: unknown): boolean => error instanceof StorageError && error.code === 'PERMISSION_DENIED';
