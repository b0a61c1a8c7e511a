import { command, endpointPath, message, param, shellWord } from '#command';
import { filePath } from '#globus/data/file-server';
import { makeWithParents } from '#globus/data/folders';
import type { Result } from '#services/transfer';

export default command({
  summary: 'Make a folder on a collection.',
  examples: [
    { title: 'Make a folder', line: 'globus mkdir @data:run8/' },
    { title: 'Make it, and those above it', line: 'globus mkdir -p @data:2027/run8' },
  ],
  needs: ['transfer'],
  args: { target: endpointPath({ summary: 'The folder to make', names: ['ENDPOINT_ID:PATH'] }) },
  flags: {
    parents: param.switch({
      summary: 'Make the folders above it, too; no error if it is there already',
      names: ['--parents', '-p'],
    }),
    localUser: param.text({ summary: 'The local account to use' }),
  },
  output: message((result: Pick<Result, 'message'>) => result.message),
  run: async ({ args, flags, transfer }) => {
    const { endpoint, path } = args.target;
    if (flags.parents) {
      const made = await makeWithParents(
        { endpoint: { id: endpoint }, path: filePath(path), localUser: flags.localUser },
        transfer,
      );
      return {
        code: made ? 'DirectoryCreated' : 'Exists',
        message: made ? 'The directory was created successfully' : 'The directory was there before',
      };
    }
    return transfer.makeDirectory(endpoint, {
      DATA_TYPE: 'mkdir',
      path,
      ...(flags.localUser !== undefined && { local_user: flags.localUser }),
    });
  },
  next: (_result, { args: { target } }) => `Look into it:  globus ls ${shellWord(`${target.endpoint}:${target.path}`)}`,
});
