import { command, message, param, shellWord } from '#command';
import { findBookmark } from '#globus/bookmarks';
import { bookmark } from './_params.js';

export default command({
  summary: 'Give a bookmark another name.',
  examples: [{ title: 'Rename a bookmark', line: 'globus bookmark rename results results-2026' }],
  needs: ['transfer'],
  args: { bookmark, newBookmarkName: param.text({ summary: 'The new name of the bookmark' }) },
  output: message('Success'),
  run: async ({ args, transfer }) => {
    const { id } = await findBookmark(args.bookmark, transfer);
    return transfer.updateBookmark(id, { name: args.newBookmarkName });
  },
  next: (_result, { args }) => `Use it:  globus ls ${shellWord(`@${args.newBookmarkName}`)}`,
});
