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
 * length the stricter; but where it says `read`, a shorter `read_write` opens it again. Where none matches, everything is left.
 */
export function permitted(restrictions: PathRestrictions, path: string, account: Account): 'none' | 'read' | 'read_write' {
  const found = LISTS.flatMap((access) =>
    (restrictions[access] ?? []).map((pattern) => ({ access, pattern: expand(pattern, account) })).filter(({ pattern }) => matches(pattern, path)),
  ).sort((a, b) => b.pattern.length - a.pattern.length);
  const [longest] = found;
  if (longest?.access !== 'read') return longest?.access ?? 'read_write';
  return found.some(({ access }) => access === 'read_write') ? 'read_write' : 'read';
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
