import { width, wrapped } from '../output/cut.js';
import type { Runtime } from '../runtime.js';
import { visibleLines } from '../visible.js';

type Terminal = Pick<Runtime, 'stderr'>;

/** What inquirer puts before a question, and room for the cursor, so that it does not begin a line of its own. */
const margin = 2 + 1;
/** What it puts behind a question that nothing is typed to yet. */
const behind = 1;
/** What is longer, such as an answer that is typed, is not worth breaking a question for; `(y/N)` does not stand alone. */
const shortest = '(y/N)'.length;
const roomOn = ({ stderr }: Terminal) => Math.max(20, stderr.columns || 80) - margin;

/** Lines below the first are indented, so that no name in a question fakes a line of ours. */
const asLines = (lines: readonly string[]) => lines.join('\n').replace(/\n(?! )/g, '\n  ');

/** A question as it is shown: broken at spaces, and so that what follows it on its last line, such as `(y/N)`, stays in one piece. */
export function asked(terminal: Terminal, text: string, after = ''): string {
  const columns = roomOn(terminal) - behind;
  const lines = visibleLines(text)
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return wrapped(line.slice(indent.length), columns - indent.length).map((each) => indent + each);
    });
  const room = columns - width(after) - 1;
  const last = lines.at(-1) ?? '';
  // what has no line to fit in is broken as a terminal breaks it
  const isLong = width(after) > shortest && width(after) < columns;
  const narrowed = isLong ? [last, ' '] : room > 0 ? wrapped(last, room) : [last];
  const ends = after && width(last) > room ? narrowed : [last];
  return asLines([...lines.slice(0, -1), ...ends]);
}

/** A question that was answered, and the answer behind it: on the same line where it fits there. */
export function answered(
  terminal: Terminal,
  text: string,
  answer: string,
): readonly [question: string, answer: string] {
  const question = asked(terminal, text);
  if (answer === '') return [question, ''];
  const columns = roomOn(terminal);
  const last = question.split('\n').at(-1) ?? '';
  const fits = width(last) + 1 + width(answer) <= columns + 1;
  return [
    question,
    fits
      ? ` ${answer}`
      : `\n${wrapped(answer, columns)
          .map((line) => `  ${line}`)
          .join('\n')}`,
  ];
}

/** A text below a question, whose first line has `> ` before it. */
export const below = (terminal: Terminal, text: string): string => asLines(wrapped(text, roomOn(terminal)));
