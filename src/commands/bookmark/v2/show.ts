import { command, records } from '#command';
import type { BookmarkDocument } from '#services/transfer';
import { bookmarkId, placed, placedColumns } from './_bookmark.js';

export default command({
  summary: 'Show a bookmark with its collection.',
  examples: [{ title: 'Show a bookmark', line: 'globus bookmark v2 show BOOKMARK_ID' }],
  needs: ['transfer'],
  args: { bookmarkId },
  output: records((document: BookmarkDocument) => placed([document.data], document.included), placedColumns),
  run: ({ args, transfer }) => transfer.getBookmarkV2(args.bookmarkId, { include: 'collection' }),
});
