import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { booleanOf, integerOf, listOf, parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { findEndpoint } from '../endpoints.js';
import { badRequest, permissionDenied } from '../errors.js';
import { filterOf } from '../filter.js';
import { transferState, type Task } from '../state.js';
import { managedTaskDocument } from '../tasks/task-document.js';
import { eventPage, listPage } from '../tasks/task-pages.js';
import { taskTime } from '../tasks/task-time.js';
import { managedSides, requireManager } from './activity-roles.js';
import { pauseInfo } from './pause-info.js';

/** `/endpoint_manager/task...`: the tasks of everyone on the endpoints one watches over. */
export function managedTaskRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { tasks } = transferState(world);
  const monitored = (c: SandboxContext): Task => {
    const task = tasks.get(parameter(c, 'id').toLowerCase());
    if (!task) throw new ApiError(404, 'TaskNotFound', `No such task '${parameter(c, 'id')}'`);
    const { source, destination } = managedSides(world, task, requester(world, c), 'activity_monitor');
    if (!source && !destination)
      throw permissionDenied('This needs the role activity_monitor on an endpoint of the task');
    return task;
  };

  app.get('/v0.10/endpoint_manager/task_list', (c) => {
    const who = requester(world, c);
    const query = c.req.query();
    const endpointId = query['filter_endpoint'] ?? '';
    if (endpointId !== '') requireManager(world, findEndpoint(world, endpointId), who, 'activity_monitor');
    const passes = taskTest(query);
    const found = tasks
      .filter((task) => {
        const { source, destination } = managedSides(world, task, who, 'activity_monitor');
        return (source || destination) && passes(task);
      })
      .sort((a, b) => (b.completed ?? b.requested) - (a.completed ?? a.requested) || (a.task_id < b.task_id ? -1 : 1));
    const limit = integerOf('limit', query['limit'], 100, 1000) || 100;
    const start = query['last_key'] ? found.findIndex((task) => keyOf(task) === query['last_key']) + 1 : 0;
    const page = found.slice(start, start + limit);
    const last = page.at(-1);
    return c.json({
      DATA_TYPE: 'task_list',
      has_next_page: start + limit < found.length,
      last_key: last ? keyOf(last) : null,
      DATA: page.map((task) => managedTaskDocument(world, task)),
    });
  });
  app.get('/v0.10/endpoint_manager/task/:id', (c) => c.json(managedTaskDocument(world, monitored(c))));
  app.get('/v0.10/endpoint_manager/task/:id/event_list', (c) => c.json(eventPage(world, monitored(c), c)));
  app.get('/v0.10/endpoint_manager/task/:id/pause_info', (c) => c.json(pauseInfo(world, monitored(c))));
  app.get('/v0.10/endpoint_manager/task/:id/successful_transfers', (c) =>
    c.json(listPage(world, monitored(c), c, 'successful')),
  );
  app.get('/v0.10/endpoint_manager/task/:id/skipped_errors', (c) =>
    c.json(listPage(world, monitored(c), c, 'skipped')),
  );
}

/** The `filter_*` parameters, all of which must hold. */
function taskTest(query: Record<string, string>): (task: Task) => boolean {
  const text = (name: string): string => query[name] ?? '';
  const statuses = listOf(query['filter_status']);
  const ids = listOf(query['filter_task_id']);
  const endpoint = text('filter_endpoint');
  const use = text('filter_endpoint_use');
  if (use !== '' && use !== 'source' && use !== 'destination')
    throw badRequest("'filter_endpoint_use' must be source or destination");
  if (use !== '' && endpoint === '') throw badRequest("'filter_endpoint_use' needs 'filter_endpoint'");
  const minFaults = integerOf('filter_min_faults', query['filter_min_faults'], 0, Number.MAX_SAFE_INTEGER);
  const paused = query['filter_is_paused'];
  const time = (name: string, field: string) =>
    text(name) === '' ? () => true : filterOf(`${field}:${text(name)}`, { [field]: 'date' });
  const completedIn = time('filter_completion_time', 'completion_time');
  const requestedIn = time('filter_request_time', 'request_time');
  return (task) => {
    const onSource = task.source_endpoint_id === endpoint;
    const onDestination = task.destination_endpoint_id === endpoint;
    if (
      endpoint !== '' &&
      !(use === 'source' ? onSource : use === 'destination' ? onDestination : onSource || onDestination)
    )
      return false;
    if (statuses.length > 0 && !statuses.includes(task.status)) return false;
    if (ids.length > 0 && !ids.includes(task.task_id)) return false;
    if (text('filter_owner_id') !== '' && task.owner_id !== text('filter_owner_id')) return false;
    if (paused !== undefined && paused !== '' && booleanOf(paused, false) !== (task.paused !== null)) return false;
    if (task.faults < minFaults) return false;
    const users = [task.options.source_local_user, task.options.destination_local_user];
    if (text('filter_local_user') !== '' && !users.includes(text('filter_local_user'))) return false;
    if (!requestedIn({ request_time: taskTime(task.requested) })) return false;
    return (
      text('filter_completion_time') === '' ||
      (task.completed !== null && completedIn({ completion_time: taskTime(task.completed) }))
    );
  };
}

function keyOf(task: Task): string {
  return `${task.completed === null ? 'active' : 'complete'},${new Date(task.completed ?? task.requested).toISOString()},${task.task_id}`;
}
