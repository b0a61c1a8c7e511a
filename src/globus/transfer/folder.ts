import { CliError } from '../../errors.js';
import type { FileEntry, FileList } from '../../services/transfer.js';
import type { WalkTools } from './pace.js';
import { entriesFrom, type Listing } from './pages-of-folder.js';
import type { Found } from './walk.js';
import { visible } from '../../visible.js';

export interface FolderOptions {
  /** Also names that start with a dot. */
  readonly showHidden: boolean;
  readonly localUser?: string | undefined;
  /** A pattern for names: `exact`, `~*.txt`, `!exact` or `!~*.txt`; a bare one has wildcards, too. */
  readonly filter?: string | undefined;
}
/** Entries as they come, the one document that they make, and what is to be said or thrown after the last. */
export interface FolderListing {
  readonly rows:
    Iterable<FileEntry & { readonly relative?: string }> | AsyncIterable<FileEntry & { readonly relative?: string }>;
  readonly document: (rows: readonly FileEntry[]) => unknown;
  readonly after?: () => void;
}

/** A filter as the service writes it: a bare pattern is a name pattern. */
const filterClause = (text: string) => {
  const pattern = /^[~!=]/.test(text) ? text : `~${text}`;
  return `name:${pattern.startsWith('=') ? pattern.slice(1) : pattern}`;
};
const queryOf = ({ showHidden, localUser }: FolderOptions) => ({
  show_hidden: showHidden ? '1' : '0',
  local_user: localUser,
});

/** What is in a folder, page by page where it is large; without a path, in the collection's default folder. */
export async function listFolder(
  transfer: Listing,
  endpoint: string,
  path: string | null,
  options: FolderOptions & { readonly orderBy: readonly string[] },
): Promise<FolderListing> {
  const query = {
    ...queryOf(options),
    path: path ?? undefined,
    orderby: options.orderBy.join(',') || undefined,
    filter: options.filter === undefined ? undefined : filterClause(options.filter),
  };
  const first = await transfer.listDirectory(endpoint, query);
  const list = (offset: number) => transfer.listDirectory(endpoint, { ...query, offset });
  return { rows: entriesFrom(first, list), document: (rows) => ({ DATA: rows }) };
}

/**
 * What is in a folder and below it, down to `depthLimit` levels. Folders that the service refuses are warned of as they come, and are a
 * CliError after the last row; folders below the limit are warned of then.
 */
export async function listTree(
  transfer: Listing,
  endpoint: string,
  path: string | null,
  options: FolderOptions & { readonly depthLimit: number },
  tools: WalkTools,
): Promise<FolderListing> {
  const { notices } = tools;
  // a folder alone is listed far more often: it loads nothing of this
  const [{ walk }, { walkingPace }] = await Promise.all([import('./walk.js'), import('./pace.js')]);
  const pace = walkingPace(tools);
  const query = queryOf(options);
  const filter = options.filter === undefined ? undefined : filterClause(options.filter);
  const count = { cut: 0, refused: 0 };
  let whole = false;
  const first = filter === undefined ? {} : { filter: ['type:dir', filter] };
  const asked = { ...query, path: path ?? undefined, ...first };
  const start = await pace.run((onBusy) => transfer.listDirectory(endpoint, asked, { onBusy }));
  const found = walk(transfer, endpoint, start, start.path ?? path ?? '', {
    query,
    filter,
    depthLimit: options.depthLimit,
    pace,
    onCut: () => count.cut++,
    onRefused: (folder, { message }) => {
      count.refused++;
      notices.warn(`Cannot open ${visible(folder)}: ${message}`);
    },
  });
  const rows = async function* (): AsyncGenerator<Found> {
    yield* found;
    whole = true;
  };
  return {
    rows: rows(),
    document: (all) => treeDocument(start, endpoint, path, all as readonly Found[]),
    after: () => {
      if (whole && count.cut) {
        notices.warn(
          `Not everything is listed: ${folders(count.cut)} not opened, because the depth limit is ${options.depthLimit}. Go deeper with --recursive-depth-limit.`,
        );
      }
      if (count.refused) throw new CliError(`Not everything is listed: ${folders(count.refused)} not opened.`);
    },
  };
}

export const folders = (count: number) => (count === 1 ? '1 folder was' : `${count} folders were`);

/** One file list of everything found, names relative to the start. */
const treeDocument = (start: FileList, endpoint: string, path: string | null, all: readonly Found[]) => ({
  DATA_TYPE: 'file_list',
  endpoint: start.endpoint ?? endpoint,
  path: start.path ?? path,
  DATA: all.map(({ relative, ...entry }) => ({ ...entry, name: relative })),
});
