/** Documents of Globus Flows: the fields that we read. Times are ISO 8601 texts, people and groups are URNs. */

export interface Flow {
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly definition?: Readonly<Record<string, unknown>>;
  readonly input_schema?: Readonly<Record<string, unknown>> | null;
  readonly flow_owner?: string;
  /** The mightiest role of who asks, and all of them. */
  readonly user_role?: string | null;
  readonly user_roles?: readonly string[];
  readonly flow_administrators?: readonly string[];
  readonly flow_starters?: readonly string[];
  readonly flow_viewers?: readonly string[];
  readonly run_managers?: readonly string[];
  readonly run_monitors?: readonly string[];
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly subscription_id?: string | null;
  readonly authentication_policy_id?: string | null;
  readonly is_high_assurance?: boolean;
}
/** The flow as it was, in the answer to its deletion. */
export interface DeletedFlow extends Flow {
  readonly DELETED: boolean;
}

export interface FlowValidation {
  /** Scopes by the role they are used in: `User`, `Flow`. */
  readonly scopes?: Readonly<Record<string, readonly string[]>>;
  readonly analysis?: { readonly number_of_possibilities?: number };
}

export type RunStatus = 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED' | 'ENDED';
/** What a run says about its state; which fields there are depends on `code`. */
export interface RunDetails {
  readonly code?: string;
  readonly description?: string;
  readonly state_name?: string;
  readonly required_scope?: string;
  readonly authorization_parameters?: Readonly<Record<string, unknown>>;
}
export interface Run {
  readonly run_id: string;
  readonly flow_id: string;
  readonly flow_title?: string | null;
  readonly status: RunStatus;
  readonly display_status?: string;
  readonly details?: RunDetails | null;
  readonly label?: string | null;
  readonly tags?: readonly string[];
  readonly start_time?: string;
  readonly completion_time?: string | null;
  readonly run_owner?: string;
  /** The mightiest one of who asks, and all of them. */
  readonly user_role?: string | null;
  readonly user_roles?: readonly string[];
  readonly run_managers?: readonly string[];
  readonly run_monitors?: readonly string[];
  readonly blocking_web_input_id?: string | null;
  /** Only where it was asked for. */
  readonly flow_description?: Partial<Flow>;
}
export interface RunDefinition {
  readonly flow_id: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly input_schema: Readonly<Record<string, unknown>>;
}
export interface RunLogEntry {
  readonly time: string;
  readonly code: string;
  readonly description: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface RegisteredApi {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly status?: string;
  readonly subscription_id?: string | null;
  readonly created_timestamp?: string;
  readonly updated_timestamp?: string;
  readonly edited_timestamp?: string | null;
  readonly scheduled_deletion_timestamp?: string | null;
  readonly roles?: {
    readonly owners?: readonly string[];
    readonly administrators?: readonly string[];
    readonly viewers?: readonly string[];
  };
  readonly target?: {
    readonly type?: string;
    readonly openapi_version?: string;
    readonly destination?: { readonly method?: string; readonly url?: string };
  };
}

export interface WebInputSummary {
  readonly id: string;
  readonly status: 'open' | 'closed';
  readonly user_roles?: readonly string[];
  readonly input_type: string;
  readonly title?: string;
  readonly flow?: { readonly id: string; readonly title: string };
  readonly run?: { readonly id: string; readonly label: string };
  readonly created_timestamp?: string;
  readonly edited_timestamp?: string;
  readonly closed_timestamp?: string | null;
}
export interface WebInputOption {
  readonly option_id: string;
  readonly label: string;
  readonly description?: string;
}
/** A question that a run waits on: `context` explains it, `options` are the answers there are. */
export interface WebInput extends WebInputSummary {
  readonly context?: {
    readonly title?: string;
    readonly presentation_style?: string;
    readonly text?: string;
    readonly rows?: ReadonlyArray<{ readonly field: string; readonly value: string }>;
  };
  readonly options?: readonly WebInputOption[];
  readonly roles?: { readonly viewer_urns?: readonly string[]; readonly respondent_urns?: readonly string[] };
  readonly creator_urn?: string;
}
