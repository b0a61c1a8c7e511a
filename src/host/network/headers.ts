type Source = Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

/** The part of the web's Headers that ky and the adapters use, without the cost of loading Node's own. */
export class LeanHeaders implements Iterable<[string, string]> {
  readonly #values = new Map<string, string>();

  constructor(source: Source = {}) {
    const pairs = Symbol.iterator in source ? source : Object.entries(source);
    for (const [name, value] of pairs) this.append(name, value);
  }

  /** From the flat list of names and values that Node has of a message. */
  static from(raw: readonly string[]): LeanHeaders {
    const headers = new LeanHeaders();
    for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] as string, raw[i + 1] as string);
    return headers;
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${String(value).trim()}`);
  }
  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), String(value).trim());
  }
  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }
  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }
  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }
  forEach(each: (value: string, name: string) => void): void {
    for (const [name, value] of this) each(value, name);
  }
  keys(): IterableIterator<string> {
    return this.#values.keys();
  }
  values(): IterableIterator<string> {
    return this.#values.values();
  }
  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}
