import { isNumber } from '../../exact-json.js';
import type { Task } from '../../services/transfer.js';
import { sizeText } from '../../size.js';
import { momentOf } from '../../time.js';
import { amountOf, isStuck } from '../tasks/words.js';
import type { Activity, ActivityState } from './activity.js';

/** A task of Transfer as a row of the live screens. */
export function transferActivity(task: Task): Activity {
  const from = task.source_endpoint_display_name ?? '';
  const to = task.destination_endpoint_display_name ?? '';
  const isDelete = task.type === 'DELETE';
  const state = stateOf(task);
  return {
    kind: isDelete ? 'delete' : 'transfer',
    id: task.task_id,
    name: task.label ?? (isDelete ? `delete on ${from}` : `${from} → ${to}`),
    label: task.label ?? undefined,
    where: isDelete ? from : `${from} → ${to}`,
    state,
    said: saidOf(task, state),
    began: momentOf(task.request_time),
    ended: task.completion_time ? momentOf(task.completion_time) : undefined,
    changes: [isDelete ? task.source_endpoint_id : task.destination_endpoint_id].filter((id) => id !== null),
  };
}

function stateOf(task: Task): ActivityState {
  const { status, is_paused: isPaused, fatal_error: fatal } = task;
  if (status === 'SUCCEEDED') return 'done';
  if (status === 'FAILED') return fatal?.code === 'CANCELED' ? 'canceled' : 'failed';
  if (isPaused) return 'paused';
  return isStuck(task) ? 'stuck' : 'running';
}

const filesOf = (count: number) => `${count} ${count === 1 ? 'file' : 'files'}`;

function saidOf(task: Task, state: ActivityState): string {
  if (state === 'failed') return task.fatal_error?.description ?? task.nice_status_short_description ?? 'failed';
  if (state === 'canceled') return state;
  if (state === 'stuck') return task.nice_status_short_description ?? task.nice_status ?? 'it waits for a login';
  const files = task.files_transferred ?? task.subtasks_succeeded;
  const total = task.type === 'DELETE' ? task.subtasks_total : task.files;
  const parts = [
    state === 'paused' && state,
    state === 'done' && (task.type === 'DELETE' ? amountOf(task) : isNumber(total) && filesOf(total)),
    isNumber(total) && isNumber(files) && state !== 'done' && `${files} of ${filesOf(total)}`,
    task.bytes_transferred > 0 && sizeText(task.bytes_transferred),
    state === 'running' && task.effective_bytes_per_second > 0 && `${sizeText(task.effective_bytes_per_second)}/s`,
    task.faults > 0 && `${task.faults} ${task.faults === 1 ? 'fault' : 'faults'}`,
  ];
  return parts.filter(Boolean).join(', ');
}
