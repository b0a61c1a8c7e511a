/** What stands on an unfinished line, as a shell reads it. */
export interface TypedWords {
  /** Without their quotes; the last one is the word at the cursor, empty after a space. */
  readonly words: readonly string[];
  /** The quote that is still open at the end. */
  readonly quote: Quote | undefined;
}
type Quote = "'" | '"';

/** Reads a line that may end within quotes. Nothing is expanded: a word with `$x` in it is the one with a dollar sign. */
export function typedWords(line: string): TypedWords {
  const words = [''];
  let quote: Quote | undefined;
  let between = true;
  const add = (text: string) => {
    words[words.length - 1] = (words.at(-1) ?? '') + text;
    between = false;
  };
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (quote) {
      if (c === quote) quote = undefined;
      else if (quote === '"' && c === '\\' && /["\\$`]/.test(line.charAt(i + 1))) add(line.charAt(++i));
      else add(c);
    } else if (c === "'" || c === '"') {
      quote = c;
      between = false;
    } else if (c === '\\' && i + 1 < line.length) add(line.charAt(++i));
    else if (/\s/.test(c)) {
      if (!between) words.push('');
      between = true;
    } else add(c);
  }
  return { words, quote };
}

/**
 * The end of a word as bash takes it, where it stands after the quote that is still open: nothing in it is acted on. Undefined where
 * that cannot be written: in double quotes a `!` brings an earlier line back, with a backslash or without.
 */
export function quotedRest(text: string, quote: Quote | undefined): string | undefined {
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`);
  if (quote === '"') return text.includes('!') ? undefined : text.replace(/["\\$`]/g, String.raw`\$&`);
  return text.replace(/[^\w@%+=:,./\u0080-\u{10ffff}-]/gu, String.raw`\$&`);
}
