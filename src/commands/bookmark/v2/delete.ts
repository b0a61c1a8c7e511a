import { command, message } from '#command';
import { bookmarkV2Loss } from '#globus/losing/places';
import { bookmarkId } from './_bookmark.js';

export default command({
  summary: 'Delete a bookmark; the place itself stays.',
  examples: [{ title: 'Delete a bookmark', line: 'globus bookmark v2 delete BOOKMARK_ID' }],
  needs: ['transfer'],
  args: { bookmarkId },
  losing: { what: ({ args, transfer }) => bookmarkV2Loss(args.bookmarkId, transfer) },
  output: ({ args }) => message(`Bookmark ${args.bookmarkId} deleted.`),
  run: ({ args, transfer }) => transfer.deleteBookmarkV2(args.bookmarkId),
});
