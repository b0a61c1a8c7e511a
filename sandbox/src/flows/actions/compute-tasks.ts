import { parseJson, stringifyJson } from '../../exact-json.js';
import { ApiError } from '../../http/api-error.js';
import { isObject, type Json } from '../../http/body.js';
import { uuid } from '../../compute/access.js';
import { packBuffers, splitStrategy } from '../../compute/serialization.js';
import { computeState, type ComputeTask } from '../../compute/state.js';
import { groupOf, submit, type Call } from '../../compute/submit.js';
import { objects, optionalText } from './body.js';
import type { ActionContext, ActionProvider, ActionState } from './provider.js';

/**
 * Functions on a Compute endpoint: `tasks` of `{endpoint, function, args, kwargs}`, where the endpoint may be named once for all, or
 * one such call alone, with which `tasks` may be empty. The two generations of the provider name things apart; here both names do.
 */
export const computeAction = (scopes: readonly string[]): ActionProvider => ({
  scopes,
  keepsDigits: true,
  start: (context, body) => {
    const { world, requester, action } = context;
    const { tasks: list, ...common } = body;
    const isAlone = list === undefined || (Array.isArray(list) && list.length === 0);
    const calls = (isAlone ? [body] : objects(body, 'tasks')).map((task) => callOf({ ...common, ...task }));
    const group = groupOf(world, requester, body, 'create_queue');
    action.memo = { task_group_id: group.id, task_ids: calls.map((call) => submit(world, requester, group, call).id) };
    return look(context);
  },
  look,
});

function callOf(task: Json): Call {
  const { args = [], payload: given = {}, kwargs = typeof given === 'string' ? {} : given } = task;
  if (!isObject(kwargs)) throw new ApiError(400, 'BadRequest', "'kwargs', or 'payload' for it, must be an object");
  const values = [Array.isArray(args) ? args : [args], kwargs];
  const payload = typeof given === 'string' ? given : packBuffers(values.map((value) => `11\n${stringifyJson(value)}`));
  const named = (...names: string[]) => uuid(optionalText(task, ...names), names[0] ?? '');
  return {
    endpoint: named('endpoint', 'endpoint_id'),
    function: named('function', 'function_id'),
    payload,
    serializers: [],
  };
}

function look({ world, action }: ActionContext): ActionState {
  const ids = action.memo['task_ids'] as string[];
  const tasks = ids.flatMap((id) => computeState(world).tasks.get(id) ?? []);
  if (tasks.length < ids.length)
    return { status: 'FAILED', details: { code: 'TASK_NOT_FOUND', description: 'A task is gone' } };
  const results = tasks.map((task) => ({
    task_id: task.id,
    function_id: task.function,
    status: task.status,
    ...outcomeOf(task),
  }));
  const details = {
    task_group_id: action.memo['task_group_id'],
    result: results.map((each) => each.output ?? null),
    results,
  };
  if (tasks.some(({ completed }) => completed === null)) return { status: 'ACTIVE', details };
  return { status: tasks.every(({ exception }) => exception === null) ? 'SUCCEEDED' : 'FAILED', details };
}

function outcomeOf({ result, exception }: ComputeTask): { output?: unknown; exception?: string } {
  if (exception !== null) return { exception };
  return result === null ? {} : { output: parseJson(splitStrategy(result).data) };
}
