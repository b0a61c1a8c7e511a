import { defineState } from '../state/store.js';

export type EntityType =
  | 'GCSv5_endpoint'
  | 'GCSv5_mapped_collection'
  | 'GCSv5_guest_collection'
  | 'GCP_mapped_collection'
  | 'GCP_guest_collection';

/** What Transfer calls an endpoint: a GCS endpoint or a collection of any kind. */
export interface Endpoint {
  readonly id: string;
  readonly entity_type: EntityType;
  display_name: string;
  /** The identity that administers it without a role. */
  owner_identity: string;
  /** The GCS endpoint a GCSv5 collection belongs to. */
  readonly gcs_endpoint: string | null;
  readonly mapped_collection: string | null;
  /** For guest collections: the folder of the mapped collection that is shared. */
  readonly host_path: string | null;
  /** The host folder of a mapped collection: absolute, or relative to the sandbox's folder. */
  readonly folder: string | null;
  /** Where in that folder a mapped collection of a storage gateway begins; absent for all of it. */
  readonly base_path?: string;
  /** The path that `/~/` means; `{user}` in it stands for the caller's local user name. */
  readonly home: string;
  /** Editable fields of the document, and whatever else is special about this one. */
  readonly fields: Record<string, unknown>;
  readonly created: number;
  /** In the order of creation. */
  deleted: boolean;
  last_accessed: number | null;
  /** Set by the admin API: nothing of its data can be reached. */
  unreachable?: boolean;
}

export interface AccessRule {
  readonly id: string;
  readonly endpoint: string;
  readonly principal_type: 'identity' | 'group' | 'all_authenticated_users' | 'anonymous';
  readonly principal: string;
  readonly path: string;
  permissions: 'r' | 'rw';
  readonly create_time: string;
  expiration_date: string | null;
  readonly role_id: null;
  readonly role_type: null;
}

export type RoleName =
  | 'administrator'
  | 'access_manager'
  | 'activity_manager'
  | 'activity_monitor'
  | 'access_monitor'
  | 'restricted_administrator';

export interface Role {
  readonly id: string;
  readonly endpoint: string;
  readonly principal_type: 'identity' | 'group';
  readonly principal: string;
  readonly role: RoleName;
}

export interface Bookmark {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly endpoint_id: string;
  readonly path: string;
  readonly pinned: boolean;
}

export interface PauseRule {
  readonly id: string;
  message: string;
  start_time: string | null;
  readonly endpoint_id: string;
  readonly identity_id: string | null;
  readonly modified_by: string;
  readonly modified_by_id: string;
  readonly modified_time: string;
  readonly created_by_host_manager: boolean;
  readonly editable: boolean;
  readonly pause_ls: boolean;
  readonly pause_mkdir: boolean;
  readonly pause_symlink: boolean;
  readonly pause_rename: boolean;
  readonly pause_task_delete: boolean;
  readonly pause_task_transfer_write: boolean;
  readonly pause_task_transfer_read: boolean;
}

export interface TaskEvent {
  readonly task: string;
  readonly number: number;
  readonly code: string;
  readonly description: string;
  readonly details: string;
  readonly is_error: boolean;
  readonly time: string;
}

export interface Tunnel {
  readonly id: string;
  readonly owner: string;
  readonly submission_id: string;
  readonly listener: string;
  readonly initiator: string;
  readonly attributes: Record<string, unknown>;
  readonly events: {
    id: number;
    code: string;
    is_error: boolean;
    description: string;
    details: string;
    time: string;
  }[];
}

export interface StreamAccessPoint {
  readonly id: string;
  readonly host_endpoint: string;
  readonly attributes: Record<string, unknown>;
}

/** A DNS name given to a GCS endpoint or a collection; the id is that of what it was given to. */
export interface Domain {
  readonly id: string;
  readonly domain_name: string;
  /** Whether what hangs below it gets subdomains of this name. */
  readonly wildcard: boolean;
  /** A name of one's own, with a certificate; otherwise a label chosen below the endpoint's name. */
  readonly custom: boolean;
  readonly certificate: string | null;
  readonly certificate_chain: string | null;
  readonly certificate_path: string | null;
  readonly certificate_chain_path: string | null;
  readonly private_key_path: string | null;
}

/** The task as `GET /task/{id}` shows it, but for the fields computed when it is shown. Counters are live. */
export interface Task {
  readonly task_id: string;
  readonly type: 'TRANSFER' | 'DELETE';
  status: 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';
  readonly owner_id: string;
  readonly submission_id: string;
  label: string | null;
  /** Milliseconds since 1970. */
  readonly requested: number;
  completed: number | null;
  deadline: number;
  readonly source_endpoint_id: string;
  readonly destination_endpoint_id: string | null;
  /** Stands for the paths a transfer was asked for: the same for the same paths in the same order. */
  readonly paths_digest?: string;
  readonly options: TaskOptions;
  fatal_error: { code: string; description: string } | null;
  /** The code and text of what keeps the task from going on, while something does. */
  trouble: { code: string; description: string } | null;
  paused: { code: 'PAUSED' | 'PAUSED_BY_ADMIN'; message: string } | null;
  admin_pause: string | null;
  canceled_by_admin: 'SOURCE' | 'DESTINATION' | 'BOTH' | null;
  canceled_by_admin_message: string | null;
  readonly history_deleted: boolean;
  readonly source_base_path: string | null;
  readonly destination_base_path: string | null;
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
  readonly sync_level: number | null;
  readonly verify_checksum: boolean;
  readonly encrypt_data: boolean;
  readonly preserve_timestamp: boolean;
  readonly delete_destination_extra: boolean;
  readonly skip_source_errors: boolean;
  readonly fail_on_quota_errors: boolean;
  readonly recursive_symlinks: 'ignore' | 'keep' | 'copy' | null;
  readonly filter_rules: FilterRule[] | null;
  readonly source_local_user: string | null;
  readonly destination_local_user: string | null;
  readonly recursive: boolean;
  readonly ignore_missing: boolean;
  readonly interpret_globs: boolean;
  /** Who submitted it, with which application: checked again when the task runs. */
  readonly client: string;
  /** Through which services' scopes, where it did not do so itself. */
  readonly via?: string[];
}

export interface FilterRule {
  readonly method: 'include' | 'exclude';
  readonly type: 'file' | 'dir' | null;
  readonly name: string;
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
