import { CliError } from '../../errors.js';
import type { ComputeTask } from '../../services/compute.js';
import { readResult } from './serialization.js';
import { demandSuccess } from './tasks.js';

/** What a function returned: its JSON text as Python wrote it, and its value. */
export interface Result {
  readonly text: string;
  readonly value: unknown;
}

/** The result of a task. CliErrors say why there is none: it failed, has not ended, or wrote what only Python can read. */
export function resultOf(task: ComputeTask): Result {
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
