import { visible } from '../visible.js';
import type { Front } from './browse-state.js';
import { cut, cutStart, fit, type Line, span, type Tone, widthOf, wrapped, wrappedLine } from './fit.js';
import { insideBox } from './layout.js';
import { rowsOf } from './text-rows.js';

/** A line of a box: a text and its tone. */
type Inside = readonly [text: string, tone: Tone];

/** A box of so many columns and rows at most, around lines. */
export function boxLines(title: string, lines: readonly Inside[], width: number): readonly Line[] {
  const inner = insideBox(width);
  const top = cut(title, inner - 2);
  return [
    [span('╭─ ', 'title'), span(top, 'title'), span(` ${'─'.repeat(Math.max(0, width - 5 - widthOf(top)))}╮`, 'title')],
    ...lines.map(([text, tone]): Line => [span('│ ', 'title'), span(fit(text, inner), tone), span(' │', 'title')]),
    [span(`╰${'─'.repeat(width - 2)}╯`, 'title')],
  ];
}

/** What stands over the panes; undefined where nothing does. The box is as wide and as high as there is room for. */
export function frontLines(front: Front, width: number, height: number): readonly Line[] | undefined {
  const inner = insideBox(width);
  const room = height - 2;
  const text = (said: string, tone: Tone = 'plain'): readonly Inside[] =>
    wrapped(said, inner, Math.max(1, room)).map((line) => [line, tone] as const);
  switch (front.mode) {
    case 'panes':
    case 'filter':
      return undefined;
    case 'text':
      return boxLines(front.title, textLines(front, inner, room), width);
    case 'question':
    case 'agree': {
      const typed = front.mode === 'question' && front.answer !== undefined ? [`${visible(front.answer)}▏`] : [];
      const refusal = front.mode === 'question' ? front.refusal : undefined;
      // what is asked stays in sight, also where very many files are marked
      const forLine = Math.max(4, Math.floor(room / 2));
      const line = commandLines(front.line, inner, forLine).map((each): Inside => [each, 'dim']);
      const shown = [
        ...text(front.text),
        ...typed.map((each) => [cutStart(each, inner), 'cursor'] as const),
        ...(refusal === undefined ? [] : text(refusal, 'bad')),
        ...(front.mode === 'question' && front.isDoing ? text('working …', 'dim') : []),
        ['', 'plain'] as const,
        ...line,
      ];
      return boxLines(front.mode === 'question' ? titles[front.wish.wish] : front.title, shown, width);
    }
  }
}

const titles = {
  copy: 'Copy',
  move: 'Move',
  timer: 'Nightly',
  delete: 'Delete',
  rename: 'Rename',
  makeFolder: 'New folder',
  bookmark: 'Bookmark',
  share: 'Share',
  cancel: 'Cancel',
} as const;

type Text = Extract<Front, { mode: 'text' }>;

/** A command line, broken between its words; of one that needs more lines than there are for it, the beginning. */
function commandLines(line: string, inner: number, most: number): readonly string[] {
  const all = wrappedLine(visible(line), inner, most + 1);
  return all.length > most ? [...all.slice(0, most - 1), '…'] : all;
}

/** The line that a text came from, below it; with where one is in the text, beside it where there is room. */
function footOf({ lines, top, line }: Text, inner: number, room: number): readonly string[] {
  const shown = line === '' ? [''] : commandLines(line, inner, Math.max(2, Math.floor(room / 2)));
  const all = rowsOf(lines, inner).length;
  if (all <= room - shown.length) return shown;
  const what = all === lines.length ? 'lines' : 'rows';
  const last = (height: number) => Math.min(all, top + room - height);
  const where = (height: number) => `${top + 1}-${last(height)} of ${all} ${what}`;
  const [only = '', ...others] = shown;
  // as wide as it can become, so that the text does not jump while it is scrolled
  const widest = widthOf(`${all}-${all} of ${all} ${what} · ${only}`);
  return others.length || widest > inner
    ? [where(shown.length + 1), ...shown]
    : [[where(1), only].filter(Boolean).join(' · ')];
}

/** How many rows a text takes in a box of this width. */
export const textHeight = (front: Text, width: number): number => rowsOf(front.lines, insideBox(width)).length;

/** How many rows of a text are seen at once in a box of this size. */
export function textRoom(front: Text, width: number, height: number): number {
  const room = height - 2;
  return Math.max(1, room - footOf(front, insideBox(width), room).length);
}

/** A part of a long text, and where one is in it. */
function textLines(front: Text, inner: number, room: number): readonly Inside[] {
  const foot = footOf(front, inner, room);
  const shown = rowsOf(front.lines, inner)
    .slice(front.top, front.top + Math.max(1, room - foot.length))
    .map((each): Inside => [each, 'plain']);
  return [...shown, ...foot.map((each): Inside => [each, 'dim'])];
}
