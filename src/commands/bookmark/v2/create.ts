import { command, endpointPath, param, shellWord } from '#command';
import { tellTakenOver } from '#globus/taken-over';
import { bookmarkView } from './_bookmark.js';

export default command({
  summary: 'Bookmark a place under a name.',
  examples: [{ title: 'Bookmark a folder', line: "globus bookmark v2 create 'Lab data:/data/' data" }],
  needs: ['transfer', 'notices'],
  args: {
    target: endpointPath({ summary: 'The place', names: ['COLLECTION_ID:PATH'] }),
    bookmarkName: param.text({ summary: 'The name of the new bookmark' }),
  },
  output: bookmarkView,
  run: async ({ args: { bookmarkName: name, target }, transfer, ...tools }) => {
    const { endpoint: collection, path } = target;
    const made = await transfer.createBookmarkV2({
      data: {
        type: 'Bookmark',
        attributes: { name, path },
        relationships: { collection: { data: { type: 'Collection', id: collection } } },
      },
    });
    await tellTakenOver({ name, collection, path }, { transfer, ...tools });
    return made;
  },
  next: (_made, { args }) => `Use it:  globus ls ${shellWord(`@${args.bookmarkName}`)}`,
});
