import { type Deed, lineDeed, type Refusal } from '../deed.js';
import type { Activity, ActivityKind } from './activity.js';

const no = (refusal: string): Refusal => ({ refusal });

const show: Readonly<Record<ActivityKind, readonly string[]>> = {
  transfer: ['task', 'show'],
  delete: ['task', 'show'],
  run: ['flows', 'run', 'show'],
  timer: ['timer', 'show'],
  ingest: ['search', 'task', 'show'],
  compute: ['compute', 'endpoint', 'status'],
};

/** All that is known of it. `isManaged`: of a task of others, on an endpoint that one manages. */
export const details = ({ kind, id }: Activity, isManaged = false): Deed =>
  lineDeed(isManaged ? ['endpoint-manager', 'task', 'show', id] : [...show[kind], id]);

/** What happened to it so far. */
export function events({ kind, id }: Activity, isManaged = false): Deed | Refusal {
  if (isManaged) return lineDeed(['endpoint-manager', 'task', 'event-list', id]);
  if (kind === 'transfer' || kind === 'delete') return lineDeed(['task', 'event-list', id]);
  if (kind === 'run') return lineDeed(['flows', 'run', 'show-logs', id]);
  return no('It has no list of events: Enter shows all that is known.');
}

/** Ends it for good. */
export function cancelled({ kind, id, state }: Activity, isManaged = false): Deed | Refusal {
  if (state === 'done' || state === 'failed' || state === 'canceled') return no('It has ended already.');
  if (isManaged)
    return lineDeed(['endpoint-manager', 'task', 'cancel', id, '--message', 'Canceled by an administrator.']);
  if (kind === 'transfer' || kind === 'delete') return lineDeed(['task', 'cancel', id]);
  if (kind === 'run') return lineDeed(['flows', 'run', 'cancel', id]);
  if (kind === 'timer') return lineDeed(['timer', 'delete', id]);
  return no(
    kind === 'ingest'
      ? 'Globus Search has no way to cancel an ingest.'
      : 'Stop an endpoint on the machine that it runs on.',
  );
}

/** Tasks of others are not submitted again by those who watch over an endpoint. */
export const othersAgain = (): Promise<Refusal> =>
  Promise.resolve(no('Only the person who began a task can submit it again.'));

/** Lets it wait, or go on where it waits. */
export function pausedOrResumed({ kind, id, state }: Activity, isManaged = false): Deed | Refusal {
  if (isManaged)
    // a task that is stuck is not paused: it tries again and again
    return lineDeed(
      state === 'paused'
        ? ['endpoint-manager', 'task', 'resume', id]
        : ['endpoint-manager', 'task', 'pause', id, '--message', 'Paused by an administrator.'],
    );
  const isPaused = state === 'paused' || state === 'stuck';
  if (kind === 'timer') return lineDeed(['timer', isPaused ? 'resume' : 'pause', id]);
  if (kind === 'run' && isPaused) return lineDeed(['flows', 'run', 'resume', id]);
  return no('Only timers can be paused; tasks are paused by those who manage an endpoint.');
}
