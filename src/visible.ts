/**
 * What a service, a file or another program says is never trusted with the terminal: it is shown, not obeyed. These are the
 * characters that a terminal acts on (all of C0 but the tab, DEL, C1), those that end a line, and those that show the text
 * after them in another order. Marks that only say which way a letter runs (U+200E, U+200F, U+061C) and joiners stay: names
 * in Arabic, Hebrew or Persian need the first, emoji the others.
 */
const acted = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

function shown(char: string): string {
  if (char === '\t') return char;
  const code = char.charCodeAt(0).toString(16);
  return short.get(char) ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`);
}

/** A value that is one line: its line breaks are shown, too (`\n`, `\x1b`, `\u202e`), so that it cannot fake a line of ours. */
export const visible = (text: string): string => text.replace(acted, shown);

/** A text of several lines: its line breaks stay, everything else is shown as `visible` does. */
export const visibleLines = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(acted, (char) => (char === '\n' ? char : shown(char)));

/** Whether a text holds what `visible` would show otherwise. */
export const isObeyed = (text: string): boolean => visible(text) !== text;

/** The same document with every text in it (keys, too) as one line that a sentence can be made of. */
export function visibleDocument<T>(document: T): T {
  return walked(document) as T;
}

function walked(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(walked);
  if (value === null || typeof value !== 'object' || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), walked(inner)]));
}

const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
