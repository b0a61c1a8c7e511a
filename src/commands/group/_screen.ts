import { idOf, summary } from '#command';
import type { Group } from '#services/groups';

/** The roles that one has in a group. */
const mine = (group: Group) => [...new Set(group.my_memberships?.map(({ role }) => role))].sort().join(', ');
const states = (group: Group) =>
  [...new Set(group.my_memberships?.map(({ status }) => status))].filter((each) => each !== 'active').join(', ');

export const groupScreen = {
  Name: 'name',
  'You Are': (group: Group) => [mine(group), states(group)].filter(Boolean).join(', '),
  Description: 'description',
  ID: idOf<Group>('group', 'id'),
} as const;

/** `an admin and a member`. */
const whatOneIs = (group: Group) =>
  mine(group)
    .split(', ')
    .map((role) => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`)
    .join(' and ');

/** A group in a few lines: what it is, what one is in it, and who may see and join it. */
export const groupSummary = summary((group: Group) => {
  const { policies, id } = group;
  const rules = [
    policies?.group_visibility === 'private' ? 'visible to its members' : 'visible to everyone who logs in',
    policies?.group_members_visibility === 'managers' ? 'members visible to managers' : undefined,
    policies?.join_requests ? 'people may ask to join' : 'by invitation only',
    group.enforce_session ? 'wants a fresh login' : undefined,
  ];
  return [
    [{ text: group.name, as: 'strong' }, group.group_type === 'plus' && '  with a subscription'],
    group.description,
    mine(group) === '' ? 'You are not in it' : `You are ${whatOneIs(group)}`,
    rules.filter(Boolean).join(' · '),
    group.terms_and_conditions,
    [`Its members:  `, { text: `globus group member list ${id}`, as: 'command' }],
  ];
});
