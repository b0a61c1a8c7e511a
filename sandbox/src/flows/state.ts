import type { Json } from '../http/body.js';
import { defineState } from '../state/store.js';

/** What a flow may be given to; the same names are the user's roles on it. */
export interface FlowRoles {
  flow_viewers: string[];
  flow_starters: string[];
  flow_administrators: string[];
  run_managers: string[];
  run_monitors: string[];
}

export interface Flow extends FlowRoles {
  id: string;
  title: string;
  subtitle: string;
  description: string;
  keywords: string[];
  definition: Definition;
  input_schema: Json;
  /** URNs of identities. */
  flow_owner: string;
  created_by: string;
  subscription_id: string | null;
  authentication_policy_id: string | null;
  created_at: string;
  updated_at: string;
}

/** A definition that was found valid. */
export interface Definition {
  StartAt: string;
  States: Record<string, State>;
  Comment?: string;
}
export type State = Json & { Type: StateType };
export type StateType = 'Action' | 'Pass' | 'Choice' | 'Wait' | 'Fail' | 'ExpressionEval';

export type RunStatus = 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';

/** One execution of a flow. What it needs of the flow is copied, so that changes and deletion of the flow do not touch it. */
export interface Run {
  run_id: string;
  flow_id: string;
  flow_title: string;
  flow_description: Json;
  flow_last_updated: string;
  flow_roles: { owner: string; administrators: string[]; managers: string[]; monitors: string[] };
  definition: Definition;
  input_schema: Json;
  input: Json;
  label: string | null;
  tags: string[];
  run_managers: string[];
  run_monitors: string[];
  /** The identity it runs as, and the application and session of the token that started or resumed it. */
  owner: string;
  client: string;
  session: string | null;
  /** The scopes by which the flow was reached through other services, such as Timers. */
  via: string[];
  status: RunStatus;
  details: Json;
  start_time: string;
  completion_time: string | null;
  position: Position;
  /** The number of entries in its log. */
  logged: number;
}

/** Where a run is. */
export interface Position {
  state: string;
  /** Whether the state's beginning is in the log already. */
  entered: boolean;
  /** The data as the states before left it. */
  data: unknown;
  /** When a waiting state goes on, in milliseconds since 1970. */
  wake: number | null;
  action: ActionRow | null;
}

/** An action that was started and has not been taken note of as ended. */
export interface ActionRow {
  action_id: string;
  url: string;
  start_time: string;
  /** When the state gives up, in milliseconds since 1970. */
  deadline: number;
  /** What the provider keeps, such as the id of a task. */
  memo: Json;
}

export interface LogEntry {
  run_id: string;
  number: number;
  time: string;
  code: string;
  description: string;
  details: Json;
}

/** A question that a run asks people. */
export interface WebInput {
  id: string;
  run_id: string;
  run_label: string | null;
  flow_id: string;
  flow_title: string;
  title: string;
  text: string;
  options: { option_id: string; label: string; description: string | null }[];
  viewer_urns: string[];
  respondent_urns: string[];
  creator_urn: string;
  created: string;
  edited: string;
  closed: string | null;
  /** The option chosen, and by whom. */
  answer: { option_id: string; respondent: string } | null;
}

export interface RegisteredApi {
  id: string;
  name: string;
  description: string;
  roles: { owners: string[]; administrators: string[]; viewers: string[] };
  document: Json;
  created: string;
  updated: string;
}

/** The tables of the Flows service. */
export const flowsState = defineState((store) => {
  const log = store.table<LogEntry>('flows.log');
  return {
    flows: store.table<Flow>('flows.flows'),
    runs: store.table<Run>('flows.runs'),
    log,
    logByRun: log.index((entry) => entry.run_id),
    webInputs: store.table<WebInput>('flows.web_inputs'),
    registeredApis: store.table<RegisteredApi>('flows.registered_apis'),
  };
});
