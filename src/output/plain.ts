/** How a single value reads in text: the words scripts have come to expect (None, True, False). */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return sortedJson(value, 0);
}

/** The same value with the keys of every object in code-point order. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const source = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(source)
      .sort()
      .map((key) => [key, sortKeys(source[key])]),
  );
}

/** JSON with sorted keys; everything outside ASCII escaped, as scripts that grep it expect. */
export function sortedJson(value: unknown, indent: number): string {
  // of undefined it makes nothing, whatever its type says
  const text = (JSON.stringify(sortKeys(value), null, indent || undefined) as string | undefined) ?? 'null';
  const spaced = indent ? text : spaceOut(text);
  return spaced.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `{"a": 1, "b": 2}`: a space after separators outside strings. */
function spaceOut(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) => (token === ',' ? ', ' : token === ':' ? ': ' : token));
}
