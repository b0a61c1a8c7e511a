import { command, record } from '#command';
import type { Role } from '#services/transfer';
import { endpointId } from '../_params.js';
import { holder, roleId } from './_role.js';

export default command({
  summary: 'Show one role on a collection or endpoint.',
  examples: [{ title: 'Show a role', line: "globus endpoint role show 'Lab data' ROLE_ID" }],
  needs: ['transfer'],
  args: { endpointId, roleId },
  output: record<Role>({ 'Principal Type': 'principal_type', Principal: holder, Role: 'role' }),
  run: ({ args, transfer }) => transfer.getEndpointRole(args.endpointId, args.roleId),
});
