import type { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { keptJson } from '../../http/kept-json.js';
import { integerOf, parameter } from '../../http/query.js';
import { ApiError } from '../../http/api-error.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { conflict } from '../errors.js';
import { pauseInfo } from '../manager/pause-info.js';
import { resultDocument } from '../result.js';
import { transferState, type Task } from '../state.js';
import { chosenTasks } from './chosen-tasks.js';
import { eventPage, listPage } from './task-pages.js';
import { deadlineOf, labelOf } from './options.js';
import { runnerOf } from './runner.js';
import { submitDelete } from './submit-delete.js';
import { submitTransfer, type Submitted } from './submit-transfer.js';
import { taskDocument } from './task-document.js';
import { TaskFolder } from './task-folder.js';

/** Submissions and the tasks made of them, for their owner. */
export function taskRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { tasksByOwner } = transferState(world);
  const mine = (c: SandboxContext): Task => findTask(world, requester(world, c).identityIds, parameter(c, 'id'));

  app.get('/v0.10/submission_id', (c) => c.json({ DATA_TYPE: 'submission_id', value: world.ids.uuid('submission') }));
  app.post('/v0.10/transfer', async (c) => {
    const body = await documentOf(c, 'transfer', 'ClientError.BadRequest');
    return accepted(c, 'transfer', submitTransfer(world, requester(world, c), body));
  });
  app.post('/v0.10/delete', async (c) => {
    const body = await documentOf(c, 'delete', 'ClientError.BadRequest');
    return accepted(c, 'delete', submitDelete(world, requester(world, c), body));
  });

  app.get('/v0.10/task_list', (c) => {
    const limit = integerOf('limit', c.req.query('limit'), 10, 1000);
    const offset = integerOf('offset', c.req.query('offset'), 0, Number.MAX_SAFE_INTEGER);
    const tasks = requester(world, c).identityIds.flatMap((id) => tasksByOwner.all(id));
    const found = chosenTasks(tasks, c.req.queries('filter') ?? [], c.req.query('orderby'));
    const page = found.slice(offset, offset + limit).map((task) => taskDocument(world, task));
    return c.json({
      DATA_TYPE: 'task_list',
      length: page.length,
      limit,
      offset,
      total: found.length,
      DATA: page.map((row) => chosen(row, c.req.query('fields'))),
    });
  });

  app.get('/v0.10/task/:id', (c) => {
    const task = mine(c);
    const document = () => chosen(taskDocument(world, task), c.req.query('fields'));
    return isOver(task) ? keptJson(world, c, c.get('caller'), document) : c.json(document());
  });
  app.put('/v0.10/task/:id', async (c) => {
    const body = await documentOf(c, 'task');
    const task = mine(c);
    if (isOver(task)) throw conflict('The task is complete; it cannot be changed');
    if ('label' in body) task.label = labelOf(body);
    const deadline = deadlineOf(body, world.clock.now());
    if (deadline !== undefined) task.deadline = deadline;
    transferState(world).tasks.put(task.task_id, task);
    // It may be waiting past the new deadline.
    runnerOf(world).poke();
    return c.json(resultDocument(c, 'Updated', 'Updated task successfully'));
  });
  app.post('/v0.10/task/:id/cancel', (c) => {
    const task = mine(c);
    if (isOver(task))
      return c.json(resultDocument(c, 'TaskComplete', 'The task completed before the cancel request was processed.'));
    runnerOf(world).cancel(task, 'The task was canceled by its owner');
    return c.json(resultDocument(c, 'Canceled', 'The task has been cancelled successfully.'));
  });
  app.post('/v0.10/task/:id/remove', (c) => {
    const task = mine(c);
    if (!isOver(task)) throw conflict('The task is not complete; cancel it first');
    const { tasks, events, eventsByTask } = transferState(world);
    for (const event of eventsByTask.all(task.task_id)) events.delete(`${task.task_id}/${event.number}`);
    tasks.delete(task.task_id);
    new TaskFolder(world, task.task_id).remove();
    return c.json(resultDocument(c, 'Removed', 'The task has been removed successfully.'));
  });

  app.get('/v0.10/task/:id/event_list', (c) => c.json(eventPage(world, mine(c), c)));
  app.get('/v0.10/task/:id/pause_info', (c) => c.json(pauseInfo(world, mine(c))));
  app.get('/v0.10/task/:id/successful_transfers', (c) => c.json(listPage(world, mine(c), c, 'successful')));
  app.get('/v0.10/task/:id/skipped_errors', (c) => c.json(listPage(world, mine(c), c, 'skipped')));
}

/** The task of this id if one of these identities owns it; 404 otherwise. */
function findTask(world: World, identityIds: string[], id: string): Task {
  const task = transferState(world).tasks.get(id.toLowerCase());
  if (!task || !identityIds.includes(task.owner_id)) throw new ApiError(404, 'TaskNotFound', `No such task '${id}'`);
  return task;
}

function isOver({ status }: Task): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

function accepted(c: SandboxContext, kind: 'transfer' | 'delete', { task, duplicate }: Submitted): Response {
  const message = duplicate
    ? `The submission_id was already used for this ${kind}; no new task was created`
    : `The ${kind} has been accepted and a task has been created and queued for execution`;
  const document = resultDocument(c, duplicate ? 'Duplicate' : 'Accepted', message, {
    DATA_TYPE: `${kind}_result`,
    task_id: task.task_id,
    submission_id: task.submission_id,
    task_link: {
      DATA_TYPE: 'link',
      href: `/v0.10/task/${task.task_id}?format=json`,
      rel: 'related',
      resource: 'task',
      title: 'related task',
    },
  });
  return c.json(document, duplicate ? 200 : 202);
}

/** The fields a client chose of a document; all of them when it chose none. */
function chosen(row: Record<string, unknown>, fields: string | undefined): Record<string, unknown> {
  if (fields === undefined || fields === '') return row;
  return Object.fromEntries(fields.split(',').map((name) => [name.trim(), row[name.trim()] ?? null]));
}
