import type { FileEntry, FileList, TransferOperations } from '../../services/transfer.js';

export type Listing = Pick<TransferOperations, 'listDirectory'>;

/** The most entries that Transfer lists at once; more are asked for from an offset on. */
const most = 100_000;

/** Where the page after this one begins; undefined where there is none. `offset` is where this one began. */
export function nextOffset({ DATA, total }: FileList, offset: number): number | undefined {
  if (!DATA.length) return undefined;
  const next = offset + DATA.length;
  // a service that does not say how many there are has more where the page is full
  const hasMore = typeof total === 'number' ? next < total : DATA.length >= most;
  return hasMore ? next : undefined;
}

/** The entries of a folder from a page on; each further page is asked for when it is wanted, and one is held at a time. */
export async function* entriesFrom(
  page: FileList,
  list: (offset: number) => Promise<FileList>,
): AsyncGenerator<FileEntry> {
  for (let now = page, at: number | undefined = 0; ; now = await list(at)) {
    yield* now.DATA;
    at = nextOffset(now, at);
    if (at === undefined) return;
    // the page is let go of before the next one comes
    now = page = { DATA: [] };
    const { letGo } = await import('./let-go.js');
    letGo();
  }
}

/** All entries of a folder at once. */
export async function allEntries(list: (offset: number) => Promise<FileList>): Promise<readonly FileEntry[]> {
  const first = await list(0);
  if (nextOffset(first, 0) === undefined) return first.DATA;
  const all: FileEntry[] = [];
  for await (const entry of entriesFrom(first, list)) all.push(entry);
  return all;
}
