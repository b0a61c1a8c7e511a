import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, type Client } from './signed-in.js';

const server = 'search.api.globus.org';
const scope = (name: string) => `urn:globus:auth:scope:${server}:${name}`;

let sandbox: RunningSandbox;
let ada: Client, grace: Client, admin: Client, anyone: Client;
let cookery: string, graceId: string, lab: string;

async function signedIn(user: string, name = 'all'): Promise<Client> {
  return clientOf(sandbox, 'search', (await logIn(sandbox, user, scope(name)))[server]);
}
async function done(client: Client, answer: { status: number; json: any }): Promise<any> {
  expect(answer).toMatchObject({ status: 200, json: { acknowledged: true } });
  for (;;) {
    const { json } = await client('GET', `/v1/task/${answer.json.task_id}`);
    if (json.state === 'SUCCESS' || json.state === 'FAILED') return json;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const entry = (subject: string, content: object, more: object = {}) => ({
  subject,
  visible_to: ['public'],
  content,
  ...more,
});
const ingest = async (index: string, gmeta: object[], more: object = {}) =>
  done(
    ada,
    await ada('POST', `/v1/index/${index}/ingest`, { ingest_type: 'GMetaList', ingest_data: { gmeta }, ...more }),
  );
const subjects = (json: any): string[] =>
  json.gmeta.map(({ subject }: { subject: string }) => subject.replace(/.*[/:]/, ''));
const find = async (client: Client, q: string, more = ''): Promise<string[]> =>
  subjects((await client('GET', `/v1/index/${cookery}/search?q=${encodeURIComponent(q)}${more}`)).json);

beforeAll(async () => {
  sandbox = await openSandbox();
  const { env } = sandbox;
  [ada, grace, admin] = [
    await signedIn('ada@globusid.org'),
    await signedIn('grace@globusid.org'),
    await signedIn('admin@globusid.org'),
  ];
  anyone = clientOf(sandbox, 'search');
  cookery = env['GLOBUS_SANDBOX_INDEX']!;
  graceId = `urn:globus:auth:identity:${env['GLOBUS_SANDBOX_IDENTITY_2']}`;
  lab = `urn:globus:groups:id:${env['GLOBUS_SANDBOX_GROUP']}`;
});

describe('indexes and roles', () => {
  test('the seeded index is listed with what one may do with it', async () => {
    const { json } = await grace('GET', '/v1/index_list');
    expect(json.index_list).toEqual([
      expect.objectContaining({
        '@datatype': 'GSearchIndex',
        '@version': '2017-09-01',
        id: cookery,
        display_name: 'Sandbox Cookery',
        is_trial: false,
        num_subjects: 5,
        num_entries: 6,
        status: 'open',
        permissions: ['writer'],
      }),
    ]);
    expect((await grace('GET', '/v1/index_list?filter_roles=owner')).json.index_list).toEqual([]);
    expect((await anyone('GET', '/v1/index_list')).status).toBe(401);
    expect((await anyone('GET', `/v1/index/${cookery}`)).json).toMatchObject({
      display_name: 'Sandbox Cookery',
      permissions: [],
    });
  });

  test('an index lives from creation to deletion and back; a fourth trial one is refused', async () => {
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const { json } = await admin('POST', '/v1/index', { display_name: name, description: 'd' });
      expect(json).toMatchObject({
        display_name: name,
        is_trial: true,
        max_size_in_mb: 1,
        num_entries: 0,
        size_in_mb: 0,
        subscription_id: null,
        creation_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      });
      ids.push(json.id);
    }
    expect(await admin('POST', '/v1/index', { display_name: 'four', description: 'd' })).toMatchObject({
      status: 409,
      json: { '@datatype': 'GError', status: 409, code: 'Conflict.LimitExceeded' },
    });
    expect((await admin('PATCH', `/v1/index/${ids[0]}`, { display_name: 'first' })).json).toMatchObject({
      display_name: 'first',
      description: 'd',
    });
    expect((await grace('PATCH', `/v1/index/${ids[0]}`, { display_name: 'mine' })).json).toMatchObject({
      code: 'Forbidden.Generic',
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(await admin('POST', `/v1/index/${ids[0]}/reopen`)).toMatchObject({
      status: 409,
      json: { code: 'Conflict.IncompatibleIndexStatus' },
    });
    expect((await admin('DELETE', `/v1/index/${ids[0]}`)).json).toEqual({ index_id: ids[0], acknowledged: true });
    expect((await admin('GET', `/v1/index/${ids[0]}/search?q=x`)).json.message).toBe(
      'Index status (delete_pending) did not match required status for this operation: open',
    );
    expect((await admin('POST', `/v1/index/${ids[0]}/reopen`)).json).toEqual({ index_id: ids[0], acknowledged: true });
    expect((await admin('GET', `/v1/index/${ids[0]}`)).json.status).toBe('open');
  });

  test('roles are given and taken away; the last owner stays', async () => {
    const { json: index } = await ada('POST', '/v1/index', { display_name: 'Roles', description: 'd' });
    const path = `/v1/index/${index.id}`;
    const { json: role } = await ada('POST', `${path}/role`, { role_name: 'admin', principal: graceId });
    expect(role).toMatchObject({
      index_id: index.id,
      role_name: 'admin',
      principal: graceId,
      principal_type: 'identity',
    });
    expect((await grace('POST', `${path}/role`, { role_name: 'owner', principal: graceId })).status).toBe(403);
    expect((await grace('POST', `${path}/role`, { role_name: 'writer', principal: lab })).json.principal_type).toBe(
      'group',
    );
    expect(
      (await ada('POST', `${path}/role`, { role_name: 'boss', principal: 'grace' })).json.error_data.messages.json,
    ).toEqual({
      role_name: ['Must be one of: owner, admin, writer.'],
      principal: ['Must be the URN of an identity or a group.'],
    });
    const { json: roles } = await grace('GET', `${path}/role_list`);
    expect(roles.role_list.map(({ role_name }: any) => role_name)).toEqual(['owner', 'admin', 'writer']);
    expect((await grace('DELETE', `${path}/role/${roles.role_list[0].id}`)).json.code).toBe('Conflict.LastOwner');
    expect((await ada('DELETE', `${path}/role/${role.id}`)).json).toEqual({ deleted: role, success: true });
    expect((await grace('GET', `${path}/role_list`)).status).toBe(403);
  });
});

describe('what is written', () => {
  let index: string;
  beforeAll(async () => {
    index = (await ada('POST', '/v1/index', { display_name: 'Writing', description: 'd' })).json.id;
  });
  const all = async (q = '*') => subjects((await ada('GET', `/v1/index/${index}/search?q=${q}`)).json).sort();

  test('an ingest is a task; the same subject and id again replaces the content', async () => {
    const task = await ingest(index, [
      entry('a', { text: 'first' }),
      entry('a', { text: 'second' }, { id: 'two' }),
      entry('b', { text: 'third' }),
    ]);
    expect(task).toMatchObject({
      index_id: index,
      task_type: 'ingest',
      state: 'SUCCESS',
      state_description: 'Task succeeded',
      message: null,
      additional_details: null,
      completion_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    });
    expect((await ada('GET', `/v1/index/${index}`)).json).toMatchObject({ num_subjects: 2, num_entries: 3 });
    await ingest(index, [entry('a', { words: 'fourth' })]);
    expect(await all('first')).toEqual([]);
    expect(
      (await ada('GET', `/v1/index/${index}/subject?subject=a`)).json.entries.map(({ entry_id, content }: any) => [
        entry_id,
        content,
      ]),
    ).toEqual([
      ['two', { text: 'second' }],
      [null, { words: 'fourth' }],
    ]);
    expect((await ada('GET', `/v1/index/${index}/entry?subject=a&entry_id=two`)).json.entries[0].content).toEqual({
      text: 'second',
    });
    expect((await ada('GET', `/v1/index/${index}/entry?subject=b&entry_id=two`)).json.code).toBe(
      'NotFound.NoSuchEntry',
    );
  });

  test('an ingest that is wrong is refused as a whole, and says where', async () => {
    const bad = await ada('POST', `/v1/index/${index}/ingest`, {
      ingest_type: 'GMetaEntry',
      ingest_data: { subject: 'http://example.com', content: {} },
    });
    expect(bad).toMatchObject({
      status: 400,
      json: {
        error_data: { messages: { json: { ingest_data: { visible_to: ['Missing data for required field.'] } } } },
      },
    });
    const list = await ada('POST', `/v1/index/${index}/ingest`, {
      ingest_type: 'GMetaList',
      ingest_data: { gmeta: [entry('x', {}), { ...entry('y', {}), visible_to: ['grace'] }] },
    });
    expect(list.json.error_data.messages.json.ingest_data.gmeta).toEqual({
      1: { visible_to: { 0: [expect.stringContaining('URN')] } },
    });
    expect(await all()).not.toContain('x');
    expect(
      (await ingest(index, [entry('place', { where: 'nowhere' })], { field_mapping: { where: 'geo_point' } })).state,
    ).toBe('FAILED');
    expect(
      (await admin('POST', `/v1/index/${index}/ingest`, { ingest_type: 'GMetaEntry', ingest_data: entry('z', {}) }))
        .json.error_data.cause,
    ).toContain('ingest');
  });

  test('entries, subjects and what a query finds are deleted', async () => {
    await ingest(
      index,
      ['c', 'd', 'e', 'f'].map((name) => entry(name, { name, old: name < 'e' })),
    );
    expect(await done(ada, await ada('DELETE', `/v1/index/${index}/entry?subject=a&entry_id=two`))).toMatchObject({
      state: 'SUCCESS',
      task_type: 'delete_entry',
    });
    expect((await ada('GET', `/v1/index/${index}/subject?subject=a`)).json.entries).toHaveLength(1);
    await done(ada, await ada('DELETE', `/v1/index/${index}/subject?subject=a`));
    expect((await ada('GET', `/v1/index/${index}/subject?subject=a`)).status).toBe(404);
    await done(
      ada,
      await ada('POST', `/v1/index/${index}/batch_delete_by_subject`, { subjects: ['b', 'f', 'never was'] }),
    );
    expect(await all()).toEqual(['c', 'd', 'e']);
    await done(
      ada,
      await ada('POST', `/v1/index/${index}/delete_by_query`, { q: 'old:true AND NOT name:d', advanced: true }),
    );
    expect(await all()).toEqual(['d', 'e']);
    expect((await ada('POST', `/v1/index/${index}/delete_by_query`, {})).status).toBe(400);
    const { json } = await ada('GET', `/v1/task_list/${index}`);
    expect(json.index_id).toBe(index);
    expect(json.tasks.map(({ state }: any) => state)).toContain('SUCCESS');
  });

  test('thousands of entries are taken in one request', async () => {
    await ingest(
      index,
      Array.from({ length: 3000 }, (_, number) => entry(`many:${number}`, { number, label: `number ${number}` })),
    );
    const { json } = await ada('POST', `/v1/index/${index}/search`, {
      q: 'number',
      filters: [{ type: 'range', field_name: 'number', values: [{ from: 10, to: 2000 }] }],
      sort: [{ field_name: 'number', order: 'asc' }],
      limit: 2,
    });
    expect(json).toMatchObject({ total: 1991, count: 2, has_next_page: true });
    expect(json.gmeta.map((result: any) => result.entries[0].content.number)).toEqual([10, 11]);
  });

  test('what was written is found again after a restart', async () => {
    await ingest(index, [entry('lasting', { text: 'permanence' })]);
    const { dir } = sandbox;
    await sandbox.close();
    sandbox = await openSandbox({ dir });
    anyone = clientOf(sandbox, 'search');
    expect(subjects((await anyone('GET', `/v1/index/${index}/search?q=permanence`)).json)).toEqual(['lasting']);
    await sandbox.reset();
    expect((await anyone('GET', `/v1/index/${index}/search?q=permanence`)).json.code).toBe('NotFound.NoSuchIndex');
    expect(await find(anyone, 'soup')).toEqual(['Gazpacho', 'Pho']);
  });
});

test('scopes decide what a token is good for', async () => {
  const [searcher, ingester] = [
    await signedIn('ada@globusid.org', 'search'),
    await signedIn('ada@globusid.org', 'ingest'),
  ];
  expect(await find(searcher, 'secret')).toEqual(['secret-sauce']);
  expect((await searcher('POST', `/v1/index/${cookery}/ingest`, {})).status).toBe(403);
  expect((await ingester('POST', `/v1/index/${cookery}/ingest`, {})).status).toBe(400);
  expect((await ingester('GET', `/v1/index/${cookery}/search?q=x`)).status).toBe(403);
  expect(await clientOf(sandbox, 'search', 'nonsense')('GET', `/v1/index/${cookery}/search?q=x`)).toMatchObject({
    status: 401,
    json: { code: 'Unauthorized.Generic' },
  });
  expect(await anyone('PUT', `/v1/index/${cookery}`)).toMatchObject({
    status: 404,
    json: { '@datatype': 'GError', code: 'NotFound.Generic' },
  });
});
