import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import { isObject, jsonBody, type Json } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import type { World } from '../world.js';
import { computeCaller, flag, idOf, isOwner, usableEndpoint, usableFunction, uuid, type Actor } from './access.js';
import { describeComputeProblem, forbidden, malformed, missingKey } from './errors.js';
import { requireSize } from './limits.js';
import { computeState, type ComputeTask, type TaskGroup } from './state.js';
import { workersOf } from './workers.js';

/** One call of a function on an endpoint. */
export interface Call {
  readonly endpoint: string;
  readonly function: string;
  readonly payload: string;
  readonly serializers: string[];
}

/** The submission of tasks: `/v2/submit`, and `/v3/endpoints/ID/submit`. */
export function submitRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post('/v2/submit', async (c) => {
    const caller = computeCaller(world, c);
    const body = await jsonBody(c, 'REQUEST_MALFORMED');
    const calls = body['tasks'];
    if (calls === undefined) throw missingKey('tasks');
    if (!Array.isArray(calls) || calls.length === 0)
      throw malformed("'tasks' must be a list of [function, endpoint, payload]");
    const group = groupOf(world, caller, body, 'create_websocket_queue');
    const results = calls.map((call) => {
      try {
        if (!Array.isArray(call) || call.length !== 3)
          throw malformed('each of the tasks must be [function, endpoint, payload]');
        const [fn, endpoint, payload] = call as unknown[];
        const task = submit(world, caller, group, {
          function: uuid(fn, 'function'),
          endpoint: uuid(endpoint, 'endpoint'),
          payload: payloadOf(payload),
          serializers: [],
        });
        return { status: 'success', task_uuid: task.id, http_status_code: 200, reason: null };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // One bad call does not keep the others from running.
        const problem = describeComputeProblem({
          status: error.status,
          code: error.code,
          message: error.message,
          resource: c.req.path,
          extra: error.extra,
        });
        return { ...problem, status: 'failed', task_uuid: null };
      }
    });
    return c.json({
      response: results.every(({ status }) => status === 'success') ? 'success' : 'failed',
      task_group_id: group.id,
      results,
    });
  });

  app.post('/v3/endpoints/:id/submit', async (c) => {
    const caller = computeCaller(world, c);
    const endpoint = usableEndpoint(world, caller, idOf(c)).uuid;
    const body = await jsonBody(c, 'REQUEST_MALFORMED');
    if (body['tasks'] === undefined) throw missingKey('tasks');
    const serializers = serializersOf(body);
    const calls = callsByFunction(body['tasks'], endpoint, serializers);
    // All or nothing: whatever is wrong with one call is said before any of them runs.
    for (const call of calls) requireRunnable(world, caller, call);
    const group = groupOf(world, caller, body, 'create_queue');
    const tasks: Record<string, string[]> = {};
    for (const call of calls) (tasks[call.function] ??= []).push(submit(world, caller, group, call).id);
    return c.json({
      request_id: world.ids.uuid('compute request'),
      task_group_id: group.id,
      endpoint_id: endpoint,
      tasks,
    });
  });
}

function callsByFunction(tasks: unknown, endpoint: string, serializers: string[]): Call[] {
  if (!isObject(tasks) || Object.keys(tasks).length === 0)
    throw malformed("'tasks' must be an object of lists of payloads, by function id");
  return Object.entries(tasks).flatMap(([fn, payloads]) => {
    if (!Array.isArray(payloads)) throw malformed(`the tasks of function ${fn} must be a list of payloads`);
    return payloads.map((payload) => ({
      function: uuid(fn, 'function'),
      endpoint,
      payload: payloadOf(payload),
      serializers,
    }));
  });
}

function requireRunnable(world: World, caller: Actor, call: Call): void {
  const endpoint = usableEndpoint(world, caller, call.endpoint);
  usableFunction(world, caller, call.function);
  if (endpoint.allowed_functions && !endpoint.allowed_functions.includes(call.function)) {
    throw new ApiError(
      403,
      'FUNCTION_NOT_PERMITTED',
      `Function ${call.function} not permitted on endpoint ${call.endpoint}`,
      { error_args: [call.function, call.endpoint] },
    );
  }
}

/** Puts a call that the caller may make to work; 403 or 404 otherwise. */
export function submit(world: World, caller: Actor, group: TaskGroup, call: Call): ComputeTask {
  requireRunnable(world, caller, call);
  const { tasks, endpoints } = computeState(world);
  const online = endpoints.get(call.endpoint)?.online ?? false;
  const id = world.ids.uuid('compute task');
  const task = tasks.put(id, {
    ...call,
    id,
    owner: caller.identity.id,
    group: group.id,
    status: online ? 'waiting-for-nodes' : 'waiting-for-ep',
    created: world.clock.now(),
    started: null,
    completed: null,
    result: null,
    exception: null,
    details: null,
  });
  if (online) workersOf(world).add(task);
  return task;
}

/** The task group that a request names, or a new one. */
export function groupOf(world: World, caller: Actor, body: Json, queueKey: string): TaskGroup {
  const { groups } = computeState(world);
  const asked = body['task_group_id'] ?? undefined;
  const id = asked === undefined ? world.ids.uuid('compute task group') : uuid(asked, 'task_group_id');
  const present = groups.get(id);
  if (present && !isOwner(caller, present)) throw forbidden('task_group', id);
  return present ?? groups.put(id, { id, owner: caller.identity.id, create_queue: flag(body, queueKey, false) });
}

function payloadOf(value: unknown): string {
  if (typeof value !== 'string') throw malformed('a payload must be a text of packed buffers');
  requireSize('a payload', value);
  return value;
}

function serializersOf(body: Json): string[] {
  const names = body['result_serializers'] ?? [];
  if (!Array.isArray(names) || !names.every((name): name is string => typeof name === 'string')) {
    throw malformed("'result_serializers' must be a list of names");
  }
  return names;
}
