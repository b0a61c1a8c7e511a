import type { SearchOperations } from '../../services/search.js';
import type { Files } from '../../tools.js';
import { subjectsOf } from '../search/subjects.js';
import { amount, called, ifShown, type Loss, severalNames } from './loss.js';

type Search<K extends keyof SearchOperations> = Pick<SearchOperations, K | 'getIndex'>;

const indexName = async (id: string, search: Search<never>) =>
  called((await ifShown(search.getIndex(id)))?.display_name, id);

/** An index, with all that is in it. */
export async function indexLoss(id: string, search: Search<never>): Promise<Loss> {
  const index = await ifShown(search.getIndex(id));
  const inside = index
    ? `its ${amount(index.num_entries, 'entry', 'entries')} about ${amount(index.num_subjects, 'subject')}`
    : 'all that is in it';
  return {
    question: `Delete the index ${called(index?.display_name, id)}, with ${inside}? Nobody can search it any more.`,
    name: index?.display_name,
  };
}

/** Everything that a query finds. */
export async function queryLoss(
  id: string,
  query: Readonly<Record<string, unknown>>,
  search: Search<'postSearch'>,
): Promise<Loss> {
  const [name, found] = await Promise.all([
    indexName(id, search),
    ifShown(search.postSearch(id, { ...query, limit: 1, offset: 0 })),
  ]);
  const count = found ? `the ${amount(found.total, 'subject')}` : 'everything';
  return { question: `Delete ${count} in the index ${name} that the query finds?` };
}

/** All that an index knows of a subject. */
export async function subjectLoss(id: string, subject: string, search: Search<'getSubject'>): Promise<Loss> {
  const [name, found] = await Promise.all([indexName(id, search), ifShown(search.getSubject(id, { subject }))]);
  const count = found ? ` (${amount(found.entries.length, 'entry', 'entries')})` : '';
  return { question: `Delete all that the index ${name} holds on ${subject}${count}?` };
}

/** The same of several, as arguments or in a file. */
export async function subjectsLoss(
  id: string,
  typed: readonly string[],
  file: string | undefined,
  { search, files }: { readonly search: Search<never>; readonly files: Pick<Files, 'lines'> },
): Promise<Loss> {
  const subjects = await subjectsOf(typed, file, files);
  const which = `${amount(subjects.length, 'subject')} (${severalNames(subjects, 3)})`;
  return { question: `Delete all that the index ${await indexName(id, search)} holds on ${which}?` };
}

/** One entry of a subject. */
export const entryLoss = async (
  id: string,
  subject: string,
  entry: string | undefined,
  search: Search<never>,
): Promise<Loss> => ({
  question: `Delete the entry ${entry === undefined ? 'without an id' : `'${entry}'`} of ${subject} in the index ${await indexName(id, search)}?`,
});
