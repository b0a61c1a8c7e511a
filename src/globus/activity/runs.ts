import type { Run } from '../../services/flows.js';
import { momentOf } from '../../time.js';
import type { Activity, ActivityState } from './activity.js';
import { descriptionOf } from '../flows/failure.js';

const states: ReadonlyMap<string, ActivityState> = new Map([
  ['ACTIVE', 'running'],
  ['INACTIVE', 'stuck'],
  ['SUCCEEDED', 'done'],
  ['FAILED', 'failed'],
  ['ENDED', 'canceled'],
]);

/** A run of a flow as a row of the live screens. */
export function runActivity(run: Run): Activity {
  const title = run.flow_title ?? run.flow_id;
  const state = states.get(run.status) ?? 'waiting';
  return {
    kind: 'run',
    id: run.run_id,
    name: run.label || title,
    label: run.label ?? undefined,
    where: title,
    state,
    // of what has ended well or was ended by a person, that says it all
    said: state === 'done' || state === 'canceled' ? '' : (descriptionOf(run) ?? run.details?.code ?? ''),
    began: run.start_time === undefined ? undefined : momentOf(run.start_time),
    ended: run.completion_time ? momentOf(run.completion_time) : undefined,
  };
}
