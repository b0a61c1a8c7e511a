import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The absolute path of a local path. Behind a link, `..` is the folder above what the link leads to, as for every other program; Windows
 * takes it away by its spelling.
 */
export function resolveUp(cwd: string, path: string): string {
  if (process.platform === 'win32' || !/(^|\/)\.\.(\/|$)/.test(path)) return resolve(cwd, path);
  let at = path.startsWith('/') ? '/' : cwd;
  for (const name of path.split('/'))
    at = name === '..' ? dirname(behindLink(at)) : name === '' || name === '.' ? at : join(at, name);
  return at;
}

function behindLink(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
  } catch {
    return path; // what is not there yet is no link
  }
}
