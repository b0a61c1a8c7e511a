import { type Activity, hasEnded } from '../globus/activity/activity.js';
import { visible } from '../visible.js';
import { dashHeight, type DashState } from './dash-state.js';
import { cut, dateText, fit, type Line, span, type Tone, widthOf } from './fit.js';
import { markOf } from './marks.js';

const kindWidth = 9;
const dateWidth = 19;
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
  const height = dashHeight(state.size);
  if (!state.rows.length) {
    const said = state.found.size ? 'Nothing runs, and nothing ran lately.' : 'Asking …';
    return [[span(fit(`  ${said}`, columns), 'dim')]];
  }
  return state.rows
    .slice(state.top, state.top + height)
    .map((row, i) => rowLine(row, { columns, now, isCursor: state.top + i === state.cursor }));
}

interface At {
  readonly columns: number;
  readonly now: number;
  readonly isCursor: boolean;
}
function rowLine(row: Activity, { columns, now, isCursor }: At): Line {
  const [mark, tone] = markOf[row.state];
  const rest: Tone = isCursor ? 'cursor' : hasEnded(row) ? 'dim' : 'plain';
  const when = columns >= forDates ? fit(whenText(row, now), dateWidth, 'right') : '';
  const room = columns - 4 - kindWidth - 1 - (when ? dateWidth + 2 : 1);
  const saidWidth = columns >= forSaid ? Math.floor(room * 0.4) : 0;
  const whereWidth = columns >= forWhere ? Math.floor(room * 0.3) : 0;
  const nameWidth = room - saidWidth - whereWidth;
  const cells = [
    fit(row.kind, kindWidth),
    fit(visible(row.name), nameWidth - 1),
    ...(whereWidth ? [fit(visible(row.where === row.name ? '' : row.where), whereWidth - 1)] : []),
    ...(saidWidth ? [fit(visible(row.said), saidWidth - 1)] : []),
    ...(when ? [when] : []),
  ];
  return [
    span(isCursor ? '>' : ' ', rest),
    span(mark, tone),
    span(' '.repeat(3 - widthOf(mark)), rest),
    span(fit(cells.join(' '), columns - 4), rest),
  ];
}

/** When it ended, runs next, or began. */
function whenText({ ended, next, began }: Activity, now: number): string {
  if (next !== undefined) return `next ${dateText(next, now)}`;
  return dateText(ended ?? began, now);
}

/** What is selected, with what a row has no room for. */
export function selectedLine({ rows, cursor }: DashState, width: number): Line {
  const row = rows[cursor];
  if (!row) return [span(' '.repeat(width))];
  const parts = [row.name, row.where !== row.name && row.where, row.said, row.id].filter(Boolean).join(' · ');
  return [span(fit(` ${cut(visible(parts), width - 2)}`, width), 'dim')];
}

/** What happened last, or why a service cannot be asked. */
export function dashMessage({ message, troubles }: DashState, width: number): Line {
  const [trouble] = troubles.values();
  const text = message?.text ?? trouble ?? '';
  return [span(fit(text === '' ? '' : ` ${visible(text)}`, width), message?.isBad || !message ? 'bad' : 'plain')];
}
