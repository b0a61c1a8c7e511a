import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ServiceError } from '../../errors.js';
import { makeFolder } from '../../new-folder.js';
import { isGone } from '../../owner.js';
import type { TransferOperations } from '../../services/transfer.js';
import { diskError } from './disk-error.js';
import { HeldFolders, writingInside } from './held-folder.js';
import { pathBelow } from './names.js';
import { below, type CollectionPlace, type LocalPlace } from './place.js';

/** Makes folders below a destination, each once, and those above it first. The empty path is the destination itself. */
export type MakeFolder = (relative: string) => Promise<void>;

/** Does something for each path below the destination once, after it was done for what is above. */
function eachOnce(make: (relative: string) => Promise<void>): MakeFolder {
  const made = new Map<string, Promise<void>>();
  const ensure: MakeFolder = (relative) => {
    const before = made.get(relative);
    if (before) return before;
    const above = relative === '' ? Promise.resolve() : ensure(folderOf(relative));
    const making = above.then(() => make(relative));
    made.set(relative, making);
    return making;
  };
  return ensure;
}

export interface LocalFolders {
  readonly make: MakeFolder;
  /** Does something in a folder that was made, by a path that leads to it whatever others put in its place meanwhile. */
  readonly within: HeldFolders['within'];
}

/** Folders of this machine. One that is a link out of the destination is none of them: UnsafeNameError. */
export function localFolders({ path: root }: LocalPlace): LocalFolders {
  const held = new HeldFolders(root, writingInside(root));
  const make = eachOnce(async (relative) => {
    const path = relative === '' ? root : pathBelow(root, relative);
    try {
      if (relative === '') makeFolder(path);
      else if (await held.within(folderOf(relative), (at) => madeAt(join(at, basename(path))))) return;
      await held.within(relative, tidy);
    } catch (error) {
      throw diskError(error, path, 'write');
    }
  });
  return { make, within: (relative, work) => held.within(relative, work) };
}

/** The folder that something lies in, as a path below the same root. */
export const folderOf = (relative: string): string => relative.slice(0, Math.max(0, relative.lastIndexOf('/')));

/** Whether the folder was made now; false where there was something. */
const madeAt = (path: string): Promise<boolean> =>
  mkdir(path).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    },
  );

/** Takes away what downloads of processes that are gone left half written. */
async function tidy(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, mark, pid] = /^\.[0-9a-f]{12}\.([0-9a-f]{8})-(\d+)\.globus-part$/.exec(name) ?? [];
    if (mark !== undefined && isGone(mark, Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** Folders of a collection, made by Transfer; `isThere` knows of those that need not be asked for. */
export function remoteFolders(
  destination: CollectionPlace,
  transfer: () => Promise<Pick<TransferOperations, 'makeDirectory'>>,
  isThere: (relative: string) => boolean,
): MakeFolder {
  return eachOnce(async (relative) => {
    if (isThere(relative)) return;
    const make = await transfer();
    if (relative === '') await makeWithParents(destination, make);
    else await makeOne(below(destination, relative), make);
  });
}

type Making = Pick<TransferOperations, 'makeDirectory'>;

/** Whether a folder was made, was there before, or has none above it. */
type Made = 'made' | 'there' | 'parentless';
/** A folder of a collection. */
export interface FolderThere {
  readonly endpoint: { readonly id: string };
  readonly path: string;
  readonly localUser?: string | undefined;
}

async function makeOne({ endpoint, path, localUser }: FolderThere, transfer: Making): Promise<Made> {
  try {
    const user = localUser === undefined ? {} : { local_user: localUser };
    // one that was made by a try that seemed to fail is there, which is as good
    await transfer.makeDirectory(endpoint.id, { DATA_TYPE: 'mkdir', path, ...user }, { repeatable: true });
    return 'made';
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.response.status === 404) return 'parentless';
    if (/Exists/.test(error.response.code ?? '')) return 'there';
    throw error;
  }
}

/** Makes a folder and, where they are missing, those above it. True where it was not there before. */
export async function makeWithParents(place: FolderThere, transfer: Making): Promise<boolean> {
  const names = place.path.split('/').filter(Boolean);
  if (names.length <= (names[0] === '~' ? 1 : 0)) return false;
  const first = await makeOne(place, transfer);
  if (first !== 'parentless') return first === 'made';
  await makeWithParents({ ...place, path: `/${names.slice(0, -1).join('/')}` }, transfer);
  return (await makeOne(place, transfer)) === 'made';
}
