import { isObject } from '../http/body.js';
import type { Issues } from '../http/issues.js';
import type { PathRestrictions } from './state.js';

const LISTS = ['none', 'read', 'read_write'] as const;

/** Whose paths are looked at: what `~`, `$HOME` and `$USER` in a pattern stand for. */
export interface Account {
  username: string;
  home: string;
}

/** Notes what is wrong with restrictions of paths. */
export function checkRestrictions(issues: Issues, name: string, value: unknown): void {
  if (!isObject(value)) return;
  for (const list of LISTS) {
    const paths = value[list];
    if (paths !== undefined && !(Array.isArray(paths) && paths.every((path) => typeof path === 'string'))) issues.add([name, list], 'must be a list of paths');
  }
}

/**
 * What restrictions leave of a path: of all patterns that match it or a folder above it, the longest decides, and at the same
 * length the stricter. Without restrictions, or where none matches, everything.
 */
export function permitted(restrictions: PathRestrictions, path: string, account: Account): 'none' | 'read' | 'read_write' {
  let best: { length: number; access: (typeof LISTS)[number] } = { length: -1, access: 'read_write' };
  for (const access of LISTS) {
    for (const pattern of restrictions[access] ?? []) {
      const real = expand(pattern, account);
      if (real.length > best.length && matches(real, path)) best = { length: real.length, access };
    }
  }
  return best.access;
}

function expand(pattern: string, { username, home }: Account): string {
  const whole = pattern.replace(/^~|\$HOME/g, home).replaceAll('$USER', username).replace(/\/{2,}/g, '/');
  return whole === '/' ? whole : whole.replace(/\/$/, '');
}

/** Shell patterns, as fnmatch(3) without flags reads them: a `*` takes slashes, too. */
function matches(pattern: string, path: string): boolean {
  if (pattern === '/') return true;
  const source = pattern.replace(/\[[^\]]+\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.length > 1 ? part.replace('[!', '[^') : part.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
  });
  return new RegExp(`^${source}(/.*)?$`, 's').test(path);
}
