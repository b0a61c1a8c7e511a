import {
  CliError,
  duration,
  ExitCodeError,
  InterruptedError,
  message,
  type NeedTypes,
  param,
  record,
  sortedJson,
  type View,
} from '#command';
import type { SearchTask, Submitted } from '#services/search';

export const taskDetail = record<SearchTask>({
  State: (task) => `${task.state} (${task.state_description})`,
  'Index ID': 'index_id',
  Message: 'message',
  'Creation Date': 'creation_date',
  'Completion Date': 'completion_date',
});
/** The answer to a submission: what was submitted, and as which task. */
export const submittedView = (what: string) =>
  record<Submitted>({ Message: () => `${what} task successfully submitted`, 'Task ID': 'task_id' });

/** Flags of the commands whose work the service does later. Such a task cannot be canceled. */
export const waitFlags = {
  wait: param.switch({ summary: 'Wait until it is finished, showing progress' }),
  waitTimeout: duration({ summary: 'Stop waiting after this long (the work goes on)' }),
};
interface WaitFlags {
  readonly wait: boolean;
  readonly waitTimeout: number | undefined;
}
/** What a command prints that may wait: the submission, or the task when it has ended. */
export const outcome =
  (what: string) =>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document is of one type with --wait, of another without
  ({ flags }: { readonly flags: Partial<WaitFlags> & { readonly dryRun?: boolean } }): View<any> =>
    flags.dryRun ? planned : flags.wait ? taskDetail : submittedView(what);
/** What a dry run prints. */
export const planned: View<unknown> = message((body: unknown) => sortedJson(body, 2));

type Tools = Pick<NeedTypes, 'search' | 'progress' | 'clock'>;
/** The submission, or with --wait the task when it has ended. */
export async function waited(
  submission: Promise<Submitted>,
  flags: WaitFlags,
  tools: Tools,
): Promise<Submitted | SearchTask> {
  const submitted = await submission;
  return flags.wait
    ? waitForTask(submitted.task_id, { timeout: flags.waitTimeout, pollingInterval: 1 }, tools)
    : submitted;
}

export interface Patience {
  /** Seconds after which to stop waiting. */
  readonly timeout: number | undefined;
  readonly pollingInterval: number;
  readonly timeoutExitCode?: number;
}

/** Polls until a task has ended and returns it; throws where it failed, or the time was up first. */
export async function waitForTask(
  taskId: string,
  patience: Patience,
  { search, progress, clock }: Tools,
): Promise<SearchTask> {
  const deadline = clock.now().getTime() + (patience.timeout ?? Infinity) * 1000;
  try {
    for (;;) {
      const task = await search.getTask(taskId);
      if (task.state === 'SUCCESS') return task;
      if (task.state === 'FAILED') {
        throw new CliError(`Task ${taskId} failed: ${task.message ?? task.state_description}`, {
          data: { task_id: taskId, state: task.state, details: task.additional_details ?? null },
        });
      }
      const left = (deadline - clock.now().getTime()) / 1000;
      if (left <= 0) {
        throw new ExitCodeError(
          `Task ${taskId} has not ended within ${patience.timeout} seconds. It goes on.`,
          patience.timeoutExitCode ?? 1,
          {
            hint: `Wait again:  globus search task wait ${taskId}`,
            data: { task_id: taskId, state: task.state },
          },
        );
      }
      progress.update({ label: `Task ${taskId}`, note: task.state_description });
      await clock.sleep(Math.min(patience.pollingInterval, Math.max(0.05, left)));
    }
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(`Interrupted. Task ${taskId} goes on.`, {
      hint: `Wait again:  globus search task wait ${taskId}`,
      data: { task_id: taskId },
    });
  } finally {
    progress.done();
  }
}
