import type { FileEntry, TransferOperations } from '../../services/transfer.js';

/** A folder that a person looks into to choose from it. */
export interface OpenFolder {
  /** Ends in `/`. */
  readonly path: string;
  readonly entries: readonly FileEntry[];
}

/** What is in a folder, folders first; without a path, in the one where the collection begins. Throws ServiceError where it cannot be opened. */
export async function openFolder(
  transfer: Pick<TransferOperations, 'listDirectory'>,
  endpoint: string,
  path: string | undefined,
): Promise<OpenFolder> {
  const list = await transfer.listDirectory(endpoint, { path, show_hidden: '0' });
  const order = (entry: FileEntry) => (entry.type === 'dir' ? 0 : 1);
  const entries = [...list.DATA].sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
  return { path: (list.path ?? path ?? '/').replace(/\/?$/, '/'), entries };
}

/** The folder above; undefined at the root and at the home folder, which have none that is known. */
export const above = (path: string): string | undefined =>
  path === '/' || path === '/~/' || path === '~/' ? undefined : path.replace(/[^/]*\/?$/, '');
