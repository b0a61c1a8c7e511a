import type { Task } from '../state.js';

/** The subtasks that are neither done nor given up nor being tried again. */
export function pendingSubtasks(task: Task): number {
  const settled =
    task.subtasks_succeeded +
    task.subtasks_retrying +
    task.subtasks_failed +
    task.subtasks_expired +
    task.subtasks_canceled +
    task.subtasks_skipped_errors;
  return Math.max(0, task.subtasks_total - settled);
}
