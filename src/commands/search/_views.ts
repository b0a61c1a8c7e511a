import { lines, listing, written } from '#command';
import type { SubjectResult } from '#services/search';

/** The entries as JSON: the entry itself where there is one, else all of them. */
export const entriesView = written(({ entries }: SubjectResult) => (entries.length === 1 ? entries[0] : entries));

export const subjectLines = lines((row: SubjectResult) => row.subject, 'Subject');
/** Subjects that come page after page; JSON shows them as a search does. */
export const subjectListing = (rows: AsyncIterable<SubjectResult>) =>
  listing(rows, (gmeta) => ({ count: gmeta.length, gmeta }));
