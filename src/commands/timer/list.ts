import { command, firstRows, optionalLimit } from '#command';
import { timersView } from './_views.js';

export default command({
  summary: 'List your timers, oldest first.',
  examples: [
    { title: 'List them', line: 'globus timer list' },
    { title: 'Name those that run again', line: "globus timer list --jmespath 'jobs[?next_run].name'" },
  ],
  needs: ['timers'],
  flags: { limit: optionalLimit },
  output: timersView,
  run: async ({ flags, timers }) =>
    firstRows(await timers.listJobs({ order: 'submitted_at asc' }), 'jobs', flags.limit),
});
