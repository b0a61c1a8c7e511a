import { command, message, oneOf, param, reading } from '#command';
import type { GroupPolicies } from '#services/groups';
import { signupFields, wordsOf } from './_policies.js';
import { administeredGroupId } from './_views.js';

export default command({
  summary: 'Change who may see a group, join it, and how.',
  description: 'Policies without a flag stay as they are. See the current ones with `globus group policies show`.',
  examples: [
    {
      title: 'Let people ask to join',
      line: "globus group set-policies 'Genome lab' --visibility authenticated --join-requests",
    },
    {
      title: 'Ask those who join where they work',
      line: "globus group set-policies 'Genome lab' --signup-fields institution,department",
    },
  ],
  also: ['group policies set'],
  needs: ['groups'],
  args: { groupId: administeredGroupId },
  flags: {
    highAssurance: param.toggle({
      summary: 'Require members to log in again, and often',
      off: ['--no-high-assurance'],
    }),
    authenticationTimeout: param.integer({ summary: 'How many seconds such a login is valid' }),
    visibility: param.choice(['authenticated', 'private'], { summary: 'Who may see that it exists' }),
    membersVisibility: param.choice(['members', 'managers'], { summary: 'Who may see its members' }),
    joinRequests: param.toggle({ summary: 'Whether people may ask to join', off: ['--no-join-requests'] }),
    signupFields: wordsOf(signupFields)({ summary: 'What those who join are asked' }),
  },
  rules: [
    oneOf('highAssurance', 'authenticationTimeout', 'visibility', 'membersVisibility', 'joinRequests', 'signupFields'),
  ],
  changes: {
    now: reading(({ groupId: id }, { groups }) => groups.getGroupPolicies(id)),
    fields: {
      highAssurance: 'is_high_assurance',
      authenticationTimeout: 'authentication_assurance_timeout',
      visibility: 'group_visibility',
      membersVisibility: 'group_members_visibility',
    },
  },
  output: message('Group policies updated successfully'),
  run: async ({ args, flags, groups }) => {
    const now = await groups.getGroupPolicies(args.groupId);
    const policies: GroupPolicies = {
      ...now,
      ...(flags.highAssurance !== undefined && { is_high_assurance: flags.highAssurance }),
      ...(flags.authenticationTimeout !== undefined && {
        authentication_assurance_timeout: flags.authenticationTimeout,
      }),
      ...(flags.visibility && { group_visibility: flags.visibility }),
      ...(flags.membersVisibility && { group_members_visibility: flags.membersVisibility }),
      ...(flags.joinRequests !== undefined && { join_requests: flags.joinRequests }),
      ...(flags.signupFields && { signup_fields: flags.signupFields }),
    };
    return groups.setGroupPolicies(args.groupId, policies);
  },
});
