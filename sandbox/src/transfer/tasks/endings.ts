import type { World } from '../../world.js';
import { transferState, type Task } from '../state.js';
import { addEvent, descriptionOf } from './events.js';
import { pendingSubtasks } from './subtasks.js';

/** Ends a task that did all it was asked for. */
export function succeedTask(world: World, task: Task): void {
  task.subtasks_succeeded = task.subtasks_total - task.subtasks_skipped_errors;
  const { files_transferred, files_skipped, bytes_transferred } = task;
  end(world, task, 'SUCCEEDED');
  addEvent(world, task, 'SUCCEEDED', { files_succeeded: files_transferred, files_skipped, bytes_transferred });
}

/** Ends a task that cannot or shall not be finished. */
export function failTask(world: World, task: Task, code: string, description: string): void {
  const open = pendingSubtasks(task) + task.subtasks_retrying;
  if (code === 'EXPIRED') task.subtasks_expired += open;
  else if (code === 'CANCELED') task.subtasks_canceled += open;
  else task.subtasks_failed += open;
  task.fatal_error = { code, description };
  end(world, task, 'FAILED');
  addEvent(world, task, code, description || descriptionOf(code), true);
}

function end(world: World, task: Task, status: 'SUCCEEDED' | 'FAILED'): void {
  task.status = status;
  task.completed = world.clock.now();
  task.trouble = null;
  task.paused = null;
  task.subtasks_retrying = 0;
  transferState(world).tasks.put(task.task_id, task);
}
