import { type CliError, ServiceError } from '../../errors.js';
import type { FileEntry, FileList } from '../../services/transfer.js';
import { nameMatcher } from './globs.js';
import { LookAhead } from './look-ahead.js';
import type { Pace } from './pace.js';
import { entriesFrom, type Listing, nextOffset } from './pages-of-folder.js';
import { hidByHome, isHidByHome, isName, pathIn } from './paths.js';

/** A file or folder found below the start, with its path relative to it. */
export type Found = FileEntry & { readonly relative: string };

export interface WalkOptions {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Folders deeper than this are not opened; the start's own entries are depth 0. Infinity for no limit. */
  readonly depthLimit: number;
  /** How many folders are asked for at once. */
  readonly pace: Pace;
  /** A name filter of `--filter`: matches are shown, folders are still opened. */
  readonly filter?: string | undefined;
  /** Told of each folder that was not opened because of the limit. */
  readonly onCut: (path: string) => void;
  /** Told of each folder that the service refused to list, or that no path leads to; the walk goes on without it. */
  readonly onRefused: (path: string, error: CliError) => void;
}
interface Folder {
  readonly path: string;
  readonly relative: string;
  readonly depth: number;
  readonly above?: Folder;
  /** Where it really is, once it was listed and the service says so. */
  absolute?: string | null | undefined;
}

const relativeTo = (at: Folder, name: string) => (at.relative ? `${at.relative}/${name}` : name);
const inside = (at: Folder, name: string): Folder => ({
  path: pathIn(at.path, name),
  relative: relativeTo(at, name),
  depth: at.depth + 1,
  above: at,
});
/** Links are not followed: they may lead back. A folder whose name is none may be one above, or anywhere. */
const mayOpen = ({ type, link_target: target, name }: FileEntry) => type === 'dir' && !target && isName(name);

/** Whether a folder is one of those above it, reached by a link that the service does not show as one. */
function isLoop({ absolute, above }: Folder): boolean {
  if (!absolute) return false;
  for (let at = above; at; at = at.above) if (at.absolute === absolute) return true;
  return false;
}

/** What both orders of a walk do: lists folders ahead of their turn, page by page, and goes on without those that are refused. */
function opening(transfer: Listing, endpoint: string, options: WalkOptions, upcoming: () => Iterable<Folder>) {
  const { query, pace, filter } = options;
  const list = (folder: Folder, offset = 0) =>
    pace.run((onBusy) =>
      transfer.listDirectory(
        endpoint,
        {
          ...query,
          path: folder.path,
          ...(filter !== undefined && { filter: ['type:dir', filter] }),
          ...(offset && { offset: String(offset) }),
        },
        { onBusy },
      ),
    );
  const ahead = new LookAhead<Folder>(pace, list, upcoming);
  const refusedOr = (folder: Folder) => (error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    options.onRefused(folder.path, error);
    return undefined;
  };
  return {
    ahead,
    /** The first page of a folder; undefined where it is refused, or leads back to a folder above it. */
    open: async (folder: Folder): Promise<FileList | undefined> => {
      if (folder.above && isHidByHome(folder.above.path, folder.path)) {
        options.onRefused(folder.path, hidByHome());
        return undefined;
      }
      const page = await ahead.take(folder).catch(refusedOr(folder));
      folder.absolute = page?.absolute_path;
      return isLoop(folder) ? undefined : page;
    },
    /** A further page. A refusal leaves out the rest of the folder. */
    more: (folder: Folder, offset: number) => list(folder, offset).catch(refusedOr(folder)),
  };
}

/**
 * Lists a folder and what is below it: level by level, each folder's entries together, in the order a sequential
 * walk would have. Many folders are asked for at once; rows come as soon as their turn is there.
 * Throws what is not about one folder: a lost network, a login that is needed.
 */
export async function* walk(
  transfer: Listing,
  endpoint: string,
  start: FileList,
  startPath: string,
  options: WalkOptions,
): AsyncGenerator<Found> {
  // files come because they fit; of folders all come, to be opened
  const fits = options.filter === undefined ? () => true : clauseMatcher(options.filter);
  let [level, next]: [Folder[], Folder[]] = [[], []];
  let turn = 0;
  const { ahead, open, more } = opening(transfer, endpoint, options, function* () {
    for (let i = turn; i < level.length; i++) yield level[i] as Folder;
    yield* next;
  });
  try {
    let folder: Folder = { path: startPath, relative: '', depth: 0, absolute: start.absolute_path };
    for (let page: FileList | undefined = start; ;) {
      if (page)
        for await (const entry of entriesFrom(page, async (at) => (await more(folder, at)) ?? { DATA: [] })) {
          if (entry.type !== 'dir' || fits(entry.name)) yield { ...entry, relative: relativeTo(folder, entry.name) };
          if (!mayOpen(entry)) continue;
          const child = inside(folder, entry.name);
          if (child.depth <= options.depthLimit) next.push(child);
          else options.onCut(child.path);
        }
      if (turn === level.length) [level, next, turn] = [next, [], 0];
      ahead.fill();
      const following = level[turn++];
      if (!following) return;
      folder = following;
      page = await open(folder);
    }
  } finally {
    ahead.end();
  }
}

/** A folder whose entries are being shown, and those of its folders that are still to be opened. */
interface Frame {
  readonly folder: Folder;
  entries: readonly FileEntry[];
  turn: number;
  /** Folders of these entries, in their order. */
  inner: readonly Folder[];
  innerTurn: number;
  /** Where the next page begins. */
  next: number | undefined;
}
/** `isLast` of what its folder holds. */
export type FoundInTree = Found & { readonly depth: number; readonly isLast: boolean };

/**
 * The same in the order of a tree: what is in a folder comes right after it. `depth` is 0 for the start's own entries.
 */
export async function* walkTree(
  transfer: Listing,
  endpoint: string,
  start: FileList,
  startPath: string,
  options: Omit<WalkOptions, 'filter'>,
): AsyncGenerator<FoundInTree> {
  const stack: Frame[] = [];
  const { ahead, open, more } = opening(transfer, endpoint, options, function* () {
    for (let i = stack.length - 1; i >= 0; i--) {
      const { inner, innerTurn } = stack[i] as Frame;
      for (let k = innerTurn; k < inner.length; k++) yield inner[k] as Folder;
    }
  });
  const pageOf = (folder: Folder, page: FileList, offset: number): Omit<Frame, 'folder'> => ({
    entries: page.DATA,
    turn: 0,
    inner:
      folder.depth < options.depthLimit ? page.DATA.filter(mayOpen).map((entry) => inside(folder, entry.name)) : [],
    innerTurn: 0,
    next: nextOffset(page, offset),
  });
  const origin: Folder = { path: startPath, relative: '', depth: 0, absolute: start.absolute_path };
  stack.push({ folder: origin, ...pageOf(origin, start, 0) });
  try {
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { folder } = top;
      const entry = top.entries[top.turn++];
      if (!entry) {
        const page = top.next === undefined ? undefined : await more(folder, top.next);
        if (page) Object.assign(top, pageOf(folder, page, top.next as number));
        else stack.pop();
        continue;
      }
      yield {
        ...entry,
        relative: relativeTo(folder, entry.name),
        depth: folder.depth,
        isLast: top.turn === top.entries.length && top.next === undefined,
      };
      if (!mayOpen(entry)) continue;
      const child = top.inner[top.innerTurn];
      if (!child) {
        options.onCut(pathIn(folder.path, entry.name));
        continue;
      }
      ahead.fill();
      top.innerTurn++;
      const page = await open(child);
      if (page) stack.push({ folder: child, ...pageOf(child, page, 0) });
    }
  } finally {
    ahead.end();
  }
}

/**
 * Whether a name fits a clause such as `name:~*.txt,!old`, as the service judges it: one of the values that say what is wanted, and
 * none of those that say what is not.
 */
function clauseMatcher(clause: string): (name: string) => boolean {
  const wanted: ((name: string) => boolean)[] = [];
  const unwanted: ((name: string) => boolean)[] = [];
  for (const value of clause.replace(/^name:/, '').split(',')) {
    const isNegated = value.startsWith('!');
    const text = isNegated ? value.slice(1) : value;
    const exact = text.replace(/^=/, '');
    (isNegated ? unwanted : wanted).push(
      text.startsWith('~') ? nameMatcher(text.slice(1), true) : (name) => name === exact,
    );
  }
  return (name) => (!wanted.length || wanted.some((fits) => fits(name))) && !unwanted.some((fits) => fits(name));
}
