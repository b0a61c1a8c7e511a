import { ApiError } from '../../http/api-error.js';

const forbidden = /[\0\r\n]/;
const longest = 4096;

/**
 * The absolute path inside a collection that a client means, without a slash at the end: `~/`, `/~/` and relative paths start
 * at the home, `..` never leaves the root. 400 `InvalidPath` for NUL and line breaks, and for
 * more than 4096 bytes.
 */
export function virtualPath(text: string, home: string): string {
  if (forbidden.test(text)) throw new ApiError(400, 'InvalidPath', 'A path must not contain NUL, CR or LF');
  if (Buffer.byteLength(text) > longest)
    throw new ApiError(400, 'InvalidPath', `A path must not be longer than ${longest} bytes`);
  const parts: string[] = [];
  const inHome = /^\/?~(\/|$)/.exec(text);
  const whole = inHome ? `${home}/${text.slice(inHome[0].length)}` : text.startsWith('/') ? text : `${home}/${text}`;
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return '/' + parts.join('/');
}

/** The path of an entry of a folder. */
export function childPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** The folder of a path and its last part; the root has the name ''. */
export function splitPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, slash) || '/', name: path.slice(slash + 1) };
}

/** Whether `path` is `folder` or below it; both without a slash at the end. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(folder + '/');
}
