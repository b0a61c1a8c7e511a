import type { Readable } from 'node:stream';

/** A block that is not full goes on after so many milliseconds, where somebody waits for it. */
const patience = 100;

/**
 * The bytes of a stream in blocks of `size`, the last one shorter: Node brings a secure answer in pieces of 16 KiB, and to hand on
 * each of them costs more than to copy it. While a block is at work the next one is filled, and no more is read than that. Where
 * blocks are lent, there are two in all, and one is only good until the next is asked for.
 */
export function gathered(stream: Readable, size: number, areLent: boolean): AsyncIterator<Uint8Array, undefined> {
  let block: Buffer | undefined;
  let filled = 0;
  /** What did not fit into a full block. */
  let rest: Uint8Array | undefined;
  /** The block that whoever reads has, until the next is asked for. */
  let out: Buffer | undefined;
  let waiting:
    | { readonly done: (result: IteratorResult<Uint8Array, undefined>) => void; fail: (cause: Error) => void }
    | undefined;
  let over: { readonly cause?: Error } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isBegun = false;

  const fill = (piece: Uint8Array) => {
    block ??= Buffer.allocUnsafeSlow(size);
    const part = piece.length <= size - filled ? piece : piece.subarray(0, size - filled);
    block.set(part, filled);
    filled += part.length;
    rest = part.length < piece.length ? piece.subarray(part.length) : undefined;
  };
  /** Answers whoever waits, if there is something to answer. */
  const give = () => {
    if (!waiting) return;
    const { done, fail } = waiting;
    if (block && filled) {
      const value = block.subarray(0, filled);
      [block, out] = areLent ? [out, block] : [undefined, undefined];
      filled = 0;
      if (rest) fill(rest);
      done({ done: false, value });
    } else if (over?.cause) fail(over.cause);
    else if (over) done({ done: true, value: undefined });
    else return;
    waiting = undefined;
    clearTimeout(timer);
    timer = undefined;
  };
  const end = (cause?: Error) => {
    over ??= cause ? { cause } : {};
    give();
  };
  const begin = () => {
    isBegun = true;
    stream
      .on('data', (piece: Uint8Array) => {
        fill(piece);
        if (filled === size && waiting) give();
        if (filled === size) stream.pause();
        else if (filled && waiting) timer ??= setTimeout(give, patience);
      })
      .on('end', () => end())
      .on('error', (cause) => end(cause))
      .on('close', () => end(new Error('Premature close')));
    // it broke before somebody read it: nothing will be told any more
    if (stream.destroyed) end(stream.errored ?? new Error('Premature close'));
  };
  return {
    next: () =>
      new Promise((done, fail) => {
        waiting = { done, fail };
        if (!isBegun) begin();
        if (filled === size || over) give();
        else if (filled) timer = setTimeout(give, patience);
        if (filled < size && !over) stream.resume();
      }),
  };
}
