import { command, optionalLimit, param, table } from '#command';
import type { Group } from '#services/groups';
import { groupScreen } from './_screen.js';
import { roles, sessionEnforcement } from './_views.js';

const statuses = ['active', 'invited', 'pending', 'rejected', 'removed', 'left', 'declined'] as const;

export default command({
  summary: 'List the groups you are in.',
  description:
    'Lists groups where your membership is active; use --filter-status for others, such as those you are invited to.',
  examples: [
    { title: 'List your groups', line: 'globus group list' },
    { title: 'List the groups that invited you', line: 'globus group list --filter-status invited' },
  ],
  needs: ['groups'],
  flags: {
    filterStatus: param.choice(statuses, { summary: 'Only groups where your membership is this', multiple: true }),
    limit: optionalLimit,
  },
  nothing: 'You are in no group. Make one:  globus group create',
  output: table(
    (groups: readonly Group[]) => groups,
    {
      'Group ID': 'id',
      Name: 'name',
      Type: 'group_type',
      'Session Enforcement': sessionEnforcement,
      Roles: roles,
      'Subscription ID': 'subscription_id',
    },
    { screen: groupScreen },
  ),
  run: async ({ flags, groups }) => {
    const all = await groups.getMyGroups({ statuses: flags.filterStatus.join(',') || undefined });
    return flags.limit === undefined ? all : all.slice(0, flags.limit);
  },
});
