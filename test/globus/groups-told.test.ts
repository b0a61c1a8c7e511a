/** Groups of one name are told apart, and nobody is asked about somebody who is in none. */
import { expect, test } from 'vitest';
import { CliError, ServiceError } from '../../src/errors.js';
import { withMembers } from '../../src/globus/groups/told-apart.js';
import { membersLoss } from '../../src/globus/losing/groups.js';

const grace = { identity_id: '1405823f-0597-4a16-b296-46d4f0ae4b15', username: 'grace@example.org', status: 'active' };
const groupOf = (memberships: readonly object[] | undefined) => ({ id: 'G', name: 'Lab', memberships }) as never;
const groups = (memberships: readonly object[] | undefined) => ({
  getGroup: () => Promise.resolve(groupOf(memberships)),
});
const losing = (user: string, memberships?: readonly object[]) =>
  membersLoss('G', { user, file: undefined }, { groups: groups(memberships), files: {} as never });

test('how many are in a group stands beside it; where it is not told, nothing does', async () => {
  const lab = { id: 'G', name: 'Lab', detail: 'admin' };
  const told = (memberships: readonly object[] | undefined) =>
    withMembers([lab], () => Promise.resolve(groups(memberships)));
  expect(await told([grace])).toEqual([{ ...lab, detail: 'admin, 1 member' }]);
  expect(await told([grace, grace, { ...grace, status: 'invited' }])).toEqual([{ ...lab, detail: 'admin, 2 members' }]);
  expect(await told(undefined)).toEqual([lab]);
  const refused = () => Promise.reject(new ServiceError('No.', { service: 'groups', status: 403 }));
  expect(await withMembers([lab], refused)).toEqual([lab]);
});

test('that somebody is in no such group is said before anything is asked', async () => {
  for (const user of ['grace@example.org', 'Grace@Example.org', grace.identity_id])
    expect((await losing(user, [grace])).question).toBe(`Remove ${user} from the group 'Lab'?`);
  const failure = await losing('grce@example.org', [grace]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CliError);
  expect(failure).toMatchObject({
    message: "'grce@example.org' is not in the group 'Lab'.",
    hint: 'Did you mean grace@example.org?\nSee who is:  globus group member list G',
  });
  // where one does not see all of them, they may be
  for (const memberships of [undefined, [], [grace, { identity_id: 'x' }]])
    expect(await losing('ada@example.org', memberships)).toHaveProperty('question');
});
