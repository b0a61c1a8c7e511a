import type { ComputeOperations, ComputeTask } from '../../services/compute.js';
import { type Look, until, type UntilTools } from '../until.js';
import { paced } from './limits.js';
import { demandAll, hasEnded, tasksOf } from './tasks.js';

export type WaitTools = UntilTools & { readonly compute: ComputeOperations };
export interface WaitOptions {
  /** The work as errors name it: `Task 1234`. */
  readonly work: string;
  /** The same in progress; `work` where it is left out. */
  readonly label?: string;
  /** Seconds after which to stop waiting; the tasks go on. */
  readonly timeout?: number | undefined;
  readonly timeoutExitCode?: number;
  /** Seconds of the longest pause between two looks; the first ones are shorter. */
  readonly pollingInterval?: number;
  /** A command that waits again. */
  readonly again: string;
  /** Whether this command itself submitted the tasks. */
  readonly hasBegun?: boolean;
}

const firstPause = 0.25;

/**
 * Looks at the tasks until all have ended, and gives them in the order of their ids. A timeout, Ctrl-C, and a network that
 * fails for long end the wait with errors that say that the tasks go on: see `until`.
 */
export function waitForTasks(
  ids: readonly string[],
  { compute, ...tools }: WaitTools,
  { work, label = work, again, timeout, timeoutExitCode, pollingInterval = 1, hasBegun = false }: WaitOptions,
): Promise<ComputeTask[]> {
  const ended = new Map<string, ComputeTask>();
  const look = async (): Promise<Look<ComputeTask[]>> => {
    const left = ids.filter((id) => !ended.has(id));
    for (const task of await tasksOf(left, compute)) if (hasEnded(task)) ended.set(task.task_id, task);
    const all = ids.flatMap((id) => ended.get(id) ?? []);
    return all.length === ids.length
      ? { ended: all }
      : { pending: { label, ...(ids.length > 1 && { note: `${ended.size} of ${ids.length} tasks ended` }) } };
  };
  return until(look, tools, {
    work,
    hint: `Wait again:  ${again}\nGlobus Compute has no way to cancel a task.`,
    data: () => ({ task_ids: ids }),
    interval: pollingInterval,
    firstInterval: firstPause,
    timeout,
    timeoutExitCode,
    hasBegun,
  });
}

/** Waits until all tasks have ended, at the pace the service allows; throws where one failed. */
export async function waitForSuccess(
  ids: readonly string[],
  tools: WaitTools,
  options: WaitOptions,
): Promise<readonly ComputeTask[]> {
  return demandAll(await waitForTasks(ids, { ...tools, compute: paced(tools.compute, tools.clock) }, options));
}
