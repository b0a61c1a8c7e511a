import { command, firstRows, named, optionalLimit, table } from '#command';
import type { Bookmark, Page } from '#services/transfer';

export default command({
  summary: 'List your bookmarks.',
  examples: [{ title: 'List them', line: 'globus bookmark list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  nothing: 'No bookmarks yet. Make one:  globus bookmark create',
  output: table(
    (page: Page<Bookmark>) => page.DATA,
    {
      Name: 'name',
      'Bookmark ID': 'id',
      'Endpoint ID': 'endpoint_id',
      'Endpoint Name': named('endpoint', 'endpoint_id'),
      Path: 'path',
    },
    { screen: { Name: 'name', Collection: named('endpoint', 'endpoint_id'), Path: 'path', ID: 'id' } },
  ),
  run: async ({ flags, transfer }) => firstRows(await transfer.listBookmarks(), 'DATA', flags.limit),
});
