import { Writable } from 'node:stream';
import type { Size } from './layout.js';

/**
 * The stream that ink draws into, a whole frame each time. Of a frame only the lines that are not on the terminal already are
 * written, each at its place: so it can fill the terminal to its last row, and what is written for a key is little.
 */
export interface Frames {
  readonly stream: NodeJS.WriteStream;
  /** Writes frames from now on; what is on the terminal is taken for unknown. */
  readonly begin: () => void;
  readonly end: () => void;
  readonly resize: (size: Size) => void;
}

// the terminal shows what is between them at once, where it knows them
const beginUpdate = '\u001b[?2026h';
const endUpdate = '\u001b[?2026l';

export function framesOn(stdout: NodeJS.WriteStream, size: Size): Frames {
  let shown: readonly string[] | undefined;
  let isWriting = false;
  let last = '';
  const write = () => {
    if (!isWriting) return;
    // a place below the last row would be that row
    const lines = last.split('\n').slice(0, stream.rows);
    const wipe = shown === undefined ? '\u001b[2J' : '';
    const before = shown ?? [];
    const changed = Array.from({ length: Math.max(lines.length, before.length) }, (_, i) =>
      lines[i] === before[i] ? '' : `\u001b[${i + 1};1H\u001b[2K${lines[i] ?? ''}\u001b[0m`,
    ).join('');
    shown = lines;
    if (wipe || changed) stdout.write(beginUpdate + wipe + changed + endUpdate);
  };
  const stream = Object.assign(
    new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        last = chunk.toString();
        write();
        done();
      },
    }),
    { isTTY: true, ...size },
  );
  return {
    // what ink asks of it beyond a stream is there
    stream: stream as unknown as NodeJS.WriteStream,
    begin: () => {
      isWriting = true;
      shown = undefined;
      write();
    },
    end: () => (isWriting = false),
    resize: (to) => {
      Object.assign(stream, to);
      shown = undefined;
      stream.emit('resize');
    },
  };
}
