import { lines, linesOf, listing, plain, written } from '#command';
import { scroll, scrollLines, type WantedSubjects } from '#globus/search/scroll';
import type { SearchOperations, SearchResult, SubjectResult } from '#services/search';

/** The entries as JSON: the entry itself where there is one, else all of them. */
export const entriesView = written(({ entries }: SubjectResult) => (entries.length === 1 ? entries[0] : entries));

const subject = (row: SubjectResult) => plain(row.subject);
export const subjectLines = lines(subject, 'Subject');
/** The subjects of one page of results. */
export const subjectsFound = linesOf((page: SearchResult) => page.gmeta, subject, 'Subject');
/** Subjects that come page after page; JSON shows them as a search does. */
export const subjectListing = (wanted: WantedSubjects, search: Pick<SearchOperations, 'scroll' | 'scrollLines'>) => ({
  ...listing(scroll(wanted, search), (gmeta) => ({ count: gmeta.length, gmeta })),
  lines: () => scrollLines(wanted, search),
});
