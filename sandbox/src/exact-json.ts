/**
 * JSON in which what clients wrote stays as it was written: the digits of numbers (`9007199254740993`, `1.0`, `1e400`), and the
 * order of keys, also of those that look like indexes, which JavaScript puts first.
 */

/** What stands before the digits of an exact number while `stringifyJson` writes; no client knows it. */
const mark = `exact:${crypto.randomUUID()}:`;
const markedText = new RegExp(`"${mark}([^"]*)"`, 'g');
let writing = false;
let marked = false;

/** A number whose digits JavaScript would change. It calculates and compares as the nearest number; `typeof` says 'object'. */
export class ExactNumber extends Number {
  constructor(readonly text: string) {
    super(text);
  }

  override toString(): string {
    return this.text;
  }

  toJSON(): number | string {
    if (!writing) return this.valueOf();
    marked = true;
    return mark + this.text;
  }
}

/** The number that a numeral of JSON stands for: a plain one where that is written so again. */
export function exactly(text: string): number | ExactNumber {
  const number = Number(text);
  return String(number) === text && text !== '-0' ? number : new ExactNumber(text);
}

/** As JSON.stringify, with exact numbers as they were written. */
export function stringifyJson(value: unknown): string {
  writing = true;
  marked = false;
  try {
    const text = JSON.stringify(value);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- toJSON of an exact number sets it
    return marked ? text.replace(markedText, '$1') : text;
  } finally {
    writing = false;
  }
}

/**
 * A copy in which exact numbers are the nearest plain ones, for whatever asks `typeof`; what stands under one of the keys `but`
 * is left as it is. A document without exact numbers is returned itself.
 */
export function plainNumbers<T>(value: T, but: readonly string[] = []): T {
  if (value instanceof ExactNumber) return value.valueOf() as T;
  if (typeof value !== 'object' || value === null || !holdsExact(value)) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => plainNumbers(each, but)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, but.includes(key) ? (each as unknown) : plainNumbers(each, but)]),
  ) as T;
}

function holdsExact(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof ExactNumber || Object.values(value).some(holdsExact);
}

/** Whatever JavaScript may change, and some texts that only look so: a first, cheap question. */
const suspect = /[:,[{\s](?:"\d{1,10}"\s*:|-0|-?(?:0\.0|\d[\d.]{15}|\d[\d.]*[eE]|\d+\.\d*0(?!\d)))/;

/** As JSON.parse, with the same errors; a number that JavaScript would change is an `ExactNumber`. */
export const parseJson = (text: string): unknown => asWritten(text, JSON.parse(text));

/** What `parseJson` makes of a text, given what JSON.parse made of it: that itself where nothing would be changed. */
export const asWritten = <T>(text: string, plain: T): T =>
  suspect.test(text) || !/^\s*["[{]/.test(text) ? (new Reader(text).value() as T) : plain;

/** Reads a text that is known to be JSON. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): unknown {
    const char = this.next();
    if (char === '{') return this.object();
    if (char === '[') return this.list();
    if (char === '"') return this.string();
    const word = this.word();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    return exactly(word);
  }

  private object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const keys = new Set<string>();
    for (this.at += 1; this.next() !== '}'; this.pass(',')) {
      const key = this.string();
      this.pass(':');
      keys.add(key);
      const value = this.value();
      // assigned, `__proto__` would change what the object inherits
      if (key === '__proto__')
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      else object[key] = value;
    }
    this.at += 1;
    return ordered(object, keys);
  }

  private list(): unknown[] {
    const list: unknown[] = [];
    for (this.at += 1; this.next() !== ']'; this.pass(',')) list.push(this.value());
    this.at += 1;
    return list;
  }

  private string(): string {
    this.next();
    const start = this.at;
    let end = start;
    let backslashes: number;
    do {
      end = this.text.indexOf('"', end + 1);
      backslashes = 0;
      while (this.text[end - 1 - backslashes] === '\\') backslashes += 1;
    } while (backslashes % 2 === 1);
    this.at = end + 1;
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  /** A number, or one of the three words. */
  private word(): string {
    const start = this.at;
    while (/[\w.+-]/.test(this.text.charAt(this.at))) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** The next character that is no space, which stays the next. */
  private next(): string {
    while (' \n\r\t'.includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
    return this.text.charAt(this.at);
  }

  private pass(sign: string): void {
    if (this.next() === sign) this.at += 1;
  }
}

/** The object; where it would tell its keys in another order than they came, one that tells them as they came. */
function ordered(object: Record<string, unknown>, keys: Set<string>): Record<string, unknown> {
  const came = [...keys];
  if (Object.keys(object).every((key, index) => key === came[index])) return object;
  return new Proxy(object, {
    ownKeys: (target) => [
      ...came.filter((key) => Object.hasOwn(target, key)),
      ...Reflect.ownKeys(target).filter((key) => typeof key === 'symbol' || !keys.has(key)),
    ],
  });
}
