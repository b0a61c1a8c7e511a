import { command, message, sentence } from '#command';
import { indexLoss } from '#globus/losing/search';
import type { IndexAcknowledgement } from '#services/search';
import { administeredIndexId } from '../_params.js';

export default command({
  summary: 'Mark an index for deletion.',
  description:
    'It cannot be used any more, and is deleted some days later; until then `globus search index reopen` brings it back.',
  examples: [{ title: 'Delete an index', line: 'globus search index delete recipes' }],
  needs: ['search'],
  args: { indexId: administeredIndexId },
  losing: { what: ({ args, search }) => indexLoss(args.indexId, search) },
  output: message(
    (done: IndexAcknowledgement) =>
      sentence`Index ${done.index_id} is now marked for deletion.\nIt will be fully deleted after cleanup steps complete.`,
  ),
  run: ({ args, search }) => search.deleteIndex(args.indexId),
  next: ({ index_id: id }) => sentence`Bring it back:  globus search index reopen ${id}`,
});
