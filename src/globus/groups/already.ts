import { CliError } from '../../errors.js';
import { documentsIn } from '../../exact-json.js';
import type { GroupsOperations } from '../../services/groups.js';
import { visible } from '../../visible.js';

/** What the members of a group are asked for with. */
interface Tools {
  readonly connect: (service: 'groups') => Promise<Pick<GroupsOperations, 'getGroup'>>;
  readonly idOf: (kind: 'group', text: string) => Promise<string>;
  /** Finds something out, once. */
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

/** How somebody stands to a group who cannot be added to it, by the state of their membership. */
const standing: ReadonlyMap<string, string> = new Map([
  ['active', 'is a member already'],
  ['invited', 'is invited already'],
  ['pending', 'has asked to join: approve them instead'],
]);
/** The same by the code of a refusal. */
export const refusalWords = (code: string): string | undefined =>
  standing.get(code.replace(/^ALREADY_/, '').toLowerCase());

/** Why this person, by username or id, cannot be added to a group; undefined where they can be, or nobody may know. */
export async function memberAlready(
  person: string,
  group: string,
  { idOf, connect, once }: Tools,
): Promise<string | undefined> {
  const members = await once(`who is in ${group}`, async () => {
    try {
      const found = await (await connect('groups')).getGroup(await idOf('group', group), { include: 'memberships' });
      return documentsIn(found.memberships);
    } catch (error) {
      // whoever adds people may not see them
      if (error instanceof CliError) return [];
      throw error;
    }
  });
  const folded = person.toLowerCase();
  const member = members.find(({ identity_id: id, username }) => id === folded || username?.toLowerCase() === folded);
  const words = standing.get(member?.status ?? '');
  return words === undefined ? undefined : `${visible(member?.username ?? person)} ${words}.`;
}
