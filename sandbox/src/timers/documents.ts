import type { World } from '../world.js';
import { scheduleDocument, stopAfter, timerTime } from './schedule.js';
import { outcomeOf } from './starts.js';
import type { Timer, TimerRun } from './state.js';

/** Which results of a timer to show, newest first: how many, after how many. */
export interface ResultPage {
  readonly size: number;
  readonly skip: number;
}

/** A timer as the first version of the API shows it. */
export function jobDocument(world: World, timer: Timer, page: ResultPage): Record<string, unknown> {
  const runs = [...timer.runs].reverse();
  const shown = runs.slice(page.skip, page.skip + page.size);
  return {
    ...common(world, timer),
    ...(timer.flow_id === null ? {} : { flow_id: timer.flow_id }),
    callback_url: timer.callback_url,
    callback_body: timer.callback_body,
    scope: timer.scope,
    start: timerTime(timer.schedule.type === 'once' ? timer.schedule.at : timer.schedule.start),
    interval: timer.schedule.type === 'once' ? null : timer.schedule.interval_seconds,
    stop_after: stopAfter(timer.schedule),
    results: {
      data: shown.map((run) => resultDocument(world, timer, run)),
      page_next: page.skip + shown.length < runs.length && shown.length > 0 ? String(page.skip + shown.length) : null,
    },
  };
}

/** A timer as the second version of the API shows it. */
export function timerDocument(world: World, timer: Timer): Record<string, unknown> {
  return {
    ...common(world, timer),
    number_of_runs: timer.n_runs,
    number_of_errors: timer.n_errors,
    ...(timer.timer_type === 'flow'
      ? {
          flow_id: timer.flow_id,
          body: timer.body,
          callback_url: timer.callback_url,
          callback_body: timer.callback_body,
          scope: timer.scope,
          interval: timer.schedule.type === 'once' ? null : timer.schedule.interval_seconds,
          stop_after: stopAfter(timer.schedule),
          results: [],
        }
      : { body: timer.body }),
  };
}

function common(world: World, timer: Timer): Record<string, unknown> {
  return {
    job_id: timer.id,
    name: timer.name,
    timer_type: timer.timer_type,
    status: timer.status,
    inactive_reason: timer.inactive_reason,
    schedule: scheduleDocument(timer.schedule),
    submitted_at: timerTime(timer.submitted),
    last_ran_at: timer.last_ran === null ? null : timerTime(timer.last_ran),
    next_run: timer.next_run === null || timer.status !== 'active' ? null : timerTime(timer.next_run),
    n_runs: timer.n_runs,
    n_errors: timer.n_errors,
    activity: activity(world, timer),
  };
}

function activity(world: World, timer: Timer): Record<string, unknown> | null {
  if (timer.status === 'inactive') return { code: 'paused', reason: timer.inactive_reason?.cause ?? 'other' };
  const last = timer.runs.at(-1);
  const outcome = last?.started ? outcomeOf(world, timer, last.started) : undefined;
  if (outcome?.status === 'ACTIVE') {
    return {
      code: 'run_in_progress',
      start_timestamp: timerTime(outcome.started),
      duration_seconds: Math.max(0, Math.round((world.clock.now() - outcome.started) / 1000)),
    };
  }
  return timer.status === 'active' && timer.next_run !== null
    ? { code: 'awaiting_next_run', next_run: timerTime(timer.next_run) }
    : null;
}

function resultDocument(world: World, timer: Timer, run: TimerRun): Record<string, unknown> {
  const outcome = run.started === null ? undefined : outcomeOf(world, timer, run.started);
  return {
    data: outcome
      ? {
          action_id: run.started,
          creator_id: `urn:globus:auth:identity:${timer.owner}`,
          status: outcome.status,
          display_status: outcome.status,
          details: outcome.details,
          label: outcome.label,
          manage_by: [],
          monitor_by: [],
          release_after: 'P30D',
          start_time: timerTime(outcome.started),
          completion_time: outcome.completed === null ? null : timerTime(outcome.completed),
        }
      : null,
    errors: run.error,
    status: run.http_status,
    ran_at: timerTime(run.ran_at),
    run_status: run.started === null ? 'FAILED' : (outcome?.status ?? 'SUCCEEDED'),
    resource_id: run.started,
    http_status_submission: run.http_status,
    start_timestamp: timerTime(run.ran_at),
    end_timestamp: outcome?.completed === null || outcome === undefined ? null : timerTime(outcome.completed),
  };
}
