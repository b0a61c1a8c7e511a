import { isFolderPlace, placeTitle } from '../globus/panes/place.js';
import { sizeText } from '../size.js';
import { visible } from '../visible.js';
import { cut, cutMiddle, cutStart, dateText, fit, type Line, span, type Tone, widthOf, wrapped } from './fit.js';
import { withoutIds } from './message-lines.js';
import type { PaneState, Row } from './pane-state.js';

interface Room {
  readonly width: number;
  /** Rows of entries. */
  readonly height: number;
  readonly isActive: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const sizeWidth = 8;
const dateWidth = 12;
/** From so many columns on, there is room for sizes, and for dates. */
const forSizes = 24;
const forDates = 38;

/** A pane as lines: the frame with the place, as many entries as there is room for, the frame with what they come to. */
export function paneLines(pane: PaneState, room: Room): readonly Line[] {
  const { width, height, isActive } = room;
  const frame: Tone = isActive ? 'plain' : 'dim';
  const inner = width - 2;
  const inside = pane.trouble ? troubleLines(pane.trouble, inner) : entryLines(pane, room, inner);
  const side = span('│', frame);
  return [
    edge('╭', cutStart(visible(placeTitle(pane.place)), width - 6), '╮', width, frame, isActive),
    ...Array.from({ length: height }, (_, i) => [side, ...(inside[i] ?? [span(' '.repeat(inner))]), side]),
    edge('╰', cut(summary(pane), width - 6), '╯', width, frame, false),
  ];
}

/** A line of the frame with a text in it. */
function edge(begin: string, text: string, end: string, width: number, frame: Tone, isTitle: boolean): Line {
  const rest = '─'.repeat(Math.max(0, width - 5 - widthOf(text)));
  return [span(`${begin}─ `, frame), span(text, isTitle ? 'title' : frame), span(` ${rest}${end}`, frame)];
}

function entryLines(pane: PaneState, { height, isActive, now }: Room, inner: number): readonly Line[] {
  const { rows, top } = pane;
  if (!rows.some(({ isUp }) => !isUp)) {
    const said = pane.isReading
      ? 'Reading …'
      : pane.filter !== ''
        ? `Nothing matches “${visible(pane.filter)}”.`
        : pane.entries.length
          ? 'Only hidden files (. shows them).'
          : 'The folder is empty.';
    return [
      ...rows.map((row, i) => entryLine(row, pane, i, { inner, isActive, now })),
      [span(fit(`  ${said}`, inner), 'dim')],
    ];
  }
  return rows.slice(top, top + height).map((row, i) => entryLine(row, pane, top + i, { inner, isActive, now }));
}

interface At {
  readonly inner: number;
  readonly isActive: boolean;
  readonly now: number;
}
function entryLine(row: Row, pane: PaneState, index: number, { inner, isActive, now }: At): Line {
  const isMarked = pane.marks.has(row.name);
  const isCursor = isActive && index === pane.cursor;
  const tone: Tone = isCursor ? 'cursor' : isMarked ? 'marked' : row.type === 'dir' ? 'folder' : 'plain';
  const begin = `${isCursor ? '>' : ' '}${isMarked ? '*' : ' '}`;
  const room = inner - 3;
  if (!isFolderPlace(pane.place)) return [span(`${begin}${fit(placeLine(row, room), room)} `, tone)];
  const hasSize = inner >= forSizes;
  const hasDate = inner >= forDates;
  const nameRoom = room - (hasSize ? sizeWidth + 1 : 0) - (hasDate ? dateWidth + 1 : 0);
  const name = fit(visible(row.name) + (row.type === 'dir' && !row.isUp ? '/' : ''), nameRoom);
  const size = row.size === undefined ? '' : sizeText(row.size);
  const more =
    (hasSize ? ` ${fit(size, sizeWidth, 'right')}` : '') +
    (hasDate ? ` ${fit(row.isUp ? '' : dateText(row.modified, now), dateWidth, 'right')}` : '');
  return [span(begin + name, tone), span(`${more} `, isCursor || isMarked ? tone : 'dim')];
}

/** A place to open: its name, and what tells it from others where there is room. */
function placeLine({ name, detail }: Row, room: number): string {
  const text = cutMiddle(visible(name), room);
  const left = room - widthOf(text) - 2;
  return detail && left >= 8 ? `${text}  ${cut(visible(detail), left)}` : text;
}

function troubleLines(trouble: NonNullable<PaneState['trouble']>, inner: number): readonly Line[] {
  const lines = (text: string, tone: Tone): readonly Line[] =>
    text
      .split('\n')
      .flatMap((each) => wrapped(visible(each), inner - 2))
      .map((each) => [span(fit(` ${each}`, inner), tone)]);
  const next = trouble.wantsLogin ? 'Enter logs in.' : 'Enter tries again; Backspace goes up.';
  return [...lines(withoutIds(trouble.message), 'bad'), ...lines('', 'plain'), ...lines(next, 'plain')];
}

/** What the pane holds, in words. */
function summary(pane: PaneState): string {
  const { entries, rows, marks, filter, sort, isReversed, isReading, trouble } = pane;
  if (trouble) return 'cannot be read';
  const shown = rows.filter(({ isUp }) => !isUp).length;
  const parts = [
    marks.size > 0 && `${numberText(marks.size)} marked${markedSize(pane)}`,
    shown === entries.length ? counted(entries.length) : `${numberText(shown)} of ${counted(entries.length)}`,
    isReading && 'reading …',
    filter !== '' && `“${visible(filter)}”`,
    (sort !== 'name' || isReversed) && `by ${sort}${isReversed ? ', reversed' : ''}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
const counted = (count: number) => `${numberText(count)} ${count === 1 ? 'entry' : 'entries'}`;
const numberText = (count: number) => count.toLocaleString('en');

function markedSize({ entries, marks }: PaneState): string {
  const bytes = entries.reduce((sum, { name, size }) => (marks.has(name) ? sum + (size ?? 0) : sum), 0);
  return bytes ? ` (${sizeText(bytes)})` : '';
}
