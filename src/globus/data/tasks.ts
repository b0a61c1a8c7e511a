import type { Task, TransferItem, TransferOperations } from '../../services/transfer.js';
import type { Notices, SubmissionRecords } from '../../tools.js';
import { deleteBody } from '../transfer/delete-document.js';
import { submit } from '../transfer/submission.js';
import { transferBody } from '../transfer/transfer-document.js';
import { demandSuccess, type TaskTools, waitForTask } from '../tasks/waiting.js';
import type { CollectionPlace } from './place.js';
import type { Row } from './copying.js';
import type { SyncLevel } from './plan.js';

/** As many items as one task takes. */
const mostItems = 100_000;

export interface TransferTools extends Omit<TaskTools, 'transfer'> {
  readonly notices: Pick<Notices, 'info'>;
  readonly transfer: () => Promise<TransferOperations>;
  readonly records: SubmissionRecords;
}
export interface TaskSettings {
  readonly wait: boolean;
  readonly preserveMtime?: boolean;
  readonly syncLevel?: SyncLevel | undefined;
  readonly label?: string | undefined;
  /** How many items go into a task, where that is not as many as it takes. */
  readonly itemsPerTask?: number | undefined;
}
/** From where to where, and what else makes a copy the same one when it is run again: what was typed. */
export interface Copy {
  readonly source: CollectionPlace;
  readonly destination: CollectionPlace;
  readonly typed: unknown;
}

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

/** The document of a task that copies these. */
export const bodyOf = ({ source, destination }: Copy, items: readonly TransferItem[], settings: TaskSettings) =>
  transferBody(
    source.endpoint.id,
    destination.endpoint.id,
    items,
    {
      syncLevel: settings.syncLevel,
      label: settings.label,
      verifyChecksum: true,
      preserveTimestamp: settings.preserveMtime ?? false,
      encryptData: false,
      skipSourceErrors: false,
      failOnQuotaErrors: false,
      deleteDestinationExtra: false,
    },
    [],
  );

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

export const taskRow = ({
  task_id,
  status,
  files_transferred: files,
  bytes_transferred: bytes,
}: Pick<Task, 'task_id'> & Partial<Task>): Row => ({
  action: '*',
  path: task_id,
  type: 'task',
  bytes: bytes ?? 0,
  task_id,
  ...(status && { status, files: files ?? 0 }),
});
