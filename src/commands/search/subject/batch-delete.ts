import { command, dryRun, param } from '#command';
import { subjectsOf } from '#globus/search/subjects';
import { submittedTask } from '#globus/search/tasks';
import { subjectsLoss } from '#globus/losing/search';
import { indexId } from '../_params.js';
import { outcome, waitFlags, waitForIt, waitOf } from '../_tasks.js';

export default command({
  summary: 'Delete everything about many subjects from an index.',
  examples: [
    {
      title: 'Delete two subjects',
      line: 'globus search subject batch-delete recipes https://example.org/data/7 https://example.org/data/8',
    },
    {
      title: 'Delete the subjects of a file, one per line',
      line: 'globus search subject batch-delete recipes --from old.txt --wait',
    },
  ],
  needs: ['search', 'files', 'progress', 'clock'],
  args: {
    indexId,
    subjects: param.text({ summary: 'What the metadata is about', names: ['SUBJECT'], multiple: true, optional: true }),
  },
  flags: {
    from: param.file({ summary: 'A file of subjects, one per line; - for standard input' }),
    dryRun,
    ...waitFlags,
  },
  check: ({ args, flags }) =>
    flags.from === undefined && !args.subjects.length
      ? 'Say which subjects: as arguments, or as a file with --from.'
      : undefined,
  losing: {
    unless: ['dryRun'],
    what: ({ args, flags, ...tools }) => subjectsLoss(args.indexId, args.subjects, flags.from, tools),
  },
  output: outcome('batch-delete-by-subject'),
  run: async ({ args, flags, search, files, ...tools }) => {
    const subjects = await subjectsOf(args.subjects, flags.from, files);
    return flags.dryRun
      ? { subjects }
      : submittedTask(search.batchDeleteBySubject(args.indexId, { subjects }), waitOf(flags), { search, ...tools });
  },
  next: waitForIt,
});
