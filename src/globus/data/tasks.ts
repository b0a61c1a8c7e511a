import type { Task, TransferItem } from '../../services/transfer.js';
import { demandSuccess, waitForTask } from '../tasks/waiting.js';
import { deleteBody } from '../transfer/delete-document.js';
import { submit } from '../transfer/submission.js';
import type { Row } from './copying.js';
import { bodyOf, type Copy, taskRow, type TaskSettings, type TransferTools } from './transfer-task.js';

/** As many items as one task takes. */
const mostItems = 100_000;

/** Has Globus copy these: a row for each task, once it has ended or, without waiting, once it is accepted. More than a task takes are several, each submitted once. */
export async function* transferItems(
  copy: Copy,
  items: readonly TransferItem[],
  settings: TaskSettings,
  tools: TransferTools,
): AsyncGenerator<Row> {
  const most = settings.itemsPerTask ?? mostItems;
  if (items.length > most) {
    const { transferMany } = await import('./many-tasks.js');
    yield* transferMany(copy, { items, most }, settings, tools);
  } else yield taskRow(await submitted(bodyOf(copy, items, settings), settings, tools));
}

/** Has Globus delete these paths: a row for the task. */
export async function* deleteThere(
  endpoint: string,
  paths: readonly string[],
  settings: TaskSettings,
  tools: Omit<TransferTools, 'records'>,
): AsyncGenerator<Row> {
  // what is deleted twice is deleted: no record of it is needed
  for (let i = 0; i < paths.length; i += mostItems) {
    const options = { recursive: true, ignoreMissing: true, enableGlobs: false, label: settings.label };
    yield taskRow(await submitted(deleteBody(endpoint, paths.slice(i, i + mostItems), options), settings, tools));
  }
}

type Body = Parameters<typeof submit>[0];

async function submitted(
  body: Body,
  { wait }: TaskSettings,
  tools: Omit<TransferTools, 'records'>,
): Promise<Pick<Task, 'task_id'> & Partial<Task>> {
  const transfer = await tools.transfer();
  const { task_id: id } = await submit(body, transfer);
  if (!wait) return { task_id: id };
  tools.notices.info(`Task ${id} was accepted.`);
  return demandSuccess(
    await waitForTask(id, { ...tools, transfer }, { pollingInterval: 1, watch: true, hasBegun: true }),
  );
}
