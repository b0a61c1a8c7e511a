import { command, endpointPath, param, record, shellWord } from '#command';
import type { Bookmark } from '#services/transfer';

export default command({
  summary: 'Bookmark a place under a name.',
  examples: [{ title: 'Keep a folder', line: "globus bookmark create 'Lab data:/data/' data" }],
  needs: ['transfer', 'names'],
  args: {
    target: endpointPath({ summary: 'The place', names: ['ENDPOINT_ID:PATH'] }),
    bookmarkName: param.text({ summary: 'Its name' }),
  },
  next: (_made, { args }) => `Use it:  globus ls ${shellWord(`@${args.bookmarkName}`)}`,
  output: record<Bookmark>({ 'Bookmark ID': 'id' }),
  run: ({ args, transfer, names }) => {
    names.forgetBookmarks();
    const { endpoint, path } = args.target;
    return transfer.createBookmark({ endpoint_id: endpoint, path, name: args.bookmarkName });
  },
});
