import { command, message } from '#command';
import { findBookmark } from '#globus/bookmarks';
import { bookmarkLoss } from '#globus/losing/places';
import type { Result } from '#services/transfer';
import { bookmark } from './_params.js';

export default command({
  summary: 'Delete a bookmark; the place itself stays.',
  examples: [{ title: 'Delete a bookmark', line: 'globus bookmark delete results' }],
  needs: ['transfer', 'names'],
  args: { bookmark },
  losing: { what: ({ args, transfer }) => bookmarkLoss(args.bookmark, transfer) },
  output: message((result: Result) => result.message),
  run: async ({ args, transfer, names }) => {
    names.forgetBookmarks();
    return transfer.deleteBookmark((await findBookmark(args.bookmark, transfer)).id);
  },
});
