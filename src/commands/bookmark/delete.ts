import { command, message, onScreen } from '#command';
import { findBookmark } from '#globus/bookmarks';
import { bookmarkLoss } from '#globus/losing/places';
import type { Result } from '#services/transfer';
import { bookmark } from './_params.js';

export default command({
  summary: 'Delete a bookmark; the place itself stays.',
  examples: [{ title: 'Delete a bookmark', line: 'globus bookmark delete results' }],
  needs: ['transfer'],
  args: { bookmark },
  losing: { what: ({ args, transfer }) => bookmarkLoss(args.bookmark, transfer) },
  // the service names it by its id
  output: ({ args }) =>
    onScreen(
      message(`The bookmark '${args.bookmark}' was deleted.`),
      message((result: Result) => result.message),
    ),
  run: async ({ args, transfer }) => transfer.deleteBookmark((await findBookmark(args.bookmark, transfer)).id),
});
