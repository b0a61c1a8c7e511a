import type { Task, TransferItem, TransferOperations } from '../../services/transfer.js';
import type { Notices, SubmissionRecords } from '../../tools.js';
import type { TaskTools } from '../tasks/waiting.js';
import { transferBody } from '../transfer/transfer-document.js';
import type { Row } from './copying.js';
import type { CollectionPlace } from './place.js';
import type { SyncLevel } from './plan.js';

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
      storesPaths: true,
    },
    [],
  );

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
