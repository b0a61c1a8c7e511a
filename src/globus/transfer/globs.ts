/** Patterns for names: `*`, `?` and `[...]` as in a shell, without `**` and without backslashes (`[*]` is a star). */

type Token = '*' | '?' | { readonly text: string } | { readonly ranges: readonly Range[]; readonly isNegated: boolean };
type Range = readonly [from: string, to: string];

/** Whether a name of a path is a pattern. A `[` that is never closed is an ordinary character. */
export const isPattern = (name: string): boolean => {
  if (name.includes('*') || name.includes('?')) return true;
  const open = name.indexOf('[');
  return open !== -1 && name.indexOf(']', open + 2) !== -1;
};
/** A path up to its last name, and that name: slashes at the end, as Tab completes folders, are no part of it, nor is `/.`. */
export function lastName(path: string): { readonly folder: string; readonly name: string } {
  let bare = path;
  while (bare.endsWith('/') || bare.endsWith('/.')) bare = bare.slice(0, bare.lastIndexOf('/'));
  const cut = bare.lastIndexOf('/') + 1;
  return { folder: bare.slice(0, cut), name: bare.slice(cut) };
}
/** Whether a path holds a pattern. Cheap where it does not: batches have 100,000 paths. */
export const hasPattern = (path: string): boolean => mayBePattern.test(path) && path.split('/').some(isPattern);
const mayBePattern = /[*?[]/;

/**
 * Whether names fit a pattern. A name that begins with a dot fits only a pattern that does, too, unless said otherwise. No regular expression is built of what
 * a user wrote: the time is at most the length of the pattern times that of the name.
 */
export function nameMatcher(pattern: string, takesHidden = pattern.startsWith('.')): (name: string) => boolean {
  const tokens = tokensOf(Array.from(pattern));
  return (name) => (takesHidden || !name.startsWith('.')) && fits(tokens, Array.from(name));
}

function tokensOf(pattern: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    const close = char === '[' ? closing(pattern, i) : -1;
    if (char === '*' || char === '?') tokens.push(char);
    else if (close === -1) tokens.push({ text: char });
    else {
      const isNegated = pattern[i + 1] === '!' || pattern[i + 1] === '^';
      tokens.push({ ranges: rangesOf(pattern.slice(i + (isNegated ? 2 : 1), close)), isNegated });
      i = close;
    }
  }
  return tokens;
}
/** Where the bracket at `open` ends; a `]` that comes first in it is one of its characters. */
function closing(pattern: readonly string[], open: number): number {
  const first = pattern[open + 1] === '!' || pattern[open + 1] === '^' ? open + 2 : open + 1;
  return pattern.indexOf(']', first + 1);
}
function rangesOf(inside: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (let i = 0; i < inside.length; i++) {
    const from = inside[i] as string;
    const to = inside[i + 1] === '-' ? inside[i + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) i += 2;
  }
  return ranges;
}

const fits = (tokens: readonly Token[], name: readonly string[]): boolean =>
  fitsInOrder(
    tokens,
    name,
    (token) => token === '*',
    (token, char) => token !== '*' && isOne(token, char),
  );

/**
 * Whether all items fit what is wanted, in order, where a run stands for any number of them. Of the runs, only the last one is ever
 * tried again: the time is at most the product of the lengths.
 */
export function fitsInOrder<W, I>(
  wanted: readonly W[],
  items: readonly I[],
  isRun: (wanted: W) => boolean,
  isFit: (wanted: W, item: I) => boolean,
): boolean {
  let [next, at] = [0, 0];
  let run: { readonly next: number; at: number } | undefined;
  while (at < items.length) {
    const isLeft = next < wanted.length;
    const one = wanted[next] as W;
    if (isLeft && isRun(one)) run = { next: next++, at };
    else if (isLeft && isFit(one, items[at] as I)) [next, at] = [next + 1, at + 1];
    else if (run) [next, at] = [run.next + 1, ++run.at];
    else return false;
  }
  return wanted.slice(next).every(isRun);
}
function isOne(token: Exclude<Token, '*'>, char: string): boolean {
  if (token === '?') return true;
  if ('text' in token) return token.text === char;
  const code = char.codePointAt(0) ?? 0;
  const isWithin = token.ranges.some(
    ([from, to]) => (from.codePointAt(0) ?? 0) <= code && code <= (to.codePointAt(0) ?? 0),
  );
  return isWithin !== token.isNegated;
}
