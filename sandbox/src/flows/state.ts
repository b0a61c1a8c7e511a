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
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly keywords: string[];
  readonly definition: Definition;
  readonly input_schema: Json;
  /** URNs of identities. */
  readonly flow_owner: string;
  readonly created_by: string;
  readonly subscription_id: string | null;
  readonly authentication_policy_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A definition that was found valid. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Record<string, State>;
  readonly Comment?: string;
}
export type State = Json & { Type: StateType };
export type StateType =
  'Action' | 'Pass' | 'Choice' | 'Wait' | 'Fail' | 'ExpressionEval' | 'CreateWebInput' | 'AwaitWebInput';

export type RunStatus = 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';

/** One execution of a flow. What it needs of the flow is copied, so that changes and deletion of the flow do not touch it. */
export interface Run {
  readonly run_id: string;
  readonly flow_id: string;
  readonly flow_title: string;
  readonly flow_description: Json;
  readonly flow_last_updated: string;
  readonly flow_roles: { owner: string; administrators: string[]; managers: string[]; monitors: string[] };
  readonly definition: Definition;
  readonly input_schema: Json;
  readonly input: Json;
  readonly label: string | null;
  tags: string[];
  run_managers: string[];
  run_monitors: string[];
  /** The identity it runs as, and the application and session of the token that started or resumed it. */
  readonly owner: string;
  readonly client: string;
  readonly session: string | null;
  /** The scopes by which the flow was reached through other services, such as Timers. */
  readonly via: string[];
  /** Since when and until when the token that started or resumed it is good, in milliseconds since 1970. */
  readonly token?: { readonly issued: number; readonly expires: number | null } | undefined;
  /** Who acts in the roles that `RunAs` names, as the tokens say that the run was given. */
  readonly actors?: Record<string, Actor>;
  status: RunStatus;
  details: Json;
  readonly start_time: string;
  completion_time: string | null;
  position: Position;
  /** The number of entries in its log. */
  logged: number;
}

/** Somebody for whom actions work: an identity, through an application, in a session. */
export interface Actor {
  readonly identity: string;
  readonly client: string;
  readonly session: string | null;
}

/** Where a run is. */
export interface Position {
  readonly state: string;
  /** Whether the state's beginning is in the log already. */
  entered: boolean;
  /** The data as the states before left it. */
  readonly data: unknown;
  /** When a waiting state goes on, in milliseconds since 1970. */
  wake: number | null;
  action: ActionRow | null;
  /** The web input that an AwaitWebInput waits for. */
  web_input_id?: string;
}

/** An action that was started and has not been taken note of as ended. */
export interface ActionRow {
  readonly action_id: string;
  readonly url: string;
  readonly start_time: string;
  /** When the state gives up, in milliseconds since 1970. */
  readonly deadline: number;
  /** What the provider keeps, such as the id of a task. */
  memo: Json;
}

export interface LogEntry {
  readonly run_id: string;
  readonly number: number;
  readonly time: string;
  readonly code: string;
  readonly description: string;
  readonly details: Json;
}

/** A question that a run asks people. */
export interface WebInput {
  readonly id: string;
  readonly run_id: string;
  readonly run_label: string | null;
  readonly flow_id: string;
  readonly flow_title: string;
  readonly title: string;
  readonly text: string;
  /** What a table of its page shows instead of the text. */
  readonly rows?: { field: string; value: unknown }[];
  /** `value` is what a flow gets for the option, unless that is its id. */
  readonly options: { option_id: string; label: string; description: string | null; value?: string }[];
  readonly viewer_urns: string[];
  readonly respondent_urns: string[];
  readonly creator_urn: string;
  readonly created: string;
  readonly edited: string;
  readonly closed: string | null;
  /** The option chosen, and by whom. */
  readonly answer: { option_id: string; respondent: string } | null;
}

export interface RegisteredApi {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly roles: { owners: string[]; administrators: string[]; viewers: string[] };
  readonly document: Json;
  readonly created: string;
  readonly updated: string;
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
