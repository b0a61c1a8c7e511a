import { localIso, type NotifySettings } from '#command';
import type { FilterRule, TransferItem } from '#services/transfer';
import type { TransferFlags } from './_transfer-flags.js';

const syncLevels = { exists: 0, size: 1, mtime: 2, checksum: 3 } as const;

interface TaskFlags {
  readonly label?: string | undefined;
  readonly deadline?: Date | undefined;
  readonly notify?: NotifySettings | undefined;
}
type Occurrences = readonly { readonly key: string; readonly value: string | boolean }[];

/** The transfer document of Globus Transfer; what was not said is left to the service. */
export function transferBody(
  source: string,
  destination: string,
  items: readonly TransferItem[],
  flags: TransferFlags & TaskFlags,
  filters: Occurrences,
): Record<string, unknown> & { readonly DATA: readonly TransferItem[] } {
  const rules: FilterRule[] = filters.map(({ key, value }) => ({
    DATA_TYPE: 'filter_rule',
    method: key as 'include' | 'exclude',
    name: String(value),
    type: 'file',
  }));
  return {
    DATA_TYPE: 'transfer',
    source_endpoint: source,
    destination_endpoint: destination,
    DATA: items,
    verify_checksum: flags.verifyChecksum,
    preserve_timestamp: flags.preserveTimestamp,
    encrypt_data: flags.encryptData,
    skip_source_errors: flags.skipSourceErrors,
    fail_on_quota_errors: flags.failOnQuotaErrors,
    delete_destination_extra: flags.deleteDestinationExtra,
    ...(flags.syncLevel !== undefined && { sync_level: syncLevels[flags.syncLevel] }),
    ...(flags.label !== undefined && { label: flags.label }),
    ...(flags.deadline !== undefined && { deadline: localIso(flags.deadline) }),
    ...(flags.recursiveSymlinks !== undefined && { recursive_symlinks: flags.recursiveSymlinks }),
    ...flags.notify,
    ...(rules.length && { filter_rules: rules }),
    ...(flags.sourceLocalUser !== undefined && { source_local_user: flags.sourceLocalUser }),
    ...(flags.destinationLocalUser !== undefined && { destination_local_user: flags.destinationLocalUser }),
    ...(flags.perfCc !== undefined && { perf_cc: flags.perfCc }),
    ...(flags.perfP !== undefined && { perf_p: flags.perfP }),
    ...(flags.perfPp !== undefined && { perf_pp: flags.perfPp }),
    ...(flags.perfUdt && { perf_udt: true }),
  };
}
