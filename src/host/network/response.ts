import type { Readable } from 'node:stream';
import type { LeanHeaders } from './headers.js';

export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: LeanHeaders;
}

/** The bytes of an answer as they come, for one reader. */
export interface Pieces {
  readonly read: () => Promise<IteratorResult<Uint8Array, undefined>>;
  /** Ends the connection of what is not read to its end. */
  readonly cancel: () => void;
}

/** The part of the web's Response that ky, the adapters and the emulator use. */
export class LeanResponse implements ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: LeanHeaders;
  /** Also once it was read. */
  readonly hasBody: boolean;
  #pieces: Pieces | undefined;
  #body: ReadableStream<Uint8Array> | null;

  constructor(body: ReadableStream<Uint8Array> | Pieces | null, { status, statusText, headers }: ResponseHead) {
    this.#pieces = body && 'read' in body ? body : undefined;
    this.#body = body && 'read' in body ? null : body;
    this.hasBody = body !== null;
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
  }

  /** The bytes as they come; nothing is read from the network before somebody asks. Null where there can be none. */
  get body(): ReadableStream<Uint8Array> | null {
    if (this.#pieces) this.#body = webStream(this.#pieces);
    this.#pieces = undefined;
    return this.#body;
  }

  /** The same without a stream of the web, which costs as much as the rest of a small answer; undefined once `body` was asked for. */
  takePieces(): Pieces | undefined {
    const pieces = this.#pieces;
    this.#pieces = undefined;
    return pieces;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** Both can be read; what one has read and the other has not is kept. */
  clone(): LeanResponse {
    const [mine, other] = this.body?.tee() ?? [null, null];
    this.#body = mine;
    return new LeanResponse(other, this);
  }

  async text(): Promise<string> {
    const pieces: Uint8Array[] = [];
    const { body } = this;
    if (body) for await (const piece of body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
    return new TextDecoder().decode(Buffer.concat(pieces));
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}

/**
 * What a stream of Node's brings: a piece is read when one is asked for. `failure` turns what ended it too early into the error that
 * readers get. `iterator` is that of the stream, where its pieces are to be others than Node's.
 */
export function piecesOfStream(
  stream: Readable,
  failure: (cause: Error) => unknown,
  iterator: AsyncIterator<Uint8Array, undefined> = stream[Symbol.asyncIterator](),
): Pieces {
  return {
    read: () =>
      iterator.next().catch((cause: unknown) => {
        throw failure(cause as Error);
      }),
    cancel: () => void stream.destroy(),
  };
}

const webStream = ({ read, cancel }: Pieces): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
