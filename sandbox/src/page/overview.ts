import { authState } from '../auth/state.js';
import { flowsState, type Run } from '../flows/state.js';
import { timersState, type Timer } from '../timers/state.js';
import { transferState, type Task } from '../transfer/state.js';
import { taskDocument } from '../transfer/tasks/task-document.js';
import { collectionsOf } from '../transfer/world-operations.js';
import type { World } from '../world.js';
import type { Overview, RunRow, TaskRow, TimerRow } from './shapes.js';

/** How many of each kind are told, the newest ones. */
const most = 50;

/** The world as it is now. */
export function overviewOf(world: World): Overview {
  const nameOf = (identity: string) =>
    authState(world).identities.get(identity.replace(/^urn:globus:auth:identity:/, ''))?.username ?? identity;
  return {
    collections: collectionsOf(world).map((collection) => ({
      ...collection,
      owner: nameOf(collection.owner_identity),
    })),
    tasks: newest(transferState(world).tasks.values()).map((task) => taskSummary(world, task, nameOf)),
    runs: newest(flowsState(world).runs.values()).map((run) => runSummary(run, nameOf)),
    timers: newest(timersState(world).timers.values()).map((timer) => timerSummary(timer, nameOf)),
    faults: world.faults.list(),
    faults_paused: world.faults.paused,
    breakdowns: world.troubles.breakdowns.length,
  };
}

/** The last rows of a table, the last one first. */
function newest<T>(rows: Iterable<T>): T[] {
  return [...rows].slice(-most).reverse();
}

type NameOf = (identity: string) => string;

function taskSummary(world: World, task: Task, nameOf: NameOf): TaskRow {
  const document = taskDocument(world, task);
  const troubled = document['is_ok'] === false || document['is_paused'] === true;
  return {
    id: task.task_id,
    type: task.type,
    label: task.label,
    status: task.status,
    trouble:
      task.fatal_error?.description ??
      (troubled ? String(document['nice_status_details'] ?? document['nice_status']) : null),
    owner: nameOf(task.owner_id),
    source: String(document['source_endpoint_display_name']),
    destination: document['destination_endpoint_display_name'] as string | null,
    done: task.subtasks_succeeded + task.subtasks_skipped_errors,
    total: task.subtasks_total,
    files: task.files,
    bytes: task.bytes_transferred,
    faults: task.faults,
    requested: new Date(task.requested).toISOString(),
    completed: task.completed === null ? null : new Date(task.completed).toISOString(),
  };
}

function runSummary(
  { run_id, flow_title, label, status, owner, position, start_time, completion_time }: Run,
  nameOf: NameOf,
): RunRow {
  return {
    id: run_id,
    flow: flow_title,
    label,
    status,
    owner: nameOf(owner),
    state: position.state,
    started: start_time,
    completed: completion_time,
  };
}

function timerSummary(
  { id, name, timer_type, status, owner, next_run, n_runs, n_errors }: Timer,
  nameOf: NameOf,
): TimerRow {
  return {
    id,
    name,
    type: timer_type,
    status,
    owner: nameOf(owner),
    next: next_run === null ? null : new Date(next_run).toISOString(),
    runs: n_runs,
    errors: n_errors,
  };
}
