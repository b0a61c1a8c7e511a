import { globOf, literal, shellParts, shellPieces } from '../glob.js';
import { isObject } from '../http/body.js';
import type { Issues } from '../http/issues.js';
import type { PathRestrictions } from './state.js';

const lists = ['none', 'read', 'read_write'] as const;

/** Whose paths are looked at: what `~`, `$HOME` and `$USER` in a pattern stand for. */
export interface Account {
  readonly username: string;
  readonly home: string;
}

/** Notes what is wrong with restrictions of paths. */
export function checkRestrictions(issues: Issues, name: string, value: unknown): void {
  if (!isObject(value)) return;
  for (const list of lists) checkTexts(issues, [name, list], value[list]);
}

/** Notes a list that is not one of texts. */
export function checkTexts(issues: Issues, loc: string | string[], value: unknown): void {
  if (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.every((text) => typeof text === 'string'))
  )
    return;
  issues.add(typeof loc === 'string' ? [loc] : loc, 'must be a list of texts');
}

/**
 * What restrictions leave of a path: of all patterns that match it or a folder above it, the longest decides, and at the same
 * length the more literal, and then the stricter; but where it says `read`, a shorter `read_write` opens it again. Where none
 * matches, everything is left.
 */
export function permitted(
  restrictions: PathRestrictions,
  path: string,
  account: Account,
): 'none' | 'read' | 'read_write' {
  const found = lists
    .flatMap((access) =>
      (restrictions[access] ?? [])
        .map((pattern) => ({ access, pattern: expand(pattern, account) }))
        .filter(({ pattern }) => matches(pattern, path)),
    )
    .sort((a, b) => b.pattern.length - a.pattern.length || wildness(a.pattern).localeCompare(wildness(b.pattern)));
  const [longest] = found;
  if (longest?.access !== 'read') return longest?.access ?? 'read_write';
  return found.some(({ access }) => access === 'read_write') ? 'read_write' : 'read';
}

function expand(pattern: string, { username, home }: Account): string {
  const whole = pattern
    .replace(/^~|\$HOME/g, () => home)
    .replaceAll('$USER', () => username)
    .replace(/\/{2,}/g, '/');
  return whole === '/' ? whole : whole.replace(/\/$/, '');
}

/** Shell patterns, as fnmatch(3) without flags reads them: a `*` takes slashes, too. */
function matches(pattern: string, path: string): boolean {
  if (pattern === '/') return true;
  const parts = shellParts(pattern);
  return globOf(parts).test(path) || globOf([...parts, literal('/'), '*']).test(path);
}

/** A pattern as a text that sorts the more literal one first, place by place. */
const wildness = (pattern: string): string =>
  shellPieces(pattern)
    .map((part) => (part === '*' ? '3' : part === '?' ? '2' : Array.from(part).length > 1 ? '1' : '0'))
    .join('');
