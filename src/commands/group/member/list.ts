import { command, firstRows, optionalLimit, param, table } from '#command';
import type { Group } from '#services/groups';
import { signupFields, wordsOf } from '../_policies.js';
import { groupId } from '../_views.js';
import { groupRoles } from '#globus/groups/people-file';

type WithMembers = Group & { readonly memberships: NonNullable<Group['memberships']> };
/** `Current_Project_Name`: how the reference heads the column of a field. */
const heading = (field: string) => field.replace(/(^|_)[a-z]/g, (start) => start.toUpperCase());

export default command({
  summary: 'List the members of a group.',
  description:
    'People who are invited, wait to be let in, or were turned away are listed, too. --fields adds what people told the group about themselves.',
  examples: [
    { title: 'List the members', line: "globus group member list 'Genome lab'" },
    { title: 'With where they work', line: "globus group member list 'Genome lab' --fields institution,department" },
  ],
  needs: ['groups'],
  args: { groupId },
  flags: {
    fields: wordsOf(signupFields)({ summary: 'Columns to add, from what members filled in' }),
    filterRole: param.choice(groupRoles, { summary: 'Only those with this role', multiple: true }),
    limit: optionalLimit,
  },
  nothing: 'No member matches.',
  output: ({ flags }) =>
    table((group: WithMembers) => group.memberships, {
      Username: 'username',
      Role: 'role',
      Status: 'status',
      ...Object.fromEntries(
        (flags.fields ?? []).map((field) => [
          heading(field),
          (member: WithMembers['memberships'][number]) => member.membership_fields?.[field],
        ]),
      ),
    }),
  run: async ({ args, flags, groups }) => {
    const group = await groups.getGroup(args.groupId, { include: 'memberships' });
    const { memberships = [] } = group;
    const wanted = flags.filterRole.length
      ? memberships.filter(({ role }) => flags.filterRole.includes(role))
      : memberships;
    return firstRows({ ...group, memberships: wanted }, 'memberships', flags.limit);
  },
});
