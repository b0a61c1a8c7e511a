import { CliError } from '../../errors.js';
import type { SearchOperations, SearchTask, Submitted } from '../../services/search.js';
import { type Look, until, type UntilTools } from '../until.js';
import { visible } from '../../visible.js';

export type TaskTools = UntilTools & { readonly search: Pick<SearchOperations, 'getTask'> };

export interface TaskWaitOptions {
  /** Seconds after which to stop waiting; the task goes on. */
  readonly timeout: number | undefined;
  /** From when those seconds count: see `until`. */
  readonly since?: Date;
  /** Seconds between checks. */
  readonly pollingInterval: number;
  readonly timeoutExitCode?: number;
  /** Whether this command itself submitted the task. */
  readonly hasBegun?: boolean;
}

/**
 * Waits until a task has ended and gives it. CliError, with the state FAILED in its data, where it failed; a timeout, Ctrl-C, and a network that fails for
 * long end the wait with errors that say that the task goes on: see `until`.
 */
export function waitForTask(
  taskId: string,
  { timeout, since, pollingInterval, timeoutExitCode, hasBegun = false }: TaskWaitOptions,
  { search, ...tools }: TaskTools,
): Promise<SearchTask> {
  let state: string | undefined;
  const look = async (): Promise<Look<SearchTask>> => {
    const task = await search.getTask(taskId);
    state = task.state;
    if (state === 'SUCCESS') return { ended: task };
    if (state === 'FAILED') {
      throw new CliError(`Task ${taskId} failed: ${visible(task.message ?? task.state_description)}`, {
        data: { task_id: taskId, state, details: task.additional_details ?? null },
      });
    }
    return { pending: { label: `Task ${taskId}`, note: task.state_description } };
  };
  return until(look, tools, {
    work: `Task ${taskId}`,
    hint: `Wait again:  globus search task wait ${taskId}\nGlobus Search has no way to cancel a task.`,
    data: () => ({ task_id: taskId, state }),
    interval: pollingInterval,
    timeout,
    since,
    timeoutExitCode,
    hasBegun,
  });
}

/** The submission, or where `wait` says so the task when it has ended. */
export async function submittedTask(
  submission: Promise<Submitted>,
  wait: TaskWaitOptions | undefined,
  tools: TaskTools,
): Promise<Submitted | SearchTask> {
  const submitted = await submission;
  return wait ? waitForTask(submitted.task_id, { ...wait, hasBegun: true }, tools) : submitted;
}
