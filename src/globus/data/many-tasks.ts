import { createHash } from 'node:crypto';
import { isNotFound } from '../../errors.js';
import { waitForGroup } from '../transfer/group.js';
import type { Group } from '../transfer/group-record.js';
import { begunGroup, endGroup, submitKept } from '../transfer/kept-group.js';
import type { Parts } from '../transfer/parts.js';
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

/**
 * Goes on with what an earlier run of the same copy began, and did not come to the end of: what of its tasks the service does not have
 * is submitted, each once, and all are waited for. Rows as of `transferItems`; none where there is nothing to go on with.
 */
export async function* finishBegun(copy: Copy, settings: TaskSettings, tools: TransferTools): AsyncGenerator<Row> {
  const group = await begunGroup(nameOf(copy, settings), tools.records);
  if (!group) return;
  tools.notices.info('An earlier run of this command is finished first: each of its tasks is submitted once.');
  try {
    yield* submittedParts(copy, undefined, settings, tools);
  } catch (error) {
    if (!isNotFound(error) || group.parts.some(({ task_id: id }) => id === undefined)) throw error;
    // the service forgets tasks in time: they ended long ago
    await endGroup(group, tools.records);
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
  const group = await submitKept(nameOf(copy, settings), documentOf(copy, settings), parts, all);
  const count = group.parts.length;
  tools.notices.info(`${count} tasks were accepted: globus task list --group ${group.group}`);
  if (!settings.wait) {
    await endGroup(group, tools.records);
    yield* idsOf(group).map((task_id) => taskRow({ task_id }));
    return;
  }
  const { tasks, failure } = await waitForGroup(group, all, { pollingInterval: 1, watch: true });
  await endGroup(group, tools.records);
  yield* tasks.map(taskRow);
  if (failure) throw failure;
}

const idsOf = ({ parts }: Group) => parts.flatMap(({ task_id: id }) => id ?? []);

const documentOf = (copy: Copy, settings: TaskSettings) => {
  const { DATA: _none, ...document } = bodyOf(copy, [], settings);
  return document;
};

/** The same for the same copy, whatever there is to do for it by now. */
function nameOf(copy: Copy, settings: TaskSettings): string {
  const { source, destination, typed } = copy;
  const what = [documentOf(copy, settings), source.path, destination.path, typed];
  return `copy-${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12)}`;
}
