import { NetworkError } from '../errors.js';
import { hostOf } from './network-error.js';

/** The answer began and did not end: nothing was wrong with the request, so it may be sent again where repeating is harmless. */
export class CutShortError extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message);
    this.name = 'CutShortError';
  }
}

/**
 * The whole body as text. Throws CutShortError where less comes than was announced or the connection breaks, and TimeoutError
 * where nothing more comes for `timeout` milliseconds.
 */
export async function wholeBody(response: Response, url: string, timeout: number | false): Promise<string> {
  const text = await readAll(response, timeout).catch((cause: Error) => {
    throw cause.name === 'TimeoutError' || cause.name === 'AbortError' ? cause : new CutShortError(cause);
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

async function readAll(response: Response, timeout: number | false): Promise<string> {
  if (!response.body) return '';
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  for (let text = ''; ;) {
    const { done, value } = await within(reader.read(), timeout).catch((cause: unknown) => {
      void reader.cancel().catch(() => undefined); // the connection is of no more use
      throw cause;
    });
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}

/** The value of a promise, unless it takes longer than so many milliseconds. */
async function within<T>(promise: Promise<T>, milliseconds: number | false): Promise<T> {
  if (milliseconds === false) return promise;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new DOMException('nothing more came', 'TimeoutError')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
