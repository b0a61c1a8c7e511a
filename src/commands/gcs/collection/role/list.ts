import { command, param } from '#command';
import { wholeResult } from '#globus/collections/envelope';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../../_params.js';
import { allRoles, roleRecords } from '../../_role.js';

export default command({
  summary: 'List who has which role on a collection.',
  examples: [
    { title: 'List your own roles', line: "globus gcs collection role list 'Lab data'" },
    { title: 'List everybody’s', line: "globus gcs collection role list 'Lab data' --all-roles" },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { collectionId },
  flags: { allRoles, limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }) },
  nothing: 'Nobody has a role on this collection but its owner.',
  output: roleRecords,
  run: async ({ args, flags, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    const query = { collection_id: args.collectionId, include: flags.allRoles ? 'all_roles' : undefined };
    return wholeResult((page) => manager.getRoles({ ...query, ...page }), flags.limit);
  },
});
