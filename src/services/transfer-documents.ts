/** Documents of Globus Transfer, as its reference (v0.10) describes them: only what we read or send. */

export interface Result {
  readonly DATA_TYPE?: string;
  readonly code: string;
  readonly message: string;
  readonly request_id?: string;
  readonly resource?: string;
}
export interface Endpoint {
  readonly id: string;
  readonly display_name: string | null;
  readonly canonical_name?: string | null;
  readonly name?: string | null;
  readonly entity_type?: string;
  readonly owner_id?: string | null;
  readonly owner_string?: string | null;
  /** The roles that one has on it; empty for most of what others own. */
  readonly my_effective_roles?: readonly string[];
  readonly description?: string | null;
  readonly organization?: string | null;
  readonly department?: string | null;
  readonly keywords?: string | null;
  readonly contact_email?: string | null;
  readonly contact_info?: string | null;
  readonly info_link?: string | null;
  readonly public?: boolean;
  readonly shareable?: boolean;
  readonly subscription_id?: string | null;
  readonly subscription_admin_verified?: boolean | null;
  readonly default_directory?: string | null;
  readonly force_encryption?: boolean;
  readonly high_assurance?: boolean | null;
  readonly is_globus_connect?: boolean;
  readonly gcp_connected?: boolean | null;
  readonly gcp_paused?: boolean | null;
  readonly gcs_manager_url?: string | null;
  readonly https_server?: string | null;
  readonly tlsftp_server?: string | null;
  readonly host_endpoint_id?: string | null;
  readonly host_path?: string | null;
  readonly mapped_collection_id?: string | null;
  readonly local_user_info_available?: boolean | null;
  readonly non_functional?: boolean;
  readonly last_accessed_time?: string | null;
}
/** A data server of an endpoint. */
export interface EndpointServer {
  readonly id: number;
  readonly hostname: string | null;
  readonly port: number | null;
  readonly scheme: string | null;
  readonly subject: string | null;
  readonly incoming_data_port_start?: number | null;
  readonly incoming_data_port_end?: number | null;
  readonly outgoing_data_port_start?: number | null;
  readonly outgoing_data_port_end?: number | null;
}
export interface FileEntry {
  readonly DATA_TYPE?: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly last_modified: string;
  readonly permissions: string;
  readonly user: string | null;
  readonly group: string | null;
  readonly link_target?: string | null;
}
export interface FileList {
  readonly DATA_TYPE?: string;
  readonly endpoint?: string;
  readonly path?: string | null;
  readonly absolute_path?: string | null;
  readonly length?: number;
  readonly total?: number;
  readonly rename_supported?: boolean;
  readonly symlink_supported?: boolean;
  readonly DATA: readonly FileEntry[];
}
export interface Task {
  readonly task_id: string;
  readonly type: 'TRANSFER' | 'DELETE';
  readonly status: 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';
  readonly is_ok: boolean | null;
  readonly is_paused: boolean;
  readonly fatal_error?: { readonly code: string; readonly description: string } | null;
  readonly label: string | null;
  readonly username: string;
  readonly owner_id?: string;
  /** For those who watch over a collection. */
  readonly owner_string?: string;
  readonly source_host_endpoint_display_name?: string | null;
  readonly destination_host_endpoint_display_name?: string | null;
  readonly request_time: string;
  readonly completion_time: string | null;
  readonly deadline: string;
  readonly source_endpoint: string | null;
  readonly source_endpoint_id: string | null;
  readonly source_endpoint_display_name: string | null;
  readonly destination_endpoint: string | null;
  readonly destination_endpoint_id: string | null;
  readonly destination_endpoint_display_name: string | null;
  readonly source_local_user: string | null;
  readonly destination_local_user: string | null;
  readonly sync_level: number | null;
  readonly encrypt_data: boolean;
  readonly verify_checksum: boolean;
  readonly delete_destination_extra: boolean;
  readonly preserve_timestamp: boolean;
  readonly skip_source_errors: boolean;
  readonly fail_on_quota_errors: boolean;
  readonly recursive_symlinks: string | null;
  readonly filter_rules?: readonly FilterRule[] | null;
  readonly faults: number;
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  readonly files_skipped: number;
  readonly files_transferred: number | null;
  readonly subtasks_total: number;
  readonly subtasks_pending: number;
  readonly subtasks_retrying: number;
  readonly subtasks_succeeded: number;
  readonly subtasks_expired: number;
  readonly subtasks_canceled: number;
  readonly subtasks_failed: number;
  readonly subtasks_skipped_errors: number;
  readonly bytes_transferred: number;
  readonly bytes_checksummed: number;
  readonly effective_bytes_per_second: number;
  readonly nice_status: string | null;
  readonly nice_status_details: string | null;
  readonly nice_status_short_description: string | null;
  readonly canceled_by_admin?: string | null;
  readonly canceled_by_admin_message?: string | null;
  readonly source_base_path?: string | null;
  readonly destination_base_path?: string | null;
}
/** A cancellation by an administrator; `done` once every task of it has ended. */
export interface AdminCancel {
  readonly id: number;
  readonly done: boolean;
}
export interface TaskEvent {
  readonly code: string;
  readonly description: string;
  readonly details: string;
  readonly is_error: boolean;
  readonly time: string;
}
export interface SuccessfulTransfer {
  readonly source_path: string;
  readonly destination_path: string;
  readonly size?: number;
  readonly checksum?: string | null;
  readonly checksum_algorithm?: string | null;
}
export interface SkippedError {
  readonly source_path: string;
  readonly destination_path: string;
  readonly error_code: string;
  readonly error_details?: string;
  readonly error_time?: string;
}
export interface FilterRule {
  readonly DATA_TYPE: 'filter_rule';
  readonly method: 'include' | 'exclude';
  readonly name: string;
  readonly type?: 'file' | 'dir';
}
export interface TransferItem {
  readonly DATA_TYPE: 'transfer_item';
  readonly source_path: string;
  readonly destination_path: string;
  readonly recursive?: boolean;
  readonly external_checksum?: string;
  readonly checksum_algorithm?: string;
}
export interface DeleteItem {
  readonly DATA_TYPE: 'delete_item';
  readonly path: string;
}
/** Answer to a transfer or delete submission. */
export interface Submission {
  readonly task_id: string;
  readonly submission_id: string;
  readonly code: string;
  readonly message: string;
}
export interface PauseRule {
  readonly id?: string;
  readonly message: string;
  readonly endpoint_id?: string;
  readonly endpoint_display_name?: string | null;
  /** Whom it is for; null for everyone. */
  readonly identity_id?: string | null;
  readonly start_time?: string | null;
  readonly modified_by_id?: string | null;
  readonly created_by_host_manager?: boolean;
  readonly editable?: boolean;
  readonly pause_ls?: boolean;
  readonly pause_mkdir?: boolean;
  readonly pause_symlink?: boolean;
  readonly pause_rename?: boolean;
  readonly pause_task_delete?: boolean;
  readonly pause_task_transfer_write?: boolean;
  readonly pause_task_transfer_read?: boolean;
}
export interface PauseInfo {
  readonly pause_rules: readonly PauseRule[];
  readonly source_pause_message?: string | null;
  readonly destination_pause_message?: string | null;
  readonly source_pause_message_share?: string | null;
  readonly destination_pause_message_share?: string | null;
}
export interface Bookmark {
  readonly id: string;
  readonly name: string;
  readonly endpoint_id: string;
  readonly path: string;
  readonly pinned?: boolean;
}
export interface AccessRule {
  readonly id: string;
  readonly principal_type: string;
  readonly principal: string;
  readonly path: string;
  readonly permissions: string;
  readonly expiration_date?: string | null;
  readonly role_id?: string | null;
  readonly role_type?: string | null;
  readonly create_time?: string | null;
}
export interface Role {
  readonly id: string;
  readonly principal_type: string;
  readonly principal: string;
  readonly role: string;
}
export interface Page<Row> {
  readonly DATA_TYPE?: string;
  readonly DATA: readonly Row[];
}
/** A JSON:API document of Transfer v2 with several items. */
export interface JsonApiPage<Item> {
  readonly data: readonly Item[];
  readonly links?: { readonly next?: string | null } | null;
  /** Related things that were asked for along with the items. */
  readonly included?: readonly JsonApiItem<{ readonly display_name?: string; readonly high_assurance?: boolean }>[];
}
/** One item of a JSON:API document. */
export interface JsonApiItem<A = Record<string, unknown>> {
  readonly id: string;
  readonly type: string;
  readonly attributes: A;
  readonly relationships?: Readonly<Record<string, { readonly data: { readonly id: string; readonly type: string } }>>;
}
/** A tunnel between two stream access points; `relationships` names them (`initiator`, `listener`) and the owner. */
export type Tunnel = JsonApiItem<{
  readonly label: string | null;
  readonly state: string;
  readonly status: string | null;
  readonly lifetime_mins: number;
  readonly restartable: boolean;
  readonly created_time: string;
  readonly submission_id: string;
  readonly listener_ip_address: string | null;
  readonly listener_port: number | null;
  readonly initiator_ip_address: string | null;
  readonly initiator_port: number | null;
}>;
export type TunnelEvent = Omit<JsonApiItem<TaskEvent>, 'id'> & { readonly id: number };
/** `relationships.host_endpoint` is the endpoint it belongs to. */
export type StreamAccessPoint = JsonApiItem<{
  readonly display_name: string;
  readonly advertised_owner: string;
  readonly contact_email: string | null;
  readonly contact_info: string | null;
  readonly department: string | null;
  readonly description: string | null;
  readonly info_link: string | null;
  readonly keywords: string | null;
  readonly organization: string | null;
  readonly tlsftp_server: string | null;
}>;
/** `relationships.collection` is where it points. */
export type BookmarkV2 = JsonApiItem<{ readonly name: string; readonly path: string; readonly pinned?: boolean }>;
/** One bookmark, with its collection where that was asked for. */
export interface BookmarkDocument {
  readonly data: BookmarkV2;
  readonly included?: JsonApiPage<BookmarkV2>['included'];
}
