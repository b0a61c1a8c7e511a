import { command, firstRows, optionalLimit, table } from '#command';
import type { Page, Role } from '#services/transfer';
import { endpointId } from '../_params.js';
import { holder } from './_role.js';

export default command({
  summary: 'List who has which role on a collection or endpoint.',
  examples: [{ title: 'List the roles', line: "globus endpoint role list 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'Nobody has a role here but its owner.',
  output: table(
    (page: Page<Role>) => page.DATA,
    { 'Principal Type': 'principal_type', 'Role ID': 'id', Principal: holder, Role: 'role' },
    { screen: { Who: holder, Role: 'role', ID: 'id' } },
  ),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listEndpointRoles(args.endpointId), 'DATA', flags.limit),
});
