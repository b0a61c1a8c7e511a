import { command } from '#command';
import { entriesView } from '../_views.js';
import { bypassVisibleTo, entryId, indexId, pythonBoolean, subject } from '../_params.js';

export default command({
  summary: 'Show one entry of a subject.',
  examples: [
    {
      title: 'Show the entry that was ingested with an id',
      line: 'globus search entry show recipes https://example.org/data/7 --entry-id thumbnails',
    },
  ],
  needs: ['search'],
  args: { indexId, subject },
  flags: { entryId, bypassVisibleTo },
  output: entriesView,
  run: ({ args, flags, search }) =>
    search.getEntry(args.indexId, {
      subject: args.subject,
      entry_id: flags.entryId,
      bypass_visible_to: flags.bypassVisibleTo ? pythonBoolean(true) : undefined,
    }),
});
