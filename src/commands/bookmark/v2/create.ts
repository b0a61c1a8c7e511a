import { command, endpointPath, param, shellWord } from '#command';
import { bookmarkView } from './_bookmark.js';

export default command({
  summary: 'Bookmark a place under a name.',
  examples: [{ title: 'Bookmark a folder', line: "globus bookmark v2 create 'Lab data:/data/' data" }],
  needs: ['transfer'],
  args: {
    target: endpointPath({ summary: 'The place', names: ['COLLECTION_ID:PATH'] }),
    bookmarkName: param.text({ summary: 'The name of the new bookmark' }),
  },
  output: bookmarkView,
  run: ({ args, transfer }) =>
    transfer.createBookmarkV2({
      data: {
        type: 'Bookmark',
        attributes: { name: args.bookmarkName, path: args.target.path },
        relationships: { collection: { data: { type: 'Collection', id: args.target.endpoint } } },
      },
    }),
  next: (_made, { args }) => `Use it:  globus ls ${shellWord(`@${args.bookmarkName}`)}`,
});
