import type { Asked } from './front.js';

/** Longer bodies are passed on, and only their length is kept. */
const longestBody = 8 * 1024 * 1024;

/** Pieces of a body, as many as are kept. */
export class Pieces {
  private readonly pieces: Uint8Array[] = [];
  private bytes = 0;
  get count(): number {
    return this.bytes;
  }
  add(piece: Uint8Array): void {
    this.bytes += piece.length;
    if (this.bytes <= longestBody) this.pieces.push(piece);
    else this.pieces.length = 0;
  }
  kept(): Buffer | { readonly bytes: number } {
    return this.bytes <= longestBody ? Buffer.concat(this.pieces) : { bytes: this.bytes };
  }
}

export interface Sent {
  /** What to send, once: whole where it is short, else as it comes. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  /** Its length, where it is not whole and was said. */
  readonly length: number | undefined;
  readonly kept: () => Buffer | { readonly bytes: number };
}

/** The body of a request on its way; `mended` changes a short text before it goes on. */
export async function bodySent({ message }: Asked, mended: ((text: string) => string) | undefined): Promise<Sent> {
  const said = message.headers['content-length'];
  const pieces = new Pieces();
  const isLong = Number(said ?? 0) > longestBody || message.headers['transfer-encoding'] !== undefined;
  if (!isLong) {
    for await (const piece of message as AsyncIterable<Uint8Array>) pieces.add(piece);
    const whole = pieces.kept() as Buffer;
    const body = mended && whole.length > 0 ? Buffer.from(mended(whole.toString('utf8'))) : whole;
    return { body: body.length > 0 ? body : undefined, length: undefined, kept: () => whole };
  }
  let isWhole = false;
  const streamed = async function* () {
    for await (const piece of message as AsyncIterable<Uint8Array>) {
      pieces.add(piece);
      yield piece;
    }
    isWhole = true;
  };
  const length = said === undefined ? undefined : Number(said);
  // a service may have answered before it had all
  return { body: streamed(), length, kept: () => (isWhole ? pieces.kept() : { bytes: length ?? pieces.count }) };
}
