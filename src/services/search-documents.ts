/** The documents of Globus Search, as far as they are read here. */

export interface SearchIndex {
  readonly id: string;
  readonly display_name: string;
  readonly description: string;
  /** `open` or `delete_pending`. */
  readonly status: string;
  readonly creation_date: string;
  readonly is_trial: boolean;
  readonly subscription_id: string | null;
  readonly max_size_in_mb: number;
  readonly size_in_mb: number;
  readonly num_subjects: number;
  readonly num_entries: number;
  /** The caller's roles. */
  readonly permissions?: readonly string[];
}
export interface IndexList {
  readonly index_list: readonly SearchIndex[];
}
export interface IndexAcknowledgement {
  readonly index_id: string;
  readonly acknowledged: boolean;
}

export interface ResultEntry {
  readonly content: Readonly<Record<string, unknown>>;
  readonly entry_id: string | null;
  readonly matched_principal_sets: readonly string[];
}
/** All entries of a subject that the caller may see (`GMetaResult`). */
export interface SubjectResult {
  readonly subject: string;
  readonly entries: readonly ResultEntry[];
}
export interface SearchResult {
  readonly gmeta: readonly SubjectResult[];
  /** How many subjects are on this page, and how many were found. */
  readonly count: number;
  readonly total: number;
  readonly offset: number;
  readonly has_next_page: boolean;
  readonly facet_results?: readonly unknown[];
}
export interface ScrollResult {
  readonly gmeta: readonly SubjectResult[];
  readonly count: number;
  readonly total: number;
  readonly has_next_page: boolean;
  readonly marker: string | null;
}

/** What is ingested (`GMetaEntry`). */
export interface NewEntry {
  readonly subject: string;
  readonly id?: string | null;
  readonly visible_to: readonly string[];
  readonly content: Readonly<Record<string, unknown>>;
}
/** The answer to whatever changes the content of an index: the task that will do it. */
export interface Submitted {
  readonly task_id: string;
  readonly acknowledged?: boolean;
}
export interface SearchTask {
  readonly task_id: string;
  readonly index_id: string;
  readonly state: 'PENDING' | 'PROGRESS' | 'SUCCESS' | 'FAILED';
  readonly state_description: string;
  readonly creation_date: string;
  readonly completion_date: string | null;
  readonly message: string | null;
  readonly additional_details?: unknown;
}
export interface SearchTaskList {
  readonly index_id: string;
  readonly tasks: readonly SearchTask[];
}

export interface IndexRole {
  readonly id: string;
  readonly index_id: string;
  readonly role_name: string;
  readonly principal: string;
  readonly principal_type: string;
  readonly creation_date: string;
}
export interface IndexRoleList {
  readonly role_list: readonly IndexRole[];
}
export interface DeletedIndexRole {
  readonly deleted: IndexRole;
  readonly success: boolean;
}
