import { ServiceError } from '../../errors.js';
import { nameMatcher } from './globs.js';
import type { FileEntry, FileList, TransferOperations } from '../../services/transfer.js';

/** A file or folder found below the start, with its path relative to it. */
export type Found = FileEntry & { readonly relative: string };

export interface WalkOptions {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Folders deeper than this are not opened; the start's own entries are depth 0. */
  readonly depthLimit: number;
  readonly concurrency: number;
  /** A name filter of `--filter`: matches are shown, folders are still opened. */
  readonly filter?: string | undefined;
  /** Told of each folder that was not opened because of the limit. */
  readonly onCut: (path: string) => void;
  /** Told of each folder that the service refused to list; the walk goes on without it. */
  readonly onRefused: (path: string, error: ServiceError) => void;
}
interface Folder {
  readonly path: string;
  readonly relative: string;
  readonly depth: number;
}

const below = (folder: string, name: string) => `${folder.replace(/\/+$/, '')}/${name}`;

/**
 * Lists a folder and what is below it: level by level, each folder's entries together, in the order a sequential
 * walk would have. Up to `concurrency` folders are asked for at once; rows come as soon as their turn is there.
 * Throws what is not about one folder: a lost network, a login that is needed.
 */
export async function* walk(
  transfer: Pick<TransferOperations, 'listDirectory'>,
  endpoint: string,
  start: FileList,
  startPath: string,
  options: WalkOptions,
): AsyncGenerator<Found> {
  // files come because they fit; of folders all come, to be opened
  const fits = options.filter === undefined ? () => true : clauseMatcher(options.filter);
  const queue: Folder[] = [];
  const ahead = new Map<Folder, Promise<FileList>>();
  const fetch = (folder: Folder) => {
    const filter = options.filter === undefined ? {} : { filter: [`type:dir`, options.filter] };
    return transfer.listDirectory(endpoint, { ...options.query, path: folder.path, ...filter });
  };
  const fill = () => {
    for (const folder of queue) {
      if (ahead.size >= options.concurrency) return;
      if (ahead.has(folder)) continue;
      const listed = fetch(folder);
      listed.catch(() => undefined); // awaited in its turn; a failure is thrown there
      ahead.set(folder, listed);
    }
  };
  const open = function* (list: FileList, at: Folder): Generator<Found> {
    for (const entry of list.DATA) {
      const relative = at.relative ? `${at.relative}/${entry.name}` : entry.name;
      if (entry.type !== 'dir' || fits(entry.name)) yield { ...entry, relative };
      if (entry.type !== 'dir' || entry.link_target) continue;
      if (at.depth < options.depthLimit)
        queue.push({ path: below(at.path, entry.name), relative, depth: at.depth + 1 });
      else options.onCut(below(at.path, entry.name));
    }
  };
  yield* open(start, { path: startPath, relative: '', depth: 0 });
  for (;;) {
    fill();
    const folder = queue.shift();
    if (!folder) return;
    const list = await (ahead.get(folder) ?? fetch(folder)).catch((error: unknown) => {
      if (!(error instanceof ServiceError)) throw error;
      options.onRefused(folder.path, error);
    });
    ahead.delete(folder);
    if (list) yield* open(list, folder);
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
