import { command, endpointPath, message, onScreen, param, record, sentence, shellWord } from '#command';
import { demandName, tellTakenOver } from '#globus/taken-over';
import type { Bookmark } from '#services/transfer';

export default command({
  summary: 'Bookmark a place under a name.',
  examples: [{ title: 'Bookmark a folder', line: "globus bookmark create 'Lab data:/data/' data" }],
  needs: ['transfer', 'notices'],
  args: {
    target: endpointPath({ summary: 'The place', names: ['ENDPOINT_ID:PATH'] }),
    bookmarkName: param.text({ summary: 'The name of the new bookmark' }),
  },
  next: (_made, { args }) => `Use it:  globus ls ${shellWord(`@${args.bookmarkName}`)}`,
  output: onScreen(
    message((bookmark: Bookmark) => sentence`The bookmark '${bookmark.name}' was created.`),
    record<Bookmark>({ 'Bookmark ID': 'id' }),
  ),
  run: async ({ args, transfer, ...tools }) => {
    if (tools.notices.isRead) demandName(args.bookmarkName);
    const { endpoint, path } = args.target;
    const made = await transfer.createBookmark({ endpoint_id: endpoint, path, name: args.bookmarkName });
    await tellTakenOver({ name: args.bookmarkName, collection: endpoint, path }, { transfer, ...tools });
    return made;
  },
});
