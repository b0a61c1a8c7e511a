import { randomInt } from 'node:crypto';
import { DiskList } from './disk-list.js';

/** What is known of a path besides. */
export const mark = { seen: 1, holding: 2, gone: 4 } as const;

/**
 * Things by their paths, in the order in which they came. It is for lists of a million: they lie on the disk, and one costs some 30
 * bytes of memory.
 */
export class PathIndex<T extends { readonly relative: string }> {
  readonly #list = new DiskList<T>();
  /** Places of things in the list, 1 for the first; 0 is free. Where a path belongs is found from its hash on. */
  #slots = new Uint32Array(1024);
  /** The upper half of each hash: a path is read from the disk where it may be the right one. */
  #hashes = new Uint16Array(1024);
  #marks = new Uint8Array(1024);
  // nobody can choose names that all fall into one slot
  readonly #seed = randomInt(2 ** 32 - 1);

  /** With `fold`, paths that it makes the same are one path; things keep theirs as they came. */
  constructor(private readonly fold: (path: string) => string = (path) => path) {}

  get size(): number {
    return this.#list.length;
  }

  /** False where the path is known already: then nothing is changed. */
  add(thing: T): boolean {
    const hash = this.#hash(thing.relative);
    const slot = this.#slotOf(thing.relative, hash);
    if (this.#slots[slot]) return false;
    this.#list.push(thing);
    this.#slots[slot] = this.size;
    this.#hashes[slot] = hash >>> 16;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  get(path: string): T | undefined {
    const place = this.#placeOf(path);
    return place ? this.#list.at(place - 1) : undefined;
  }

  /** A path that is not known has no marks, and gets none. */
  setMark(path: string, bit: number): void {
    const place = this.#placeOf(path);
    if (place) this.#marks[place] = (this.#marks[place] ?? 0) | bit;
  }

  hasMark(path: string, bit: number): boolean {
    return ((this.#marks[this.#placeOf(path)] ?? 0) & bit) !== 0;
  }

  /** All of them without this mark, or with it, in their order or the other way round. */
  *marked(bit: number, isSet: boolean, order: 'forwards' | 'backwards' = 'forwards'): Generator<T> {
    for (let i = 0; i < this.size; i++) {
      const place = order === 'forwards' ? i : this.size - 1 - i;
      if ((((this.#marks[place + 1] ?? 0) & bit) !== 0) === isSet) yield this.#list.at(place);
    }
  }

  #placeOf(path: string): number {
    return this.#slots[this.#slotOf(path, this.#hash(path))] ?? 0;
  }

  /** The slot of a path, or the free one where it would be. */
  #slotOf(path: string, hash: number): number {
    const wanted = this.fold(path);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot];
      if (!place || (this.#hashes[slot] === hash >>> 16 && this.fold(this.#list.at(place - 1).relative) === wanted))
        return slot;
    }
  }

  #grow(): void {
    const mask = this.#slots.length * 2 - 1;
    this.#slots = new Uint32Array(mask + 1);
    this.#hashes = new Uint16Array(mask + 1);
    for (let place = 1; place <= this.size; place++) {
      const hash = this.#hash(this.#list.at(place - 1).relative);
      let slot = hash & mask;
      while (this.#slots[slot]) slot = (slot + 1) & mask;
      this.#slots[slot] = place;
      this.#hashes[slot] = hash >>> 16;
    }
    const marks = new Uint8Array(mask / 2 + 2);
    marks.set(this.#marks);
    this.#marks = marks;
  }

  #hash(unfolded: string): number {
    const path = this.fold(unfolded);
    let hash = this.#seed;
    for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) >>> 0;
  }
}
