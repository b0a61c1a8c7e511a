import type { Hono } from 'hono';
import type { Caller } from '../auth/caller.js';
import { jsonBody } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import { isUuid } from '../ids.js';
import type { World } from '../world.js';
import { computeCaller, idOf, isOwner } from './access.js';
import { describeComputeProblem, forbidden, malformed, missingKey, notFound } from './errors.js';
import { computeState, type ComputeTask } from './state.js';

/** Tasks, one or many, and their groups. */
export function taskRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { tasks, groups } = computeState(world);
  const own = (caller: Caller, id: string): ComputeTask | undefined => {
    const task = tasks.get(id);
    return task && isOwner(caller, task) ? task : undefined;
  };

  app.get('/v2/tasks/:id', (c) => {
    const caller = computeCaller(world, c);
    const id = idOf(c);
    const task = own(caller, id);
    if (!task) throw notFound('task', id);
    return c.json(document(task));
  });
  app.post('/v2/batch_status', async (c) => {
    const caller = computeCaller(world, c);
    const ids = (await jsonBody(c, 'REQUEST_MALFORMED'))['task_ids'];
    if (ids === undefined) throw missingKey('task_ids');
    if (!Array.isArray(ids) || !ids.every(isUuid)) throw malformed("'task_ids' must be a list of task ids");
    const results = ids.map((id): [string, Record<string, unknown>] => {
      const task = own(caller, id);
      const problem = () =>
        describeComputeProblem({
          status: 404,
          code: 'TASK_NOT_FOUND',
          message: `task ${id} could not be resolved`,
          resource: c.req.path,
          extra: { error_args: [id] },
        });
      return [id, task ? document(task) : problem()];
    });
    return c.json({ response: 'batch', results: Object.fromEntries(results) });
  });
  app.get('/v2/taskgroup/:id', (c) => {
    const caller = computeCaller(world, c);
    const id = idOf(c);
    const group = groups.get(id);
    if (!group) throw notFound('task_group', id);
    if (!isOwner(caller, group)) throw forbidden('task_group', id);
    const members = tasks
      .filter((task) => task.group === id)
      .map((task) => ({ id: task.id, created_at: new Date(task.created).toISOString().replace('Z', '000') }));
    return c.json({ taskgroup_id: id, create_websockets_queue: group.create_queue, tasks: members });
  });
}

function document(task: ComputeTask): Record<string, unknown> {
  const { id, status, completed, result, exception, details } = task;
  if (completed === null) return { task_id: id, status };
  return {
    task_id: id,
    status,
    ...(result === null ? { exception } : { result }),
    // A text, because that is how the service writes it: seconds since 1970.
    completion_t: String(completed / 1000),
    details,
  };
}
