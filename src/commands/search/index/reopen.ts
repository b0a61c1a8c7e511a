import { command, message, sentence } from '#command';
import type { IndexAcknowledgement } from '#services/search';
import { indexId } from '../_params.js';

export default command({
  summary: 'Bring back an index that is marked for deletion.',
  examples: [{ title: 'Bring an index back', line: 'globus search index reopen recipes' }],
  needs: ['search'],
  args: { indexId },
  output: message((done: IndexAcknowledgement) => sentence`Index ${done.index_id} is open again.`),
  run: ({ args, search }) => search.reopenIndex(args.indexId),
  next: ({ index_id: id }) => sentence`See it:  globus search index show ${id}`,
});
