import { posix } from 'node:path';
import { CliError, UsageError } from '../../errors.js';
import { visible } from '../../visible.js';

/**
 * A path below a base folder, as batch files name it: absolute paths (and `~`) stand for themselves, `.` and `..`
 * are resolved, and a trailing slash is kept. `./~` is a name in the home folder.
 */
export function joinPath(base: string | null, path: string): string {
  if (path.startsWith('/') && !unresolved.test(path)) return path;
  const joined =
    base === null || path.startsWith('/') || path.startsWith('~') ? path : `${base.replace(/(?<!\/)\/+$/, '')}/${path}`;
  if (joined === '' || /^\/+$/.test(joined)) return joined === '' ? '' : '/';
  const isName = base !== null && !path.startsWith('/') && !path.startsWith('~');
  if (isName && isHidByHome(base, posix.normalize(path))) throw hidByHome();
  demandBelowHome(joined);
  const clean = posix.normalize(joined).replace(/^~/, joined.startsWith('~') ? '~' : '/~/~');
  return clean.length > 1 ? clean.replace(/\/$/, joined.endsWith('/') ? '/' : '') : clean;
}

/** UsageError where `..` leads out of the home folder, `~` or `/~`: Transfer knows where that lies, and text does not. */
export function demandBelowHome(path: string): void {
  if (!/^\/?~\//.test(path)) return;
  let depth = 0;
  for (const name of path.replace(/^\/?~\//, '').split('/')) {
    if (name === '..') depth -= 1;
    else if (name !== '' && name !== '.') depth += 1;
    if (depth < 0)
      throw new UsageError(`'${visible(path)}' leads out of the home folder, and where that lies is not known here.`, {
        hint: 'Give the path from / on.',
      });
  }
}

/**
 * The path of what a line of a list deletes. UsageError where that is the folder on the command line or one above it, or without one the home
 * folder or the whole collection: `find . | ...` names the folder first, and all of it would go, with what nobody named.
 */
export function deletedPath(base: string | null, path: string): string {
  const joined = joinPath(base, path);
  const what = tooMuch(joined, base);
  if (what)
    throw new UsageError(
      `'${visible(path)}' is ${what}, with all that is in it: name that on the command line, not in a list.`,
    );
  return joined;
}

/**
 * The path of what a line of a list makes equal to its source, with `--delete`. UsageError where it is written as a folder above the one on the
 * command line, as `..`: what lies beside that folder would be deleted, and nobody named it.
 */
export function mirroredPath(base: string | null, path: string): string {
  if (/^(?:\.\.\/)*\.\.\/?$/.test(posix.normalize(path)))
    throw new UsageError(
      `'${visible(path)}' is a folder above the one that the list begins in, and all else in it would be deleted.`,
      {
        hint: 'Give its path from / on, if it is meant.',
      },
    );
  return joinPath(base, path);
}

/** `/` is bare of everything. */
const bare = (path: string) => path.replace(/(?<!\/)\/+$/, '');

function tooMuch(path: string, base: string | null): string | undefined {
  const at = fromHome(path);
  if (base !== null) {
    const named = fromHome(base);
    if (at === named) return 'the folder on the command line itself';
    if (`${named}/`.startsWith(`${at}/`)) return 'a folder above the one on the command line';
  }
  if (at === '') return 'the whole collection';
  return /^(?:\.|(?:\.\.\/)*\.\.)$/.test(at) ? 'the home folder or one above it' : undefined;
}

/** One spelling for one place, without a slash at the end: what is below the home folder as a relative path, `.` for all of it; '' is all of a collection. */
const fromHome = (path: string): string =>
  path === '' ? '' : bare(posix.normalize(path.replace(/^\/?~(?=\/|$)/, '.')));

/** What is wrong with the path of something to delete that ends in `.` or `..`: the folder above another, or all of the home folder, as after an empty variable. */
export function dottedEnd(path: string): string | undefined {
  const isAbove = /(?:^|\/)\.\.\/*$/.test(path);
  const isHome = /(?:^|\/)\.\/*$/.test(path) && /^(?:\/?~(?:\/|$))?\.?\/*$/.test(posix.normalize(path));
  if (!isAbove && !isHome) return undefined;
  const [dots, what] = isAbove ? ['..', 'the folder above'] : ['.', 'all of the home folder'];
  return `'${path}' ends in '${dots}', which is ${what}: give the path of what is to be deleted.`;
}

/** `//`, or `.` or `..` as a name: what there is to resolve. Most paths of a batch have none. */
const unresolved = /\/(?:\/|\.{1,2}(?:\/|$))/;

/** The path of something in a folder of a collection, or further below it. */
export const pathIn = (folder: string, relative: string): string => `${folder.replace(/(?<!\/)\/+$/, '')}/${relative}`;

/** Whether what a collection lists can be the name of something in a folder, and leads nowhere else. */
export const isName = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !name.includes('/');

/** Whether something below a folder has, or lies in what has, the name `~` at the top of a collection: `/~` leads to the home folder instead. */
export const isHidByHome = (folder: string, relative: string): boolean =>
  /^\/*$/.test(folder) && /^\/*~(?:\/|$)/.test(relative);

/** Nothing at the top of a collection that is called `~` can be reached. */
export const hidByHome = (): CliError =>
  new CliError("What is called '~' at the top of a collection cannot be reached: /~ is your home folder there.", {
    hint: 'Rename it where it lies.',
  });

/** Whether a line of a list stands for all of the home folder. */
export const isWholeHome = (path: string): boolean =>
  (/^~(?:\/|$)/.test(path) && !/^~\/./.test(posix.normalize(path))) ||
  (path.startsWith('/') && /^\/~\/?$/.test(posix.normalize(path)));
export const wholeHome = (path: string): string =>
  `'${path}' stands for a home folder, with all that is in it; ${path.startsWith('/') ? 'name that on the command line, not in a list' : "for a name, write './~'"}`;
