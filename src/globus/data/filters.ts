import { UsageError } from '../../errors.js';
import { fitsInOrder, nameMatcher } from '../transfer/globs.js';
import type { Files } from '../../tools.js';
import type { Entry } from './entries.js';

/** A pattern that takes or leaves out what it matches. */
export interface FilterRule {
  readonly method: 'include' | 'exclude';
  readonly name: string;
}
export interface FilterOptions {
  /** A file of more rules, for after these. */
  readonly file?: string | undefined;
  /** The first that matches decides. */
  readonly rules: readonly FilterRule[];
  /** Seconds since the last change. */
  readonly minAge?: number | undefined;
  readonly maxAge?: number | undefined;
  /** Bytes. */
  readonly minSize?: number | undefined;
  readonly maxSize?: number | undefined;
}
export type Filter = (entry: Entry) => boolean;

/** The same with the rules of the file read. */
export async function withFile(options: FilterOptions, files: Pick<Files, 'readText'>): Promise<FilterOptions> {
  const { file, rules } = options;
  if (file === undefined) return options;
  return { ...options, rules: [...rules, ...filterRules((await files.readText(file)).split(/\r?\n/), file)] };
}

/** Lines of a file: `+ PATTERN` takes, `- PATTERN` leaves out; empty ones and those that begin with `#` say nothing. UsageError with the line for any other. */
export function filterRules(lines: readonly string[], file: string): FilterRule[] {
  return lines.flatMap((text, index): FilterRule[] => {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) return [];
    const [, sign, name] = /^([+-])\s+(.+)$/.exec(line) ?? [];
    if (name === undefined)
      throw new UsageError(`${file}, line ${index + 1}: '${line}' is neither '+ PATTERN' nor '- PATTERN'.`);
    return [{ method: sign === '+' ? 'include' : 'exclude', name }];
  });
}

/**
 * Whether paths fit a pattern. Without a slash it is for names, wherever they are; with one, as in `/a`, `./a` and `a/b`, it is for the whole path. `**` stands for
 * any number of folders.
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const whole = pattern.replace(/(?<!\/)\/+$/, '').replace(/^(?:\.\/+)+/, '/');
  const bare = whole.replace(/^\/+/, '');
  if (!whole.includes('/')) {
    const fits = bare === '**' ? () => true : nameMatcher(bare, true);
    return (path) => fits(path.slice(path.lastIndexOf('/') + 1));
  }
  const parts = bare.split('/').map((part) => (part === '**' ? undefined : nameMatcher(part, true)));
  return (path) => fitsParts(parts, path.split('/'));
}

/** A part that is undefined stands for any number of folders. */
export const fitsParts = (
  parts: readonly (((name: string) => boolean) | undefined)[],
  names: readonly string[],
): boolean =>
  fitsInOrder(
    parts,
    names,
    (part) => part === undefined,
    (part, name) => part?.(name) === true,
  );

/**
 * Whether something is copied. Folders are judged by patterns alone, and what is in one that is left out is left out. Where there are only
 * patterns to take, nothing else is taken. UsageError where a pattern is empty.
 */
export function filterOf({ rules, minAge, maxAge, minSize, maxSize }: FilterOptions, now: number): Filter {
  const empty = rules.find(({ name }) => name.replaceAll('/', '').trim() === '');
  if (empty)
    throw new UsageError(`A pattern to ${empty.method} is empty: it would match nothing.`, {
      hint: 'Is a variable not set?',
    });
  const judged = rules.map(({ method, name }) => ({
    takes: method === 'include',
    isForFolders: name.endsWith('/'),
    fits: pathMatcher(name),
  }));
  const otherwise = !judged.length || judged.some(({ takes }) => !takes);
  const decision = (path: string, isFolder: boolean) =>
    judged.find(({ isForFolders, fits }) => (isFolder || !isForFolders) && fits(path))?.takes;
  const folders = new Map<string, boolean>();
  const takesFolder = (path: string): boolean => {
    if (path === '') return true;
    const known = folders.get(path);
    if (known !== undefined) return known;
    const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const takes = takesFolder(above) && decision(path, true) !== false;
    folders.set(path, takes);
    return takes;
  };
  const isOld = ({ modified }: Entry) => {
    const age = modified === undefined ? undefined : (now - modified) / 1000;
    return (
      (minAge === undefined || (age !== undefined && age >= minAge)) &&
      (maxAge === undefined || (age !== undefined && age <= maxAge))
    );
  };
  const isLarge = ({ size }: Entry) => size >= (minSize ?? 0) && size <= (maxSize ?? Infinity);
  return (entry) => {
    const { relative, type } = entry;
    if (!judged.length) return type === 'dir' || (isOld(entry) && isLarge(entry));
    if (type === 'dir') return takesFolder(relative);
    const above = relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
    return takesFolder(above) && (decision(relative, false) ?? otherwise) && isOld(entry) && isLarge(entry);
  };
}

/** Whether there is anything to choose by. */
export const hasFilters = ({ file, rules, minAge, maxAge, minSize, maxSize }: FilterOptions): boolean =>
  file !== undefined || rules.length > 0 || [minAge, maxAge, minSize, maxSize].some((each) => each !== undefined);
