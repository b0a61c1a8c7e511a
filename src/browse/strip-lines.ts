import { type Activity, calledOf } from '../globus/activity/activity.js';
import { visible } from '../visible.js';
import { type BrowseState, type Front, isLosing, type Job, stripOf } from './browse-state.js';
import { cut, fit, type Line, span, widthOf } from './fit.js';
import { shortKeys } from './help.js';
import { messageLines } from './message-lines.js';
import { markOf } from './marks.js';
import { current } from './pane-state.js';

const isJob = (each: Job | Activity): each is Job => 'line' in each;

/** What runs or ran lately, a line each. */
export function stripLines(state: BrowseState, width: number, height: number): readonly Line[] {
  return stripOf(state)
    .slice(0, height)
    .map((each) => {
      const [mark, tone] = markOf[each.state];
      const name = isJob(each) ? each.line : calledOf(each);
      const said = each.said === '' ? '' : visible(each.said);
      const room = width - 4;
      // what it says now is worth more than the end of a long name
      const saidRoom = Math.min(widthOf(said), Math.floor(room / 2));
      const shown = cut(visible(name), room - saidRoom - 2);
      return [span(` ${mark} `, tone), span(fit(`${shown}  ${cut(said, room - widthOf(shown) - 2)}`, width - 3))];
    });
}

/** What stands above the keys: what happened last, else the whole name of what the cursor is on. */
export function saidLines({ message, panes, active, front, size }: BrowseState, width: number): readonly Line[] {
  const pane = panes[active];
  if (front.mode === 'filter') return [[span(fit(` Filter: ${visible(pane.filter)}▏`, width), 'title')]];
  if (message) return messageLines(message, size);
  const row = current(pane);
  return [[span(fit(row && !row.isUp ? ` ${visible(row.name)}` : '', width), 'dim')]];
}

type Keys = readonly (readonly [string, string])[];
const keys: Readonly<Record<Front['mode'], Keys>> = {
  panes: shortKeys,
  filter: [
    ['Enter', 'keep'],
    ['Esc', 'no filter'],
  ],
  question: [
    ['Enter', 'do it'],
    ['Esc', 'leave it'],
  ],
  agree: [
    ['Enter', 'do it'],
    ['Esc', 'leave it'],
  ],
  text: [
    ['Esc', 'back'],
    ['↑ ↓', 'scroll'],
  ],
};

const losing: Keys = [
  ['y', 'do it'],
  ['Enter Esc', 'leave it'],
];
/** The keys of what stands over a screen. */
export const keysOf = (front: Front): Keys => (isLosing(front) ? losing : keys[front.mode]);

/** The keys that can be pressed now: as many as there is room for. */
export function keysLine(keys: readonly (readonly [string, string])[], width: number): Line {
  const line: { text: string; tone: 'title' | 'dim' }[] = [];
  let used = 0;
  for (const [key, what] of keys) {
    const size = widthOf(key) + widthOf(what) + 4;
    if (used + size > width) break;
    used += size;
    line.push({ text: ` ${key} `, tone: 'title' }, { text: `${what}  `, tone: 'dim' });
  }
  return [...line, span(' '.repeat(Math.max(0, width - used)))];
}
