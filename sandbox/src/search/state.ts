import { defineState } from '../state/store.js';

export const ROLE_NAMES = ['owner', 'admin', 'writer'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

export type GeoType = 'geo_point' | 'geo_shape';

export interface SearchIndex {
  id: string;
  display_name: string;
  description: string;
  /** Milliseconds since 1970. */
  created: number;
  modified: number | null;
  is_trial: boolean;
  subscription_id: string | null;
  max_size_in_mb: number;
  status: 'open' | 'delete_pending';
  /** Which fields hold places, as ingests declared them. */
  field_mapping: Record<string, GeoType>;
}

export interface IndexRole {
  id: string;
  index_id: string;
  role_name: RoleName;
  /** A URN. */
  principal: string;
  created: number;
}

/** One piece of metadata about a subject. The pair of subject and id is there once in an index. */
export interface Entry {
  index_id: string;
  subject: string;
  entry_id: string | null;
  visible_to: string[];
  principal_sets: Record<string, string[]>;
  content: Record<string, unknown>;
  /** The length of the content as JSON. */
  bytes: number;
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
  task_id: string;
  index_id: string;
  task_type: string;
  state: 'PENDING' | 'PROGRESS' | 'SUCCESS' | 'FAILED';
  created: number;
  completed: number | null;
  message: string | null;
  /** Null once it is done. */
  work: Work | null;
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
    entriesByIndex: entries.index((entry) => entry.index_id),
    entriesBySubject: entries.index((entry) => subjectKey(entry.index_id, entry.subject)),
    tasks,
    tasksByIndex: tasks.index((task) => task.index_id),
  };
});

/** What the entries about one subject have in common. */
export function subjectKey(indexId: string, subject: string): string {
  return `${indexId} ${subject}`;
}

/** The key of an entry's row. */
export function entryKey(indexId: string, subject: string, entryId: string | null): string {
  return JSON.stringify([indexId, subject, entryId]);
}
