import type { Readable } from 'node:stream';
import type { LeanHeaders } from './headers.js';

export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: LeanHeaders;
}

/** The part of the web's Response that ky, the adapters and the emulator use. */
export class LeanResponse implements ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: LeanHeaders;
  /** The bytes as they come; nothing is read from the network before somebody asks. Null where there can be none. */
  body: ReadableStream<Uint8Array> | null;

  constructor(body: ReadableStream<Uint8Array> | null, { status, statusText, headers }: ResponseHead) {
    this.body = body;
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** Both can be read; what one has read and the other has not is kept. */
  clone(): LeanResponse {
    const [mine, other] = this.body ? this.body.tee() : [null, null];
    this.body = mine;
    return new LeanResponse(other, this);
  }

  async text(): Promise<string> {
    const pieces: Uint8Array[] = [];
    if (this.body) for await (const piece of this.body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
    return new TextDecoder().decode(Buffer.concat(pieces));
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}

/**
 * A stream of Node's as one of the web: a piece is read when one is asked for. `failure` turns what ended it too early into the
 * error that readers get. `pieces` are those of the stream, where they are to be others than Node's.
 */
export function webStream(
  stream: Readable,
  failure: (cause: Error) => unknown,
  pieces: AsyncIterator<Uint8Array, undefined> = stream[Symbol.asyncIterator](),
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (cause) {
          controller.error(failure(cause as Error));
        }
      },
      cancel: () => void stream.destroy(),
    },
    { highWaterMark: 0 },
  );
}
