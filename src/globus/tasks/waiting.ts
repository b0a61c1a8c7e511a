import { ExitCodeError } from '../../errors.js';
import type { Task, TransferOperations } from '../../services/transfer.js';
import type { ProgressState } from '../../tools.js';
import { type Look, until, type UntilTools, type Wait } from '../until.js';
import { faultTeller, plainWords } from './faults.js';
import type { TaskKeys } from './keys.js';
import { visible } from '../../visible.js';

export interface TaskTools extends UntilTools {
  readonly transfer: Pick<TransferOperations, 'getTask' | 'listTaskEvents' | 'cancelTask' | 'getTaskPauseInfo'>;
}
export interface TaskWait {
  /** Seconds between checks. */
  readonly pollingInterval: number;
  /** Seconds after which to stop waiting; the task goes on. */
  readonly timeout?: number | undefined;
  readonly timeoutExitCode?: number;
  /** A dot on stderr after every look, as some scripts like it. */
  readonly heartbeat?: boolean;
  /** Say faults as they come, without progress. */
  readonly tellsFaults?: boolean;
  /** Cancel on a fault that cannot go away; only with `watch` or `tellsFaults`. */
  readonly failFast?: boolean;
  /** Show progress, and faults as they come. */
  readonly watch?: boolean;
  /** Whether this command has just submitted the task: see `until`. */
  readonly hasBegun?: boolean;
}

/** Looks until the task is no longer ACTIVE and returns it. Errors are those of `until`, and of `failFast`. */
export async function waitForTask(taskId: string, tools: TaskTools, options: TaskWait): Promise<Task> {
  const { transfer, clock } = tools;
  const begun = clock.now().getTime();
  const tellFaults = faultTeller(tools, options);
  let started: Started | undefined;
  let paused: readonly string[] | undefined;
  let keys: TaskKeys | undefined;
  const look = async (): Promise<Look<Task>> => {
    const task = await transfer.getTask(taskId);
    const now = clock.now().getTime();
    started ??= { at: Math.min(begun, now), bytes: task.bytes_transferred, files: filesDone(task) };
    // not for what has ended: it cannot be canceled any more
    if (task.status === 'ACTIVE' && options.watch && tools.progress.keys)
      keys ??= await (await import('./keys.js')).taskKeys(taskId, tools);
    const isHopeless = options.watch || options.tellsFaults ? await tellFaults(task) : false;
    if (task.status !== 'ACTIVE') return { ended: task };
    if (!options.watch) return { pending: undefined };
    // asked for once each time that it is paused
    paused = task.is_paused
      ? (paused ?? (await (await import('./pausing.js')).pauseWords(task, transfer.getTaskPauseInfo)))
      : undefined;
    return { pending: progressOf(task, started, now, { isStuck: isHopeless, paused, isLive: tools.progress.isLive }) };
  };
  const wait: Wait = {
    work: `Task ${taskId}`,
    hint: `Watch it again:  globus task watch ${taskId}\nCancel it:       globus task cancel ${taskId}`,
    hintWhenLate: `Wait again:  globus task wait ${taskId}\nCancel it:   globus task cancel ${taskId}`,
    data: () => ({ task_id: taskId }),
    interval: options.pollingInterval,
    ...options,
  };
  try {
    const sleep: typeof clock.sleep = (seconds) => (keys?.clock ?? clock).sleep(seconds);
    return await until(look, { ...tools, clock: { ...clock, sleep } }, wait);
  } finally {
    keys?.end();
  }
}

/** How far the task was when it was first looked at: what was done before says nothing of how fast it is now. */
interface Started {
  readonly at: number;
  readonly bytes: number;
  readonly files: number;
}
const filesDone = (task: Task): number => (task.files_transferred ?? 0) + task.files_skipped;

interface Standing {
  /** A fault is in the way that trying again does not mend: then no time is left to tell. */
  readonly isStuck: boolean;
  /** Who paused it, and why; undefined where it is not paused. */
  readonly paused: readonly string[] | undefined;
  readonly isLive: boolean | undefined;
}
function progressOf(task: Task, started: Started, now: number, { isStuck, paused, isLive }: Standing): ProgressState {
  const rate =
    task.effective_bytes_per_second ||
    ((task.bytes_transferred - started.bytes) * 1000) / Math.max(1, now - started.at);
  const done = filesDone(task);
  const since = done - started.files;
  const left =
    !isStuck && !paused && task.files && since > 0 && done < task.files
      ? ((now - started.at) / 1000 / since) * (task.files - done)
      : undefined;
  const trouble = task.is_ok === false ? (task.nice_status ?? undefined) : undefined;
  const waiting = task.status === 'INACTIVE' ? 'waiting for a login' : undefined;
  return {
    label: task.label || (task.type === 'DELETE' ? 'Deleting' : 'Transferring'),
    files: done,
    // a service that still looks for files knows of no more than it has done: no share of a whole can be told
    totalFiles: task.files && done < task.files ? task.files : undefined,
    bytes: task.type === 'DELETE' ? undefined : task.bytes_transferred,
    bytesPerSecond: task.type === 'DELETE' ? undefined : rate,
    secondsLeft: left,
    note:
      waiting ??
      (paused && ['paused', ...paused.slice(0, 1)].join(' by ')) ??
      (isStuck ? 'stuck' : undefined) ??
      (trouble && troubleNote(trouble, task, isLive)),
  };
}

function troubleNote(code: string, task: Task, isLive: boolean | undefined): string {
  const words = plainWords.get(code) ?? task.nice_status_details ?? 'not healthy';
  return isLive ? words : `${code}: ${words}`;
}

/** Why a task that has ended did not succeed, in plain words, and where to read more; undefined where it did. */
export function failureOf(task: Task): ExitCodeError | undefined {
  if (task.status === 'SUCCEEDED') return undefined;
  const why = task.fatal_error
    ? ` (${visible(`${task.fatal_error.code}: ${task.fatal_error.description}`)})`
    : task.nice_status
      ? ` (${visible(task.nice_status)})`
      : '';
  const what = task.status === 'INACTIVE' ? 'is waiting for a login' : 'failed';
  const code = task.fatal_error?.code ?? task.nice_status ?? '';
  const words = plainWords.get(code) ?? task.fatal_error?.description ?? task.nice_status_short_description ?? code;
  return new ExitCodeError(`Task ${task.task_id} ${what}${why}.`, 1, {
    forPeople:
      code === 'CANCELED' ? canceled(task) : `Task ${task.task_id} ${what}${words ? `: ${visible(words)}` : ''}.`,
    hint: `What happened:  globus task event-list ${task.task_id}`,
    data: { task_id: task.task_id, status: task.status, fatal_error: task.fatal_error ?? null },
  });
}

/** Who canceled it is told where it was somebody else. */
function canceled({ task_id: id, fatal_error: end }: Task): string {
  const why = end?.description.replace(/[.]$/, '') ?? '';
  return `Task ${id} was canceled${why === '' || /by its owner$/.test(why) ? '' : `: ${visible(why)}`}.`;
}

/** The task; throws `failureOf` it where it did not succeed. */
export function demandSuccess(task: Task): Task {
  const failure = failureOf(task);
  if (failure) throw failure;
  return task;
}
