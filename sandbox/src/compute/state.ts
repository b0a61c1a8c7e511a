import { defineState } from '../state/store.js';

/** A place where functions run. */
export interface ComputeEndpoint {
  readonly uuid: string;
  readonly owner: string;
  readonly name: string;
  readonly display_name: string;
  readonly description: string;
  readonly public: boolean;
  readonly multi_user: boolean;
  readonly endpoint_config: string;
  readonly user_config_template: string;
  readonly user_config_schema: unknown;
  readonly hostname: string | null;
  readonly local_user: string | null;
  readonly ip_address: string | null;
  readonly endpoint_version: string | null;
  readonly sdk_version: string | null;
  readonly subscription_uuid: string | null;
  /** The only functions that may run there; null when any may. */
  readonly allowed_functions: string[] | null;
  /** Whether the sandbox runs its tasks. Endpoints that clients register have nobody behind them. */
  readonly online: boolean;
  /** Until when registrations of it are refused, in milliseconds since 1970. */
  readonly locked_until: number;
}

export interface ComputeFunction {
  readonly function_uuid: string;
  readonly owner: string;
  readonly function_name: string;
  /** The packed code, as it was registered. */
  readonly function_code: string;
  readonly description: string | null;
  readonly metadata: unknown;
  readonly public: boolean;
  readonly group: string | null;
}

export type TaskStatus = 'waiting-for-ep' | 'waiting-for-nodes' | 'running' | 'success' | 'failed';

/** One call of a function. Times are milliseconds since 1970. */
export interface ComputeTask {
  readonly id: string;
  readonly owner: string;
  readonly endpoint: string;
  readonly function: string;
  readonly group: string;
  /** The packed arguments; emptied when the task has ended. */
  readonly payload: string;
  /** The serializers that the submitter can read results of; empty for any. */
  readonly serializers: string[];
  readonly status: TaskStatus;
  readonly created: number;
  readonly started: number | null;
  readonly completed: number | null;
  /** The serialized result. */
  readonly result: string | null;
  /** The traceback. */
  readonly exception: string | null;
  readonly details: Record<string, unknown> | null;
}

export interface TaskGroup {
  readonly id: string;
  readonly owner: string;
  readonly create_queue: boolean;
}

/** The tables of the Compute service. */
export const computeState = defineState((store) => {
  return {
    endpoints: store.table<ComputeEndpoint>('compute.endpoints'),
    functions: store.table<ComputeFunction>('compute.functions'),
    tasks: store.table<ComputeTask>('compute.tasks'),
    groups: store.table<TaskGroup>('compute.groups'),
  };
});
