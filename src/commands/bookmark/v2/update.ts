import { command, oneOf, param } from '#command';
import { bookmarkId, bookmarkView } from './_bookmark.js';

export default command({
  summary: 'Change the name or the path of a bookmark.',
  examples: [
    { title: 'Point a bookmark to another folder', line: 'globus bookmark v2 update BOOKMARK_ID --path /data/2027/' },
  ],
  needs: ['transfer'],
  args: { bookmarkId },
  flags: {
    name: param.text({ summary: 'Its name' }),
    path: param.text({ summary: 'The folder it points to', metavar: 'PATH' }),
  },
  rules: [oneOf('name', 'path')],
  output: bookmarkView,
  run: ({ args, flags, transfer }) =>
    transfer.updateBookmarkV2(args.bookmarkId, {
      data: {
        type: 'Bookmark',
        attributes: {
          ...(flags.name !== undefined && { name: flags.name }),
          ...(flags.path !== undefined && { path: flags.path }),
        },
      },
    }),
});
