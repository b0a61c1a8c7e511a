import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskError } from './disk-error.js';

/** So much is held before it goes to the disk, and so much is read at once. */
const block = 256 * 1024;

/**
 * A list that memory does not have to hold, however long it is: what is more than a block lies in a file without a name, which is gone
 * with the process. Values are kept as JSON. An entry costs 8 bytes of memory.
 */
export class DiskList<T> {
  /** Where each value begins, and where the last one ends. */
  #offsets = new Float64Array(1024);
  #length = 0;
  #file: number | undefined;
  #onDisk = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #read = { from: 0, bytes: Buffer.alloc(0) };

  get length(): number {
    return this.#length;
  }

  push(value: T): void {
    const bytes = Buffer.from(JSON.stringify(value));
    if (this.#length + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets);
    this.#offsets[this.#length + 1] = this.#onDisk + this.#waitingBytes + bytes.length;
    this.#length += 1;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= block) this.#write();
  }

  at(index: number): T {
    return JSON.parse(this.#text(this.#offsets[index] ?? 0, this.#offsets[index + 1] ?? 0)) as T;
  }

  *values(): Generator<T> {
    for (let i = 0; i < this.#length; i++) yield this.at(i);
  }

  #write(): void {
    const bytes = Buffer.concat(this.#waiting);
    onDisk('write', () => {
      this.#file ??= nameless(this);
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at, bytes.length - at, this.#onDisk + at);
    });
    this.#onDisk += bytes.length;
    [this.#waiting, this.#waitingBytes] = [[], 0];
  }

  #text(from: number, to: number): string {
    if (from >= this.#onDisk) {
      if (this.#waiting.length > 1) this.#waiting = [Buffer.concat(this.#waiting)];
      return (this.#waiting[0] as Buffer).toString('utf8', from - this.#onDisk, to - this.#onDisk);
    }
    if (from < this.#read.from || to > this.#read.from + this.#read.bytes.length) this.#fetch(from, to);
    return this.#read.bytes.toString('utf8', from - this.#read.from, to - this.#read.from);
  }

  /** Reads a block that has these bytes, from a round place on: what is wanted next lies before or behind. */
  #fetch(from: number, to: number): void {
    const start = from - (from % block);
    const bytes = Buffer.alloc(Math.min(Math.max(block, to - start), this.#onDisk - start));
    onDisk('read', () => {
      for (let at = 0; at < bytes.length;) {
        const got = readSync(this.#file as number, bytes, at, bytes.length - at, start + at);
        if (!got) throw new Error('a file of this process is shorter than it was');
        at += got;
      }
    });
    this.#read = { from: start, bytes };
  }
}

const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(old.length * 2);
  larger.set(old);
  return larger;
};

const held = new FinalizationRegistry<number>(closeSync);

/** A file that nobody else finds, that a kill leaves nothing of, and that is closed once its list is let go of. */
function nameless(list: object): number {
  const path = join(tmpdir(), `globus-list-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  held.register(list, file);
  return file;
}

function onDisk(what: 'read' | 'write', act: () => void): void {
  try {
    act();
  } catch (error) {
    throw diskError(error, tmpdir(), what);
  }
}
