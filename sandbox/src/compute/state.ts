import { defineState } from '../state/store.js';

/** A place where functions run. */
export interface ComputeEndpoint {
  uuid: string;
  owner: string;
  name: string;
  display_name: string;
  description: string;
  public: boolean;
  multi_user: boolean;
  endpoint_config: string;
  user_config_template: string;
  user_config_schema: unknown;
  hostname: string | null;
  local_user: string | null;
  ip_address: string | null;
  endpoint_version: string | null;
  sdk_version: string | null;
  subscription_uuid: string | null;
  /** The only functions that may run there; null when any may. */
  allowed_functions: string[] | null;
  /** Whether the sandbox runs its tasks. Endpoints that clients register have nobody behind them. */
  online: boolean;
  /** Until when registrations of it are refused, in milliseconds since 1970. */
  locked_until: number;
}

export interface ComputeFunction {
  function_uuid: string;
  owner: string;
  function_name: string;
  /** The packed code, as it was registered. */
  function_code: string;
  description: string | null;
  metadata: unknown;
  public: boolean;
  group: string | null;
}

export type TaskStatus = 'waiting-for-ep' | 'waiting-for-nodes' | 'running' | 'success' | 'failed';

/** One call of a function. Times are milliseconds since 1970. */
export interface ComputeTask {
  id: string;
  owner: string;
  endpoint: string;
  function: string;
  group: string;
  /** The packed arguments; emptied when the task has ended. */
  payload: string;
  /** The serializers that the submitter can read results of; empty for any. */
  serializers: string[];
  status: TaskStatus;
  created: number;
  started: number | null;
  completed: number | null;
  /** The serialized result. */
  result: string | null;
  /** The traceback. */
  exception: string | null;
  details: Record<string, unknown> | null;
}

export interface TaskGroup {
  id: string;
  owner: string;
  create_queue: boolean;
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
