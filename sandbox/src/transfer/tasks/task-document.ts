import { authState } from '../../auth/state.js';
import type { World } from '../../world.js';
import { localName } from '../endpoint-document.js';
import { transferState, type Endpoint, type Task } from '../state.js';
import { descriptionOf } from './events.js';
import { pendingSubtasks } from './subtasks.js';
import { taskTime } from './task-time.js';
import { turnsOf } from './turns.js';

/** The document of a task as its owner sees it; every key is always there. */
export function taskDocument(world: World, task: Task): Record<string, unknown> {
  const { endpoints } = transferState(world);
  const source = endpoints.get(task.source_endpoint_id);
  const destination = task.destination_endpoint_id === null ? undefined : endpoints.get(task.destination_endpoint_id);
  const transfer = task.type === 'TRANSFER';
  const { options } = task;
  const told = {
    DATA_TYPE: 'task',
    task_id: task.task_id,
    type: task.type,
    status: task.status,
    is_paused: isPaused(task),
    fatal_error: task.fatal_error,
    label: task.label,
    username: localName(task.owner_id),
    owner_id: task.owner_id,
    request_time: taskTime(task.requested),
    completion_time: task.completed === null ? null : taskTime(task.completed),
    deadline: taskTime(task.deadline),
    source_endpoint: canonical(source),
    source_endpoint_id: task.source_endpoint_id,
    source_endpoint_display_name: source?.display_name ?? null,
    destination_endpoint: canonical(destination),
    destination_endpoint_id: task.destination_endpoint_id,
    destination_endpoint_display_name: destination?.display_name ?? null,
    source_local_user: options.source_local_user,
    destination_local_user: options.destination_local_user,
    sync_level: options.sync_level,
    encrypt_data: options.encrypt_data,
    verify_checksum: options.verify_checksum,
    delete_destination_extra: options.delete_destination_extra,
    preserve_timestamp: options.preserve_timestamp,
    skip_source_errors: options.skip_source_errors,
    fail_on_quota_errors: options.fail_on_quota_errors,
    recursive_symlinks: transfer ? options.recursive_symlinks : null,
    filter_rules: options.filter_rules?.map((rule) => ({ DATA_TYPE: 'filter_rule', ...rule })) ?? null,
    command,
    key: sortKey(task),
    history_deleted: task.history_deleted,
    faults: task.faults,
    files: filesOf(task),
    directories: task.directories,
    symlinks: task.symlinks,
    files_skipped: task.files_skipped,
    files_transferred: transfer ? task.files_transferred : null,
    subtasks_total: task.subtasks_total,
    subtasks_pending: pendingSubtasks(task),
    subtasks_retrying: task.subtasks_retrying,
    subtasks_succeeded: task.subtasks_succeeded,
    subtasks_expired: task.subtasks_expired,
    subtasks_canceled: task.subtasks_canceled,
    subtasks_failed: task.subtasks_failed,
    subtasks_skipped_errors: task.subtasks_skipped_errors,
    bytes_transferred: task.bytes_transferred,
    bytes_checksummed: task.bytes_checksummed,
    effective_bytes_per_second: bytesPerSecond(world, task),
    canceled_by_admin: task.canceled_by_admin,
    canceled_by_admin_message: task.canceled_by_admin_message,
    source_base_path: task.source_base_path,
    destination_base_path: task.destination_base_path,
  };
  const nice = niceStatus(world, task);
  blank ??= { ...told, ...nice };
  return Object.assign({ ...blank }, told, nice);
}

/** What every task says was its command. */
export const command = 'API 0.10';
const isOpen = ({ status }: Task): boolean => status === 'ACTIVE' || status === 'INACTIVE';
/** What old clients sort tasks by: those that go on apart from the others, each by time. */
const sortKey = (task: Task): string =>
  isOpen(task) ? `active,${taskTime(task.requested)}` : `complete,${taskTime(task.completed ?? task.requested)}`;
export const isPaused = (task: Task): boolean => isOpen(task) && task.paused !== null;
/** How many files there are, as far as is known. */
export const filesOf = (task: Task): number =>
  isOpen(task) ? Math.max(task.files, task.files_ahead ?? 0) : task.files;

/** A document with every key: copying one costs a tenth of adding so many keys one by one. */
let blank: Record<string, unknown> | undefined;

/** The document as the managers of an endpoint see it: the owner by name, and what hosts the collections. */
export function managedTaskDocument(world: World, task: Task): Record<string, unknown> {
  const { endpoints } = transferState(world);
  const side = (name: 'source' | 'destination', id: string | null): Record<string, unknown> => {
    const endpoint = id === null ? undefined : endpoints.get(id);
    const host =
      endpoint?.mapped_collection === null || endpoint === undefined
        ? undefined
        : endpoints.get(endpoint.mapped_collection);
    return {
      [`${name}_host_endpoint`]: canonical(host),
      [`${name}_host_endpoint_id`]: host?.id ?? null,
      [`${name}_host_endpoint_display_name`]: host?.display_name ?? null,
      [`${name}_host_path`]: endpoint?.host_path ?? null,
      [`${name}_mapped_collection_id`]: host?.id ?? null,
      [`${name}_mapped_collection_display_name`]: host?.display_name ?? null,
      [`${name}_local_user_status`]: id === null ? null : 'OK',
    };
  };
  return {
    ...taskDocument(world, task),
    owner_string: authState(world).identities.get(task.owner_id)?.username ?? null,
    ...side('source', task.source_endpoint_id),
    ...side('destination', task.destination_endpoint_id),
  };
}

function niceStatus(world: World, task: Task): Record<string, unknown> {
  const shown = (code: string, description: string, details: string | null, ok: boolean | null) => ({
    is_ok: ok,
    nice_status: code,
    nice_status_short_description: description,
    nice_status_details: details,
    nice_status_expires_in: -1,
  });
  if (!isOpen(task)) {
    return {
      is_ok: null,
      nice_status: null,
      nice_status_short_description: null,
      nice_status_details: null,
      nice_status_expires_in: null,
    };
  }
  if (task.paused) return shown(task.paused.code, 'paused', task.paused.message, true);
  if (task.trouble) return shown(task.trouble.code, descriptionOf(task.trouble.code), task.trouble.description, false);
  return turnsOf(world).has(task) ? shown('OK', 'OK', null, true) : shown('Queued', 'Queued', null, true);
}

function bytesPerSecond(world: World, task: Task): number {
  const seconds = ((task.completed ?? world.clock.now()) - task.requested) / 1000;
  return Math.round(task.bytes_transferred / Math.max(seconds, 1));
}

function canonical(endpoint: Endpoint | undefined): string | null {
  if (!endpoint) return null;
  const owner = endpoint.entity_type.startsWith('GCSv5_')
    ? (endpoint.gcs_endpoint ?? endpoint.id)
    : endpoint.owner_identity;
  return `${localName(owner)}#${endpoint.id}`;
}
