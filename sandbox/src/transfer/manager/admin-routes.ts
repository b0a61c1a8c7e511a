import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import { jsonBody, type Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { badRequest, permissionDenied } from '../errors.js';
import { resultDocument } from '../result.js';
import { transferState, type Task } from '../state.js';
import { requiredText } from '../tasks/options.js';
import { runnerOf } from '../tasks/runner.js';
import { managedSides } from './activity-roles.js';

/** `/endpoint_manager/admin_*`: cancel, pause and resume the tasks of others. */
export function adminRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { tasks, adminCancels } = transferState(world);
  const named = (c: SandboxContext, body: Json): { task: Task; sides: { source: boolean; destination: boolean } }[] => {
    const ids = body['task_id_list'];
    if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id): id is string => typeof id === 'string'))
      throw badRequest("'task_id_list' must be a list of task ids");
    const who = requester(world, c);
    return ids.map((id) => {
      const task = tasks.get(id.toLowerCase());
      if (!task) throw new ApiError(404, 'TaskNotFound', `No such task '${id}'`);
      const sides = managedSides(world, task, who, 'activity_manager');
      if (!sides.source && !sides.destination)
        throw permissionDenied('This needs the role activity_manager on an endpoint of the task');
      return { task, sides };
    });
  };
  const isOpen = ({ status }: Task): boolean => status === 'ACTIVE' || status === 'INACTIVE';

  app.post('/v0.10/endpoint_manager/admin_cancel', async (c) => {
    const body = await jsonBody(c);
    const message = requiredText(body, 'message');
    const chosen = named(c, body);
    for (const { task, sides } of chosen.filter(({ task: one }) => isOpen(one))) {
      task.canceled_by_admin = sides.source && sides.destination ? 'BOTH' : sides.source ? 'SOURCE' : 'DESTINATION';
      task.canceled_by_admin_message = message;
      runnerOf(world).cancel(task, message);
    }
    const id = world.ids.number('admin cancel');
    adminCancels.put(String(id), {
      id,
      task_ids: chosen.map(({ task }) => task.task_id),
      owner: requester(world, c).identity.account,
    });
    return c.json({ DATA_TYPE: 'admin_cancel', id, done: true });
  });
  // The official JavaScript SDK asks with POST.
  app.on(['GET', 'POST'], '/v0.10/endpoint_manager/admin_cancel/:id', (c) => {
    const row = adminCancels.get(parameter(c, 'id'));
    if (row?.owner !== requester(world, c).identity.account)
      throw new ApiError(404, 'AdminCancelNotFound', `No such admin_cancel '${parameter(c, 'id')}'`);
    return c.json({
      DATA_TYPE: 'admin_cancel',
      id: row.id,
      done: row.task_ids.every((id) => tasks.get(id)?.status !== 'ACTIVE'),
    });
  });

  app.post('/v0.10/endpoint_manager/admin_pause', async (c) => {
    const body = await jsonBody(c);
    const message = requiredText(body, 'message');
    for (const { task } of named(c, body)) if (isOpen(task)) setPause(task, message);
    return c.json(resultDocument(c, 'PauseAccepted', 'Pause request accepted'));
  });
  app.post('/v0.10/endpoint_manager/admin_resume', async (c) => {
    for (const { task } of named(c, await jsonBody(c))) setPause(task, null);
    return c.json(resultDocument(c, 'ResumeAccepted', 'Resume request accepted'));
  });

  function setPause(task: Task, message: string | null): void {
    task.admin_pause = message;
    tasks.put(task.task_id, task);
    runnerOf(world).poke();
  }
}
