import { message, sortedJson } from '#command';
import type { SubjectResult } from '#services/search';

/** The entries as JSON: the entry itself where there is one, else all of them. */
export const entriesView = message(({ entries }: SubjectResult) =>
  sortedJson(entries.length === 1 ? entries[0] : entries, 2),
);
