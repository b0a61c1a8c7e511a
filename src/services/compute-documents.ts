/** Documents of Globus Compute, as the service's own exchanges show them: only what we read. */

/** An endpoint as listings show it. */
export interface ComputeEndpointRow {
  readonly uuid: string;
  readonly name: string;
  readonly display_name: string | null;
  readonly owner: string;
}
export interface ComputeEndpoint {
  readonly uuid: string;
  readonly name: string;
  readonly display_name: string | null;
  readonly description: string | null;
  readonly multi_user: boolean | null;
  readonly public: boolean | null;
  /** The YAML text that the endpoint was configured with. */
  readonly endpoint_config: string | null;
  readonly user_config_template: string | null;
  readonly user_config_schema: unknown;
  readonly hostname: string | null;
  readonly local_user: string | null;
  readonly ip_address: string | null;
  readonly endpoint_version: string | null;
  readonly sdk_version: string | null;
  readonly subscription_uuid: string | null;
}
export interface ComputeEndpointStatus {
  readonly status: string;
  readonly details?: {
    readonly total_workers?: number;
    readonly idle_workers?: number;
    readonly pending_tasks?: number;
    readonly outstanding_tasks?: number;
    readonly managers?: number;
  };
}
export interface ComputeRegistration {
  readonly endpoint_id: string;
  readonly task_queue_info?: Readonly<Record<string, unknown>>;
  readonly result_queue_info?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly string[];
}
export interface ComputeLock {
  readonly endpoint_id: string;
  /** UTC, without a zone. */
  readonly lock_expiration_timestamp: string;
}
export interface AllowedFunctions {
  readonly endpoint_id: string;
  /** False where any function may run. */
  readonly restricted: boolean;
  readonly functions: readonly string[];
}
export interface ComputeFunction {
  readonly function_uuid: string;
  readonly function_name: string;
  /** Packed buffers, one serialized object in them. */
  readonly function_code: string;
  readonly description?: string | null;
  readonly metadata?: { readonly python_version?: string; readonly sdk_version?: string } | null;
}
export interface ComputeTask {
  readonly task_id: string;
  /** `success` and `failed` are the end; anything else goes on. */
  readonly status: string;
  /** One serialized object, present when it succeeded. */
  readonly result?: string | null;
  /** The traceback, present when it failed. */
  readonly exception?: string | null;
  /** Seconds since 1970, as text. */
  readonly completion_t?: string | null;
  readonly details?: {
    readonly os?: string;
    readonly python_version?: string;
    readonly globus_compute_sdk_version?: string;
    readonly task_transitions?: Readonly<Record<string, number>>;
  } | null;
  /** Why there is no such task, in an answer about many. */
  readonly reason?: string;
}
export interface ComputeTaskGroup {
  readonly taskgroup_id: string;
  readonly create_websockets_queue?: boolean;
  readonly tasks: readonly { readonly id: string; readonly created_at: string }[];
}
/** The answer of v2, call by call in the order sent. */
export interface CallsAccepted {
  readonly response: string;
  readonly task_group_id: string;
  readonly results: readonly {
    readonly status: string;
    readonly task_uuid: string | null;
    readonly http_status_code: number;
    readonly reason: string | null;
  }[];
}
/** The answer of v3: the task ids of each function, in the order sent. */
export interface TasksAccepted {
  readonly request_id: string;
  readonly task_group_id: string;
  readonly endpoint_id: string;
  readonly tasks: Readonly<Record<string, readonly string[]>>;
}
