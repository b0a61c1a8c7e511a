import { NetworkError } from '../errors.js';
import { hostOf } from './network-error.js';

/** The answer began and did not end: nothing was wrong with the request, so it may be sent again where repeating is harmless. */
export class CutShortError extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message);
    this.name = 'CutShortError';
  }
}

/** Documents are read whole; nothing that a service describes is as large as this, in bytes after decompression. */
const largestDocument = 256 * 1024 * 1024;

/**
 * The whole body as text. Throws CutShortError where less comes than was announced or the connection breaks, and TimeoutError
 * where nothing more comes for `timeout` milliseconds. A body larger than `limit` bytes ends in a NetworkError, unread.
 */
export async function wholeBody(
  response: Response,
  url: string,
  timeout: number | false,
  limit = largestDocument,
): Promise<string> {
  // a HEAD tells the length of what it does not bring
  if (!hasBody(response)) return '';
  const text = await readAll(response, url, timeout, limit).catch((cause: unknown) => {
    const error = asError(cause);
    throw ['TimeoutError', 'AbortError'].includes(error.name) || error instanceof NetworkError
      ? error
      : new CutShortError(error);
  });
  const announced = response.headers.get('content-length');
  if (announced === null || response.headers.get('content-encoding') || Buffer.byteLength(text) >= Number(announced))
    return text;
  throw new CutShortError(
    new NetworkError(
      `The answer of ${hostOf(url)} was cut short: ${Buffer.byteLength(text)} of ${announced} bytes came.`,
      {
        hint: 'Run the command again; if it happens every time, something between here and the service breaks connections.',
      },
    ),
  );
}

async function readAll(response: Response, url: string, timeout: number | false, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const bytes of piecesOf(response, timeout)) {
    size += bytes.length;
    if (size > limit) throw tooLarge(url, limit);
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

/** A response of the network of this process, whose bytes need no stream of the web. */
interface Plain {
  readonly hasBody: boolean;
  takePieces(): { read(): Promise<IteratorResult<Uint8Array, undefined>>; cancel(): void } | undefined;
}
const plainPieces = (response: Response) => (response as Partial<Plain>).takePieces?.();
const hasBody = (response: Response) => (response as Partial<Plain>).hasBody ?? response.body !== null;

/** The body as it comes. Throws TimeoutError where nothing more comes for so many milliseconds; an end before the end drops the connection. */
export async function* piecesOf(
  response: Response,
  timeout: number | false,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = plainPieces(response) ?? response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), timeout);
      if (done) return;
      yield value;
    }
  } finally {
    // nothing is left to cancel of a body that has ended or broken
    void reader.cancel()?.catch(() => undefined);
  }
}

export const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

const tooLarge = (url: string, limit: number) =>
  new NetworkError(
    `The answer of ${hostOf(url)} is larger than ${Math.floor(limit / 1024 / 1024)} MB; the rest was not read.`,
    {
      hint: 'A document of a service is never that large: ask for less at a time, or look at what answers at this address.',
    },
  );

/** The value of a promise, unless it takes longer than so many milliseconds. */
async function within<T>(promise: Promise<T>, milliseconds: number | false): Promise<T> {
  if (milliseconds === false) return promise;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new DOMException('nothing more came', 'TimeoutError')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
