import { ExactNumber, isObject, stringifyJson } from '../exact-json.js';

/** How a single value reads in text: the words scripts have come to expect (None, True, False). */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof ExactNumber) return String(value);
  return sortedJson(value, 0);
}

/** A sentence around values of a document: each reads as it does in a record, also where the service left it out. */
export const sentence = (texts: readonly string[], ...values: readonly unknown[]): string =>
  texts.map((text, i) => (i < values.length ? `${text}${plain(values[i])}` : text)).join('');

/** The same value with the keys of every object in code-point order, but of those in `kept`. */
export function sortKeys(value: unknown, kept?: WeakSet<object>): unknown {
  if (Array.isArray(value)) return value.map((item) => sortKeys(item, kept));
  if (!isObject(value) || kept?.has(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key], kept)]),
  );
}

/** Where services keep what people wrote: definitions and schemas of flows, entries of an index, bodies of requests. */
const peoplesKeys = new Set(['definition', 'input_schema', 'content', 'body', 'callback_body', 'input', 'output']);

/** Every object of a service's document that people wrote: the order of its keys is theirs. */
export function peoplesObjects(document: unknown): WeakSet<object> {
  const found = new WeakSet();
  const visit = (value: unknown, isTheirs: boolean): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, isTheirs);
    if (!isObject(value)) return;
    if (isTheirs) found.add(value);
    for (const [key, inner] of Object.entries(value)) visit(inner, isTheirs || peoplesKeys.has(key));
  };
  visit(document, false);
  return found;
}

/** JSON with sorted keys, as the reference prints what services answer; objects in `kept` keep their order. */
export const sortedJson = (value: unknown, indent: number, kept?: WeakSet<object>): string =>
  writtenJson(sortKeys(value, kept), indent);

/** JSON with its keys in the order they came; everything outside ASCII escaped, as scripts that grep it expect. */
export function writtenJson(value: unknown, indent: number): string {
  // of undefined it makes nothing, whatever its type says
  const text = (stringifyJson(value, indent || undefined) as string | undefined) ?? 'null';
  const spaced = indent ? text : spaceOut(text);
  return spaced.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `{"a": 1, "b": 2}`: a space after separators outside strings. */
function spaceOut(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) => (token === ',' ? ', ' : token === ':' ? ': ' : token));
}
