import { createHash } from 'node:crypto';
import { isNotFound } from '../../errors.js';
import { demandSuccess } from '../tasks/waiting.js';
import { acceptedWords, waitForGroup } from '../transfer/group.js';
import { momentOf } from '../../time.js';
import { type Group, readGroup } from '../transfer/group-record.js';
import { begunGroup, endGroup, submitKept } from '../transfer/kept-group.js';
import type { Parts } from '../transfer/parts.js';
import type { Task, TransferOperations } from '../../services/transfer.js';
import type { Row } from './copying.js';
import { bodyOf, type Copy, taskRow, type TaskSettings, type TransferTools } from './transfer-task.js';

/** Has Globus copy more than one task takes: rows as of `transferItems`. CliError at the end where tasks did not succeed. */
export async function* transferMany(
  copy: Copy,
  parts: Parts,
  settings: TaskSettings,
  tools: TransferTools,
): AsyncGenerator<Row> {
  yield* submittedParts(copy, parts, settings, tools);
}

/** What an earlier run of the same copy began, and did not come to the end of. */
export interface Begun {
  /** Whether it made the folder that is its destination. */
  readonly isNewFolder: boolean;
  /** What of its tasks the service does not have is submitted, each once, and all are waited for. Rows as of `transferItems`. */
  readonly rows: () => AsyncGenerator<Row>;
  /** Once its rows came: how its tasks ended. */
  readonly outcome: () => Promise<Outcome>;
}
export interface Outcome {
  /** All of them succeeded, so that none left half a file. */
  readonly succeeded: boolean;
  /** When the last of them ended, in milliseconds since 1970; undefined where the service has forgotten one. */
  readonly ended: number | undefined;
}

/** Undefined where nothing was begun. */
export async function begunBefore(
  copy: Copy,
  settings: TaskSettings,
  tools: TransferTools,
): Promise<Begun | undefined> {
  const group = await begunGroup(nameOf(copy, settings), tools.records);
  if (!group) return undefined;
  if (group.isNewFolder && !group.wasMade && (await copiedNothing(group, await tools.transfer()))) {
    // whoever made a folder of that name, it was not this one
    await endGroup(group, tools.records);
    return undefined;
  }
  return {
    isNewFolder: group.isNewFolder === true,
    rows: () => finished(group, copy, settings, tools),
    outcome: async () =>
      // over or not, its record has the tasks that it had none for before
      outcomeOf(readGroup(group.group, await tools.records.read(group.group)) ?? group, await tools.transfer()),
  };
}

/** The tasks that an earlier run of the same copy submitted, where it did not come to the end of them. */
export async function begunTasks(
  copy: Copy,
  settings: TaskSettings,
  { records }: TransferTools,
): Promise<readonly string[]> {
  const group = await begunGroup(nameOf(copy, settings), records);
  return group ? idsOf(group) : [];
}

async function outcomeOf({ parts }: Group, transfer: Pick<TransferOperations, 'getTask'>): Promise<Outcome> {
  let [succeeded, ended] = [true, 0];
  for (const { task_id: id } of parts) {
    const task = id === undefined ? undefined : await taskOf(id, transfer);
    succeeded &&= task?.status === 'SUCCEEDED';
    ended = Math.max(ended, task?.completion_time ? momentOf(task.completion_time) : NaN);
  }
  return { succeeded, ended: Number.isNaN(ended) ? undefined : ended };
}

/** Undefined where the service has forgotten it, as it does in time. */
const taskOf = (id: string, transfer: Pick<TransferOperations, 'getTask'>): Promise<Task | undefined> =>
  transfer.getTask(id).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });

/** Whether all its tasks ended before they had copied anything or made a folder, which is a subtask, too. */
async function copiedNothing({ parts }: Group, transfer: Pick<TransferOperations, 'getTask'>): Promise<boolean> {
  for (const { task_id: id } of parts) {
    if (id === undefined) return false;
    // one that is forgotten may have been a good one
    const task = await taskOf(id, transfer);
    if (task?.status !== 'FAILED' || task.files_transferred !== 0 || task.subtasks_succeeded !== 0) return false;
  }
  return true;
}

async function* finished(group: Group, copy: Copy, settings: TaskSettings, tools: TransferTools): AsyncGenerator<Row> {
  if (group.isWaited) return;
  tools.notices.info('An earlier run of this command is finished first: each of its tasks is submitted once.');
  try {
    yield* submittedParts(copy, undefined, settings, tools);
  } catch (error) {
    if (!isNotFound(error) || group.parts.some(({ task_id: id }) => id === undefined)) throw error;
    // the service forgets tasks in time: they ended long ago
    await endGroup(group, tools.records, settings.staysBegun || group.isNewFolder ? 'isWaited' : 'isOver');
  }
}

async function* submittedParts(
  copy: Copy,
  parts: Parts | undefined,
  settings: TaskSettings,
  tools: TransferTools,
): AsyncGenerator<Row> {
  const transfer = await tools.transfer();
  const all = { ...tools, transfer };
  const about = copy.isNewFolder ? { isNewFolder: true, wasMade: copy.wasMade === true } : {};
  const group = await submitKept(nameOf(copy, settings), documentOf(copy, settings), parts && { ...parts, about }, all);
  const ids = idsOf(group);
  tools.notices.info(acceptedWords(group));
  if (!settings.wait) {
    await endGroup(group, tools.records);
    yield* ids.map((task_id) => taskRow({ task_id }));
    return;
  }
  const { tasks, failure } = await waitForGroup(group, all, { pollingInterval: 1, watch: true });
  // the same line would copy into the folder that this one made
  const goesOn = settings.staysBegun || (group.isNewFolder && (failure || !parts));
  await endGroup(group, tools.records, goesOn ? 'isWaited' : 'isOver');
  // what an earlier run could not do is done now
  if (failure && !parts) tools.notices.info(`${failure.message} What is missing there is copied now.`);
  else if (tasks.length === 1) tasks.forEach(demandSuccess);
  yield* tasks.map(taskRow);
  if (failure && parts) throw failure;
}

/** Ends the record of a copy that was gone on with, or is a part of other work. */
export async function endBegun(copy: Copy, settings: TaskSettings, { records }: TransferTools): Promise<void> {
  const group = await begunGroup(nameOf(copy, settings), records);
  if (group) await endGroup(group, records);
}

const idsOf = ({ parts }: Group) => parts.flatMap(({ task_id: id }) => id ?? []);

const documentOf = (copy: Copy, settings: TaskSettings) => {
  const { DATA: _none, ...document } = bodyOf(copy, [], settings);
  return document;
};

/** The same for the same copy, whatever there is to do for it by now. */
function nameOf(copy: Copy, settings: TaskSettings): string {
  const { source, destination, typed } = copy;
  const what = [documentOf(copy, { ...settings, comparesAgain: false }), source.path, destination.path, typed];
  return `copy-${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12)}`;
}
