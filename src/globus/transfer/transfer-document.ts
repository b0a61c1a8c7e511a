import { UsageError } from '../../errors.js';
import { utcIso } from '../../time.js';
import type { FilterRule, TransferItem } from '../../services/transfer.js';
import type { TaskDocument, TaskOptions } from './task-options.js';

const syncLevels = { exists: 0, size: 1, mtime: 2, checksum: 3 } as const;

/** How a transfer is done. */
export interface TransferOptions {
  /** Skip files that are there: by existence, size, modification time or checksum. */
  readonly syncLevel?: keyof typeof syncLevels | undefined;
  readonly verifyChecksum: boolean;
  readonly preserveTimestamp: boolean;
  readonly encryptData: boolean;
  readonly skipSourceErrors: boolean;
  readonly failOnQuotaErrors: boolean;
  readonly deleteDestinationExtra: boolean;
  readonly recursiveSymlinks?: 'ignore' | 'keep' | 'copy' | undefined;
  readonly sourceLocalUser?: string | undefined;
  readonly destinationLocalUser?: string | undefined;
  /** Concurrency, parallelism, pipelining and the protocol, for those who measure. */
  readonly perfCc?: number | undefined;
  readonly perfP?: number | undefined;
  readonly perfPp?: number | undefined;
  readonly perfUdt?: boolean;
  /** Whether the task is to tell later from which path to which it copied. */
  readonly storesPaths?: boolean;
}
/** A pattern for names of files to take or to leave out; the first that matches decides. */
export interface NameFilter {
  readonly method: 'include' | 'exclude';
  readonly name: string;
}

/** The transfer document of Globus Transfer; what was not said is left to the service. UsageError where filters have no folder to choose in. */
export function transferBody(
  source: string,
  destination: string,
  items: readonly TransferItem[],
  options: TransferOptions & TaskOptions,
  filters: readonly NameFilter[],
): TaskDocument & Readonly<Record<string, unknown>> & { readonly DATA: readonly TransferItem[] } {
  const single = filters.length ? items.find((item) => !item.recursive) : undefined;
  if (single)
    throw new UsageError('--include and --exclude need --recursive: they choose among the files of a folder.', {
      hint: `Not copied as a folder: ${single.source_path}`,
    });
  const rules = filters.map(({ method, name }): FilterRule => ({
    DATA_TYPE: 'filter_rule',
    method,
    name,
    type: 'file',
  }));
  return {
    DATA_TYPE: 'transfer',
    source_endpoint: source,
    destination_endpoint: destination,
    DATA: items,
    verify_checksum: options.verifyChecksum,
    preserve_timestamp: options.preserveTimestamp,
    encrypt_data: options.encryptData,
    skip_source_errors: options.skipSourceErrors,
    fail_on_quota_errors: options.failOnQuotaErrors,
    delete_destination_extra: options.deleteDestinationExtra,
    ...(options.syncLevel !== undefined && { sync_level: syncLevels[options.syncLevel] }),
    ...(options.label !== undefined && { label: options.label }),
    ...(options.deadline !== undefined && { deadline: utcIso(options.deadline) }),
    ...(options.recursiveSymlinks !== undefined && { recursive_symlinks: options.recursiveSymlinks }),
    ...options.notify,
    ...(rules.length && { filter_rules: rules }),
    ...(options.sourceLocalUser !== undefined && { source_local_user: options.sourceLocalUser }),
    ...(options.destinationLocalUser !== undefined && { destination_local_user: options.destinationLocalUser }),
    ...(options.perfCc !== undefined && { perf_cc: options.perfCc }),
    ...(options.perfP !== undefined && { perf_p: options.perfP }),
    ...(options.perfPp !== undefined && { perf_pp: options.perfPp }),
    ...(options.perfUdt && { perf_udt: true }),
    ...(options.storesPaths && { store_base_path_info: true }),
  };
}
