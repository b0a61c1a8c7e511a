import { command, message, onScreen, sentence, shellLine, summary, type View } from '#command';
import { findBookmark } from '#globus/bookmarks';
import { record } from '#command';
import type { Bookmark } from '#services/transfer';
import { bookmark } from './_params.js';

const place: View<Bookmark> = message((each: Bookmark) => sentence`${each.endpoint_id}:${each.path}`);
/** The same for a person: the collection by name, where it has one. */
const told = summary<Bookmark>(
  (each, { names }) => [
    [
      { text: each.name, as: 'strong' },
      { text: `  ${names.place.get(each.endpoint_id) ?? each.endpoint_id}:${each.path}`, as: 'whole' },
    ],
    [{ text: `${each.endpoint_id}:${each.path}`, as: 'dim' }],
    ['Look into it:  ', { text: shellLine(['ls', `@${each.name}`]), as: 'command' }],
  ],
  { lookup: (each) => ({ place: [each.endpoint_id] }) },
);
const detail = record<Bookmark>({ ID: 'id', Name: 'name', 'Endpoint ID': 'endpoint_id', Path: 'path' });

export default command({
  summary: 'Show where a bookmark points, as ID:PATH.',
  examples: [{ title: 'List its contents', line: 'globus ls "$(globus bookmark show results)"' }],
  needs: ['transfer'],
  args: { bookmark },
  output: ({ verbose }) => (verbose ? detail : onScreen(told, place)),
  run: ({ args, transfer }) => findBookmark(args.bookmark, transfer),
});
