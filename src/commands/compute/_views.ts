import { formatted, localTime, raw, record, table } from '#command';
import { readResult } from '#globus/compute/serialization';
import type { Submitted } from '#globus/compute/submission';
import { failureOf, hasFailed } from '#globus/compute/tasks';
import type { ComputeTask } from '#services/compute';

/** The text with a line break at its end, unless it is empty. */
export const endingInBreak = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** `completion_t` is a number of seconds, as text. */
const completed = formatted<ComputeTask>('completion_t', (value) =>
  value === null || value === undefined ? 'None' : localTime(new Date(Number(value) * 1000).toISOString()),
);
/** The result in a line, or the last line of the traceback. */
const outcome = (task: ComputeTask): string | null => {
  if (hasFailed(task)) return failureOf(task);
  if (typeof task.result !== 'string') return null;
  const read = readResult(task.result);
  return 'form' in read ? `only Python can read it (${read.form})` : read.text;
};

export const taskView = record<ComputeTask>({
  'Task ID': 'task_id',
  Status: 'status',
  Completed: completed,
  'Operating System': 'details.os',
  'Python Version': 'details.python_version',
  Result: outcome,
});
const columns = { 'Task ID': 'task_id', Status: 'status', Completed: completed, Result: outcome } as const;
export const tasksView = table((tasks: readonly ComputeTask[]) => tasks, columns);
/** The service's answer about many tasks. */
export const batchView = table(
  ({ results }: { readonly results: Readonly<Record<string, ComputeTask>> }) =>
    Object.entries(results).map(([id, task]) => ({ ...task, task_id: id })),
  columns,
);

/** One result: its JSON text as text, and in the other formats beside the ids it belongs to. */
export interface ShownResult {
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
}
export const resultView = raw(
  (shown: ShownResult) => endingInBreak(shown.text),
  (shown: ShownResult) => shown.document,
);

/** The calls of a batch, and the tasks that they became. */
export const submittedView = table((document: Submitted) => document.tasks, {
  Line: 'line',
  'Task ID': 'task_id',
  'Function ID': 'function_id',
  'Endpoint ID': 'endpoint_id',
});
