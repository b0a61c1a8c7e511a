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
  /** Whether the copy is a part of other work, which ends its record. */
  readonly staysBegun?: boolean;
  /** What an earlier run copied is compared by its content, and copied where that differs; it is the same copy all the same. */
  readonly comparesAgain?: boolean;
  /** How many items go into a task, where that is not as many as it takes. */
  readonly itemsPerTask?: number | undefined;
}
/** From where to where, and what else makes a copy the same one when it is run again: what was typed. */
export interface Copy {
  readonly source: CollectionPlace;
  readonly destination: CollectionPlace;
  readonly typed: unknown;
  /** Whether it makes the folder that is its destination, so that it would go into it when it is run again. */
  readonly isNewFolder?: boolean;
  /** Whether an earlier run made it. */
  readonly wasMade?: boolean;
}

/** What `cp` and `mv` copy, by their words, the last of which is where to. */
export const copyOf = (
  ends: Omit<Copy, 'typed'>,
  words: readonly unknown[],
  { filters, recursive }: { readonly filters: unknown; readonly recursive: boolean },
): Copy => ({ ...ends, typed: [words.slice(0, -1), words.at(-1), filters, recursive] });

/** The document of a task that copies these. */
export const bodyOf = ({ source, destination }: Copy, items: readonly TransferItem[], settings: TaskSettings) =>
  transferBody(
    source.endpoint.id,
    destination.endpoint.id,
    items,
    {
      syncLevel: settings.comparesAgain ? 'checksum' : settings.syncLevel,
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
