import { command, exclusive, optionalLimit } from '#command';
import { bypassVisibleTo, indexId } from './_params.js';
import { queryBody, queryFlags } from './_query.js';
import { subjectLines, subjectListing } from './_views.js';

export default command({
  summary: 'Go through everything in an index that a query finds.',
  description:
    'Results are ordered by subject, and are printed page after page as they come. Without a query, it goes through the whole index. It takes filters, but no facets, boosts or sort order.',
  examples: [
    { title: 'List all subjects of an index', line: 'globus search scroll recipes' },
    {
      title: 'Save all that the index knows, one subject per line',
      line: 'globus search scroll recipes --format ndjson > index.jsonl',
    },
  ],
  needs: ['search'],
  args: { indexId },
  flags: { ...queryFlags, bypassVisibleTo, limit: optionalLimit },
  rules: [exclusive('q', 'queryDocument')],
  nothing: 'Nothing matches.',
  output: subjectLines,
  run: ({ args, flags, search }) => {
    const query = flags.q === undefined && !flags.queryDocument ? { q: '*' } : queryBody(flags);
    const body = { ...query, ...(flags.bypassVisibleTo && { bypass_visible_to: true }) };
    return Promise.resolve(subjectListing({ indexId: args.indexId, body, limit: flags.limit }, search));
  },
});
