import { groups, membership, policies } from '@globus/sdk/services/groups';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, type Client, withKey } from './signed-in.js';

const server = 'groups.api.globus.org';
const all = `urn:globus:auth:scope:${server}:all`;
const view = `urn:globus:auth:scope:${server}:view_my_groups_and_memberships`;
const nobody = '00000000-0000-4000-8000-000000000000';

let sandbox: RunningSandbox;
let ada: Client, grace: Client, admin: Client;
let adaId: string, graceId: string, adminId: string, lab: string;

async function signedIn(user: string, scope = all): Promise<Client> {
  return clientOf(sandbox, 'groups', (await logIn(sandbox, user, scope))[server]);
}
async function newGroup(fields: object = {}, rules: object = {}): Promise<string> {
  const { status, json } = await ada('POST', '/v2/groups', { name: 'Test group', ...fields, policies: rules });
  expect(status).toBe(201);
  return json.id;
}
const one = (identity_id: string, more: object = {}) => [{ identity_id, ...more }];
const codes = (json: any, action: string): string[] =>
  (json.errors?.[action] ?? []).map(({ code }: { code: string }) => code);

beforeAll(async () => {
  sandbox = await openSandbox();
  const { env } = sandbox;
  [ada, grace, admin] = [
    await signedIn('ada@globusid.org'),
    await signedIn('grace@globusid.org'),
    await signedIn('admin@globusid.org'),
  ];
  adaId = env['GLOBUS_SANDBOX_IDENTITY']!;
  graceId = env['GLOBUS_SANDBOX_IDENTITY_2']!;
  adminId = env['GLOBUS_SANDBOX_ADMIN_IDENTITY']!;
  lab = env['GLOBUS_SANDBOX_GROUP']!;
});

describe('groups', () => {
  test('my_groups lists the seeded groups as a bare array, with the membership that makes them mine', async () => {
    const { json } = await ada('GET', '/v2/groups/my_groups');
    expect(
      json.map(({ name, my_memberships }: any) => [
        name,
        my_memberships.map(({ role, status, username }: any) => [role, status, username]),
      ]),
    ).toEqual([
      ['Analytical Engine Lab', [['admin', 'active', 'ada@globusid.org']]],
      ['Sandbox University Subscription', [['member', 'active', 'ada@globusid.org']]],
    ]);
    expect((await admin('GET', '/v2/groups/my_groups?statuses=invited,left')).json).toEqual([]);
    expect((await admin('GET', '/v2/groups/my_groups?statuses=lost')).json.detail[0]).toMatchObject({
      loc: ['query', 'statuses', 0],
      type: 'type_error.enum',
    });
  });

  test('a new group has its creator as admin and closed policies', async () => {
    const { status, json } = await grace('POST', '/v2/groups', { name: 'Navy', description: 'Ships', parent_id: null });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      name: 'Navy',
      description: 'Ships',
      group_type: 'regular',
      parent_id: null,
      enforce_session: false,
      session_limit: 28800,
      subscription_id: null,
    });
    expect(json.my_memberships).toMatchObject([
      { group_id: json.id, identity_id: graceId, role: 'admin', status: 'active' },
    ]);
    expect(json.policies).toEqual({
      is_high_assurance: false,
      authentication_assurance_timeout: 28800,
      group_visibility: 'private',
      group_members_visibility: 'managers',
      join_requests: false,
      signup_fields: [],
    });
    expect(await ada('GET', `/v2/groups/${json.id}`)).toMatchObject({ status: 403, json: { code: 'FORBIDDEN' } });
  });

  test('an update changes what it names and keeps the rest; only admins may', async () => {
    const id = await newGroup({ description: 'before' });
    await ada('POST', `/v2/groups/${id}`, { add: one(graceId, { role: 'manager' }) });
    expect((await grace('PUT', `/v2/groups/${id}`, { name: 'Taken over' })).status).toBe(403);
    const { json } = await ada('PUT', `/v2/groups/${id}`, { name: 'After', terms_and_conditions: null });
    expect(json).toMatchObject({ name: 'After', description: 'before', terms_and_conditions: null });
    expect((await ada('PUT', `/v2/groups/${id}`, { name: 7 })).json.detail).toEqual([
      { loc: ['body', 'name'], msg: 'str type expected', type: 'type_error.str' },
    ]);
  });

  test('a deleted group answers its document and is gone; one with subgroups stays', async () => {
    const id = await newGroup();
    const child = await newGroup({ parent_id: id });
    expect((await ada('GET', `/v2/groups/${id}?include=child_ids`)).json.child_ids).toEqual([child]);
    expect((await ada('GET', `/v2/groups/${id}/children`)).json.children.map((group: any) => group.id)).toEqual([
      child,
    ]);
    expect((await grace('POST', '/v2/groups', { name: 'Intruder', parent_id: id })).status).toBe(403);
    expect(await ada('DELETE', `/v2/groups/${id}`)).toMatchObject({
      status: 400,
      json: { code: 'GROUP_HAS_CHILDREN' },
    });
    expect((await ada('DELETE', `/v2/groups/${child}`)).json.id).toBe(child);
    expect(await ada('GET', `/v2/groups/${child}`)).toMatchObject({ status: 404, json: { code: 'GROUP_NOT_FOUND' } });
    expect((await ada('DELETE', `/v2/groups/${id}`)).status).toBe(200);
  });

  test('members are shown to whom the policies show them', async () => {
    const id = await newGroup();
    await ada('POST', `/v2/groups/${id}`, { add: one(graceId) });
    expect(
      (await ada('GET', `/v2/groups/${id}?include=memberships,policies`)).json.memberships.map((m: any) => m.username),
    ).toEqual(['ada@globusid.org', 'grace@globusid.org']);
    expect((await ada('GET', `/v2/groups/${id}`)).json.memberships).toBeUndefined();
    expect((await grace('GET', `/v2/groups/${id}?include=memberships`)).status).toBe(403);
    expect((await ada('PUT', `/v2/groups/${id}/policies`, { group_members_visibility: 'members' })).json).toMatchObject(
      { group_members_visibility: 'members', group_visibility: 'private' },
    );
    expect((await grace('GET', `/v2/groups/${id}?include=memberships`)).json.memberships).toHaveLength(2);
  });

  test('allowed_actions and statuses follow from the role', async () => {
    const { json } = await grace('GET', `/v2/groups/${lab}?include=allowed_actions`);
    expect(json.allowed_actions).toEqual({
      accept: [],
      add: [],
      approve: [],
      change_role: [],
      decline: [],
      invite: [],
      join: [],
      leave: [graceId],
      reject: [],
      remove: [],
      request_join: [],
    });
    expect(Object.keys((await grace('GET', '/v2/groups/statuses')).json)).not.toContain(lab);
    expect((await ada('GET', '/v2/groups/statuses')).json[lab]).toEqual({
      active: 2,
      invited: 0,
      pending: 0,
      rejected: 0,
      removed: 0,
      left: 0,
      declined: 0,
    });
  });
});

describe('memberships', () => {
  test('invite, accept, leave; who left cannot be added, but invited again', async () => {
    const id = await newGroup();
    expect((await ada('POST', `/v2/groups/${id}`, { invite: one(graceId, { role: 'manager' }) })).json).toEqual({
      invite: [
        expect.objectContaining({
          group_id: id,
          identity_id: graceId,
          username: 'grace@globusid.org',
          role: 'manager',
          status: 'invited',
          membership_fields: {},
        }),
      ],
    });
    expect((await admin('POST', `/v2/groups/${id}`, { accept: one(adminId) })).status).toBe(403);
    expect((await grace('POST', `/v2/groups/${id}`, { accept: one(graceId) })).json.accept[0]).toMatchObject({
      role: 'manager',
      status: 'active',
    });
    expect((await grace('POST', `/v2/groups/${id}`, { leave: one(graceId) })).json.leave[0].status).toBe('left');
    expect((await grace('GET', `/v2/groups/${id}`)).status).toBe(403);
    expect(codes((await ada('POST', `/v2/groups/${id}`, { add: one(graceId) })).json, 'add')).toEqual(['LEFT_GROUP']);
    await ada('POST', `/v2/groups/${id}`, { invite: one(graceId) });
    expect((await grace('POST', `/v2/groups/${id}`, { decline: one(graceId) })).json.decline[0].status).toBe(
      'declined',
    );
  });

  test('errors of single identities come with status 200, beside what went well', async () => {
    const id = await newGroup();
    const { status, json } = await ada('POST', `/v2/groups/${id}`, {
      add: [{ identity_id: graceId }, { identity_id: nobody }],
      remove: one(adminId),
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ add: [{ identity_id: graceId, status: 'active' }], remove: [] });
    expect(json.errors).toEqual({
      add: [{ identity_id: nobody, code: 'IDENTITY_NOT_FOUND', detail: 'There is no such identity' }],
      remove: [{ identity_id: adminId, code: 'NO_MEMBERSHIP', detail: 'Identity has no membership in group.' }],
    });
    expect(codes((await ada('POST', `/v2/groups/${id}`, { add: one(graceId) })).json, 'add')).toEqual([
      'ALREADY_ACTIVE',
    ]);
    expect(codes((await ada('POST', `/v2/groups/${id}`, { accept: one(graceId) })).json, 'accept')).toEqual([
      'NOT_IN_IDENTITY_SET',
    ]);
  });

  test('an identity named twice refuses the whole call, as does an invalid body', async () => {
    const id = await newGroup();
    expect(await ada('POST', `/v2/groups/${id}`, { add: one(graceId), invite: one(graceId) })).toMatchObject({
      status: 400,
      json: { code: 'AMBIGUOUS_IDENTITIES', ambiguous_identities: [graceId] },
    });
    expect((await ada('GET', `/v2/groups/${id}?include=memberships`)).json.memberships).toHaveLength(1);
    expect(await ada('POST', `/v2/groups/${id}`, { add: [{ role: 'owner' }] })).toMatchObject({
      status: 422,
      json: {
        detail: [
          { loc: ['body', 'add', 0, 'identity_id'], type: 'value_error.missing' },
          { loc: ['body', 'add', 0, 'role'], type: 'type_error.enum' },
        ],
      },
    });
  });

  test('managers manage members, not admins; nobody removes themselves; the last admin stays', async () => {
    const id = await newGroup();
    await ada('POST', `/v2/groups/${id}`, { add: one(graceId, { role: 'manager' }) });
    expect(
      codes((await grace('POST', `/v2/groups/${id}`, { add: one(adminId, { role: 'admin' }) })).json, 'add'),
    ).toEqual(['FORBIDDEN']);
    expect((await grace('POST', `/v2/groups/${id}`, { add: one(adminId) })).json.add).toHaveLength(1);
    expect(codes((await grace('POST', `/v2/groups/${id}`, { remove: one(adaId) })).json, 'remove')).toEqual([
      'FORBIDDEN',
    ]);
    expect((await grace('POST', `/v2/groups/${id}`, { change_role: one(adminId, { role: 'manager' }) })).status).toBe(
      403,
    );
    expect(codes((await ada('POST', `/v2/groups/${id}`, { remove: one(adaId) })).json, 'remove')).toEqual([
      'OWN_MEMBERSHIP',
    ]);
    expect(codes((await ada('POST', `/v2/groups/${id}`, { leave: one(adaId) })).json, 'leave')).toEqual(['LAST_ADMIN']);
    expect(
      codes(
        (await ada('POST', `/v2/groups/${id}`, { change_role: one(adaId, { role: 'member' }) })).json,
        'change_role',
      ),
    ).toEqual(['LAST_ADMIN']);
    expect(
      (await ada('POST', `/v2/groups/${id}`, { change_role: one(graceId, { role: 'admin' }) })).json.change_role[0]
        .role,
    ).toBe('admin');
    expect((await ada('POST', `/v2/groups/${id}`, { leave: one(adaId) })).json.leave[0].status).toBe('left');
  });

  test('joining follows the policies, and asks for the sign-up fields', async () => {
    const id = await newGroup({}, { group_visibility: 'authenticated' });
    expect((await grace('POST', `/v2/groups/${id}`, { request_join: one(graceId) })).status).toBe(403);
    await ada('PUT', `/v2/groups/${id}/policies`, { join_requests: true, signup_fields: ['city'] });
    expect(
      codes((await grace('POST', `/v2/groups/${id}`, { request_join: one(graceId) })).json, 'request_join'),
    ).toEqual(['MISSING_MEMBERSHIP_FIELDS']);
    expect(
      (await grace('PUT', `/v2/groups/${id}/membership_fields`, { [graceId]: { city: 'Arlington' } })).json,
    ).toEqual({ [graceId]: { city: 'Arlington' } });
    expect((await grace('PUT', `/v2/groups/${id}/membership_fields`, { [adaId]: { city: 'London' } })).status).toBe(
      403,
    );
    expect(
      (await grace('POST', `/v2/groups/${id}`, { request_join: one(graceId) })).json.request_join[0],
    ).toMatchObject({ status: 'pending', membership_fields: { city: 'Arlington' } });
    expect((await ada('POST', `/v2/groups/${id}`, { approve: one(graceId) })).json.approve[0].status).toBe('active');
    expect(codes((await ada('POST', `/v2/groups/${id}`, { reject: one(graceId) })).json, 'reject')).toEqual([
      'INVALID_STATUS',
    ]);
    const open = await newGroup({}, { group_visibility: 'authenticated', join_requests: true });
    expect((await grace('POST', `/v2/groups/${open}`, { join: one(graceId) })).json.join[0]).toMatchObject({
      role: 'member',
      status: 'active',
    });
  });

  test('preferences are kept for each linked identity, and refuse being added', async () => {
    const { json } = await ada('GET', '/v2/preferences');
    expect(Object.values(json)).toEqual([{ allow_add: true }, { allow_add: true }]);
    const id = await newGroup();
    expect((await admin('PUT', '/v2/preferences', { [adminId]: { allow_add: false } })).json).toEqual({
      [adminId]: { allow_add: false },
    });
    expect(codes((await ada('POST', `/v2/groups/${id}`, { add: one(adminId) })).json, 'add')).toEqual([
      'ADD_NOT_ALLOWED',
    ]);
    await admin('PUT', '/v2/preferences', { [adminId]: { allow_add: true } });
    expect((await ada('PUT', '/v2/preferences', { [graceId]: { allow_add: false } })).status).toBe(403);
  });
});

describe('subscriptions and high assurance', () => {
  test('a subscription is found by its id, without its name', async () => {
    const id = sandbox.env['GLOBUS_SANDBOX_SUBSCRIPTION']!;
    const { json } = await grace('GET', `/v2/subscription_info/${id}`);
    expect(Object.keys(json)).toEqual(['group_id', 'subscription_id', 'subscription_info']);
    expect(json.subscription_info).toEqual({
      is_high_assurance: true,
      is_baa: false,
      connectors: { '145812c8-decc-41f1-83cf-bb2a85a2a70b': { is_ha: true, is_baa: false } },
    });
    expect((await ada('GET', `/v2/groups/${json.group_id}`)).json).toMatchObject({
      group_type: 'plus',
      subscription_id: id,
      subscription_info: { name: 'Sandbox University' },
    });
    expect((await grace('GET', `/v2/subscription_info/${nobody}`)).status).toBe(404);
    expect((await grace('GET', '/v2/subscription_info/x')).json.detail[0].loc).toEqual(['path', 'subscription_id']);
  });

  test('only an admin of the subscription verifies a group; a group admin may clear it', async () => {
    const subscription = sandbox.env['GLOBUS_SANDBOX_SUBSCRIPTION']!;
    const id = await newGroup({}, { group_visibility: 'authenticated' });
    const body = { subscription_admin_verified_id: subscription };
    expect((await ada('PUT', `/v2/groups/${id}/subscription_admin_verified`, body)).status).toBe(403);
    expect((await admin('PUT', `/v2/groups/${id}/subscription_admin_verified`, body)).json).toEqual({
      group_id: id,
      ...body,
    });
    expect(
      (await ada('PUT', `/v2/groups/${id}/subscription_admin_verified`, { subscription_admin_verified_id: null }))
        .status,
    ).toBe(403);
    expect(
      (await ada('PUT', `/v2/groups/${id}`, { subscription_admin_verified_id: null })).json
        .subscription_admin_verified_id,
    ).toBeNull();
  });

  test('a high assurance group wants a recent login', async () => {
    const own = await openSandbox({ clock: { startAt: Date.parse('2030-01-01T00:00:00Z'), frozen: true } });
    const caller = clientOf(own, 'groups', (await logIn(own, 'ada@globusid.org', all))[server]);
    const { json: group } = await caller('POST', '/v2/groups', {
      name: 'Careful',
      policies: { is_high_assurance: true, authentication_assurance_timeout: 600, join_requests: true },
    });
    expect(group).toMatchObject({
      enforce_session: true,
      session_limit: 600,
      session_timeouts: { [adaId]: { expires_in: 600, expire_time: '2030-01-01T00:10:00+00:00' } },
    });
    expect((await caller('PUT', `/v2/groups/${group.id}`, { name: 'Very careful' })).status).toBe(200);
    await fetch(`${own.url}/_sandbox/clock`, {
      method: 'POST',
      headers: withKey(own),
      body: JSON.stringify({ advance_seconds: 601 }),
    });
    expect(await caller('PUT', `/v2/groups/${group.id}`, { name: 'Too late' })).toMatchObject({
      status: 401,
      json: { code: 'SESSION_TIMEOUT', authorization_parameters: { session_required_identities: [adaId] } },
    });
  });
});

describe('the door', () => {
  test('no token, a token of another service and a token with too little scope are told apart', async () => {
    expect(await clientOf(sandbox, 'groups')('GET', '/v2/groups/my_groups')).toEqual({
      status: 401,
      json: { code: 'UNAUTHORIZED', detail: 'The token is missing, expired, revoked or not for Groups' },
    });
    const tokens = await logIn(sandbox, 'ada@globusid.org', 'urn:globus:auth:scope:transfer.api.globus.org:all');
    expect(
      (await clientOf(sandbox, 'groups', tokens['transfer.api.globus.org'])('GET', '/v2/groups/my_groups')).status,
    ).toBe(401);
    const viewer = await signedIn('ada@globusid.org', view);
    expect((await viewer('GET', '/v2/groups/my_groups')).json).not.toEqual([]);
    expect((await viewer('GET', `/v2/groups/${lab}?include=memberships,my_memberships`)).json).toMatchObject({
      memberships: null,
      my_memberships: [{ role: 'admin' }],
    });
    expect(await viewer('POST', '/v2/groups', { name: 'x' })).toMatchObject({
      status: 403,
      json: { code: 'MISSING_SCOPES', provided_scopes: [view] },
    });
  });

  test('a route that is not there says so in the shape of the service', async () => {
    expect(await ada('PATCH', `/v2/groups/${lab}`)).toMatchObject({
      status: 404,
      json: { code: 'NOT_FOUND', detail: expect.stringContaining(`PATCH /v2/groups/${lab}`) },
    });
  });
});

test('an access rule of Transfer for a group opens a folder to its members, as long as they are in it', async () => {
  const all = 'urn:globus:auth:scope:transfer.api.globus.org:all';
  const transfer = async (user: string) =>
    clientOf(sandbox, 'transfer', (await logIn(sandbox, user, all))['transfer.api.globus.org']);
  const [owner, member] = [await transfer('ada@globusid.org'), await transfer('grace@globusid.org')];
  const id = await newGroup();
  const guest = sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION']!;
  const listed = async () => (await member('GET', `/v0.10/operation/endpoint/${guest}/ls?path=/private/`)).status;
  const rule = { DATA_TYPE: 'access', principal_type: 'group', principal: id, path: '/private/', permissions: 'r' };
  expect((await owner('POST', `/v0.10/endpoint/${guest}/access`, rule)).status).toBe(201);
  expect(await listed()).toBe(403);
  await ada('POST', `/v2/groups/${id}`, { add: one(graceId) });
  expect(await listed()).toBe(200);
  await ada('POST', `/v2/groups/${id}`, { remove: one(graceId) });
  expect(await listed()).toBe(403);
});

test('the official JavaScript SDK drives it', async () => {
  const token = (await logIn(sandbox, 'ada@globusid.org', all))[server]!;
  process.env['GLOBUS_SDK_SERVICE_URL_GROUPS'] = sandbox.env['GLOBUS_SDK_SERVICE_URL_GROUPS'];
  const headers = { Authorization: `Bearer ${token}` };
  const created: any = await (await groups.create({ payload: { name: 'From JavaScript' }, headers })).json();
  const added: any = await (
    await membership.act(created.id, { payload: { add: [{ identity_id: graceId, role: 'member' }] }, headers })
  ).json();
  expect(added.add[0].username).toBe('grace@globusid.org');
  expect(await (await policies.get(created.id, { headers })).json()).toMatchObject({ group_visibility: 'private' });
  const mine: any = await (await groups.getMyGroups({ headers })).json();
  expect(mine.map(({ name }: { name: string }) => name)).toContain('From JavaScript');
  const shown: any = await (
    await groups.get(created.id, { query: { include: ['memberships', 'my_memberships'] }, headers })
  ).json();
  expect(shown.memberships).toHaveLength(2);
});

test('groups and members survive a restart', async () => {
  const dir = sandbox.dir;
  const { json } = await ada('POST', '/v2/groups', { name: 'Lasting' });
  await sandbox.close();
  sandbox = await openSandbox({ dir });
  const again = await signedIn('ada@globusid.org');
  expect((await again('GET', `/v2/groups/${json.id}`)).json).toMatchObject({
    name: 'Lasting',
    my_memberships: [{ role: 'admin' }],
  });
});
