import { CliError } from '../../errors.js';
import { shellLine } from '../../shell.js';
import type { TransferOperations } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import { allRows } from '../all-rows.js';
import type { Place } from './place.js';

/**
 * CliError where a task that is under way copies to the same place, or below it, but one of these: of a move that was left, whose task goes on. It
 * would write over what is moved there, or be taken for its copy.
 */
export async function demandNoOtherTask(
  to: Place,
  own: ReadonlySet<string>,
  transfer: () => Promise<Pick<TransferOperations, 'listTasks'>>,
): Promise<void> {
  if (to.at !== 'collection') return;
  const open = (await transfer()).listTasks({ filter: 'type:TRANSFER/status:ACTIVE,INACTIVE' }, Infinity);
  const other = (await allRows(open)).find(
    (task) =>
      task.destination_endpoint_id === to.endpoint.id &&
      !own.has(task.task_id) &&
      `${withoutSlash(task.destination_base_path ?? '')}/`.startsWith(`${withoutSlash(to.path)}/`),
  );
  if (!other) return;
  const { task_id: id, label } = other;
  throw new CliError(
    `A task that is under way copies to ${visible(to.path)}, too: ${visible(label === null ? id : `${id} '${label}'`)}.`,
    {
      hint: `Wait for it, and run the same line again:  ${shellLine(['task', 'wait', id])}\nCancel it:  ${shellLine(['task', 'cancel', id])}`,
      data: { task_id: id },
    },
  );
}

const withoutSlash = (path: string) => path.replace(/(?<!\/)\/+$/, '');
