import type { TaskFault } from './task-fault.js';
import type { Step } from './work.js';

/** The row of a path that was left out because its source could not be read, as `GET /task/ID/skipped_errors` lists it. */
export function skippedError(step: Step, { code, message }: TaskFault, now: number): Record<string, unknown> {
  return {
    DATA_TYPE: 'skipped_error',
    error_code: code,
    error_details: message,
    error_time: new Date(now).toISOString().replace(/\.\d+Z$/, '+00:00'),
    source_path: step.source,
    destination_path: step.destination,
    is_directory: step.kind === 'directory' || step.item.recursive === true,
    is_symlink: step.kind === 'symlink',
    is_delete_destination_extra: false,
    external_checksum: step.item.checksum ?? null,
    checksum_algorithm: step.item.algorithm ?? null,
  };
}
