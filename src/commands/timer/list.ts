import { command, optionalLimit } from '#command';
import { timersView } from './_views.js';

export default command({
  summary: 'List your timers, oldest first.',
  examples: [
    { title: 'List them', line: 'globus timer list' },
    { title: 'Name those that run again', line: "globus timer list --jmespath '[?next_run].name'" },
  ],
  needs: ['timers'],
  flags: { limit: optionalLimit },
  nothing: 'No timers yet. Make one:  globus timer create transfer',
  output: timersView,
  run: async ({ flags, timers }) => (await timers.listJobs({ order: 'submitted_at asc' })).jobs.slice(0, flags.limit),
});
