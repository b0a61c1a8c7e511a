import { command, exclusive, type FlagsOf, message, oneOf, param } from '#command';
import type { SearchResult } from '#services/search';
import { bypassVisibleTo, indexId, spelled } from './_params.js';
import { queryBody, queryFlags } from './_query.js';
import { scrolled, subjectLines } from './_scroll.js';

const flags = {
  ...queryFlags,
  bypassVisibleTo,
  filterPrincipalSets: param.commaList({ summary: 'Only entries that you match by one of these sets of principals' }),
  limit: param.integer({ summary: 'The most results to show', metavar: 'N', min: 1 }),
  offset: param.integer({ summary: 'Leave out so many results at the start', metavar: 'N', min: 0 }),
  all: param.switch({ summary: 'Fetch every result, page after page, in the order of subjects' }),
};
type Flags = FlagsOf<typeof flags>;
const subjects = message(({ gmeta }: SearchResult) => gmeta.map(({ subject }) => subject).join('\n'));

/** The parameters of a plain search, as the service reads them from a URL. */
const parameters = (given: Flags) => ({
  q: given.q,
  limit: given.limit ?? 10,
  offset: given.offset,
  advanced: spelled(given.advanced),
  bypass_visible_to: given.bypassVisibleTo ? spelled(true) : undefined,
  filter_principal_sets: given.filterPrincipalSets?.join(','),
});
const document = (given: Flags) => ({
  ...queryBody(given),
  ...(given.bypassVisibleTo && { bypass_visible_to: true }),
  ...(given.filterPrincipalSets && { filter_principal_sets: given.filterPrincipalSets }),
  ...(given.limit !== undefined && { limit: given.limit }),
  ...(given.offset !== undefined && { offset: given.offset }),
});

export default command({
  summary: 'Search an index.',
  description:
    'Prints the subjects found; JSON is all that the index knows of them. A query document may hold filters, facets, boosts and a ' +
    'sort order; flags stand above what it says. A search reaches 10,000 results at most: --all fetches everything, as it comes with ' +
    '--format ndjson.',
  examples: [
    { title: 'Find by words', line: 'globus search query INDEX_ID -q tomatillo' },
    {
      title: 'Find in the advanced syntax',
      line: "globus search query INDEX_ID --advanced -q 'cuisine:mexican AND NOT keywords:pork'",
    },
    { title: 'Save a whole index', line: "globus search query INDEX_ID --all -q '*' --format ndjson > index.jsonl" },
  ],
  needs: ['search'],
  args: { indexId },
  flags,
  rules: [exclusive('q', 'queryDocument'), oneOf('q', 'queryDocument'), exclusive('all', 'offset')],
  output: (input) => (input.flags.all ? subjectLines : subjects),
  run: async ({ args, flags: given, search }) => {
    if (given.all) return scrolled({ indexId: args.indexId, body: document(given), limit: given.limit }, search);
    return given.queryDocument
      ? search.postSearch(args.indexId, document(given))
      : search.search(args.indexId, parameters(given));
  },
});
