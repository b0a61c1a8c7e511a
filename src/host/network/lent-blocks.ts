/** In how large pieces a body is read: to hand on many small ones costs more than what is in them. */
export const blockSize = 256 * 1024;
/** A block that is not full goes on after so many milliseconds, where somebody waits for it. */
const patience = 100;

type Result = IteratorResult<Uint8Array, undefined>;
interface Waiting {
  readonly done: (result: Result) => void;
  readonly fail: (cause: Error) => void;
}

/**
 * Blocks that are filled with what comes, and lent to a reader: each is only good until the next is asked for. While one is at work the
 * next is filled, and one more where what comes cannot be held up at once. `spare` has blocks to use, and gets them back.
 */
export class LentBlocks {
  readonly #spare: Buffer[];
  #block: Buffer;
  #filled = 0;
  /** Full ones, the oldest first. */
  readonly #full: Buffer[] = [];
  #out: Buffer | undefined;
  #waiting: Waiting | undefined;
  #over: { readonly cause?: Error } | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Called once there is room again after there was none. */
  readonly #onRoom: () => void;

  constructor(spare: Buffer[], onRoom: () => void) {
    this.#spare = spare;
    this.#onRoom = onRoom;
    this.#block = this.#empty();
  }

  /** Where the next bytes are to be written. */
  room(): Uint8Array {
    return this.#block.subarray(this.#filled);
  }

  /** Whether more may come now: what comes all the same is kept, too. */
  get hasRoom(): boolean {
    return this.#full.length < 2;
  }

  /** Takes these bytes, which may have been written to `room`. */
  take(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length) {
      const part = rest.subarray(0, this.#block.length - this.#filled);
      const isInPlace = part.buffer === this.#block.buffer && part.byteOffset === this.#block.byteOffset + this.#filled;
      if (!isInPlace) this.#block.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled === this.#block.length) this.#turn();
    }
    this.#give();
  }

  /** Nothing more comes; with a cause, too early. */
  end(cause?: Error): void {
    this.#over ??= cause ? { cause } : {};
    this.#give();
  }

  next(): Promise<Result> {
    if (this.#out) this.#spare.push(this.#out);
    this.#out = undefined;
    return new Promise((done, fail) => {
      this.#waiting = { done, fail };
      this.#give();
      if (this.hasRoom && !this.#over) this.#onRoom();
    });
  }

  #empty = (): Buffer => this.#spare.pop() ?? Buffer.allocUnsafeSlow(blockSize);

  /** The block goes to the full ones, and another is filled. */
  #turn(): void {
    this.#full.push(this.#block.subarray(0, this.#filled));
    this.#block = this.#empty();
    this.#filled = 0;
  }

  /** Answers whoever waits, if there is something to answer. */
  #give(isLate = false): void {
    if (!this.#waiting) return;
    if (!this.#full.length && this.#filled && (this.#over || isLate)) this.#turn();
    const value = this.#full.shift();
    if (!value && !this.#over) {
      if (this.#filled) this.#timer ??= setTimeout(() => this.#give(true), patience);
      return;
    }
    const { done, fail } = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (value) {
      // a part of a block is the block again once it comes back
      this.#out = Buffer.from(value.buffer, 0, value.buffer.byteLength);
      done({ done: false, value });
    } else if (this.#over?.cause) fail(this.#over.cause);
    else done({ done: true, value: undefined });
  }
}
