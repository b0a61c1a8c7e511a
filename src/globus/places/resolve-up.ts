import { lstatSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';

/** The absolute path of a local path with `/`. Behind a link, `..` is the folder above what it leads to, as for every other program. */
export function resolveUp(cwd: string, path: string): string {
  if (!/(^|\/)\.\.(\/|$)/.test(path)) return posix.resolve(cwd, path);
  let at = path.startsWith('/') ? '/' : cwd;
  for (const name of path.split('/'))
    at = name === '..' ? posix.dirname(behindLink(at)) : name === '' || name === '.' ? at : posix.join(at, name);
  return at;
}

function behindLink(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
  } catch {
    return path; // what is not there yet is no link
  }
}
