import { command, oneOf, param, visible, reading } from '#command';
import { tellTakenOver } from '#globus/taken-over';
import { bookmarkId, bookmarkView } from './_bookmark.js';

export default command({
  summary: 'Change the name or the path of a bookmark.',
  examples: [
    { title: 'Point a bookmark to another folder', line: 'globus bookmark v2 update BOOKMARK_ID --path /data/2027/' },
  ],
  needs: ['transfer', 'notices'],
  args: { bookmarkId },
  flags: {
    name: param.text({ summary: 'Its name', bare: 'Rename it' }),
    path: param.text({ summary: 'The folder it points to', metavar: 'PATH' }),
  },
  rules: [oneOf('name', 'path')],
  changes: {
    now: reading(
      ({ bookmarkId: id }, { transfer }) => transfer.getBookmarkV2(id),
      ({ data }) => ({ document: data.attributes }),
    ),
  },
  output: bookmarkView,
  run: async ({ args, flags, transfer, notices }) => {
    const asked = {
      ...(flags.name !== undefined && { name: flags.name }),
      ...(flags.path !== undefined && { path: flags.path }),
    };
    const changed = await transfer.updateBookmarkV2(args.bookmarkId, { data: { type: 'Bookmark', attributes: asked } });
    // what lines act on afterwards is the folder that the bookmark still has
    const { path } = changed.data.attributes;
    if (flags.path !== undefined && isOther(path, flags.path))
      notices.warn(`The bookmark still points to ${visible(path)}.`);
    const collection = changed.data.relationships?.['collection']?.data.id;
    if (flags.name !== undefined && collection)
      await tellTakenOver({ name: flags.name, collection, path }, { transfer, notices });
    return changed;
  },
});

/** Whether these are two folders; a service may add a slash. */
const isOther = (one: string, other: string) => one !== other && `${one}/` !== other && one !== `${other}/`;
