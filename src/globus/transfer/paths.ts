import { posix } from 'node:path';

/**
 * A path below a base folder, as batch files name it: absolute paths (and `~`) stand for themselves, `.` and `..`
 * are resolved, and a trailing slash is kept. `./~` is a name in the home folder.
 */
export function joinPath(base: string | null, path: string): string {
  if (path.startsWith('/') && !unresolved.test(path)) return path;
  const joined =
    base === null || path.startsWith('/') || path.startsWith('~') ? path : `${base.replace(/\/+$/, '')}/${path}`;
  if (joined === '' || /^\/+$/.test(joined)) return joined === '' ? '' : '/';
  const clean = posix.normalize(joined).replace(/^~/, joined.startsWith('~') ? '~' : '/~/~');
  return clean.length > 1 ? clean.replace(/\/$/, joined.endsWith('/') ? '/' : '') : clean;
}

/** `//`, or `.` or `..` as a name: what there is to resolve. Most paths of a batch have none. */
const unresolved = /\/(?:\/|\.{1,2}(?:\/|$))/;

/** The path of something in a folder of a collection, or further below it. */
export const pathIn = (folder: string, relative: string): string => `${folder.replace(/\/+$/, '')}/${relative}`;

/** Whether what a collection lists can be the name of something in a folder, and leads nowhere else. */
export const isName = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !name.includes('/');
