import { command, message, sentence, type View } from '#command';
import { findBookmark } from '#globus/bookmarks';
import { record } from '#command';
import type { Bookmark } from '#services/transfer';
import { bookmark } from './_params.js';

const place: View<Bookmark> = message((each: Bookmark) => sentence`${each.endpoint_id}:${each.path}`);
const detail = record<Bookmark>({ ID: 'id', Name: 'name', 'Endpoint ID': 'endpoint_id', Path: 'path' });

export default command({
  summary: 'Show where a bookmark points, as ID:PATH.',
  examples: [{ title: 'List its contents', line: 'globus ls "$(globus bookmark show results)"' }],
  needs: ['transfer'],
  args: { bookmark },
  output: ({ verbose }) => (verbose ? detail : place),
  run: ({ args, transfer }) => findBookmark(args.bookmark, transfer),
});
