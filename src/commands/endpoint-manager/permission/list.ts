import { command, firstRows, optionalLimit, table } from '#command';
import type { AccessRule, Page } from '#services/transfer';
import { sharedWith } from '../../_principal.js';
import { endpointId } from '../_params.js';

export default command({
  summary: 'List who has access to a collection you manage.',
  examples: [{ title: 'List the rules of a collection', line: "globus endpoint-manager permission list 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'Nobody has been given access.',
  output: table((page: Page<AccessRule>) => page.DATA, {
    'Rule ID': 'id',
    Permissions: 'permissions',
    'Shared With': sharedWith<AccessRule>(),
    Path: 'path',
    'Expiration Date': 'expiration_date',
  }),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listManagedAccessRules(args.endpointId), 'DATA', flags.limit),
});
