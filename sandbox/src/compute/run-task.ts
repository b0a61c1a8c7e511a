import type { World } from '../world.js';
import { runPython, type PythonJob, type PythonOutcome } from './python.js';
import { splitStrategy, unpackBuffers } from './serialization.js';
import { computeState, type ComputeTask } from './state.js';

const jsonData = '11';
const sourceStrategies = new Set(['st', 'sd']);
const advice =
  'The sandbox runs functions in source form with JSON arguments: serialize with ' +
  'ComputeSerializer(strategy_code=PureSourceTextInspect(), strategy_data=JSONData()).';

/** How long one task may run, unless the sandbox was started with another limit. */
const usualTaskSeconds = 60;

/** Runs one task to its end: its row says what came of it. With `exception` it fails with that, and nothing is run. */
export async function runTask(
  world: World,
  task: ComputeTask,
  abort: AbortSignal,
  exception: string | undefined,
): Promise<void> {
  const { tasks } = computeState(world);
  const started = world.clock.now();
  tasks.put(task.id, Object.assign(task, { status: 'running', started }));
  const outcome: PythonOutcome = exception === undefined ? await outcomeOf(world, task, abort) : { exception };
  // The sandbox is closing: the task stays as it was and runs when the world is opened again.
  if (abort.aborted) {
    if (tasks.get(task.id) === task)
      tasks.put(task.id, Object.assign(task, { status: 'waiting-for-nodes', started: null }));
    return;
  }
  const completed = world.clock.now();
  tasks.put(
    task.id,
    Object.assign(task, {
      status: outcome.result === undefined ? 'failed' : 'success',
      completed,
      payload: '',
      result: outcome.result === undefined ? null : `${jsonData}\n${outcome.result}`,
      exception: outcome.exception ?? null,
      details: {
        ...outcome.details,
        ...versionsOf(world, task),
        task_transitions: { 'execution-start': started / 1000, 'execution-end': completed / 1000 },
      },
    }),
  );
}

/** No dill is used here: functions come as their source, data as JSON. */
function versionsOf(world: World, task: ComputeTask): Record<string, unknown> {
  return {
    dill_version: null,
    globus_compute_sdk_version: computeState(world).endpoints.get(task.endpoint)?.sdk_version ?? null,
  };
}

async function outcomeOf(world: World, task: ComputeTask, abort: AbortSignal): Promise<PythonOutcome> {
  // Functions run as the owner of the sandbox, whoever sent them.
  if (world.options.open)
    return { exception: 'PermissionError: this sandbox is open to every user of its machine, so it runs no functions' };
  let job: PythonJob;
  try {
    job = jobOf(world, task);
  } catch (error) {
    return { exception: `DeserializationError: ${(error as Error).message}` };
  }
  if (task.serializers.length > 0 && !task.serializers.some((name) => /(^|\.)(JSONData|AllData)$/.test(name))) {
    return {
      exception: `SerializationError: the sandbox gives results as JSONData only, and the submission asked for ${task.serializers.join(', ')}`,
    };
  }
  const { python = 'python3', taskSeconds = usualTaskSeconds } = world.options.compute ?? {};
  return runPython(job, { python, seconds: taskSeconds }, abort);
}

function jobOf(world: World, task: ComputeTask): PythonJob {
  const registered = computeState(world).functions.get(task.function);
  if (!registered) throw new Error('the function was deleted before the task could run');
  const [code, ...moreCode] = unpackBuffers(registered.function_code);
  if (code === undefined || moreCode.length > 0) throw new Error('function_code must pack exactly one buffer');
  const { strategy, data } = splitStrategy(code);
  if (!sourceStrategies.has(strategy))
    throw new Error(`the function was serialized with strategy '${strategy}'. ${advice}`);
  const colon = data.indexOf(':');
  if (colon < 1) throw new Error("a function in source form must read 'name:source'");
  const buffers = unpackBuffers(task.payload);
  if (buffers.length !== 2) throw new Error('a payload must pack two buffers: the arguments and the named arguments');
  const [args = '', kwargs = ''] = buffers.map(jsonOf);
  return { name: data.slice(0, colon), source: data.slice(colon + 1), args, kwargs };
}

function jsonOf(serialized: string): string {
  const { strategy, data } = splitStrategy(serialized);
  if (strategy !== jsonData) throw new Error(`an argument was serialized with strategy '${strategy}'. ${advice}`);
  return data;
}
