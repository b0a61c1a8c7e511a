import { command, listing, param } from '#command';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { allRoles, roleTable } from '../../_role.js';
import { data } from '../../_views.js';

export default command({
  summary: 'List who has which role on an endpoint.',
  examples: [
    { title: 'List your own roles', line: "globus gcs endpoint role list 'Lab endpoint'" },
    { title: 'List everybody’s', line: "globus gcs endpoint role list 'Lab endpoint' --all-roles" },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId },
  flags: { allRoles, limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }) },
  nothing: 'Nobody has a role on this endpoint but its owner.',
  output: roleTable,
  run: async ({ args, flags, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs endpoint role list', isOnScreen);
    return listing(manager.listRoles({ include: flags.allRoles ? 'all_roles' : undefined }, flags.limit), data);
  },
});
