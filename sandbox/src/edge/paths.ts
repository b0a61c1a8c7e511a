import type { Wing } from '../wing.js';

/**
 * Gives the path that routes are looked up by: repeated slashes are one (clients join a base that ends in a slash with a
 * path that begins with one), and a path without a service's prefix gets that of the service it belongs to, because the
 * official JavaScript SDK drops the path of a base URL. Letters, digits, `-`, `_` and `~` need no escape, and one that stands
 * for them is taken for them; other escapes stay as they are.
 */
export function pathMapper(wings: readonly Wing[]): (url: string) => string {
  const prefixes = wings.map((wing) => ({ wing, prefix: `/${wing.name}/` }));
  return (url) => {
    const path = pathOf(url);
    if (path.startsWith('/_sandbox') || path === '/') return path;
    for (const { wing, prefix } of prefixes) {
      if (!path.startsWith(prefix)) continue;
      // Flows has paths that begin with its own name: `/flows/ID` lacks the prefix, `/flows/flows/ID` has it.
      return wing.ownsPath(path) && !wing.ownsPath(path.slice(prefix.length - 1)) ? `/${wing.name}${path}` : path;
    }
    const owner = wings.find((wing) => wing.ownsPath(path));
    return owner ? `/${owner.name}${path}` : path;
  };
}

/** Escapes of what means the same without one. */
const escapedPlainly = /%(?:2D|3\d|[46][1-9A-F]|[57][0-9A]|5F|7E)/gi;

function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  if (start < 0) return '/';
  let end = url.length;
  for (let i = start; i < end; i += 1) {
    const char = url.charCodeAt(i);
    if (char === 63 || char === 35) end = i;
  }
  const path = url.slice(start, end);
  const plain = path.includes('%') ? path.replace(escapedPlainly, (escape) => decodeURIComponent(escape)) : path;
  return plain.includes('//') ? plain.replace(/\/{2,}/g, '/') : plain;
}
