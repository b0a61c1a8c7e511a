import { describe, expect, test } from 'vitest';
import { actingIdentities, actOnMembers } from '../../../src/globus/groups/membership.js';
import { directory } from '../people/directory.js';

const ada = '11111111-1111-4111-8111-111111111111';
const bob = '22222222-2222-4222-8222-222222222222';
const groupId = '33333333-3333-4333-8333-333333333333';
const member = (id: string, status: string) => ({ group_id: groupId, identity_id: id, role: 'member', status });

describe('one action on some members', () => {
  const answering = (outcome: object) => {
    const sent: unknown[] = [];
    const batchMembershipAction = (id: string, body: unknown) => {
      sent.push([id, body]);
      return Promise.resolve(outcome as never);
    };
    return { sent, batchMembershipAction };
  };
  const act = (groups: ReturnType<typeof answering>) =>
    actOnMembers(groups, groupId, 'leave', [{ identity_id: ada }, { identity_id: bob }], 'leave the group');

  test('is one request; done for some is done', async () => {
    const outcome = { leave: [member(ada, 'left')], errors: { leave: [{ identity_id: bob, code: 'NOT_FOUND' }] } };
    const groups = answering(outcome);
    expect(await act(groups)).toBe(outcome);
    expect(groups.sent).toEqual([[groupId, { leave: [{ identity_id: ada }, { identity_id: bob }] }]]);
  });
  test('done for nobody is an error with every reason', async () => {
    const refused = [
      { identity_id: ada, code: 'NOT_FOUND', detail: 'not a member' },
      { identity_id: bob, code: 'FORBIDDEN' },
    ];
    await expect(act(answering({ leave: [], errors: { leave: refused } }))).rejects.toMatchObject({
      message: `Could not leave the group: not a member (${ada}); FORBIDDEN (${bob})`,
      exitCode: 1,
      data: { service: 'groups', code: 'NOT_FOUND', refused },
    });
  });
  test('an empty answer is an error, too', async () => {
    await expect(act(answering({}))).rejects.toThrow('Could not leave the group: the service did not say why');
  });
});

describe('the identities to act as', () => {
  const groups = {
    getGroup: (_: string, query?: object) =>
      Promise.resolve({
        my_memberships: query && 'include' in query ? [member(ada, 'active'), member(bob, 'invited')] : undefined,
      } as never),
  };
  const auth = directory({ 'ada@example.org': ada });
  const acting = (identity: string | undefined, status: 'active' | 'pending') =>
    actingIdentities({ groupId, identity, status, none: 'There is none.' }, { groups, auth });
  test('are those whose membership has the status', async () => {
    expect(await acting(undefined, 'active')).toEqual([{ identity_id: ada }]);
  });
  test('are the one named, whatever its membership', async () => {
    expect(await acting('ada@example.org', 'pending')).toEqual([{ identity_id: ada }]);
  });
  test('there may be none', async () => {
    await expect(acting(undefined, 'pending')).rejects.toThrow('There is none.');
  });
});
