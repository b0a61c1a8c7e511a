import { command, exclusive, type FlagsOf, onScreen, oneOf, param } from '#command';
import { entryScreen, resultScreen } from '../_entry-screen.js';
import { bypassVisibleTo, indexId, pythonBoolean } from './_params.js';
import { queryGuide } from './_query-guide.js';
import { queryBody, queryFlags } from './_query.js';
import { subjectLines, subjectListing, subjectsFound } from './_views.js';

const flags = {
  ...queryFlags,
  bypassVisibleTo,
  filterPrincipalSets: param.commaList({
    summary: 'Only entries that you can see through one of these sets of principals',
  }),
  limit: param.integer({ summary: 'Show at most this many results', metavar: 'N', min: 1 }),
  offset: param.integer({ summary: 'Skip this many results at the start', metavar: 'N', min: 0 }),
  all: param.switch({ summary: 'Fetch every result, page after page, ordered by subject' }),
};
type Flags = FlagsOf<typeof flags>;

/** The parameters of a plain search, as the service reads them from a URL. */
const parameters = (asked: Flags) => ({
  q: asked.q,
  limit: asked.limit ?? 10,
  offset: asked.offset,
  advanced: pythonBoolean(asked.advanced),
  bypass_visible_to: asked.bypassVisibleTo ? pythonBoolean(true) : undefined,
  filter_principal_sets: asked.filterPrincipalSets?.join(','),
});
const document = (asked: Flags) => ({
  ...queryBody(asked),
  ...(asked.bypassVisibleTo && { bypass_visible_to: true }),
  ...(asked.filterPrincipalSets && { filter_principal_sets: asked.filterPrincipalSets }),
  ...(asked.limit !== undefined && { limit: asked.limit }),
  ...(asked.offset !== undefined && { offset: asked.offset }),
});

export default command({
  summary: 'Search an index.',
  description:
    'Prints the subjects found; JSON has everything that the index holds on them. A query document may hold filters, facets, boosts and a sort order; flags override what it says. A search reaches 10,000 results at most: --all fetches everything, as it comes with --format ndjson.',
  examples: [
    { title: 'Find by words', line: 'globus search query recipes -q tomatillo' },
    {
      title: 'Find in the advanced syntax',
      line: "globus search query recipes --advanced -q 'cuisine:mexican AND NOT keywords:pork'",
    },
    { title: 'Save a whole index', line: "globus search query recipes --all -q '*' --format ndjson > index.jsonl" },
  ],
  needs: ['search'],
  args: { indexId },
  flags,
  rules: [exclusive('q', 'queryDocument'), oneOf('q', 'queryDocument'), exclusive('all', 'offset')],
  guide: queryGuide,
  nothing: ({ flags }) => `Nothing matches${flags.q === undefined ? '' : ` “${flags.q}”`}.`,
  output: (input) => (input.flags.all ? onScreen(entryScreen, subjectLines) : onScreen(resultScreen, subjectsFound)),
  run: async ({ args, flags, search }) => {
    if (flags.all) return subjectListing({ indexId: args.indexId, body: document(flags), limit: flags.limit }, search);
    return flags.queryDocument
      ? search.postSearch(args.indexId, document(flags))
      : search.search(args.indexId, parameters(flags));
  },
});
