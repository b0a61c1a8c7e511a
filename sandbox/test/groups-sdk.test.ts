import { groups } from '@globus/sdk';
import { describe, expect, test } from 'vitest';
import { refused, said, usingSdk } from './sdk.js';

const using = usingSdk('groups', groups);
const { sdk, by } = using;

describe("Globus's own JavaScript SDK, Groups", () => {
  test('makes a group, changes it, sets its policies and deletes it', async () => {
    const { ada, grace } = using.world;
    const { id } = await said(sdk.groups.create(by(ada, { payload: { name: 'From the SDK', description: 'A test' } })));
    expect(
      await said(sdk.groups.get(id, by(ada, { query: { include: ['policies', 'my_memberships'] } }))),
    ).toMatchObject({
      name: 'From the SDK',
      my_memberships: [{ role: 'admin', status: 'active' }],
      policies: { join_requests: false },
    });
    expect(await refused(sdk.groups.get(id, by(grace)), 403)).toMatchObject({
      code: expect.any(String),
      detail: expect.any(String),
    });
    expect(await said(sdk.groups.update(id, by(ada, { payload: { name: 'Renamed' } })))).toMatchObject({
      id,
      name: 'Renamed',
    });
    const policies = await said(sdk.policies.get(id, by(ada)));
    expect(
      await said(sdk.policies.update(id, by(ada, { payload: { ...policies, group_visibility: 'authenticated' } }))),
    ).toMatchObject({ group_visibility: 'authenticated' });
    expect(await said(sdk.groups.get(id, by(grace)))).toMatchObject({ name: 'Renamed' });
    expect(await said(sdk.groups.remove(id, by(ada)))).toMatchObject({ id });
    await refused(sdk.groups.get(id, by(ada)), 404);
  });

  test('lists the groups of a person, and how many are in those they run', async () => {
    const { ada, env } = using.world;
    const mine = await said(sdk.groups.getMyGroups(by(ada)));
    expect(mine.find(({ id }: any) => id === env['GLOBUS_SANDBOX_GROUP'])).toMatchObject({
      name: 'Analytical Engine Lab',
      my_memberships: [{ role: 'admin' }],
    });
    expect((await said(sdk.groups.getStatuses(by(ada))))[env['GLOBUS_SANDBOX_GROUP']!]).toMatchObject({
      active: 2,
      pending: 0,
    });
  });

  test('invites, accepts and removes; what cannot be done is said within the answer', async () => {
    const { ada, grace, env, group } = using.world;
    const id = await group();
    const identity_id = env['GLOBUS_SANDBOX_IDENTITY_2']!;
    expect(
      await said(sdk.membership.act(id, by(ada, { payload: { invite: [{ identity_id, role: 'member' }] } }))),
    ).toMatchObject({ invite: [{ identity_id, status: 'invited' }] });
    expect(await said(sdk.membership.act(id, by(grace, { payload: { accept: [{ identity_id }] } })))).toMatchObject({
      accept: [{ status: 'active' }],
    });
    expect(
      await said(sdk.membership.act(id, by(ada, { payload: { add: [{ identity_id, role: 'member' }] } }))),
    ).toMatchObject({ errors: { add: [{ identity_id, code: 'ALREADY_ACTIVE' }] } });
    expect(await said(sdk.membership.act(id, by(ada, { payload: { remove: [{ identity_id }] } })))).toMatchObject({
      remove: [{ status: 'removed' }],
    });
  });
});
using.everyFunctionWasCalled();
