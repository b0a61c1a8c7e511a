import { duration, isObject, param, record, sentence, type View, written } from '#command';
import type { SearchTask, Submitted } from '#services/search';

export const taskDetail = record<SearchTask>({
  State: (task) => sentence`${task.state} (${task.state_description})`,
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
  waitTimeout: duration({ summary: 'Stop waiting after this long (the work continues)' }),
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
export const planned: View<unknown> = written<unknown>();

/** How to wait for what was submitted; nothing for a plan, or for a task that was waited for. */
export const waitForIt = (document: unknown): string | undefined =>
  isObject(document) && 'task_id' in document && !('state' in document)
    ? sentence`Wait for it:  globus search task wait ${document.task_id}`
    : undefined;

/** How to wait for the task of a submission; undefined where it is not waited for. */
export const waitOf = (flags: WaitFlags) =>
  flags.wait ? { timeout: flags.waitTimeout, pollingInterval: 1 } : undefined;
