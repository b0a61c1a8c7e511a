import { command } from '#command';
import { submittedTask } from '#globus/search/tasks';
import { entryLoss } from '#globus/losing/search';
import { entryId, indexId, subject } from '../_params.js';
import { outcome, waitFlags, waitForIt, waitOf } from '../_tasks.js';

export default command({
  summary: 'Delete one entry of a subject.',
  description: 'The other entries of the subject stay; `globus search subject delete` deletes them all.',
  examples: [
    {
      title: 'Delete the entry that was ingested with an id',
      line: 'globus search entry delete recipes https://example.org/data/7 --entry-id thumbnails --wait',
    },
  ],
  needs: ['search', 'progress', 'clock'],
  args: { indexId, subject },
  flags: { entryId, ...waitFlags },
  losing: { what: ({ args, flags, search }) => entryLoss(args.indexId, args.subject, flags.entryId, search) },
  output: outcome('delete-entry'),
  run: ({ args, flags, search, ...tools }) =>
    submittedTask(search.deleteEntry(args.indexId, { subject: args.subject, entry_id: flags.entryId }), waitOf(flags), {
      search,
      ...tools,
    }),
  next: waitForIt,
});
