import { defineState } from '../state/store.js';

export const roleNames = ['owner', 'admin', 'writer'] as const;
export type RoleName = (typeof roleNames)[number];

export type GeoType = 'geo_point' | 'geo_shape';

export interface SearchIndex {
  readonly id: string;
  readonly display_name: string;
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly modified: number | null;
  readonly is_trial: boolean;
  readonly subscription_id: string | null;
  readonly max_size_in_mb: number;
  readonly status: 'open' | 'delete_pending';
  /** Which fields hold places, as ingests declared them. */
  readonly field_mapping: Record<string, GeoType>;
}

export interface IndexRole {
  readonly id: string;
  readonly index_id: string;
  readonly role_name: RoleName;
  /** A URN. */
  readonly principal: string;
  readonly created: number;
}

/** One piece of metadata about a subject. The pair of subject and id is there once in an index. */
export interface Entry {
  readonly index_id: string;
  readonly subject: string;
  readonly entry_id: string | null;
  readonly visible_to: string[];
  readonly principal_sets: Record<string, string[]>;
  readonly content: Record<string, unknown>;
  /** The length of the content as JSON. */
  readonly bytes: number;
}

/** An entry as it was sent, before it is put in an index. */
export type NewEntry = Pick<Entry, 'subject' | 'entry_id' | 'visible_to' | 'principal_sets' | 'content'>;

/** What a task does. */
export type Work =
  | { kind: 'ingest'; entries: NewEntry[]; field_mapping: Record<string, GeoType> }
  | { kind: 'delete_subjects'; subjects: string[] }
  | { kind: 'delete_entry'; subject: string; entry_id: string | null }
  | { kind: 'delete_by_query'; document: Record<string, unknown> };

export interface SearchTask {
  readonly task_id: string;
  readonly index_id: string;
  readonly task_type: string;
  readonly state: 'PENDING' | 'PROGRESS' | 'SUCCESS' | 'FAILED';
  readonly created: number;
  readonly completed: number | null;
  readonly message: string | null;
  /** Null once it is done. */
  readonly work: Work | null;
}

/** The tables of the Search service. */
export const searchState = defineState((store) => {
  const roles = store.table<IndexRole>('search.roles');
  const entries = store.table<Entry>('search.entries');
  const tasks = store.table<SearchTask>('search.tasks');
  return {
    indexes: store.table<SearchIndex>('search.indexes'),
    roles,
    rolesByIndex: roles.index((role) => role.index_id),
    entries,
    tasks,
    tasksByIndex: tasks.index((task) => task.index_id),
  };
});

/** The key of an entry's row. */
export function entryKey(indexId: string, subject: string, entryId: string | null): string {
  return JSON.stringify([indexId, subject, entryId]);
}
