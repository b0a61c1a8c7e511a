/** Documents of a GCS Manager (Globus Connect Server v5): what we read of them; what they hold beyond that is kept for JSON. */

/** The envelope of every answer. Roles alone may also come bare. */
export interface Result<Item = never> {
  readonly DATA_TYPE: string;
  readonly code: string;
  readonly http_response_code?: number;
  readonly detail?: unknown;
  readonly message?: string | null;
  readonly data?: readonly Item[];
  /** Of lists: whether `marker` leads to more. */
  readonly has_next_page?: boolean;
  readonly marker?: string | null;
}
interface Document {
  /** `kind#version`. */
  readonly DATA_TYPE: string;
}
export interface GcsEndpoint extends Document {
  readonly id: string;
  readonly display_name: string;
  readonly allow_udt?: boolean;
  readonly contact_email?: string;
  readonly contact_info?: string;
  readonly department?: string;
  readonly description?: string;
  readonly earliest_last_access?: string;
  readonly gcs_manager_url?: string;
  readonly gridftp_control_channel_port?: number | null;
  readonly info_link?: string;
  readonly keywords?: readonly string[];
  readonly network_use?: string;
  readonly max_concurrency?: number;
  readonly max_parallelism?: number;
  readonly preferred_concurrency?: number;
  readonly preferred_parallelism?: number;
  readonly organization?: string;
  readonly public?: boolean;
  readonly subscription_id?: string | null;
}
export interface Info extends Document {
  readonly api_version?: string;
  readonly client_id?: string;
  readonly domain_name?: string;
  readonly endpoint_id?: string;
  readonly manager_version?: string;
  /** Of a `connector#` item. */
  readonly id?: string;
  readonly display_name?: string;
  readonly is_baa?: boolean;
  readonly is_ha?: boolean;
}
export interface PathRestrictions {
  readonly DATA_TYPE?: string;
  readonly none?: readonly string[];
  readonly read?: readonly string[];
  readonly read_write?: readonly string[];
}
export interface Policies {
  readonly DATA_TYPE?: string;
  readonly [key: string]: unknown;
}
export interface Collection extends Document {
  readonly id: string;
  readonly display_name: string;
  readonly collection_type: 'mapped' | 'guest';
  readonly identity_id: string;
  readonly public: boolean;
  readonly storage_gateway_id?: string;
  readonly mapped_collection_id?: string;
  readonly user_credential_id?: string;
  readonly connector_id?: string;
  readonly root_path?: string;
  readonly collection_base_path?: string;
  readonly default_directory?: string;
  readonly allow_guest_collections?: boolean;
  readonly disable_anonymous_writes?: boolean;
  readonly high_assurance?: boolean;
  readonly authentication_timeout_mins?: number;
  readonly require_mfa?: boolean;
  readonly manager_url?: string;
  readonly https_url?: string | null;
  readonly tlsftp_url?: string;
  readonly sharing_restrict_paths?: PathRestrictions | null;
  readonly sharing_users_allow?: readonly string[] | null;
  readonly sharing_users_deny?: readonly string[] | null;
  readonly policies?: Policies;
  readonly enable_https?: boolean;
  readonly user_message?: string | null;
  readonly user_message_link?: string | null;
  readonly force_encryption?: boolean;
  readonly disable_verify?: boolean;
  readonly force_verify?: boolean;
  readonly organization?: string;
  readonly department?: string | null;
  readonly keywords?: readonly string[] | string;
  readonly description?: string | null;
  readonly contact_email?: string | null;
  readonly contact_info?: string | null;
  readonly info_link?: string | null;
  readonly domain_name?: string;
  readonly delete_protected?: boolean;
  readonly created_at?: string | null;
  readonly last_access?: string | null;
}
export interface StorageGateway extends Document {
  readonly id: string;
  readonly display_name: string;
  readonly connector_id: string;
  readonly high_assurance?: boolean | null;
  readonly require_mfa?: boolean;
  readonly authentication_timeout_mins?: number | null;
  readonly allowed_domains?: readonly string[];
  readonly admin_managed_credentials?: boolean;
  readonly identity_mappings?: readonly unknown[] | null;
  readonly restrict_paths?: PathRestrictions | null;
  readonly users_allow?: readonly string[] | null;
  readonly users_deny?: readonly string[] | null;
  readonly process_user?: string | null;
  readonly load_dsi_module?: string | null;
  readonly network_use?: string | null;
  readonly max_concurrency?: number;
  readonly max_parallelism?: number;
  readonly preferred_concurrency?: number;
  readonly preferred_parallelism?: number;
  readonly policies?: Policies;
}
export interface GcsRole extends Document {
  readonly id: string;
  /** A URN of an identity or a group. */
  readonly principal: string;
  readonly role: string;
  /** Null for a role on the endpoint. */
  readonly collection?: string | null;
}
export interface UserCredential extends Document {
  readonly id: string;
  readonly identity_id: string;
  readonly storage_gateway_id: string;
  readonly connector_id: string;
  readonly username: string;
  readonly display_name?: string | null;
  readonly home_directory?: string;
  readonly invalid?: boolean;
  readonly provisioned?: boolean;
  readonly deleted?: boolean;
  readonly policies?: Policies;
}
export interface Node extends Document {
  readonly id: string;
  readonly name?: string;
  readonly ip_addresses: readonly string[];
  readonly incoming_port_range?: readonly number[];
  readonly outgoing_port_range?: readonly number[];
  readonly data_interface?: string | null;
  readonly data_interface6?: string | null;
  readonly status: string;
}
export interface SharingPolicy extends Document {
  readonly id: string;
  readonly collection_id: string;
  readonly sharing_restrict_paths: PathRestrictions;
  readonly users?: readonly string[] | null;
}
export interface Domain extends Document {
  readonly domain_name: string;
  readonly wildcard?: boolean;
  readonly certificate?: string | null;
  readonly certificate_chain?: string | null;
  readonly certificate_chain_path?: string | null;
  readonly certificate_path?: string | null;
  readonly private_key_path?: string | null;
}
export interface CheckResult extends Document {
  readonly id?: string;
  readonly message?: string;
  readonly error?: Readonly<Record<string, unknown>> | null;
}
