import { asking, command, dryRun, exclusive, oneOf } from '#command';
import { submittedTask } from '#globus/search/tasks';
import { queryLoss } from '#globus/losing/search';
import { writtenIndexId } from './_params.js';
import { emptyQuery, queryBody, queryFlags } from './_query.js';
import { outcome, waitFlags, waitForIt, waitOf } from './_tasks.js';

export default command({
  summary: 'Delete everything that a query finds.',
  description: 'See what it would find with `globus search query`, which takes the same -q and --query-document.',
  examples: [
    { title: 'Delete by words', line: 'globus search delete-by-query recipes -q tomatillo --wait' },
    {
      title: 'Delete what a document describes',
      line: 'globus search delete-by-query recipes --query-document old.json',
    },
  ],
  needs: ['search', 'progress', 'clock'],
  args: { indexId: writtenIndexId },
  flags: { ...queryFlags, q: { ...queryFlags.q, bare: 'Delete what it finds' }, dryRun, ...waitFlags },
  rules: [exclusive('q', 'queryDocument'), asking('What is to be deleted?', oneOf('q', 'queryDocument'))],
  check: ({ flags }) => emptyQuery(flags),
  losing: { unless: ['dryRun'], what: ({ args, flags, search }) => queryLoss(args.indexId, queryBody(flags), search) },
  output: outcome('delete-by-query'),
  run: ({ args, flags, search, ...tools }) => {
    const body = queryBody(flags);
    return flags.dryRun
      ? Promise.resolve(body)
      : submittedTask(search.deleteByQuery(args.indexId, body), waitOf(flags), { search, ...tools });
  },
  next: waitForIt,
});
