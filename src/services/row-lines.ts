import { type ExactJson, isObject, parseJson } from '../exact-json.js';

/** The rows of a page as lines of JSON, and the page without them. */
export interface RowLines {
  /** A row a line, each line ended; `{"a": 1, "b": [2, 3]}` with a space after separators, numbers and keys as they came. */
  readonly lines: string;
  readonly count: number;
  /** The document with an empty list in the place of its rows. */
  readonly rest: Readonly<Record<string, ExactJson>>;
}

const code = (char: string) => char.charCodeAt(0);
const [quote, backslash, comma, colon] = [code('"'), code('\\'), code(','), code(':')];
const [openList, closeList, openObject, closeObject] = [code('['), code(']'), code('{'), code('}')];
const [newline, space, minus, zero, nine] = [code('\n'), code(' '), code('-'), code('0'), code('9')];

/** What follows a backslash where JSON.stringify writes the same escape. */
const keptEscapes = new Uint8Array(128);
for (const char of '"\\nrtbf') keptEscapes[code(char)] = 1;
/** What a number may be made of. */
const numeric = new Uint8Array(128);
for (const char of '0123456789+-.eE') numeric[code(char)] = 1;

/** What may come next in a list or an object. */
const enum Next {
  value,
  firstValue,
  key,
  firstKey,
  colon,
  end,
}

const isDigit = (char: number) => char >= zero && char <= nine;

/** Rows nested deeper are read the usual way. */
const deepest = 256;

/**
 * Writes the rows under a key of a document as lines, from the text as it came: reading each row and writing it again takes several
 * times as long, and a search can find millions. Undefined where the text has to be read as any other: it is no JSON, the
 * rows hold something outside ASCII or an escape that is written in another way here, or there is no list under that key.
 */
export function rowLines(text: string, key: string): RowLines | undefined {
  // one byte for each character: all of it is ASCII
  if (Buffer.byteLength(text) !== text.length) return undefined;
  const start = listAfter(text, `"${key}"`);
  const written = start === undefined ? undefined : writeRows(Buffer.from(text, 'latin1'), start);
  if (start === undefined || !written) return undefined;
  try {
    const rest = parseJson(`${text.slice(0, start)}[]${text.slice(written.end)}`);
    // the key stood elsewhere: in a string, or deeper
    if (!isObject(rest) || !Object.hasOwn(rest, key) || !isEmptyList(rest[key])) return undefined;
    return { lines: written.lines, count: written.count, rest };
  } catch {
    return undefined; // whoever reads it the usual way says what is wrong with it
  }
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

/** Where the list that is the value of a key begins. */
function listAfter(text: string, key: string): number | undefined {
  const at = text.indexOf(key);
  const found = at < 0 ? null : /^\s*:\s*\[/.exec(text.slice(at + key.length, at + key.length + 50));
  return found ? at + key.length + found[0].length - 1 : undefined;
}

/** Writes the items of the list that begins at `start`; `end` is where it has ended. Undefined where it is not JSON, or too odd. */
function writeRows(source: Buffer, start: number): { lines: string; count: number; end: number } | undefined {
  const out = Buffer.allocUnsafe(2 * (source.length - start) + 2);
  const isList = new Uint8Array(deepest);
  isList[0] = 1;
  let [length, count, depth] = [0, 0, 0];
  let next = Next.firstValue as Next;
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at] as number;
    if (char === space || (char <= 13 && (char === newline || char === 13 || char === 9))) continue;
    if (next === Next.colon) {
      if (char !== colon) return undefined;
      out[length++] = colon;
      out[length++] = space;
      next = Next.value;
    } else if (next === Next.end && char === comma) {
      if (depth === 0) out[length++] = newline;
      else {
        out[length++] = comma;
        out[length++] = space;
      }
      next = isList[depth] ? Next.value : Next.key;
    } else if (char === closeList || char === closeObject) {
      const mayEnd = next === Next.end || next === (isList[depth] ? Next.firstValue : Next.firstKey);
      if (!mayEnd || (char === closeList) !== (isList[depth] === 1)) return undefined;
      if (depth === 0) {
        if (count > 0) out[length++] = newline;
        return { lines: out.toString('latin1', 0, length), count, end: at + 1 };
      }
      out[length++] = char;
      depth--;
      next = Next.end;
    } else if (next === Next.end) return undefined;
    else {
      const isKey: boolean = next === Next.key || next === Next.firstKey;
      if (isKey && char !== quote) return undefined;
      if (depth === 0) count++;
      if (char === quote) {
        const end = endOfString(source, at);
        if (end === undefined) return undefined;
        while (at <= end) out[length++] = source[at++] as number;
        at = end;
        next = isKey ? Next.colon : Next.end;
      } else if (char === openList || char === openObject) {
        if (++depth === deepest) return undefined;
        out[length++] = char;
        isList[depth] = char === openList ? 1 : 0;
        next = char === openList ? Next.firstValue : Next.firstKey;
      } else {
        const end = char === minus || isDigit(char) ? endOfNumber(source, at) : endOfWord(source, at);
        if (end === undefined) return undefined;
        while (at < end) out[length++] = source[at++] as number;
        at = end - 1;
        next = Next.end;
      }
    }
  }
  return undefined;
}

/** Where the string that begins at `at` has its closing quote. Undefined where it has none, or is not written as we would. */
function endOfString(source: Buffer, at: number): number | undefined {
  for (let end = at + 1; end < source.length; end++) {
    const char = source[end] as number;
    if (char === quote) return end;
    if (char < space || char === 127) return undefined;
    if (char === backslash && !keptEscapes[source[++end] as number]) return undefined;
  }
  return undefined;
}

/** Where the number that begins at `at` has ended. */
function endOfNumber(source: Buffer, at: number): number | undefined {
  let end = at;
  let isPlain = true;
  for (; numeric[source[end] as number]; end++) isPlain &&= isDigit(source[end] as number);
  if (isPlain && source[at] !== zero) return end;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source.toString('latin1', at, end)) ? end : undefined;
}

function endOfWord(source: Buffer, at: number): number | undefined {
  const word = /^(?:true|false|null)/.exec(source.toString('latin1', at, at + 5))?.[0];
  return word === undefined ? undefined : at + word.length;
}
