import type { Starter } from '../../timers/starts.js';
import { flowRoles, mayRun } from '../access.js';
import { forbidden, notFound } from '../errors.js';
import { Person } from '../principals.js';
import { flowsState } from '../state.js';
import { startRun } from './start-run.js';

/** How timers run flows: as their owner, who must be allowed to at that time. */
export const timerStarts: Starter = {
  start: (world, timer, owner) => {
    const id = timer.flow_id ?? '';
    const flow = flowsState(world).flows.get(id);
    const roles = flow ? flowRoles({ person: new Person(world, owner.identityIds) }, flow) : [];
    if (!flow || roles.length === 0) throw notFound('Flow', id);
    if (!mayRun(roles)) throw forbidden('flow', id, 'RUN');
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
