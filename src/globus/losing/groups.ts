import { UsageError } from '../../errors.js';
import { documentsIn } from '../../exact-json.js';
import type { Group, GroupsOperations, Membership } from '../../services/groups.js';
import type { Files } from '../../tools.js';
import { readPeople } from '../groups/people-file.js';
import { isNear } from '../things/near.js';
import { amount, called, ifShown, type Loss, severalNames } from './loss.js';

type Groups = Pick<GroupsOperations, 'getGroup'>;

/** A group, with all its memberships. */
export async function groupLoss(id: string, groups: Groups): Promise<Loss> {
  const group = await ifShown(groups.getGroup(id, { include: 'memberships' }));
  const members = group?.memberships ? `its ${amount(activeMembers(group), 'member')}` : 'all its memberships';
  return {
    question: `Delete the group ${called(group?.name, id)}, with ${members}? What was shared with it is no longer shared. This cannot be undone.`,
    name: group?.name,
  };
}

const activeMembers = ({ memberships = [] }: Group) =>
  memberships.filter(({ status = 'active' }) => status === 'active').length;

/** Throws UsageError where one sees who is in a group, and this person, by username or id, is not: nobody is asked about them. */
function demandMember(
  user: string,
  members: readonly Membership[],
  { id, name }: { readonly id: string; readonly name: string },
): void {
  const wanted = user.toLowerCase();
  const isCalled = ({ identity_id: person, username }: Membership) =>
    [person, username?.toLowerCase()].includes(wanted);
  // whom a service does not name may be the one
  if (!members.length || members.some((each) => isCalled(each) || !each.username)) return;
  const near = members.flatMap(({ username }) => (username && isNear(user, username) ? [username] : []));
  throw new UsageError(`'${user}' is not in the group ${name}.`, {
    hint: [
      ...near.slice(0, 1).map((each) => `Did you mean ${each}?`),
      `See who is:  globus group member list ${id}`,
    ].join('\n'),
  });
}

/** One member, or everybody in a file. */
export async function membersLoss(
  id: string,
  who: { readonly user: string | undefined; readonly file: string | undefined },
  { groups, files }: { readonly groups: Groups; readonly files: Pick<Files, 'lines'> },
): Promise<Loss> {
  const people = who.file === undefined ? [] : (await readPeople(who.file, files)).map(({ user }) => user);
  const { user } = who;
  const group = await ifShown(
    user === undefined ? groups.getGroup(id) : groups.getGroup(id, { include: 'memberships' }),
  );
  const name = called(group?.name, id);
  if (user !== undefined) {
    demandMember(user, documentsIn(group?.memberships), { id, name });
    return { question: `Remove ${user} from the group ${name}?` };
  }
  return {
    question: `Remove ${amount(people.length, 'person', 'people')} (${severalNames(people, 3)}) from the group ${name}?`,
  };
}
