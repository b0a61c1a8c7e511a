import { Writable } from 'node:stream';
import type { Runtime } from '../runtime.js';

/** Colours and other looks of a text, and nothing else that a terminal obeys. */
const looks = /\u001b\[[0-9;]*m/g;

/** A terminal that gets no colour, whatever is written: inquirer knows no NO_COLOR. */
export const colorless = (terminal: Runtime['stderr']): Writable =>
  Object.defineProperties(
    new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        terminal.write(chunk.toString().replace(looks, ''));
        // at once: waiting for the terminal would let what others write to it overtake the rest of a question
        done();
      },
    }),
    { columns: { get: () => terminal.columns }, rows: { get: () => terminal.rows }, isTTY: { value: true } },
  );
