import { CliError, type NeedTypes, param } from '#command';
import type { ComputeTask } from '#services/compute';
import { paced } from './_limits.js';
import { demandSuccess, failureOf, hasFailed, waitForTasks } from './_tasks.js';

/** Flags of the commands that do nothing but wait. */
export const patience = {
  timeout: param.integer({ summary: 'Stop waiting after so many seconds; the task goes on', metavar: 'N', min: 0 }),
  pollingInterval: param.integer({ summary: 'Seconds between two looks', metavar: 'N', min: 1, default: 1 }),
  timeoutExitCode: param.integer({
    summary: 'The exit code when the time is up',
    metavar: 'CODE',
    min: 0,
    max: 255,
    default: 1,
  }),
};
interface Patience {
  readonly timeout?: number | undefined;
  readonly pollingInterval: number;
  readonly timeoutExitCode: number;
}
type Tools = Pick<NeedTypes, 'compute' | 'progress' | 'clock'>;

/** Waits until all tasks have ended; throws where one failed. */
export async function waitForSuccess(
  ids: readonly string[],
  tools: Tools,
  options: Patience & { readonly label: string; readonly again: string },
): Promise<void> {
  demandAll(await waitForTasks(ids, { ...tools, compute: paced(tools.compute, tools.clock) }, options));
}

/** Throws where a task failed: one alone with its traceback, several by their ids; `more` is a command that says more. */
export function demandAll(tasks: readonly ComputeTask[], more?: string): readonly ComputeTask[] {
  const failed = tasks.filter(hasFailed);
  if (failed.length && tasks.length === 1) demandSuccess(failed[0] as ComputeTask);
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
