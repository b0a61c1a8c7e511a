import { ExitCodeError } from '../../errors.js';
import type { Task, TaskEvent, TransferOperations } from '../../services/transfer.js';
import type { Progress } from '../../tools.js';
import { visible } from '../../visible.js';

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
/** What codes of faults mean, as a person says it. */
export const plainWords: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
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
  }),
);

/** What a collection said, without the words of its programs: `not found (lstat): /none` says `not found: /none`. */
export const detailWords = (details: string): string =>
  details
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^Error: /, '')
    .replace(
      / \((?:l?stat|open|opendir|readdir|read|write|mkdir|rmdir|unlink|rename|symlink|chmod|utime)\)(?=:|$)/,
      '',
    );

/** A fault as a person reads it: what it means, then what the collection said. In logs its code comes first, to be looked for. */
export function faultLine(
  event: Pick<TaskEvent, 'code' | 'description' | 'details'>,
  { isLive = false }: { readonly isLive?: boolean | undefined } = {},
): string {
  const details = isLive ? detailWords(event.details) : event.details.replace(/\s+/g, ' ').trim();
  const words = plainWords.get(event.code) ?? event.description;
  const what = [isLive && words ? undefined : event.code, words].filter((text) => typeof text === 'string');
  return `! ${what.join(': ') || 'a fault without a name'}${details ? ` (${details.slice(0, 300)})` : ''}`;
}

/** The most events looked at between two looks at the task. */
const newestFaults = 200;

/**
 * Says the faults of a task as they come, oldest first; one that only happens again is not said again. The function returned is given the
 * task at each look, says whether a fault that cannot go away was the last thing that happened, and may be called again after it failed. With `failFast`, a fault that cannot go away cancels the task and is an
 * ExitCodeError.
 */
export function faultTeller(
  { transfer, progress }: FaultTools,
  { failFast = false }: { readonly failFast?: boolean | undefined } = {},
): (task: Task) => Promise<boolean> {
  let count = 0;
  /** What was done when a fault came that cannot go away. */
  let stuckAt: string | undefined;
  const doneBy = ({ bytes_transferred: bytes, subtasks_succeeded: subtasks }: Task) => `${bytes} ${subtasks}`;
  const seen = new Set<string>();
  const told = new Set<string>();

  /** A line once, and the advice with the first fault of its code. */
  const tell = (fresh: readonly TaskEvent[], hopeless: TaskEvent | undefined, id: string) => {
    const advise = hopeless && !failFast && !told.has(hopeless.code);
    for (const event of fresh) {
      const line = faultLine(event, progress);
      if (!told.has(line)) progress.say(line);
      told.add(line).add(event.code);
    }
    if (advise)
      progress.say(`  Trying again will not fix this. Correct the cause, or cancel:  globus task cancel ${id}`);
  };

  return async (task) => {
    if (task.faults <= count) return stuckAt === doneBy(task);
    const events: TaskEvent[] = [];
    for await (const event of transfer.listTaskEvents(task.task_id, { filter: 'is_error:1' }, newestFaults))
      events.unshift(event); // the service lists the newest first
    const fresh = events.filter((event) => event.code !== 'CANCELED' && !seen.has(keyOf(event)));
    const hopeless = task.status === 'ACTIVE' ? fresh.find(({ code }) => permanent.has(code)) : undefined;
    tell(fresh, hopeless, task.task_id);
    if (hopeless && failFast) await cancelBecauseOf(hopeless, task.task_id, transfer);
    count = task.faults;
    for (const event of events) seen.add(keyOf(event));
    if (hopeless) stuckAt = doneBy(task);
    return stuckAt === doneBy(task);
  };
}

interface FaultTools {
  readonly transfer: Pick<TransferOperations, 'listTaskEvents' | 'cancelTask'>;
  readonly progress: Pick<Progress, 'say' | 'isLive'>;
}
const keyOf = ({ time, code, details }: TaskEvent) => `${time} ${code} ${details}`;

async function cancelBecauseOf(
  { code, description }: TaskEvent,
  taskId: string,
  transfer: FaultTools['transfer'],
): Promise<never> {
  await transfer.cancelTask(taskId);
  const words = visible(plainWords.get(code) ?? description);
  throw new ExitCodeError(`Task ${taskId} was canceled because of ${visible(code)}: ${words}.`, 1, {
    forPeople: `Task ${taskId} was canceled, since this does not mend itself: ${words}.`,
    hint: `What happened:  globus task event-list ${taskId}`,
    data: { task_id: taskId, code },
  });
}
