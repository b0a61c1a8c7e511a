import { command } from '#command';
import { entriesView } from '../_views.js';
import { bypassVisibleTo, indexId, pythonBoolean, subject } from '../_params.js';

export default command({
  summary: 'Show what an index holds on a subject.',
  examples: [{ title: 'Show a subject', line: 'globus search subject show recipes https://example.org/data/7' }],
  needs: ['search'],
  args: { indexId, subject },
  flags: { bypassVisibleTo },
  output: entriesView,
  run: ({ args, flags, search }) =>
    search.getSubject(args.indexId, {
      subject: args.subject,
      bypass_visible_to: flags.bypassVisibleTo ? pythonBoolean(true) : undefined,
    }),
});
