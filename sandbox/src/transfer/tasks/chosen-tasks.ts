import { localName } from '../endpoint-document.js';
import { anyFilterOf, orderOf, type FieldKind } from '../filter.js';
import type { Task } from '../state.js';
import { command, filesOf, isPaused } from './task-document.js';

const wholeSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000) * 1000;

/** What lists of tasks can be filtered and ordered by, and how it is read off a task, whose document is made only where it is shown. */
const fields: Record<string, { kind: FieldKind; of: (task: Task) => string | number | boolean | null }> = {
  task_id: { kind: 'word', of: (task) => task.task_id },
  type: { kind: 'word', of: (task) => task.type },
  status: { kind: 'word', of: (task) => task.status },
  label: { kind: 'text', of: (task) => task.label },
  request_time: { kind: 'date', of: (task) => wholeSeconds(task.requested) },
  completion_time: { kind: 'date', of: (task) => (task.completed === null ? null : wholeSeconds(task.completed)) },
  deadline: { kind: 'date', of: (task) => wholeSeconds(task.deadline) },
  source_endpoint_id: { kind: 'word', of: (task) => task.source_endpoint_id },
  destination_endpoint_id: { kind: 'word', of: (task) => task.destination_endpoint_id },
  owner_id: { kind: 'word', of: (task) => task.owner_id },
  is_paused: { kind: 'boolean', of: isPaused },
  faults: { kind: 'number', of: (task) => task.faults },
  files: { kind: 'number', of: filesOf },
  bytes_transferred: { kind: 'number', of: (task) => task.bytes_transferred },
  history_deleted: { kind: 'boolean', of: (task) => task.history_deleted },
  username: { kind: 'word', of: (task) => localName(task.owner_id) },
  command: { kind: 'text', of: () => command },
};
const kinds = Object.fromEntries(Object.entries(fields).map(([name, { kind }]) => [name, kind]));
const read = (task: Task, field: string) => fields[field]?.of(task);

/** The tasks that pass one of the filters, in the order asked for; 400 for filters and orders that there are not. */
export function chosenTasks(tasks: Task[], filters: string[], orderby: string | undefined): Task[] {
  const order = orderOf(orderby ?? 'request_time DESC', kinds, read);
  const found = tasks.filter(anyFilterOf(filters, kinds, read));
  // Tasks of one second are told apart by the exact time, so that pages do not overlap.
  found.sort((a, b) => b.requested - a.requested);
  return order ? found.sort(order) : found;
}
