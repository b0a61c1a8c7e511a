import { type Activity, calledOf, hasEnded } from '../globus/activity/activity.js';
import { shared } from '../fair-widths.js';
import { shortId } from '../uuid.js';
import { visible } from '../visible.js';
import { whenWords } from '../when-words.js';
import { dashHeight, type DashState } from './dash-state.js';
import { cut, fit, type Line, span, type Tone, widthOf } from './fit.js';
import { markOf } from './marks.js';

const kindWidth = 8;
const dateWidth = 19;
const between = 2;
/** What no cell is cut below while another could give. */
const leastCell = 10;
/** From so many columns on there is room for how far it is, for times, and for from where to where. */
const forSaid = 50;
const forDates = 76;
const forWhere = 120;

/** The title: how much runs, and which services cannot be asked. */
export function dashTitle({ rows, troubles, jobs }: DashState, title: string, width: number): Line {
  const running = rows.filter(({ state }) => state === 'running').length;
  const stuck = rows.filter(({ state }) => state === 'stuck').length;
  const parts = [
    visible(title),
    `${running} running`,
    stuck > 0 && `${stuck} stuck`,
    jobs.length > 0 && 'working …',
    troubles.size > 0 && `no answer from ${[...troubles.keys()].join(', ')}`,
  ];
  return [span(fit(` ${parts.filter(Boolean).join(' · ')}`, width), 'title')];
}

/** Everything that runs or ran, a line each. */
export function dashLines(state: DashState, now: number): readonly Line[] {
  const { columns } = state.size;
  const height = dashHeight(state);
  if (!state.rows.length) {
    const asked = new Set([...state.found.keys(), ...state.troubles.keys()]).size;
    const isKnown = state.found.size > 0 && asked === state.services;
    const said = isKnown ? 'Nothing runs, and nothing ran lately.' : 'Asking …';
    return [[span(fit(`  ${said}`, columns), 'dim')]];
  }
  const widths = widthsOf(state.rows, columns, now);
  return state.rows
    .slice(state.top, state.top + height)
    .map((row, i) => rowLine(row, { columns, now, widths, isCursor: state.top + i === state.cursor }));
}

/** What a row says between its kind and its time, as far as there is room for it. */
function cellsOf(row: Activity, columns: number, now: number): readonly string[] {
  const name = nameOf(row);
  // where there is no column of times, when it runs next says more than how often it ran
  const said = columns < forDates && row.next !== undefined ? whenText(row, now) : saidOf(row);
  return [
    name,
    ...(columns >= forWhere ? [row.where === row.name || name.endsWith(` ${row.where}`) ? '' : row.where] : []),
    ...(columns >= forSaid ? [said] : []),
  ].map(visible);
}

/** What it says, and that it is paused: the mark alone is no word. */
const saidOf = ({ state, said }: Activity): string =>
  state === 'paused' && !said.includes('paused') ? ['paused', said].filter(Boolean).join(', ') : said;

/** What it is called beside its kind, which need not be said twice. */
export const nameOf = (row: Activity): string => {
  const name = calledOf(row);
  return row.kind === 'ingest' || row.kind === 'delete'
    ? name.replace(/^(?:ingest|delete) (?=(?:into|on) )/, '')
    : name;
};

/** How wide each cell is: nothing is cut beside blanks. */
function widthsOf(rows: readonly Activity[], columns: number, now: number): readonly number[] {
  const cells = rows.map((row) => cellsOf(row, columns, now));
  const count = cells[0]?.length ?? 0;
  const room = columns - 4 - kindWidth - between * count - (columns >= forDates ? between + dateWidth : 0);
  const things = Array.from({ length: count }, (_, i) => ({
    whole: Math.max(1, ...cells.map((row) => widthOf(row[i] ?? ''))),
    least: leastCell,
    weight: 1,
  }));
  const widths = [...shared(things, room)];
  // the times stand at the edge
  const left = room - widths.reduce((all, each) => all + each, 0);
  return widths.map((each, i) => (i === count - 1 ? Math.max(1, each + left) : each));
}

interface At {
  readonly columns: number;
  readonly now: number;
  readonly widths: readonly number[];
  readonly isCursor: boolean;
}
function rowLine(row: Activity, { columns, now, widths, isCursor }: At): Line {
  const [mark, tone] = markOf[row.state];
  const rest: Tone = isCursor ? 'cursor' : hasEnded(row) ? 'dim' : 'plain';
  const cells = [
    fit(row.kind, kindWidth),
    ...cellsOf(row, columns, now).map((cell, i) => fit(cell, widths[i] ?? 1)),
    ...(columns >= forDates ? [fit(whenText(row, now), dateWidth, 'right')] : []),
  ];
  return [
    span(isCursor ? '>' : ' ', rest),
    span(mark, tone),
    span(' '.repeat(3 - widthOf(mark)), rest),
    span(fit(cells.join(' '.repeat(between)), columns - 4), rest),
  ];
}

/** When it ended, runs next, or began, as lists say it. */
function whenText({ ended, next, began }: Activity, now: number): string {
  const moment = next ?? ended ?? began;
  if (moment === undefined || Number.isNaN(moment)) return '';
  const words = whenWords(new Date(moment), new Date(now));
  return next === undefined ? words : `next ${words}`;
}

/** What is selected, with what a row has no room for. */
export function selectedLine({ rows, cursor }: DashState, width: number): Line {
  const row = rows[cursor];
  if (!row) return [span(' '.repeat(width))];
  const parts = [
    calledOf(row),
    row.where !== calledOf(row) && !row.name.endsWith(` ${row.where}`) && row.where,
    saidOf(row),
    shortId(row.id),
  ]
    .filter(Boolean)
    .join(' · ');
  return [span(fit(` ${cut(visible(parts), width - 2)}`, width), 'dim')];
}
