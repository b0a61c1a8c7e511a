import type { Group, GroupsOperations } from '../../services/groups.js';
import type { Files } from '../../tools.js';
import { readPeople } from '../groups/people-file.js';
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

/** One member, or everybody in a file. */
export async function membersLoss(
  id: string,
  who: { readonly user: string | undefined; readonly file: string | undefined },
  { groups, files }: { readonly groups: Groups; readonly files: Pick<Files, 'lines'> },
): Promise<Loss> {
  const people = who.file === undefined ? [] : (await readPeople(who.file, files)).map(({ user }) => user);
  const name = called((await ifShown(groups.getGroup(id)))?.name, id);
  if (who.file === undefined) return { question: `Remove ${who.user} from the group ${name}?` };
  return {
    question: `Remove ${amount(people.length, 'person', 'people')} (${severalNames(people, 3)}) from the group ${name}?`,
  };
}
