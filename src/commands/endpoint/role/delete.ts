import { command, message } from '#command';
import { roleLoss } from '#globus/losing/access';
import type { Result } from '#services/transfer';
import { endpointId } from '../_params.js';
import { roleId } from './_role.js';

export default command({
  summary: 'Remove a role from a collection or endpoint.',
  examples: [{ title: 'Delete a role', line: "globus endpoint role delete 'Lab data' ROLE_ID" }],
  needs: ['transfer', 'publicAuth'],
  args: { endpointId, roleId },
  losing: { what: ({ args, ...tools }) => roleLoss(args.endpointId, args.roleId, tools) },
  output: message((result: Result) => result.message),
  run: ({ args, transfer }) => transfer.deleteEndpointRole(args.endpointId, args.roleId),
});
