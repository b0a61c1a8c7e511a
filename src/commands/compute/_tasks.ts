import { CliError, ExitCodeError, InterruptedError, type NeedTypes } from '#command';
import type { ComputeOperations, ComputeTask } from '#services/compute';
import { readResult } from './_serialization.js';

export type WaitTools = Pick<NeedTypes, 'progress' | 'clock'> & { readonly compute: ComputeOperations };
export interface WaitOptions {
  readonly label: string;
  /** Seconds after which to stop waiting; the tasks go on. */
  readonly timeout?: number | undefined;
  readonly timeoutExitCode?: number;
  /** The longest pause between two looks; the first ones are shorter. */
  readonly pollingInterval?: number;
  /** A command that waits again. */
  readonly again: string;
}

const batchSize = 1000;
const firstPause = 0.25;

export const hasEnded = (task: ComputeTask): boolean =>
  /^(success|failed)$/i.test(task.status) || typeof task.result === 'string' || typeof task.exception === 'string';
export const hasFailed = (task: ComputeTask): boolean =>
  typeof task.exception === 'string' || /^failed$/i.test(task.status);

/** The tasks of these ids, in their order. */
export async function tasksOf(ids: readonly string[], compute: ComputeOperations): Promise<ComputeTask[]> {
  if (ids.length === 1 && ids[0] !== undefined) return [await compute.getTask(ids[0])];
  const tasks: ComputeTask[] = [];
  for (let at = 0; at < ids.length; at += batchSize) {
    const some = ids.slice(at, at + batchSize);
    const { results } = await compute.getTaskBatch({ task_ids: some });
    for (const id of some)
      tasks.push({
        ...(results[id] ?? { status: 'failed', reason: 'the service says nothing about it' }),
        task_id: id,
      });
  }
  return tasks;
}

/** Looks at the tasks until all have ended; a timeout or Ctrl-C says that they go on. */
export async function waitForTasks(
  ids: readonly string[],
  tools: WaitTools,
  options: WaitOptions,
): Promise<ComputeTask[]> {
  const { compute, progress, clock } = tools;
  const deadline = options.timeout === undefined ? Infinity : clock.now().getTime() + options.timeout * 1000;
  const ended = new Map<string, ComputeTask>();
  let pause = Math.min(firstPause, options.pollingInterval ?? 1);
  const hint = `Wait again:  ${options.again}`;
  try {
    for (;;) {
      for (const task of await tasksOf(
        ids.filter((id) => !ended.has(id)),
        compute,
      ))
        if (hasEnded(task)) ended.set(task.task_id, task);
      if (ended.size === new Set(ids).size) return ids.map((id) => ended.get(id)).filter((task) => task !== undefined);
      const left = (deadline - clock.now().getTime()) / 1000;
      if (left <= 0)
        throw new ExitCodeError(
          `${options.label} has not ended within ${options.timeout} seconds. It goes on.`,
          options.timeoutExitCode ?? 1,
          { hint },
        );
      progress.update({
        label: options.label,
        ...(ids.length > 1 && { note: `${ended.size} of ${ids.length} tasks ended` }),
      });
      await clock.sleep(Math.min(pause, left));
      pause = Math.min(pause * 2, options.pollingInterval ?? 1);
    }
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(`Interrupted. ${options.label} goes on.`, { hint, data: { task_ids: ids } });
  } finally {
    progress.done();
  }
}

/** Why a task failed, as its last line of traceback says. */
export const failureOf = (task: ComputeTask): string => {
  const text = (task.exception ?? task.reason ?? 'no reason was given').trimEnd();
  return text.slice(text.lastIndexOf('\n') + 1).trim();
};

/** The task, where it succeeded; the error with its traceback, where it failed. */
export function demandSuccess(task: ComputeTask): ComputeTask {
  if (!hasFailed(task)) return task;
  const traceback = task.exception?.trimEnd();
  throw new CliError(`The function failed: ${failureOf(task)}${traceback?.includes('\n') ? `\n\n${traceback}` : ''}`, {
    data: { task_id: task.task_id, exception: task.exception ?? null },
  });
}

/** A result that can be read here: its JSON text as Python wrote it, and its value. The errors say why there is none. */
export function resultOf(task: ComputeTask): { readonly text: string; readonly value: unknown } {
  const { task_id: id, result } = demandSuccess(task);
  if (typeof result !== 'string') {
    throw new CliError(`Task ${id} has not ended (${task.status}).`, {
      hint: `Wait for it:  globus compute task result ${id} --wait`,
      data: { task_id: id, status: task.status },
    });
  }
  const read = readResult(result);
  if ('form' in read) {
    throw new CliError(`Task ${id} succeeded, but its result is in a form that only Python can read (${read.form}).`, {
      hint:
        'Tasks submitted by this command ask for JSON, which an old endpoint may not know.\n' +
        `In Python:  globus_compute_sdk.Client().get_result('${id}')`,
      data: { task_id: id, serialization: read.form },
    });
  }
  return read;
}
