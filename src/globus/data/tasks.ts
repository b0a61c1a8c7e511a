import type { Task, TransferItem } from '../../services/transfer.js';
import { demandSuccess, waitForTask } from '../tasks/waiting.js';
import { deleteBody } from '../transfer/delete-document.js';
import type { Packer } from '../transfer/parts.js';
import { submit } from '../transfer/submission.js';
import type { Row } from './copying.js';
import { bodyOf, type Copy, taskRow, type TaskSettings, type TransferTools } from './transfer-task.js';

/** As many items as one task takes. */
const mostItems = 100_000;

/**
 * Has Globus copy these: a row for each task, once it has ended or, without waiting, once it is accepted. More than a task takes are
 * several, each submitted once. Nothing is submitted before the last of them is known.
 */
export async function* transferItems(
  copy: Copy,
  items: AsyncIterable<TransferItem>,
  settings: TaskSettings,
  tools: TransferTools,
): AsyncGenerator<Row> {
  const most = settings.itemsPerTask ?? mostItems;
  let few: TransferItem[] = [];
  let packing: Packer | undefined;
  const pack = async () => {
    const [{ packer }, { letGo }] = await Promise.all([
      import('../transfer/parts.js'),
      import('../transfer/let-go.js'),
    ]);
    return packer('transfer', most, letGo);
  };
  for await (const item of items) {
    // what the task copied is there once it has begun: run again, the same line has to know that it was this one that did
    if ((copy.isNewFolder || settings.staysBegun) && settings.wait) packing ??= await pack();
    if (packing) packing.add(item);
    else if (few.push(item) > most) {
      packing = await pack();
      few.forEach(packing.add);
      few = [];
    }
  }
  if (packing) {
    const { transferMany } = await import('./many-tasks.js');
    yield* transferMany(copy, packing.parts(), settings, tools);
  } else if (few.length) yield taskRow(await submitted(bodyOf(copy, few, settings), settings, tools));
}

/** Has Globus delete these paths: a row for the task. `onAccepted` is told once it goes on without this process. */
export async function* deleteThere(
  endpoint: string,
  paths: Iterable<string>,
  settings: TaskSettings,
  tools: Omit<TransferTools, 'records'>,
  onAccepted?: () => void,
): AsyncGenerator<Row> {
  const options = { recursive: true, ignoreMissing: true, enableGlobs: false, label: settings.label };
  // what is deleted twice is deleted: no record of it is needed
  const deleted = async (some: readonly string[]) =>
    taskRow(await submitted(deleteBody(endpoint, some, options), settings, tools, onAccepted));
  let some: string[] = [];
  for (const path of paths) {
    if (some.push(path) < mostItems) continue;
    yield await deleted(some);
    some = [];
  }
  if (some.length) yield await deleted(some);
}

type Body = Parameters<typeof submit>[0];

async function submitted(
  body: Body,
  { wait }: TaskSettings,
  tools: Omit<TransferTools, 'records'>,
  onAccepted?: () => void,
): Promise<Pick<Task, 'task_id'> & Partial<Task>> {
  const transfer = await tools.transfer();
  const { task_id: id } = await submit(body, transfer);
  onAccepted?.();
  if (!wait) return { task_id: id };
  tools.notices.info(`Task ${id} was accepted.`);
  return demandSuccess(
    await waitForTask(id, { ...tools, transfer }, { pollingInterval: 1, watch: true, hasBegun: true }),
  );
}
