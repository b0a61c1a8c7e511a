import type { Starter } from '../../timers/starts.js';
import { flowsState } from '../state.js';
import { runnableFlow } from './runnable.js';
import { startRun } from './start-run.js';

/** How timers run flows: as their owner, who must be allowed to at that time. */
export const timerStarts: Starter = {
  start: (world, timer, owner) => {
    const flow = runnableFlow(world, owner, timer.flow_id ?? '');
    const starter = {
      identity: owner.identity.id,
      client: owner.client,
      session: owner.session?.id ?? null,
      via: owner.via ?? [],
    };
    return { id: startRun(world, flow, starter, timer.callback_body).run_id, http_status: 201 };
  },
  show: (world, id) => {
    const run = flowsState(world).runs.get(id);
    if (!run) return undefined;
    const completed = run.completion_time === null ? null : Date.parse(run.completion_time);
    return {
      status: run.status,
      details: run.details,
      label: run.label,
      started: Date.parse(run.start_time),
      completed,
    };
  },
};
