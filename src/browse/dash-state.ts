import type { Activity } from '../globus/activity/activity.js';
import { inOrder } from '../globus/activity/watch.js';
import type { Job, Message, OverFront } from './browse-state.js';
import { dashMessage } from './message-lines.js';
import type { Size } from './layout.js';
import { resized } from './text-rows.js';

export interface DashState {
  readonly size: Size;
  /** How many services are asked. */
  readonly services: number;
  /** What each service told last. */
  readonly found: ReadonlyMap<string, readonly Activity[]>;
  /** Why a service cannot be asked. */
  readonly troubles: ReadonlyMap<string, string>;
  readonly rows: readonly Activity[];
  readonly cursor: number;
  readonly top: number;
  readonly front: { readonly mode: 'list' } | OverFront;
  readonly message: Message | undefined;
  readonly jobs: readonly Job[];
}

export type DashAction =
  | { readonly do: 'resize'; readonly size: Size }
  | { readonly do: 'find'; readonly service: string; readonly activities: readonly Activity[] }
  | { readonly do: 'fail'; readonly service: string; readonly message: string }
  | { readonly do: 'move'; readonly to: number }
  | { readonly do: 'front'; readonly front: DashState['front'] }
  | { readonly do: 'say'; readonly message: Message | undefined }
  | { readonly do: 'job'; readonly job: Job }
  | { readonly do: 'forgetJob'; readonly id: number };

export const dashBeginning = (size: Size, services: number): DashState => ({
  size,
  services,
  found: new Map(),
  troubles: new Map(),
  rows: [],
  cursor: 0,
  top: 0,
  front: { mode: 'list' },
  message: undefined,
  jobs: [],
});

/** Above the rows the title; below them a line of what is selected, and the keys. */
const around = 3;
export const dashHeight = (state: Pick<DashState, 'size' | 'message' | 'troubles'>): number =>
  Math.max(1, state.size.rows - around - dashMessage(state).length);

/** What the screen shows after something happened. */
export function dash(state: DashState, action: DashAction): DashState {
  switch (action.do) {
    case 'resize':
      return moved({ ...state, size: action.size, front: resized(state.front, state.size, action.size) }, state.cursor);
    case 'find':
      return found(state, action.service, action.activities);
    case 'fail':
      return moved({ ...state, troubles: new Map(state.troubles).set(action.service, action.message) }, state.cursor);
    case 'move':
      return moved(state, action.to);
    case 'front':
      return { ...state, front: action.front };
    case 'say':
      return moved({ ...state, message: action.message }, state.cursor);
    case 'job':
      return { ...state, jobs: [action.job, ...state.jobs.filter(({ id }) => id !== action.job.id)] };
    case 'forgetJob':
      return { ...state, jobs: state.jobs.filter(({ id }) => id !== action.id) };
  }
}

/** The rows anew; the cursor stays on what it was on, wherever that is now. */
function found(state: DashState, service: string, activities: readonly Activity[]): DashState {
  const all = new Map(state.found).set(service, activities);
  const troubles = new Map(state.troubles);
  troubles.delete(service);
  const rows = inOrder([...all.values()].flat());
  const before = state.rows[state.cursor];
  const at = rows.findIndex(({ kind, id }) => kind === before?.kind && id === before.id);
  return moved({ ...state, found: all, troubles, rows }, at === -1 ? state.cursor : at);
}

function moved(state: DashState, to: number): DashState {
  const height = dashHeight(state);
  const cursor = Math.max(0, Math.min(to, state.rows.length - 1));
  const last = Math.max(0, state.rows.length - height);
  return { ...state, cursor, top: Math.max(Math.min(state.top, cursor, last), cursor - height + 1, 0) };
}
