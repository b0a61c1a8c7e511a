import { ExitCodeError, InterruptedError, NetworkError, type NeedTypes, type ProgressState } from '#command';
import type { Task, TaskEvent } from '#services/transfer';

/** What waiting takes: the adapter and the tools a waiting command declares. */
export type Tools = Pick<NeedTypes, 'transfer' | 'progress' | 'clock'>;
export interface WaitOptions {
  readonly pollingInterval: number;
  /** Seconds after which to stop waiting; the task goes on. */
  readonly timeout?: number | undefined;
  readonly timeoutExitCode?: number;
  /** A dot on stderr after every poll, as some scripts like it. */
  readonly heartbeat?: boolean;
  /** Cancel on a fault that cannot go away. */
  readonly failFast?: boolean;
  /** Show progress and faults as they come. */
  readonly watch?: boolean;
}

/** Faults that no retry mends: what --fail-fast cancels on. */
const permanent = new Set([
  'FILE_NOT_FOUND',
  'PERMISSION_DENIED',
  'NOT_A_DIRECTORY',
  'IS_A_DIRECTORY',
  'NO_APPEND_FILESYSTEM',
  'QUOTA_EXCEEDED',
  'NO_SPACE',
  'PATH_NOT_ALLOWED',
]);
const plainWords: Readonly<Record<string, string>> = {
  FILE_NOT_FOUND: 'a file or folder does not exist',
  PERMISSION_DENIED: 'permission was denied',
  NOT_A_DIRECTORY: 'a file stands where a folder is expected',
  IS_A_DIRECTORY: 'a folder stands where a file is expected',
  VERIFY_CHECKSUM: 'a copied file did not match its source and is copied again',
  FILE_SIZE_CHANGED: 'a file changed while it was being copied',
  CONNECT_FAILED: 'the collection cannot be reached',
  CONNECTION_BROKEN: 'the connection to a collection broke',
  CONNECTION_RESET: 'the connection to a collection was reset',
  ENDPOINT_TOO_BUSY: 'the collection is busy',
  ENDPOINT_ERROR: 'the collection reported an error',
  AUTH: 'the collection did not accept the login',
  TIMEOUT: 'the collection did not answer in time',
  GC_NOT_CONNECTED: 'Globus Connect Personal is not running on that computer',
  GC_PAUSED: 'Globus Connect Personal is paused on that computer',
  QUOTA_EXCEEDED: 'the quota at the destination is used up',
  NO_SPACE: 'the destination is full',
};

/** A fault as a person reads it: what it means, then what the collection said. */
export function faultLine(event: Pick<TaskEvent, 'code' | 'description' | 'details'>): string {
  const details = event.details.replace(/\s+/g, ' ').trim();
  return `! ${event.code}: ${plainWords[event.code] ?? event.description}${details ? ` (${details.slice(0, 300)})` : ''}`;
}

function progressOf(task: Task, started: { at: number; bytes: number }, now: number): ProgressState {
  const rate =
    task.effective_bytes_per_second ||
    ((task.bytes_transferred - started.bytes) * 1000) / Math.max(1, now - started.at);
  const done = (task.files_transferred ?? 0) + task.files_skipped;
  const left =
    task.files && done > 0 && done < task.files ? ((now - started.at) / 1000 / done) * (task.files - done) : undefined;
  const trouble = task.is_ok === false || task.is_paused ? (task.nice_status ?? undefined) : undefined;
  const waiting = task.status === 'INACTIVE' ? 'waiting for a login' : undefined;
  return {
    label: task.label || (task.type === 'DELETE' ? 'Deleting' : 'Transferring'),
    files: done,
    // a service that still looks for files knows of no more than it has done: no share of a whole can be told
    totalFiles: task.files && done < task.files ? task.files : undefined,
    bytes: task.type === 'DELETE' ? undefined : task.bytes_transferred,
    bytesPerSecond: task.type === 'DELETE' ? undefined : rate,
    secondsLeft: left,
    note: waiting ?? (trouble && `${trouble}: ${plainWords[trouble] ?? task.nice_status_details ?? 'not healthy'}`),
  };
}

/**
 * Polls until the task is no longer ACTIVE and returns it. Faults are said as they happen. A timeout ends with
 * `timeoutExitCode`; Ctrl-C says that the task goes on and how to cancel it.
 */
export async function waitForTask(taskId: string, tools: Tools, options: WaitOptions): Promise<Task> {
  const { transfer, progress, clock } = tools;
  const begun = clock.now().getTime();
  const deadline = options.timeout === undefined ? Infinity : begun + options.timeout * 1000;
  const faults: Faults = { count: 0, seen: new Set(), said: new Set() };
  let started: { at: number; bytes: number } | undefined;
  try {
    for (;;) {
      const task = await transfer.getTask(taskId);
      const now = clock.now().getTime();
      started ??= { at: Math.min(begun, now), bytes: task.bytes_transferred };
      if (options.watch && task.faults > faults.count) await sayFaults(task, tools, faults, options);
      if (task.status !== 'ACTIVE') return task;
      if (options.watch) progress.update(progressOf(task, started, now));
      if (options.heartbeat) progress.beat();
      if (now >= deadline) {
        throw new ExitCodeError(
          `Task ${taskId} has not ended within ${options.timeout} seconds. It goes on.`,
          options.timeoutExitCode ?? 1,
          {
            hint: `Wait again:  globus task wait ${taskId}\nCancel it:   globus task cancel ${taskId}`,
          },
        );
      }
      await clock.sleep(Math.min(options.pollingInterval, Math.max(0.05, (deadline - now) / 1000)));
    }
  } catch (error) {
    const parts = {
      hint: `Watch it again:  globus task watch ${taskId}\nCancel it:       globus task cancel ${taskId}`,
      data: { task_id: taskId },
      cause: error,
    };
    if (error instanceof InterruptedError) throw new InterruptedError(`Interrupted. Task ${taskId} goes on.`, parts);
    if (error instanceof NetworkError)
      throw new NetworkError(`${error.message} Task ${taskId} goes on.`, {
        ...parts,
        data: { ...error.data, ...parts.data },
      });
    throw error;
  } finally {
    progress.done();
  }
}

/** What was heard of a task's faults so far. */
interface Faults {
  /** As the task counts them. */
  count: number;
  readonly seen: Set<string>;
  /** What was said: a fault that only happens again is not said again. */
  readonly said: Set<string>;
}
/** The most events looked at between two polls. */
const newestFaults = 200;

async function sayFaults(
  task: Task,
  { transfer, progress }: Tools,
  faults: Faults,
  options: WaitOptions,
): Promise<void> {
  const { task_id: id } = task;
  faults.count = task.faults;
  const fresh: TaskEvent[] = [];
  for await (const event of transfer.listTaskEvents(id, { filter: 'is_error:1' }, newestFaults)) {
    const key = `${event.time} ${event.code} ${event.details}`;
    if (!faults.seen.has(key) && event.code !== 'CANCELED') fresh.unshift(event); // the service lists the newest first
    faults.seen.add(key);
  }
  const hopeless = task.status === 'ACTIVE' ? fresh.find(({ code }) => permanent.has(code)) : undefined;
  const advise = hopeless && !options.failFast && !faults.said.has(hopeless.code);
  for (const event of fresh) {
    const line = faultLine(event);
    if (!faults.said.has(line)) progress.say(line);
    faults.said.add(line).add(event.code);
  }
  if (!hopeless) return;
  if (advise) progress.say(`  Trying again does not mend this. Put it right, or cancel:  globus task cancel ${id}`);
  if (!options.failFast) return;
  await transfer.cancelTask(id);
  throw new ExitCodeError(
    `Task ${id} was canceled because of ${hopeless.code}: ${plainWords[hopeless.code] ?? hopeless.description}.`,
    1,
    {
      hint: `What happened:  globus task event-list ${id}`,
      data: { task_id: id, code: hopeless.code },
    },
  );
}

/** Throws where the task did not succeed: the reason in plain words and where to read more. */
export function demandSuccess(task: Task): Task {
  if (task.status === 'SUCCEEDED') return task;
  const why = task.fatal_error
    ? ` (${task.fatal_error.code}: ${task.fatal_error.description})`
    : task.nice_status
      ? ` (${task.nice_status})`
      : '';
  const what = task.status === 'INACTIVE' ? 'is waiting for a login' : 'failed';
  throw new ExitCodeError(`Task ${task.task_id} ${what}${why}.`, 1, {
    hint: `What happened:  globus task event-list ${task.task_id}`,
    data: { task_id: task.task_id, status: task.status, fatal_error: task.fatal_error ?? null },
  });
}
