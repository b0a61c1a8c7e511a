import { formatted, localTime, param, raw, record, table } from '#command';
import type { ComputeTask } from '#services/compute';
import { ending } from './_params.js';
import { readResult } from './_serialization.js';
import { failureOf, hasFailed } from './_tasks.js';

export const taskIds = param.uuid({ summary: 'The task, or several', multiple: true, names: ['TASK_ID...'] });

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
  (shown: ShownResult) => ending(shown.text),
  (shown: ShownResult) => shown.document,
);
