import { command, message, onScreen, param, shellWord, visible } from '#command';
import { findBookmark } from '#globus/bookmarks';
import { tellTakenOver } from '#globus/taken-over';
import { bookmark } from './_params.js';

export default command({
  summary: 'Give a bookmark another name.',
  examples: [{ title: 'Rename a bookmark', line: 'globus bookmark rename results results-2026' }],
  needs: ['transfer', 'notices'],
  args: { bookmark, newBookmarkName: param.text({ summary: 'The new name of the bookmark' }) },
  output: ({ args }) =>
    onScreen(
      message(visible(`The bookmark '${args.bookmark}' is called '${args.newBookmarkName}' now.`)),
      message('Success'),
    ),
  run: async ({ args: { bookmark, newBookmarkName: name }, transfer, ...tools }) => {
    const { id, endpoint_id: collection, path } = await findBookmark(bookmark, transfer);
    const changed = await transfer.updateBookmark(id, { name });
    await tellTakenOver({ name, collection, path }, { transfer, ...tools });
    return changed;
  },
  next: (_result, { args }) => `Use it:  globus ls ${shellWord(`@${args.newBookmarkName}`)}`,
});
