import type { Activity } from '../globus/activity/activity.js';
import type { Wish } from '../globus/panes/deeds.js';
import type { PaneBatch, Trouble } from '../globus/panes/folder.js';
import type { PanePlace } from '../globus/panes/place.js';
import { layoutOf, type Size } from './layout.js';
import { messageLines } from './message-lines.js';
import {
  arranged,
  finished,
  inverted,
  marked,
  moved,
  newPane,
  opening,
  type PaneState,
  received,
  type SortBy,
} from './pane-state.js';
import { resized } from './text-rows.js';

export type Side = 0 | 1;
/** A line of this program that runs beside the screen. */
export interface Job {
  readonly id: number;
  readonly line: string;
  readonly state: 'running';
  /** The last that it said. */
  readonly said: string;
}
/** What has the keys. */
export type Front =
  | { readonly mode: 'panes' }
  /** The filter of the pane is being typed. */
  | { readonly mode: 'filter' }
  | {
      readonly mode: 'question';
      readonly wish: Wish;
      readonly text: string;
      /** What was typed so far; undefined where Enter alone answers. */
      readonly answer: string | undefined;
      /** The line that does the same, as of this answer. */
      readonly line: string;
      readonly refusal: string | undefined;
      /** Whether what was typed is being done: no key is for anything else until it is known how that ended. */
      readonly isDoing: boolean;
    }
  /** Something else to be agreed to: with Enter, or with `y` alone where something is lost by it. */
  | {
      readonly mode: 'agree';
      readonly title: string;
      readonly text: string;
      readonly line: string;
      readonly loses: boolean;
    }
  | {
      readonly mode: 'text';
      readonly title: string;
      readonly line: string;
      readonly lines: readonly string[];
      readonly top: number;
    };
/** Whether something is lost by what is asked: `y` agrees to that, and Enter leaves it, as `(y/N)` on the command line does. */
export const isLosing = (front: Front): boolean =>
  front.mode === 'agree'
    ? front.loses
    : front.mode === 'question' && (front.wish.wish === 'delete' || front.wish.wish === 'cancel');

/** What may stand over any screen. */
export type OverFront = Extract<Front, { mode: 'agree' | 'text' }>;
export interface Message {
  readonly text: string;
  readonly isBad: boolean;
}
export interface BrowseState {
  readonly size: Size;
  readonly panes: readonly [PaneState, PaneState];
  readonly active: Side;
  readonly front: Front;
  readonly jobs: readonly Job[];
  readonly tasks: readonly Activity[];
  readonly message: Message | undefined;
}

export type BrowseAction =
  | { readonly do: 'resize'; readonly size: Size }
  | { readonly do: 'open'; readonly side: Side; readonly place: PanePlace; readonly seek?: string | undefined }
  /** Reads the same place again; what is shown stays until it comes. */
  | { readonly do: 'reopen'; readonly side: Side; readonly seek?: string | undefined }
  | { readonly do: 'receive'; readonly side: Side; readonly batch: PaneBatch; readonly isFirst: boolean }
  | { readonly do: 'finish' | 'mark' | 'invert' | 'hidden' | 'reverse'; readonly side: Side }
  | { readonly do: 'fail'; readonly side: Side; readonly trouble: Trouble }
  | { readonly do: 'move'; readonly side: Side; readonly to: number }
  | { readonly do: 'unmark'; readonly side: Side }
  | { readonly do: 'sort'; readonly side: Side }
  | { readonly do: 'filter'; readonly side: Side; readonly text: string }
  | { readonly do: 'activate'; readonly side: Side }
  | { readonly do: 'front'; readonly front: Front }
  | { readonly do: 'say'; readonly message: Message | undefined }
  | { readonly do: 'job'; readonly job: Job }
  | { readonly do: 'forgetJob'; readonly id: number }
  | { readonly do: 'tasks'; readonly tasks: readonly Activity[] };

export const beginning = (left: PanePlace, right: PanePlace, size: Size): BrowseState => ({
  size,
  panes: [newPane(left), newPane(right)],
  active: 0,
  front: { mode: 'panes' },
  jobs: [],
  tasks: [],
  message: undefined,
});

/** What the strip below the panes shows: what runs, then what ended last. */
export const stripOf = ({ jobs, tasks }: Pick<BrowseState, 'jobs' | 'tasks'>): readonly (Job | Activity)[] => {
  const isOver = (each: Job | Activity) => ['done', 'failed', 'canceled'].includes(each.state);
  const all = [...jobs, ...tasks];
  return [...all.filter((each) => !isOver(each)), ...all.filter(isOver)];
};

export const layout = (state: BrowseState) => layoutOf(state.size, stripOf(state).length, messageRows(state));
const messageRows = ({ front, message, size }: BrowseState) =>
  front.mode === 'filter' ? 1 : messageLines(message, size).length;

const sorts: readonly SortBy[] = ['name', 'size', 'date'];

/** What the screen shows after something happened. */
export function browse(state: BrowseState, action: BrowseAction): BrowseState {
  switch (action.do) {
    case 'resize':
      return fitted({ ...state, size: action.size, front: resized(state.front, state.size, action.size) });
    case 'activate':
      return { ...state, active: action.side };
    case 'front':
      return { ...state, front: action.front };
    case 'say':
      return fitted({ ...state, message: action.message });
    case 'job':
      return fitted({ ...state, jobs: [action.job, ...state.jobs.filter(({ id }) => id !== action.job.id)] });
    case 'forgetJob':
      return fitted({ ...state, jobs: state.jobs.filter(({ id }) => id !== action.id) });
    case 'tasks':
      return fitted({ ...state, tasks: action.tasks });
    default:
      return withPane(state, action.side, (pane, height) => changed(pane, action, height));
  }
}

type PaneAction = Extract<BrowseAction, { readonly side: Side }>;

function changed(pane: PaneState, action: Exclude<PaneAction, { readonly do: 'activate' }>, height: number): PaneState {
  switch (action.do) {
    case 'open':
      return opening(pane, action.place, action.seek);
    case 'reopen':
      return opening(pane, pane.place, action.seek, true);
    case 'receive':
      return received(pane, action.batch, action.isFirst, height);
    case 'finish':
      return finished(pane, height);
    case 'fail':
      return { ...pane, entries: [], rows: [], settled: 0, isReading: false, trouble: action.trouble };
    case 'move':
      return moved(pane, action.to, height);
    case 'mark':
      return marked(pane, height);
    case 'invert':
      return inverted(pane);
    case 'unmark':
      return { ...pane, marks: new Set() };
    case 'hidden':
      return arranged({ ...pane, showsHidden: !pane.showsHidden }, height);
    case 'reverse':
      return arranged({ ...pane, isReversed: !pane.isReversed }, height);
    case 'sort':
      return arranged({ ...pane, sort: sorts[(sorts.indexOf(pane.sort) + 1) % sorts.length] ?? 'name' }, height);
    case 'filter':
      return arranged({ ...pane, filter: action.text }, height);
  }
}

function withPane(state: BrowseState, side: Side, change: (pane: PaneState, height: number) => PaneState): BrowseState {
  const height = layout(state).listHeight;
  const [left, right] = state.panes;
  return { ...state, panes: side === 0 ? [change(left, height), right] : [left, change(right, height)] };
}

/** Both panes scrolled so that their cursors are on the screen. */
function fitted(state: BrowseState): BrowseState {
  const height = layout(state).listHeight;
  const [left, right] = state.panes;
  return { ...state, panes: [moved(left, left.cursor, height), moved(right, right.cursor, height)] };
}
