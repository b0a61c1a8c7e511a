import { CliError } from '../errors.js';
import { asError } from './body.js';

/** A body that is sent as it is read. */
export interface StreamedBody {
  /** Its bytes, from the first; called for each try. A piece is done with when the next is asked for. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** How many there are, where that is known; a body that turns out to have another number is not sent whole. */
  readonly length?: number | undefined;
  /** Whether the bytes are read and cannot be read again, as those of a pipe; left out, `open` can be called again. */
  readonly isSpent?: () => boolean;
}
interface SentBody {
  readonly stream: ReadableStream<Uint8Array> | undefined;
  /** Why the body itself could not be read, if that is what ended the request. */
  readonly failure: () => Error | undefined;
  /** Whether all of the body was handed on: an answer that came before is none to the whole. */
  readonly isAllSent: () => boolean;
  /** Ends the watch over the time. */
  readonly answered: () => void;
}
/** So that a step is short even on a slow line, and each is a sign of life. */
const pieceSize = 256 * 1024;

/**
 * The body of one request, and a watch over it: `late` is called where the other side takes nothing, or answers nothing,
 * for `timeout` milliseconds. The time that the source itself takes does not count.
 */
export function sentBody(body: StreamedBody | undefined, timeout: number | false, late: () => void): SentBody {
  let timer: NodeJS.Timeout | undefined;
  let failure: Error | undefined;
  let [isAnswered, isAtEnd, handedOn] = [false, false, 0];
  const rest = () => clearTimeout(timer);
  const watch = () => {
    rest();
    if (timeout !== false && !isAnswered) timer = setTimeout(late, timeout);
  };
  async function* watched(source: StreamedBody): AsyncGenerator<Uint8Array, void> {
    rest();
    let size = 0;
    try {
      for await (const bytes of source.open()) {
        size += bytes.length;
        if (source.length !== undefined && size > source.length) throw otherSize(source.length, 'more');
        for (let at = 0; at < bytes.length; at += pieceSize) {
          watch();
          const piece = bytes.subarray(at, at + pieceSize);
          handedOn += piece.length;
          yield piece;
        }
        rest();
      }
      if (source.length !== undefined && size < source.length) throw otherSize(source.length, `${size}`);
      isAtEnd = true;
    } catch (cause) {
      throw (failure = asError(cause));
    }
    watch();
  }
  watch();
  return {
    stream: body && ReadableStream.from(watched(body)),
    failure: () => failure,
    // who knows the length may answer to the last byte, before this knows that it was the last
    isAllSent: () => isAtEnd || handedOn === body?.length,
    answered: () => {
      isAnswered = true;
      rest();
    },
  };
}

const otherSize = (announced: number, came: string) =>
  new CliError(`The data to send has changed while it was read: ${announced} bytes were announced, ${came} came.`, {
    hint: 'Nothing was put in place. Run the command again once nobody writes to it.',
  });
