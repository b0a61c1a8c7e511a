import { command, exclusive, message, oneOf, param, sentence, things } from '#command';
import type { Role } from '#services/transfer';
import { endpointId } from '../_params.js';
import { roleGuide } from './_guide.js';
import { principalFields } from '#globus/people/principal';

const who = ['provisionIdentity', 'group', 'identity'] as const;

export default command({
  summary: 'Give someone a role on a collection or endpoint.',
  examples: [
    {
      title: 'Let a colleague manage access rules',
      line: "globus endpoint role create 'Lab data' --role access_manager --identity ada@example.org",
    },
  ],
  needs: ['transfer', 'auth'],
  args: { endpointId },
  flags: {
    provisionIdentity: param.text({
      summary: 'For this username; if it has no identity, one is made',
      metavar: 'IDENTITY_USERNAME',
    }),
    group: things.group({ summary: 'For the members of this group', metavar: 'GROUP_ID' }),
    identity: param.text({ summary: 'For this identity', metavar: 'IDENTITY_ID_OR_NAME', bare: 'Give it to them' }),
    role: param.choice(['administrator', 'access_manager', 'activity_manager', 'activity_monitor'], {
      summary: 'The role',
      required: true,
    }),
  },
  rules: [exclusive(...who), oneOf(...who)],
  guide: roleGuide,
  output: message((role: Role) => sentence`ID: ${role.id}`),
  run: async ({ args, flags, transfer, auth }) =>
    transfer.addEndpointRole(args.endpointId, {
      DATA_TYPE: 'role',
      role: flags.role,
      ...(await principalFields(flags, auth)),
    }),
  next: ({ id }, { args }) => sentence`Take it back:  globus endpoint role delete ${args.endpointId} ${id}`,
});
