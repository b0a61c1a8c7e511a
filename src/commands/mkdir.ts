import { command, endpointPath, message, param } from '#command';
import type { Result } from '#services/transfer';

export default command({
  summary: 'Make a folder on a collection.',
  examples: [{ title: 'Make a folder', line: 'globus mkdir COLLECTION_ID:/data/run8/' }],
  needs: ['transfer'],
  args: { target: endpointPath({ summary: 'The folder to make', names: ['ENDPOINT_ID:PATH'] }) },
  flags: { localUser: param.text({ summary: 'The local account to use' }) },
  output: message((result: Result) => result.message),
  run: ({ args, flags, transfer }) =>
    transfer.makeDirectory(args.target.endpoint, {
      DATA_TYPE: 'mkdir',
      path: args.target.path,
      ...(flags.localUser !== undefined && { local_user: flags.localUser }),
    }),
});
