import { command } from '#command';
import { submittedTask } from '#globus/search/tasks';
import { subjectLoss } from '#globus/losing/search';
import { indexId, subject } from '../_params.js';
import { outcome, waitFlags, waitForIt, waitOf } from '../_tasks.js';

export default command({
  summary: 'Delete everything about a subject from an index.',
  examples: [
    { title: 'Delete a subject', line: 'globus search subject delete recipes https://example.org/data/7 --wait' },
  ],
  needs: ['search', 'progress', 'clock'],
  args: { indexId, subject },
  flags: waitFlags,
  losing: { what: ({ args, search }) => subjectLoss(args.indexId, args.subject, search) },
  output: outcome('delete-by-subject'),
  run: ({ args, flags, search, ...tools }) =>
    submittedTask(search.deleteSubject(args.indexId, { subject: args.subject }), waitOf(flags), { search, ...tools }),
  next: waitForIt,
});
