import { command, param, sentence } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../../_params.js';
import { principalUrn } from '#globus/people/principal';
import { principalArg, principalType, roleBody, roleView } from '../../_role.js';

const roles = ['administrator', 'access_manager', 'activity_manager', 'activity_monitor', 'access_monitor'] as const;

export default command({
  summary: 'Give someone a role on a collection.',
  description:
    'PRINCIPAL is a username, an identity id, group:NAME or a URN; if you give only the name or id of a group, add --principal-type group.',
  examples: [
    {
      title: 'Let a colleague manage who may read',
      line: "globus gcs collection role create 'Lab data' access_manager ada@example.org",
    },
  ],
  needs: ['transfer', 'auth', 'gcs', 'names'],
  args: { collectionId, role: param.choice(roles, { summary: 'The role' }), principal: principalArg },
  flags: { principalType },
  output: roleView,
  run: async ({ args, flags, gcs, auth, names }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    const urn = await principalUrn(
      args.principal,
      {
        type: flags.principalType,
        typeFlag: '--principal-type',
        groupId: (name) => names.idOf('group', name, 'PRINCIPAL'),
      },
      auth,
    );
    return itemOf(await manager.createRole(roleBody(args.role, urn, args.collectionId)), 'role');
  },
  next: ({ id }, { args }) => sentence`Take it back:  globus gcs collection role delete ${args.collectionId} ${id}`,
});
