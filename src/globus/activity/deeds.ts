import { shellLine } from '../../shell.js';
import { type Deed, lineDeed, type Refusal } from '../deed.js';
import type { Activity, ActivityKind } from './activity.js';
import { calledOnLine } from './calling.js';
import { shortId } from '../../uuid.js';

const no = (refusal: string): Refusal => ({ refusal });

const show: Readonly<Record<ActivityKind, readonly string[]>> = {
  transfer: ['task', 'show'],
  delete: ['task', 'show'],
  run: ['flows', 'run', 'show'],
  timer: ['timer', 'show'],
  ingest: ['search', 'task', 'show'],
  compute: ['compute', 'endpoint', 'status'],
};

/** What a line of a screen is about: the row, and the rows that it stands among. */
export interface Chosen {
  readonly row: Activity;
  readonly rows: readonly Activity[];
  /** A task of others, on an endpoint that one manages. */
  readonly isManaged?: boolean | undefined;
}

/** What only reads, by the name that the line shows: what it prints calls it the same. */
const looking = (words: readonly string[], { row, rows }: Chosen): Deed =>
  lineDeed([...words, calledOnLine(row, rows)]);
/**
 * What changes something is done to just that row, though the line shows its name: another may bear it by then. It does not show `@last`, which
 * is another one as soon as something begins, for whoever copies the line.
 */
function changing(words: readonly string[], { row, rows }: Chosen): Deed {
  const called = calledOnLine(row, rows);
  return {
    ...lineDeed([...words, row.id]),
    line: shellLine([...words, called === '@last' ? shortId(row.id) : called]),
  };
}

/** All that is known of it. */
export const details = (chosen: Chosen): Deed =>
  chosen.isManaged
    ? lineDeed(['endpoint-manager', 'task', 'show', chosen.row.id])
    : looking(show[chosen.row.kind], chosen);

/** What happened to it so far. */
export function events(chosen: Chosen): Deed | Refusal {
  const { kind, id } = chosen.row;
  if (chosen.isManaged) return lineDeed(['endpoint-manager', 'task', 'event-list', id]);
  if (kind === 'transfer' || kind === 'delete') return looking(['task', 'event-list'], chosen);
  if (kind === 'run') return looking(['flows', 'run', 'show-logs'], chosen);
  return no('It has no list of events: Enter shows all that is known.');
}

/** Ends it for good. */
export function cancelled(chosen: Chosen): Deed | Refusal {
  const { kind, id, state } = chosen.row;
  if (state === 'done' || state === 'failed' || state === 'canceled') return no('It has ended already.');
  if (chosen.isManaged)
    return lineDeed(['endpoint-manager', 'task', 'cancel', id, '--message', 'Canceled by an administrator.']);
  if (kind === 'transfer' || kind === 'delete') return changing(['task', 'cancel'], chosen);
  if (kind === 'run') return changing(['flows', 'run', 'cancel'], chosen);
  if (kind === 'timer') return changing(['timer', 'delete'], chosen);
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
export function pausedOrResumed(chosen: Chosen): Deed | Refusal {
  const { kind, id, state } = chosen.row;
  if (chosen.isManaged)
    // a task that is stuck is not paused: it tries again and again
    return lineDeed(
      state === 'paused'
        ? ['endpoint-manager', 'task', 'resume', id]
        : ['endpoint-manager', 'task', 'pause', id, '--message', 'Paused by an administrator.'],
    );
  const isPaused = state === 'paused' || state === 'stuck';
  if (kind === 'timer') return changing(['timer', isPaused ? 'resume' : 'pause'], chosen);
  if (kind === 'run' && isPaused) return changing(['flows', 'run', 'resume'], chosen);
  return no('Only timers can be paused; tasks are paused by those who manage an endpoint.');
}
