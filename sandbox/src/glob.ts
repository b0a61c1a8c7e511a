/** One place of a pattern: any text, or one character that passes a test. */
export type GlobPart = '*' | ((char: string) => boolean);

/** A pattern for whole texts. */
export interface Glob {
  test(text: string): boolean;
}

/**
 * The pattern of these parts. Clients write patterns, and a regular expression of many stars can take for ever: this takes at
 * most the length of the pattern times that of the text.
 */
export function globOf(parts: readonly GlobPart[]): Glob {
  return { test: (text) => matches(parts, Array.from(text)) };
}

/** A part that is this character, or, with `ignoreCase`, the same in other case. */
export function literal(wanted: string, ignoreCase = false): GlobPart {
  const folded = wanted.toLowerCase();
  return ignoreCase ? (char) => char.toLowerCase() === folded : (char) => char === wanted;
}

/** Any one character. */
export const anyOne: GlobPart = () => true;

/** A pattern cut into its sets, in brackets, and single characters. A bracket that is never closed is a character as any other. */
export const shellPieces = (pattern: string): string[] =>
  (pattern.match(/\[!?[^\]]+\]|\[[^\]]*$|[^]/gu) ?? []).flatMap((piece) =>
    piece.endsWith(']') && piece.length > 1 ? [piece] : Array.from(piece),
  );

/** The parts of a shell pattern: `*`, `?`, `[set]` and `[!set]`; both wildcards take slashes, too. */
export function shellParts(pattern: string, ignoreCase = false): GlobPart[] {
  return shellPieces(pattern).map((part) => {
    if (part === '*') return '*';
    if (part === '?') return anyOne;
    return Array.from(part).length > 1 ? setOf(part.slice(1, -1), ignoreCase) : literal(part, ignoreCase);
  });
}

function setOf(text: string, ignoreCase: boolean): GlobPart {
  const negated = text.startsWith('!');
  const chars = Array.from(text.slice(negated ? 1 : 0));
  const tests: ((char: string) => boolean)[] = [];
  for (let i = 0; i < chars.length; i += 1) {
    const [low = '', dash, high] = chars.slice(i, i + 3);
    const isRange = dash === '-' && high !== undefined;
    if (isRange) i += 2;
    tests.push(isRange ? (char) => char >= low && char <= high : (char) => char === low);
  }
  const has = (char: string): boolean => tests.some((test) => test(char));
  return (char) => negated !== (ignoreCase ? has(char.toLowerCase()) || has(char.toUpperCase()) : has(char));
}

/** Only the last star ever has to take more: what those before it took is as good as any other. */
function matches(parts: readonly GlobPart[], chars: readonly string[]): boolean {
  let [at, taken, star, retry] = [0, 0, -1, 0];
  while (taken < chars.length) {
    const part = parts[at];
    if (part === '*') {
      [star, retry] = [at, taken];
      at += 1;
    } else if (part?.(chars[taken] ?? '')) {
      at += 1;
      taken += 1;
    } else if (star >= 0) {
      retry += 1;
      [at, taken] = [star + 1, retry];
    } else return false;
  }
  while (parts[at] === '*') at += 1;
  return at === parts.length;
}
