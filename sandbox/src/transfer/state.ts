import { defineState } from '../state/store.js';

export type EntityType =
  | 'GCSv5_endpoint'
  | 'GCSv5_mapped_collection'
  | 'GCSv5_guest_collection'
  | 'GCP_mapped_collection'
  | 'GCP_guest_collection';

/** What Transfer calls an endpoint: a GCS endpoint or a collection of any kind. */
export interface Endpoint {
  id: string;
  entity_type: EntityType;
  display_name: string;
  /** The identity that administers it without a role. */
  owner_identity: string;
  /** The GCS endpoint a GCSv5 collection belongs to. */
  gcs_endpoint: string | null;
  mapped_collection: string | null;
  /** For guest collections: the folder of the mapped collection that is shared. */
  host_path: string | null;
  /** The host folder of a mapped collection: absolute, or relative to the sandbox's folder. */
  folder: string | null;
  /** Where in that folder a mapped collection of a storage gateway begins; absent for all of it. */
  base_path?: string;
  /** The path that `/~/` means; `{user}` in it stands for the caller's local user name. */
  home: string;
  /** Editable fields of the document, and whatever else is special about this one. */
  fields: Record<string, unknown>;
  created: number;
  /** In the order of creation. */
  deleted: boolean;
  last_accessed: number | null;
  /** Set by the admin API: nothing of its data can be reached. */
  unreachable?: boolean;
}

export interface AccessRule {
  id: string;
  endpoint: string;
  principal_type: 'identity' | 'group' | 'all_authenticated_users' | 'anonymous';
  principal: string;
  path: string;
  permissions: 'r' | 'rw';
  create_time: string;
  expiration_date: string | null;
  role_id: null;
  role_type: null;
}

export type RoleName =
  | 'administrator'
  | 'access_manager'
  | 'activity_manager'
  | 'activity_monitor'
  | 'access_monitor'
  | 'restricted_administrator';

export interface Role {
  id: string;
  endpoint: string;
  principal_type: 'identity' | 'group';
  principal: string;
  role: RoleName;
}

export interface Bookmark {
  id: string;
  owner: string;
  name: string;
  endpoint_id: string;
  path: string;
  pinned: boolean;
}

export interface PauseRule {
  id: string;
  message: string;
  start_time: string | null;
  endpoint_id: string;
  identity_id: string | null;
  modified_by: string;
  modified_by_id: string;
  modified_time: string;
  created_by_host_manager: boolean;
  editable: boolean;
  pause_ls: boolean;
  pause_mkdir: boolean;
  pause_symlink: boolean;
  pause_rename: boolean;
  pause_task_delete: boolean;
  pause_task_transfer_write: boolean;
  pause_task_transfer_read: boolean;
}

export interface TaskEvent {
  task: string;
  number: number;
  code: string;
  description: string;
  details: string;
  is_error: boolean;
  time: string;
}

export interface Tunnel {
  id: string;
  owner: string;
  submission_id: string;
  listener: string;
  initiator: string;
  attributes: Record<string, unknown>;
  events: { id: number; code: string; is_error: boolean; description: string; details: string; time: string }[];
}

export interface StreamAccessPoint {
  id: string;
  host_endpoint: string;
  attributes: Record<string, unknown>;
}

/** A DNS name given to a GCS endpoint or a collection; the id is that of what it was given to. */
export interface Domain {
  id: string;
  domain_name: string;
  /** Whether what hangs below it gets subdomains of this name. */
  wildcard: boolean;
  /** A name of one's own, with a certificate; otherwise a label chosen below the endpoint's name. */
  custom: boolean;
  certificate: string | null;
  certificate_chain: string | null;
  certificate_path: string | null;
  certificate_chain_path: string | null;
  private_key_path: string | null;
}

/** The task as `GET /task/{id}` shows it, but for the fields computed when it is shown. Counters are live. */
export interface Task {
  task_id: string;
  type: 'TRANSFER' | 'DELETE';
  status: 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';
  owner_id: string;
  submission_id: string;
  label: string | null;
  /** Milliseconds since 1970. */
  requested: number;
  completed: number | null;
  deadline: number;
  source_endpoint_id: string;
  destination_endpoint_id: string | null;
  options: TaskOptions;
  fatal_error: { code: string; description: string } | null;
  /** The code and text of what keeps the task from going on, while something does. */
  trouble: { code: string; description: string } | null;
  paused: { code: 'PAUSED' | 'PAUSED_BY_ADMIN'; message: string } | null;
  admin_pause: string | null;
  canceled_by_admin: 'SOURCE' | 'DESTINATION' | 'BOTH' | null;
  canceled_by_admin_message: string | null;
  history_deleted: boolean;
  source_base_path: string | null;
  destination_base_path: string | null;
  faults: number;
  files: number;
  /** How many files there will be, once they were counted ahead of the copying. */
  files_ahead?: number | undefined;
  directories: number;
  symlinks: number;
  files_skipped: number;
  files_transferred: number;
  bytes_transferred: number;
  bytes_checksummed: number;
  subtasks_total: number;
  subtasks_succeeded: number;
  subtasks_retrying: number;
  subtasks_failed: number;
  subtasks_expired: number;
  subtasks_canceled: number;
  subtasks_skipped_errors: number;
  /** How many events it has. */
  events?: number;
}

export interface TaskOptions {
  sync_level: number | null;
  verify_checksum: boolean;
  encrypt_data: boolean;
  preserve_timestamp: boolean;
  delete_destination_extra: boolean;
  skip_source_errors: boolean;
  fail_on_quota_errors: boolean;
  recursive_symlinks: 'ignore' | 'keep' | 'copy' | null;
  filter_rules: FilterRule[] | null;
  source_local_user: string | null;
  destination_local_user: string | null;
  recursive: boolean;
  ignore_missing: boolean;
  interpret_globs: boolean;
  /** Who submitted it, with which application: checked again when the task runs. */
  client: string;
  /** Through which services' scopes, where it did not do so itself. */
  via?: string[];
}

export interface FilterRule {
  method: 'include' | 'exclude';
  type: 'file' | 'dir' | null;
  name: string;
}

/** The tables of the Transfer service. */
export const transferState = defineState((store) => {
  const endpoints = store.table<Endpoint>('transfer.endpoints');
  const rules = store.table<AccessRule>('transfer.access_rules');
  const roles = store.table<Role>('transfer.roles');
  const bookmarks = store.table<Bookmark>('transfer.bookmarks');
  const pauses = store.table<PauseRule>('transfer.pause_rules');
  const tasks = store.table<Task>('transfer.tasks');
  const events = store.table<TaskEvent>('transfer.events');
  return {
    endpoints,
    rules,
    rulesByEndpoint: rules.index((rule) => rule.endpoint),
    roles,
    rolesByEndpoint: roles.index((role) => role.endpoint),
    bookmarks,
    bookmarksByOwner: bookmarks.index((bookmark) => bookmark.owner),
    pauses,
    pausesByEndpoint: pauses.index((rule) => rule.endpoint_id),
    tasks,
    tasksByOwner: tasks.index((task) => task.owner_id),
    taskBySubmission: tasks.index((task) => `${task.owner_id} ${task.submission_id}`),
    events,
    eventsByTask: events.index((event) => event.task),
    adminCancels: store.table<{ id: number; task_ids: string[]; owner: string }>('transfer.admin_cancels'),
    domains: store.table<Domain>('transfer.domains'),
    tunnels: store.table<Tunnel>('transfer.tunnels'),
    accessPoints: store.table<StreamAccessPoint>('transfer.stream_access_points'),
  };
});
