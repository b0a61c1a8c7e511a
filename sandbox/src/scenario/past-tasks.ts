import { isWorldTime } from '../clock.js';
import { transferState } from '../transfer/state.js';
import { TaskFolder } from '../transfer/tasks/task-folder.js';
import type { TaskForm } from './form.js';
import { type Making, mustBeTime } from './making.js';

/** Makes a task that was over before this world began. */
export function makePastTask(making: Making, form: TaskForm): void {
  const { world } = making;
  const { tasks } = transferState(world);
  const owner = making.person(form, 'owner', form.owner);
  const id = making.idOf('task', form, form.label ?? '', form.requested);
  making.requireNew(tasks.has(id), form, 'a task');
  const time = (key: 'requested' | 'completed'): number => {
    const at = Date.parse(form[key]);
    if (!isWorldTime(at)) throw making.wrong(form, key, mustBeTime);
    return at;
  };
  const [requested, completed] = [time('requested'), time('completed')];
  const { files = 0, directories = 0, bytes = 0, faults = 0 } = form;
  const hasSucceeded = form.status === 'SUCCEEDED';
  new TaskFolder(world, id).writeItems([]);
  tasks.put(id, {
    task_id: id,
    type: form.type,
    status: form.status,
    owner_id: owner.account,
    submission_id: making.idOf('submission', {}, id),
    label: form.label ?? null,
    requested,
    completed,
    deadline: requested + 86_400_000,
    source_endpoint_id: form.source,
    destination_endpoint_id: form.destination ?? null,
    options: {
      sync_level: null,
      verify_checksum: true,
      encrypt_data: false,
      preserve_timestamp: false,
      delete_destination_extra: false,
      skip_source_errors: false,
      fail_on_quota_errors: false,
      recursive_symlinks: 'ignore',
      filter_rules: null,
      source_local_user: null,
      destination_local_user: null,
      recursive: false,
      ignore_missing: false,
      interpret_globs: false,
      client: owner.id,
    },
    fatal_error: hasSucceeded ? null : { code: 'CANCELED', description: 'canceled' },
    trouble: null,
    paused: null,
    admin_pause: null,
    canceled_by_admin: null,
    canceled_by_admin_message: null,
    history_deleted: false,
    source_base_path: null,
    destination_base_path: null,
    ...{ faults, files, directories },
    symlinks: 0,
    files_skipped: 0,
    files_transferred: hasSucceeded ? files : 0,
    bytes_transferred: bytes,
    bytes_checksummed: 0,
    subtasks_total: files + directories,
    subtasks_succeeded: hasSucceeded ? files + directories : 0,
    subtasks_retrying: 0,
    subtasks_failed: hasSucceeded ? 0 : files + directories,
    subtasks_expired: 0,
    subtasks_canceled: 0,
    subtasks_skipped_errors: 0,
  });
}
