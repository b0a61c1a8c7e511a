import { CliError } from '../../errors.js';
import { isNumber } from '../../exact-json.js';
import type { FileEntry } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { folders } from './folder.js';
import { walkingPace, type WalkTools } from './pace.js';
import type { Listing } from './pages-of-folder.js';
import { hidByHome, pathIn } from './paths.js';
import { type FoundInTree, walkTree } from './walk.js';

export interface TreeOptions {
  readonly showHidden: boolean;
  readonly localUser?: string | undefined;
  /** Folders deeper than this are not opened; undefined for no limit. */
  readonly depthLimit?: number | undefined;
}
export interface Tree {
  /** Where it begins, as the service says it, without a slash at its end but for the root. */
  readonly path: string;
  readonly rows: AsyncIterable<FoundInTree>;
  /** Warns of something that has no path of its own, and counts it. */
  readonly onHidden: (path: string) => void;
  /** Throws a CliError where folders were refused, or something was hidden: to be called after the last row. */
  readonly after: () => void;
}

/** What is below a place, in the order of a tree. Refused folders are warned of as they come. */
export async function openTree(
  transfer: Listing,
  { endpoint, path }: EndpointMaybePath,
  { showHidden, localUser, depthLimit = Infinity }: TreeOptions,
  tools: WalkTools,
): Promise<Tree> {
  const query = { show_hidden: showHidden ? '1' : '0', local_user: localUser };
  const pace = walkingPace(tools);
  let [refused, hidden] = [0, 0];
  const start = await pace.run((onBusy) =>
    transfer.listDirectory(endpoint, { ...query, path: path ?? undefined }, { onBusy }),
  );
  const from = start.path ?? path ?? '';
  return {
    path: from.replace(/(?<=[^/]|^\/)\/+$/, ''),
    rows: walkTree(transfer, endpoint, start, from, {
      query,
      depthLimit,
      pace,
      onCut: () => undefined,
      onRefused: (folder, { message }) => {
        refused++;
        tools.notices.warn(`Cannot open ${visible(folder)}: ${message}`);
      },
    }),
    onHidden: (path) => {
      hidden++;
      tools.notices.warn(`${visible(path)} is left out: ${hidByHome().message}`);
    },
    after: () => {
      if (hidden && !refused) throw new CliError('Not everything was seen: what is called ~ is left out.');
      if (refused) throw new CliError(`Not everything was seen: ${folders(refused)} not opened.`);
    },
  };
}

/** A link has no bytes of its own, and what it leads to is counted where it is. A server may leave out what it does not know. */
const bytesOf = ({ type, link_target, size }: FileEntry) =>
  type === 'file' && !link_target && isNumber(size) ? size : 0;

export interface FolderSize {
  readonly path: string;
  /** Of all files in it and below it. */
  readonly bytes: number;
  readonly files: number;
  readonly folders: number;
}
interface Sum {
  readonly relative: string;
  bytes: number;
  files: number;
  folders: number;
}

/** The sizes of folders, each after those below it and the start last; of those at most `depth` levels down, where one is given. */
export async function* folderSizes(
  start: string,
  rows: AsyncIterable<FoundInTree>,
  depth = Infinity,
): AsyncGenerator<FolderSize> {
  const root: Sum = { relative: '', bytes: 0, files: 0, folders: 0 };
  /** The folders that the walk is in; at index 0 that of what is at depth 0. */
  const open: Sum[] = [root];
  const sizeOf = ({ relative, ...sum }: Sum): FolderSize => ({
    path: relative ? pathIn(start, relative) : start,
    ...sum,
  });
  function* closeTo(level: number) {
    while (open.length > level) {
      const sum = open.pop() as Sum;
      const above = open.at(-1);
      if (above) {
        above.bytes += sum.bytes;
        above.files += sum.files;
        above.folders += sum.folders + 1;
      }
      if (open.length <= depth) yield sizeOf(sum);
    }
  }
  for await (const entry of rows) {
    yield* closeTo(entry.depth + 1);
    const at = open.at(-1) as Sum;
    if (entry.type === 'dir' && !entry.link_target) {
      open.push({ relative: entry.relative, bytes: 0, files: 0, folders: 0 });
    } else {
      at.files++;
      at.bytes += bytesOf(entry);
    }
  }
  yield* closeTo(0);
}

/** The sizes of the folders below several places, one place after the other. What `Tree.after` throws comes after the last. */
export function sizesOf(
  transfer: Listing,
  places: readonly EndpointMaybePath[],
  options: TreeOptions & { readonly depth?: number | undefined },
  tools: WalkTools,
): { readonly rows: AsyncIterable<FolderSize>; readonly after: () => void } {
  const ends: (() => void)[] = [];
  const rows = async function* () {
    for (const place of places) {
      const tree = await openTree(transfer, place, options, tools);
      ends.push(tree.after);
      yield* folderSizes(tree.path, tree.rows, options.depth);
    }
  };
  return { rows: rows(), after: () => ends.forEach((end) => end()) };
}

/** How the lines of a tree begin, given row after row: `├── ` and `└── `, below what is still to come. */
export function branches(): (row: Pick<FoundInTree, 'depth' | 'isLast'>) => string {
  const ended: boolean[] = [];
  return ({ depth, isLast }) => {
    ended.length = depth;
    ended.push(isLast);
    return (
      ended
        .slice(0, -1)
        .map((end) => (end ? '    ' : '│   '))
        .join('') + (isLast ? '└── ' : '├── ')
    );
  };
}
