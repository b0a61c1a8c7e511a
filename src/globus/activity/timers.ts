import type { Job } from '../../services/timers.js';
import { momentOf } from '../../time.js';
import type { Activity, ActivityState } from './activity.js';

/** A timer as a row of the live screens. */
export function timerActivity(job: Job): Activity {
  const runs = job.n_runs ?? 0;
  const errors = job.n_errors ?? 0;
  return {
    kind: 'timer',
    id: job.job_id,
    name: job.name ?? '',
    where: '',
    state: stateOf(job),
    said: counted(runs, errors),
    began: momentOf(job.submitted_at),
    ended: job.status === 'ended' && job.last_ran_at ? momentOf(job.last_ran_at) : undefined,
    next: job.next_run ? momentOf(job.next_run) : undefined,
  };
}

function counted(runs: number, errors: number): string {
  if (runs === 0 && errors === 0) return 'not run yet';
  return [runs > 0 && `${runs} ${runs === 1 ? 'run' : 'runs'}`, errors > 0 && `${errors} failed`]
    .filter(Boolean)
    .join(', ');
}

function stateOf({ status, activity, inactive_reason: reason }: Job): ActivityState {
  if (status === 'ended' || status === 'deleted') return 'done';
  if (status === 'inactive') return reason?.cause === 'globus_auth_requirements' ? 'stuck' : 'paused';
  if (activity?.code === 'paused') return 'paused';
  if (activity?.code === 'retrying') return 'stuck';
  return activity?.code === 'run_in_progress' ? 'running' : 'waiting';
}
