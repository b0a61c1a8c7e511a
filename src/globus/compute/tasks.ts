import { CliError } from '../../errors.js';
import type { ComputeOperations, ComputeTask } from '../../services/compute.js';
import { visible } from '../../visible.js';

const batchSize = 1000;

export const hasEnded = (task: ComputeTask): boolean =>
  /^(success|failed)$/i.test(task.status) || typeof task.result === 'string' || typeof task.exception === 'string';
export const hasFailed = (task: ComputeTask): boolean =>
  typeof task.exception === 'string' || /^failed$/i.test(task.status);

/** The tasks of these ids, in their order: one by itself, several with a request for every 1,000. */
export async function tasksOf(
  ids: readonly string[],
  compute: Pick<ComputeOperations, 'getTask' | 'getTaskBatch'>,
): Promise<ComputeTask[]> {
  if (ids.length === 1 && ids[0] !== undefined) return [await compute.getTask(ids[0])];
  const tasks: ComputeTask[] = [];
  for (let at = 0; at < ids.length; at += batchSize) {
    const some = ids.slice(at, at + batchSize);
    const { results } = await compute.getTaskBatch({ task_ids: some });
    for (const id of some)
      tasks.push({
        ...(results[id] ?? { status: 'failed', reason: 'the service gave no reason' }),
        task_id: id,
      });
  }
  return tasks;
}

/** Why a task failed, as the last line of its traceback says. */
export const failureOf = (task: ComputeTask): string => {
  const text = (task.exception ?? task.reason ?? 'no reason was given').trimEnd();
  return visible(text.slice(text.lastIndexOf('\n') + 1).trim());
};

/** The task, where it succeeded; the error with its traceback, where it failed. */
export function demandSuccess(task: ComputeTask): ComputeTask {
  if (!hasFailed(task)) return task;
  const traceback = task.exception?.trimEnd();
  throw new CliError(`The function failed: ${failureOf(task)}${traceback?.includes('\n') ? `\n\n${traceback}` : ''}`, {
    data: { task_id: task.task_id, exception: task.exception ?? null },
  });
}

/** Throws where a task failed: one alone with its traceback, several by their ids; `more` is a command that says more. */
export function demandAll(tasks: readonly ComputeTask[], more?: string): readonly ComputeTask[] {
  const failed = tasks.filter(hasFailed);
  if (tasks.length === 1) for (const task of failed) demandSuccess(task);
  if (failed.length) {
    const lines = failed.slice(0, 20).map((task) => `  ${task.task_id}  ${failureOf(task)}`);
    if (failed.length > lines.length) lines.push(`  ... and ${failed.length - lines.length} more`);
    throw new CliError(`${failed.length} of ${tasks.length} tasks failed:\n${lines.join('\n')}`, {
      ...(more !== undefined && { hint: `All results:  ${more}` }),
      data: { failed: failed.map(({ task_id }) => task_id) },
    });
  }
  return tasks;
}
