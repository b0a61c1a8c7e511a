import { choice, command, endpointPath, message, param, record, ServiceError, showing } from '#command';
import { troubleWith } from '#globus/places/missing';
import type { FileEntry } from '#services/transfer';

interface NotFound {
  readonly code: string;
  readonly message: string;
}
const detail = record<FileEntry>({
  Name: 'name',
  Type: 'type',
  'Last Modified': 'last_modified',
  Size: 'size',
  Permissions: 'permissions',
  User: 'user',
  Group: 'group',
});

export default command({
  summary: 'Show one file or folder on a collection.',
  description:
    'If there is nothing, it says so, names the nearest folder that exists, and still exits 0; a script can look at the JSON output, where `code` is then NotFound.',
  examples: [{ title: 'Show a file', line: 'globus stat @data:run7.h5' }],
  needs: ['transfer', 'notices'],
  args: { target: endpointPath({ summary: 'What to show', names: ['ENDPOINT_ID:PATH'] }) },
  flags: { localUser: param.text({ summary: 'The local account to use' }) },
  output: ({ args }) =>
    choice((found: FileEntry | NotFound) =>
      'code' in found ? message(`Nothing found at ${args.target.path}`) : showing(found, detail),
    ),
  run: async ({ args, flags, transfer, notices, isOnScreen }): Promise<FileEntry | NotFound> => {
    try {
      return await transfer.statFile(args.target.endpoint, { path: args.target.path, local_user: flags.localUser });
    } catch (error) {
      // That nothing is there is an answer to the question asked, not a failure.
      if (error instanceof ServiceError && error.response.status === 404 && error.response.code === 'NotFound') {
        const trouble = isOnScreen ? await troubleWith(args.target, transfer) : undefined;
        if (trouble) notices.info(`${trouble.message}\n${trouble.hint}`);
        return error.response.document as NotFound;
      }
      throw error;
    }
  },
});
