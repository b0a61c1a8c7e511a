import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { homeFolder } from './home.js';
import { makeFolder } from './new-folder.js';

type Env = Readonly<Record<string, string | undefined>>;

/** What V8 compiled of one file of the program, kept for the next run. */
export interface CodeCache {
  /** What was kept; undefined where there is nothing, or nothing to be trusted. */
  readonly data: Buffer | undefined;
  /** V8 does not take what was kept. */
  readonly reject: () => void;
  /** Keeps what `make` gives, unless nothing ran that had not run before. A folder that cannot be written to is no trouble. */
  readonly keep: (ran: readonly string[], make: () => Buffer) => void;
}

/** Ours alone to write: compiled code is run as it is. */
const isOurs = ({ uid, mode }: { readonly uid: number; readonly mode: number }, others: number): boolean =>
  process.getuid === undefined || (uid === process.getuid() && (mode & others) === 0);

/** Undefined where no home is known: then nothing is kept. */
function folderOf(env: Env): string | undefined {
  try {
    return namedFolder(env);
  } catch {
    return undefined; // the line that needs a home says so
  }
}

function namedFolder(env: Env): string {
  if (process.platform === 'win32') return `${env['LOCALAPPDATA'] ?? `${homeFolder()}/AppData/Local`}/globus/Cache`;
  if (process.platform === 'darwin') return `${homeFolder()}/Library/Caches/globus`;
  const named = env['XDG_CACHE_HOME'];
  return `${named !== undefined && isAbsolute(named) ? named : `${homeFolder()}/.cache`}/globus`;
}

const none: CodeCache = { data: undefined, reject: () => undefined, keep: () => undefined };

/** Opens what was kept under a name, which says of which build it is; which Node and machine it is for is added to it. */
export function openCodeCache(env: Env, name: string): CodeCache {
  const folder = folderOf(env);
  if (folder === undefined) return none;
  const file = `${folder}/${name}-${process.version}-${process.arch}`;
  let kept = read(folder, file);
  return {
    data: kept?.data,
    reject: () => (kept = undefined),
    keep: (ran, make) => {
      const before = kept?.ran ?? [];
      if (ran.every((id) => before.includes(id))) return;
      write(folder, file, [...new Set([...before, ...ran])], make);
    },
  };
}

/**
 * V8 runs what was kept without a look at it. A disk that lost its power leaves zeros by the sector, and all of it would take
 * milliseconds to sum up: two words of each sector tell that. Of what is read here, `data` has any alignment.
 */
const sector = 512;
function markOf(data: Buffer): string {
  let sum = data.length;
  for (let at = 0; at + sector <= data.length; at += sector)
    sum = (Math.imul(sum, 31) + data.readInt32LE(at) + Math.imul(data.readInt32LE(at + sector / 2), 17)) | 0;
  return (sum >>> 0).toString(16);
}

/** The head is a mark of what follows and the names of what had run, on one line. */
function read(folder: string, file: string): { readonly data: Buffer; readonly ran: readonly string[] } | undefined {
  let opened: number | undefined;
  try {
    const status = lstatSync(folder);
    if (!status.isDirectory() || !isOurs(status, 0o077)) return undefined;
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    if (!isOurs(fstatSync(opened), 0o022)) return undefined;
    const bytes = readFileSync(opened);
    const end = bytes.indexOf(10);
    const [mark, ...ran] = bytes.toString('latin1', 0, end < 0 ? 0 : end).split(' ');
    const data = bytes.subarray(end + 1);
    return mark === markOf(data) ? { data, ran } : undefined;
  } catch {
    return undefined; // there is none, or it is not to be read: the program runs without
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

function write(folder: string, file: string, ran: readonly string[], make: () => Buffer): void {
  const fresh = `${file}.${process.pid}`;
  let isBegun = false;
  try {
    makeFolder(dirname(folder), 0o700);
    makeFolder(folder, 0o700);
    if (!isOurs(lstatSync(folder), 0o077)) return;
    const opened = openSync(fresh, 'wx', 0o600);
    isBegun = true;
    try {
      const data = make();
      writeFileSync(opened, Buffer.concat([Buffer.from(`${markOf(data)} ${ran.join(' ')}\n`), data]));
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(fresh, file);
    sweep(folder);
  } catch {
    // a disk that is full or not to be written to: the next run compiles again, as this one did
    if (isBegun) rmSync(fresh, { force: true });
  }
}

/** What nobody wrote for so long is of a build that is gone, or is soon compiled again; milliseconds. */
const longest = 30 * 86_400_000;
const isCache = (name: string) => /-v\d+\.\d+\.\d+-\w+(?:\.\d+)?$/.test(name);

function sweep(folder: string): void {
  for (const name of readdirSync(folder).filter(isCache)) {
    const path = `${folder}/${name}`;
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status?.isFile() && Date.now() - status.mtimeMs > longest) rmSync(path, { force: true });
  }
}
