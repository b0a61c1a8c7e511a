import type { Task, TransferItem, TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
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
}
export interface TaskSettings {
  readonly wait: boolean;
  readonly preserveMtime?: boolean;
  readonly syncLevel?: SyncLevel | undefined;
  readonly label?: string | undefined;
}

/** Has Globus copy these from one collection to another: a row for each task, once it has ended or, without waiting, once it is accepted. */
export async function* transferItems(
  source: CollectionPlace,
  destination: CollectionPlace,
  items: readonly TransferItem[],
  settings: TaskSettings,
  tools: TransferTools,
): AsyncGenerator<Row> {
  for (let i = 0; i < items.length; i += mostItems) {
    const body = transferBody(
      source.endpoint.id,
      destination.endpoint.id,
      items.slice(i, i + mostItems),
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
    yield taskRow(await submitted(body, settings, tools));
  }
}

/** Has Globus delete these paths: a row for the task. */
export async function* deleteThere(
  endpoint: string,
  paths: readonly string[],
  settings: TaskSettings,
  tools: TransferTools,
): AsyncGenerator<Row> {
  for (let i = 0; i < paths.length; i += mostItems) {
    const options = { recursive: true, ignoreMissing: true, enableGlobs: false, label: settings.label };
    yield taskRow(await submitted(deleteBody(endpoint, paths.slice(i, i + mostItems), options), settings, tools));
  }
}

type Body = Parameters<typeof submit>[0];

async function submitted(
  body: Body,
  { wait }: TaskSettings,
  tools: TransferTools,
): Promise<Pick<Task, 'task_id'> & Partial<Task>> {
  const transfer = await tools.transfer();
  const { task_id: id } = await submit(body, transfer);
  if (!wait) return { task_id: id };
  tools.notices.info(`Task ${id} was accepted.`);
  return demandSuccess(
    await waitForTask(id, { ...tools, transfer }, { pollingInterval: 1, watch: true, hasBegun: true }),
  );
}

const taskRow = ({
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
