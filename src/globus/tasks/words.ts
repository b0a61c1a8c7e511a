import { isNumber } from '../../exact-json.js';
import { sizeText } from '../../size.js';
import type { Task } from '../../services/transfer.js';
import { timeSpan } from '../../time-span.js';
import { plainWords } from './faults.js';

/** Whether a task goes on and gets nowhere: it meets a fault, or its login is over. */
export const isStuck = ({
  status,
  is_paused: isPaused,
  nice_status: nice,
}: Pick<Task, 'status' | 'is_paused' | 'nice_status'>) =>
  !isPaused && (status === 'INACTIVE' || (status === 'ACTIVE' && Boolean(nice) && nice !== 'OK' && nice !== 'Queued'));

/**
 * How a task is doing: as the service says it, but for what it hides in other fields: a task that is paused, one that is stuck, and one
 * that was canceled.
 */
export function stateOf(task: Pick<Task, 'status' | 'is_paused' | 'fatal_error' | 'nice_status'>): string {
  if (task.status === 'FAILED' && task.fatal_error?.code === 'CANCELED') return 'CANCELED';
  if (isStuck(task)) return 'STUCK';
  return task.is_paused && (task.status === 'ACTIVE' || task.status === 'INACTIVE') ? 'PAUSED' : task.status;
}

const place = (name: string | null, path: unknown) =>
  `${name ?? 'a collection that is gone'}${typeof path === 'string' && path !== '' ? `:${path}` : ''}`;

type Ends = Pick<
  Task,
  | 'type'
  | 'source_endpoint_display_name'
  | 'destination_endpoint_display_name'
  | 'source_base_path'
  | 'destination_base_path'
>;
/** Where a task reads, or deletes. */
export const sourceOf = (task: Ends) => place(task.source_endpoint_display_name, task.source_base_path);
/** Where it writes. */
export const destinationOf = (task: Ends) =>
  task.type === 'DELETE' ? undefined : place(task.destination_endpoint_display_name, task.destination_base_path);
/** `Lab → Archive`: from where to where, or where something is deleted. */
export const routeOf = (task: Ends): string => [sourceOf(task), destinationOf(task)].filter(Boolean).join(' → ');

/** `nightly  Lab → Archive`: what a task is called, where it is called anything, and what it does. */
export const whatOf = (task: Ends & Pick<Task, 'label'>): string =>
  [task.label, task.type === 'DELETE' ? `Deletion on ${sourceOf(task)}` : routeOf(task)].filter(Boolean).join('  ');

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** `12 of 40 files, 1.2 GB at 34 MB/s`: how much there is of it. */
export function amountOf(task: Task): string {
  const isOver = task.completion_time !== null;
  const [all, folders, skipped, failed] = [
    task.files,
    task.directories,
    task.files_skipped,
    task.subtasks_skipped_errors,
  ].map((each) => (isNumber(each) ? each : 0)) as [number, number, number, number];
  const files =
    !isOver && task.files_transferred !== null && all
      ? `${task.files_transferred} of ${counted(all, 'file')}`
      : counted(all, 'file');
  const rate = task.effective_bytes_per_second ? ` at ${sizeText(task.effective_bytes_per_second)}/s` : '';
  return [
    task.type === 'DELETE' && folders ? counted(folders, 'folder') : '',
    task.type === 'DELETE' && !all ? '' : files,
    task.type === 'TRANSFER' ? `${sizeText(task.bytes_transferred)}${rate}` : '',
    skipped ? `${skipped} left alone` : '',
    failed ? `${failed} skipped because of errors` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** `42%` of a task that goes on; the size of one that is over. Nothing where nobody can say. */
export function howFar(task: Task): string {
  if (task.type === 'DELETE') return '';
  if (task.completion_time !== null) return sizeText(task.bytes_transferred);
  const { subtasks_total: all, subtasks_succeeded: done } = task;
  return all ? `${Math.floor((done / all) * 100)}%` : '';
}

/** How many seconds something that has ended took, in words. */
export const tookWords = (seconds: number): string =>
  seconds < 1 ? 'took less than a second' : `took ${timeSpan(seconds)}`;

/** `took 2 min 7 s`, or `for 2 min 7 s`: how long a task lasted or lasts by now. `seconds` is since it was asked for. */
export function lengthOf(task: Task, seconds: number | undefined): string | undefined {
  if (task.completion_time !== null) {
    const took = (Date.parse(task.completion_time) - Date.parse(task.request_time)) / 1000;
    if (Number.isNaN(took)) return undefined;
    return tookWords(took);
  }
  return seconds === undefined ? undefined : `for ${timeSpan(seconds)}`;
}

/** What went wrong, in words: of a task that failed why, of one that goes on what it meets. Undefined where nothing did. */
export function troubleOf(task: Task): string | undefined {
  const { fatal_error: end, nice_status: now } = task;
  const ended = end && end.code !== 'CANCELED' ? (plainWords.get(end.code) ?? end.description) : undefined;
  const meets =
    // that it is paused is its state
    task.status === 'ACTIVE' && isStuck(task) && now
      ? (plainWords.get(now) ?? task.nice_status_short_description ?? now)
      : undefined;
  const many = task.faults ? counted(task.faults, 'fault') : undefined;
  const told = ended ?? meets;
  if (!many) return told;
  return told ? `${many}: ${told}` : many;
}

/** What to do next about a task, as a command line with a few words before it. */
export function nextOf(
  task: Pick<Task, 'status' | 'is_paused' | 'task_id' | 'fatal_error' | 'nice_status' | 'type'>,
): readonly [string, string] | undefined {
  const id = task.task_id;
  switch (stateOf(task)) {
    case 'PAUSED':
      return ['Why it is paused', `globus task pause-info ${id}`];
    case 'ACTIVE':
    case 'STUCK':
      return ['Follow it', `globus task watch ${id}`];
    case 'FAILED':
      return ['What happened', `globus task event-list ${id}`];
    case 'SUCCEEDED':
      return task.type === 'TRANSFER' ? ['Its files', `globus task show ${id} -t`] : undefined;
    default:
      return undefined;
  }
}
