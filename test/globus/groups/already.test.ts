/** Whoever is a member already is told so by name, before anything else is asked. */
import { expect, test } from 'vitest';
import { NetworkError } from '../../../src/errors.js';
import { memberAlready } from '../../../src/globus/groups/already.js';
import { actOnMembers } from '../../../src/globus/groups/membership.js';

const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const grace = { group_id: 'G', identity_id: id, username: 'grace@example.org', role: 'member' };
const tools = (getGroup: () => Promise<unknown>) =>
  ({
    connect: async () => ({ getGroup }),
    idOf: async () => 'G',
    once: (_: string, find: () => unknown) => find(),
  }) as never;

test.each([
  ['Grace@example.org', 'active', 'grace@example.org is a member already.'],
  [id, 'invited', 'grace@example.org is invited already.'],
  ['grace@example.org', 'pending', 'grace@example.org has asked to join: approve them instead.'],
  ['grace@example.org', 'left', undefined],
  ['ada@example.org', 'active', undefined],
])('%s, who is %s', async (who, status, said) => {
  const asked = tools(async () => ({ memberships: [{ ...grace, status }] }));
  expect(await memberAlready(who, 'Lab', asked)).toBe(said);
});
test('where nobody may see the members, nothing is said', async () => {
  expect(
    await memberAlready(
      id,
      'Lab',
      tools(() => Promise.reject(new NetworkError('no'))),
    ).catch(String),
  ).toBeUndefined();
});
test('a refusal is told by name', async () => {
  const errors = { add: [{ identity_id: id, code: 'ALREADY_ACTIVE', detail: 'Identity already has …' }] };
  const groups = { batchMembershipAction: async () => ({ errors }) } as never;
  const acted = (called?: string) => actOnMembers(groups, 'G', 'add', [], 'add the user to the group', called);
  await expect(acted('grace@example.org')).rejects.toThrow('group: grace@example.org is a member already');
  await expect(acted()).rejects.toThrow(`Identity already has … (${id})`);
});
