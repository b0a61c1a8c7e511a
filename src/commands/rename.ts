import { command, message, onScreen, param, shellLine, things, visible } from '#command';
import { onOneCollection } from '#globus/places/two-places';
import type { Result } from '#services/transfer';

export default command({
  summary: 'Rename or move a file or folder within a collection.',
  examples: [
    { title: 'Rename a file', line: "globus rename 'Lab data' /data/draft.txt /data/final.txt" },
    { title: 'The same, in its folder', line: "globus rename 'Lab data:/data/draft.txt' final.txt" },
    { title: 'The same, with places', line: "globus rename 'Lab data:/data/draft.txt' 'Lab data:/data/final.txt'" },
  ],
  needs: ['transfer'],
  args: {
    endpointId: things.collection({ summary: 'The collection', only: 'collections' }),
    source: param.text({ summary: 'The file or folder: its path now', names: ['SOURCE_PATH'] }),
    destination: param.text({ summary: 'The new path of the file or folder', names: ['DEST_PATH'] }),
  },
  flags: { localUser: param.text({ summary: 'The local account to use' }) },
  spelled: onOneCollection,
  output: ({ args }) =>
    onScreen(
      message(visible(`${args.source} is ${args.destination} now.`)),
      message((result: Result) => result.message),
    ),
  run: ({ args, flags, transfer }) =>
    transfer.rename(args.endpointId, {
      DATA_TYPE: 'rename',
      old_path: args.source,
      new_path: args.destination,
      ...(flags.localUser !== undefined && { local_user: flags.localUser }),
    }),
  next: (_result, { args }) =>
    `Take it back:  ${shellLine(['rename', args.endpointId, args.destination, args.source])}`,
});
