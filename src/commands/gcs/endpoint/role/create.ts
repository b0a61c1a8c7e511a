import { command, param, sentence } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { principalUrn } from '#globus/people/principal';
import { principalArg, principalType, roleBody, roleView } from '../../_role.js';

export default command({
  summary: 'Give someone a role on an endpoint.',
  description:
    'PRINCIPAL is a username, an identity id, group:NAME or a URN; if you give only the name or id of a group, add --principal-type group.',
  examples: [
    {
      title: 'Let a colleague watch the activity',
      line: "globus gcs endpoint role create 'Lab endpoint' activity_monitor ada@example.org",
    },
    {
      title: 'Make a group administrators',
      line: "globus gcs endpoint role create 'Lab endpoint' administrator 'group:Genome lab'",
    },
  ],
  needs: ['transfer', 'auth', 'gcs', 'names'],
  args: {
    endpointId,
    role: param.choice(['administrator', 'activity_manager', 'activity_monitor'], { summary: 'The role' }),
    principal: principalArg,
  },
  flags: { principalType },
  output: roleView,
  run: async ({ args, flags, gcs, auth, names }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint role create');
    const urn = await principalUrn(
      args.principal,
      {
        type: flags.principalType,
        typeFlag: '--principal-type',
        groupId: (name) => names.idOf('group', name, 'PRINCIPAL'),
      },
      auth,
    );
    return itemOf(await manager.createRole(roleBody(args.role, urn)), 'role');
  },
  next: ({ id }, { args }) => sentence`Take it back:  globus gcs endpoint role delete ${args.endpointId} ${id}`,
});
