import { command, optionalLimit, table } from '#command';
import type { BookmarkV2, JsonApiPage } from '#services/transfer';
import { wholeListing } from '#globus/json-api';
import { placed, placedColumns } from './_bookmark.js';

export default command({
  summary: 'List your bookmarks with their collections.',
  examples: [{ title: 'List them', line: 'globus bookmark v2 list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  nothing: 'No bookmarks yet. Make one:  globus bookmark v2 create',
  output: table((page: JsonApiPage<BookmarkV2>) => placed(page.data, page.included), placedColumns),
  run: ({ flags, transfer }) =>
    wholeListing((query) => transfer.listBookmarksV2({ include: 'collection', ...query }), flags.limit),
});
