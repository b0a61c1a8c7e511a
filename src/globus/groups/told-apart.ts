import { CliError } from '../../errors.js';
import type { GroupsOperations } from '../../services/groups.js';
import type { Thing } from '../things/thing.js';

/** Groups of one name with how many members each has; as they come where that may not be seen. */
export async function withMembers(
  groups: readonly Thing[],
  connect: () => Promise<Pick<GroupsOperations, 'getGroup'>>,
): Promise<readonly Thing[]> {
  return Promise.all(
    groups.map(async (group) => {
      try {
        const { memberships } = await (await connect()).getGroup(group.id, { include: 'memberships' });
        const count = memberships?.filter(({ status = 'active' }) => status === 'active').length;
        if (!count) return group;
        const members = `${count} ${count === 1 ? 'member' : 'members'}`;
        return { ...group, detail: [group.detail, members].filter(Boolean).join(', ') };
      } catch (error) {
        if (error instanceof CliError) return group;
        throw error;
      }
    }),
  );
}
