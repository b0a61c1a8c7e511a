import type { SandboxContext } from '../../http/context.js';
import { integerOf } from '../../http/query.js';
import { badRequest } from '../errors.js';
import { anyFilterOf, type FieldKind } from '../filter.js';
import type { World } from '../../world.js';
import type { Task } from '../state.js';
import { eventDocument, eventsOf } from './events.js';
import { TaskFolder, type ListName } from './task-folder.js';

const eventFields: Record<string, FieldKind> = { code: 'word', is_error: 'boolean', time: 'date' };

/** A page of a task's events, newest first. */
export function eventPage(world: World, task: Task, c: SandboxContext): Record<string, unknown> {
  const limit = integerOf('limit', c.req.query('limit'), 10, 1000);
  const offset = integerOf('offset', c.req.query('offset'), 0, Number.MAX_SAFE_INTEGER);
  const errors = c.req.query('filter_is_error');
  const filters = [
    ...(c.req.queries('filter') ?? []),
    ...(errors === undefined || errors === '' ? [] : [`is_error:${errors}`]),
  ];
  const passes = anyFilterOf(filters, eventFields);
  const found = eventsOf(world, task.task_id).filter((event) => passes({ ...event }));
  const page = found.slice(offset, offset + limit).map(eventDocument);
  return { DATA_TYPE: 'event_list', length: page.length, limit, offset, total: found.length, DATA: page };
}

/** A page of the files a task copied, or of the errors it skipped. */
export function listPage(world: World, task: Task, c: SandboxContext, list: ListName): Record<string, unknown> {
  if (task.type !== 'TRANSFER') throw badRequest(`A ${task.type} task has no such list`);
  const marker = integerOf('marker', c.req.query('marker'), 0, Number.MAX_SAFE_INTEGER);
  const { rows, next } = new TaskFolder(world, task.task_id).page(list, marker);
  return {
    DATA_TYPE: list === 'successful' ? 'successful_transfers' : 'skipped_errors',
    marker,
    next_marker: next,
    DATA: rows,
  };
}
