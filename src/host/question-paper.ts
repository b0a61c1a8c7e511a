import { Writable } from 'node:stream';
import type { Runtime } from '../runtime.js';

/** What takes the frame before off the screen: down to its end, and each of its lines erased. */
const erasing = /^(?:\u001b\[\d+B)?(?:\u001b\[2K(?:\u001b\[1A)?)*(?:\u001b\[G)?/;
/** What puts the cursor to where somebody types: up from the end of the frame, and to the column. */
const upToTyping = /\u001b\[(\d+)A\u001b\[\d*G$/;
/** The cursor moves within the line where somebody types. */
const withinLine = /^\u001b\[\d*G$/;
const showCursor = '\u001b[?25h';

/** Colours and other looks of a text, and nothing else that a terminal obeys. */
const looks = /\u001b\[[0-9;]*m/g;
export const colorless = (text: string): string => text.replace(looks, '');

export interface QuestionPaper {
  /** What a question is written to. */
  readonly stream: Writable;
  /** Leaves the question as it stands, with the cursor on the line below it, as whoever writes next needs it. */
  readonly leave: () => void;
  /** The question as it was, where the cursor is now. */
  readonly again: () => void;
}

/**
 * What inquirer writes a question to: a terminal, of which it keeps what stands there, for inquirer cannot be told to draw it anew.
 * `looked` makes of a text what is written of it.
 */
export function questionPaper(terminal: Runtime['stderr'], looked: (text: string) => string): QuestionPaper {
  let frame = '';
  let cursor = '';
  let isAway = false;
  const write = (text: string) => void terminal.write(looked(text));
  const keep = (text: string) => {
    if (withinLine.test(text)) cursor = text;
    else [frame, cursor] = [text.replace(erasing, ''), ''];
  };
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      keep(chunk.toString());
      if (!isAway) write(chunk.toString());
      // at once: waiting for the terminal would let what others write to it overtake the rest of a question
      done();
    },
  });
  return {
    stream: Object.defineProperties(stream, {
      columns: { get: () => terminal.columns },
      rows: { get: () => terminal.rows },
      isTTY: { value: true },
    }),
    leave: () => {
      isAway = true;
      const up = upToTyping.exec(frame)?.[1];
      write(`${up === undefined ? '' : `\u001b[${up}B`}\r\n${showCursor}`);
    },
    again: () => {
      isAway = false;
      write(frame + cursor);
    },
  };
}
