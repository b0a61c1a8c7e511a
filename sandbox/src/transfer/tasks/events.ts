import type { World } from '../../world.js';
import { transferState, type Task, type TaskEvent } from '../state.js';
import { taskTime } from './task-time.js';

const descriptions: Record<string, string> = {
  STARTED: 'started',
  PROGRESS: 'progress',
  SUCCEEDED: 'succeeded',
  CANCELED: 'canceled',
  EXPIRED: 'expired',
  PAUSED: 'paused',
  UNPAUSED: 'unpaused',
  SKIPPED_ERRORS: 'skipped paths with errors',
  DELETE_DESTINATION_EXTRA_SKIPPED: 'extra files at the destination were not deleted because of errors at the source',
  FILE_NOT_FOUND: 'file not found',
  PERMISSION_DENIED: 'permission denied',
  QUOTA_EXCEEDED: 'quota exceeded',
  VERIFY_CHECKSUM: 'the checksums differ',
  FILE_SIZE_CHANGED: 'the file changed while it was read',
  GC_NOT_CONNECTED: 'Globus Connect Personal is not connected',
  GC_PAUSED: 'Globus Connect Personal is paused',
  CONNECT_FAILED: 'connection failed',
  AUTH: 'authentication or consent is missing',
};

/** The short text of an event code or a nice_status. */
export function descriptionOf(code: string): string {
  return descriptions[code] ?? code.toLowerCase().replace(/_/g, ' ');
}

/** Adds an event to a task. */
export function addEvent(
  world: World,
  task: Task,
  code: string,
  details: string | Record<string, unknown>,
  isError = false,
): TaskEvent {
  const { events, eventsByTask } = transferState(world);
  const number = (task.events ??= eventsByTask.all(task.task_id).length) + 1;
  task.events = number;
  return events.put(`${task.task_id}/${number}`, {
    task: task.task_id,
    number,
    code,
    description: descriptionOf(code),
    details: typeof details === 'string' ? details : JSON.stringify(details),
    is_error: isError,
    time: taskTime(world.clock.now()),
  });
}

/** The events of a task, newest first. */
export function eventsOf(world: World, taskId: string): TaskEvent[] {
  return transferState(world)
    .eventsByTask.all(taskId)
    .sort((a, b) => b.number - a.number);
}

/** The document of one event. */
export function eventDocument({ code, description, details, is_error, time }: TaskEvent): Record<string, unknown> {
  return { DATA_TYPE: 'event', code, description, details, is_error, time };
}
