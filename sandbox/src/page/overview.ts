import { authState } from '../auth/state.js';
import type { FaultRule } from '../fault-rules.js';
import { flowsState, type Run } from '../flows/state.js';
import { timersState, type Timer } from '../timers/state.js';
import { transferState, type Task } from '../transfer/state.js';
import { taskDocument } from '../transfer/tasks/task-document.js';
import { collectionsOf, type CollectionSummary } from '../transfer/world-operations.js';
import type { World } from '../world.js';

/** How many of each kind are told, the newest ones. */
const MOST = 50;

/** What the page shows of a task. `done` of `total` steps are finished; `total` grows while folders are looked into. */
export interface TaskSummary {
  id: string;
  type: string;
  label: string | null;
  status: string;
  /** What keeps it from going on, if anything does. */
  trouble: string | null;
  owner: string;
  source: string;
  destination: string | null;
  done: number;
  total: number;
  files: number;
  bytes: number;
  faults: number;
  requested: string;
  completed: string | null;
}

export interface RunSummary {
  id: string;
  flow: string;
  label: string | null;
  status: string;
  owner: string;
  /** The state it is in, or ended in. */
  state: string;
  started: string;
  completed: string | null;
}

export interface TimerSummary {
  id: string;
  name: string | null;
  type: string;
  status: string;
  owner: string;
  next: string | null;
  runs: number;
  errors: number;
}

/** What there is in a world and what goes on in it; nothing secret. Things that come and go are newest first. */
export interface Overview {
  collections: (CollectionSummary & { owner: string })[];
  tasks: TaskSummary[];
  runs: RunSummary[];
  timers: TimerSummary[];
  faults: FaultRule[];
  faults_paused: boolean;
  breakdowns: number;
}

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
  return [...rows].slice(-MOST).reverse();
}

type NameOf = (identity: string) => string;

function taskSummary(world: World, task: Task, nameOf: NameOf): TaskSummary {
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
): RunSummary {
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
): TimerSummary {
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
