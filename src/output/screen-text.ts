import { visibleLines } from '../visible.js';
import { cut, width, wrapped } from './cut.js';
import { stateText } from './mood.js';
import { bad, dim, label as bold, link, state } from './paint.js';
import { pageOf } from './pages.js';
import { kindOf, labelText, tellingOf, told } from './people.js';
import type { Terminal } from './table.js';
import type { Fields, Line, Names, Piece } from './view.js';

/** Below this many columns there is no room for values beside their labels. */
const leastRoom = 20;

/** An address or a command line: people copy it. */
const copied = /^(?:https?:\/\/\S+|globus .+)$/;

/** What something is and how it is says more than its id, which stands last where a record begins with it. */
function idsLast(fields: Fields): Fields {
  const first = fields.findIndex(([label, field]) => kindOf(label, field) !== 'id');
  return first < 1 ? fields : [...fields.slice(first), ...fields.slice(0, first)];
}

/**
 * `Label:  value` lines of a row as a person reads it: what has nothing in it is left out, and a long value goes on below its beginning.
 */
export function screenRecord(fields: Fields, row: unknown, terminal: Terminal, names: Names): string {
  const telling = tellingOf(terminal, names);
  const leading = fields.find(([, field]) => field.leadsTo)?.[1];
  const page = terminal.links && leading?.leadsTo ? pageOf(leading.leadsTo, leading.get(row as never)) : undefined;
  const pairs = idsLast(fields)
    .map(([label, field]) => {
      const text = visibleLines(told(label, field, row, telling));
      return { label: labelText(label), field, kind: kindOf(label, field), text };
    })
    .filter(({ text }) => text !== '');
  const margin = pairs.reduce((most, { label }) => Math.max(most, width(label)), 0) + 3;
  const room = Math.max(leastRoom, terminal.columns - margin);
  return pairs
    .map(({ label, field, kind, text }) => {
      const head = `${label}:`;
      const shown = kind === 'state' ? stateText(text) : text;
      // broken, it could not be copied: the terminal itself wraps it
      const isWhole = copied.test(text) && width(text) > room;
      const lines = isWhole ? ['', text] : shown.split('\n').flatMap((line) => wrapped(line, room));
      const value = lines
        .map((line) => {
          const painted = !terminal.color
            ? line
            : kind === 'state'
              ? state(text, line)
              : kind === 'id'
                ? dim(line)
                : line;
          return page !== undefined && field === leading ? link(painted, page) : painted;
        })
        .join(isWhole ? '\n' : `\n${' '.repeat(margin)}`);
      const labelled = terminal.color ? bold(head) : head;
      const gap = isWhole ? '' : ' '.repeat(Math.max(1, margin - width(head)));
      return `${labelled}${gap}${value}`.trimEnd() + '\n';
    })
    .join('');
}

/** The lines of a summary. Their texts are of a document that `visible` has been through. */
export const screenLines = (lines: readonly (Line | undefined | null | false)[], terminal: Terminal): string =>
  lines
    .filter((line): line is Line => Boolean(line))
    .flatMap((line) => (typeof line === 'string' ? wrapped(line, terminal.columns) : [drawnLine(line, terminal)]))
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');

/** Pieces side by side; what there is no room for is cut, but a command line, which goes to a line of its own, and what is told whole, which goes on below. */
function drawnLine(given: readonly (Piece | undefined | null | false)[], { columns, color, called }: Terminal): string {
  const pieces = given
    .filter((piece): piece is Piece => Boolean(piece))
    .map((piece) => (typeof piece === 'string' ? { text: piece, as: undefined } : piece))
    .map((piece) => (piece.as === 'command' && called ? { ...piece, text: called(piece.text) } : piece));
  let room = columns;
  let drawn = '';
  for (const { text, as } of pieces) {
    if (as === 'command' && width(text) > room && drawn !== '') {
      drawn = `${drawn.trimEnd()}\n  ${text}`;
      continue;
    }
    if ((as === 'whole' || as === 'bad') && width(text) > room) {
      const indent = drawn === '' ? '' : '  ';
      const lines = wrapped(text.trim(), Math.max(1, columns - indent.length)).map(
        (line) => indent + (color ? paints[as](line) : line),
      );
      drawn = [...(drawn === '' ? [] : [drawn.trimEnd()]), ...lines].join('\n');
      room = 0;
      continue;
    }
    if (room <= 0) continue;
    const shown = as === 'command' ? text : cut(as === 'state' ? stateText(text) : text, room);
    room -= width(shown);
    drawn += color && as ? paints[as](shown, text) : shown;
  }
  return drawn.trimEnd();
}
const paints = {
  strong: bold,
  dim,
  bad,
  command: (text: string) => text,
  whole: (text: string) => text,
  state: (shown: string, word: string) => state(word, shown),
};
