import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder } from './signed-in.js';
import { adminOf, transferScope, until } from './transferring.js';

const groupsScope = 'urn:globus:auth:scope:groups.api.globus.org:all';
const flowsScope = ['manage_flows', 'run_status', 'run_manage']
  .map((name) => `https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/${name}`)
  .join(' ');
const searchScope = 'urn:globus:auth:scope:search.api.globus.org:all';
const projects = 'urn:globus:auth:scope:auth.globus.org:manage_projects';
const tutorial = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
  other = '31ce9ba0-176d-45a5-add3-f37d233ba47d';

/** Somebody who does one thing of each kind; `n` tells the rounds apart. */
async function actor(sandbox: RunningSandbox) {
  const tokens = await logIn(
    sandbox,
    'ada@globusid.org',
    [transferScope, groupsScope, flowsScope, searchScope, projects].join(' '),
  );
  const of = (service: string, server: string) => clientOf(sandbox, service, tokens[server]);
  const [transfer, groups, flows, search, auth] = [
    of('transfer', 'transfer.api.globus.org'),
    of('groups', 'groups.api.globus.org'),
    of('flows', 'flows.globus.org'),
    of('search', 'search.api.globus.org'),
    of('auth', 'auth.globus.org'),
  ];
  const act = async (n: number): Promise<unknown[]> => {
    const answers = [
      await transfer('POST', '/v0.10/bookmark', { name: `b${n}`, endpoint_id: tutorial, path: '/' }),
      await groups('POST', '/v2/groups', { name: `g${n}`, description: 'x' }),
      await flows('POST', '/flows', {
        title: `f${n}`,
        definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
        input_schema: {},
      }),
      await search('POST', '/v1/index', { display_name: `i${n}`, description: 'x' }),
      await auth('POST', '/v2/api/projects', { project: { display_name: `p${n}`, contact_email: 'a@b.example' } }),
      await transfer('POST', '/v0.10/transfer', {
        DATA_TYPE: 'transfer',
        submission_id: (await transfer('GET', '/v0.10/submission_id')).json.value,
        source_endpoint: tutorial,
        destination_endpoint: other,
        DATA: [
          {
            DATA_TYPE: 'transfer_item',
            source_path: '/share/godata/',
            destination_path: `/copy-${n}/`,
            recursive: true,
          },
        ],
      }),
    ];
    for (const { status } of answers) if (status >= 400) throw new Error(JSON.stringify(answers));
    return answers.map(({ json }) => json.task_id ?? json.project?.id ?? json.id);
  };
  const task = async (id: unknown) => (await transfer('GET', `/v0.10/task/${String(id)}`)).json;
  const ended = (id: unknown) =>
    until(async () => ((document) => (document.status === 'ACTIVE' ? undefined : document))(await task(id)));
  return { act, task, ended, transfer, tokens };
}
/** The ids of all rows there are, by table. */
const rowIds = async (sandbox: RunningSandbox): Promise<Record<string, string[]>> => {
  const { tables } = (await adminOf(sandbox)('GET', '/state')).json;
  return Object.fromEntries(
    Object.entries(tables as Record<string, [string, unknown][]>).map(([name, rows]) => [
      name,
      rows.map(([id]) => id).sort(),
    ]),
  );
};

describe('a seed', () => {
  test('gives everything the same id each time: what is seeded, what is made, tasks; after a reset, too', async () => {
    const once = async (sandbox: RunningSandbox) => {
      const { act, ended } = await actor(sandbox);
      const ids = [...(await act(1)), ...(await act(2))];
      await Promise.all([ended(ids[5]), ended(ids[11])]);
      return { ids, rows: await rowIds(sandbox) };
    };
    const [first, second] = [await openSandbox({ seed: 'again' }), await openSandbox({ seed: 'again' })];
    const expected = await once(first);
    expect(new Set(expected.ids).size).toBe(12);
    expect(await once(second)).toEqual(expected);
    await first.reset();
    expect(await once(first)).toEqual(expected);
    const other = await once(await openSandbox({ seed: 'other' }));
    for (const id of other.ids) expect(expected.ids).not.toContain(id);
  });
});

describe('a world exported and imported elsewhere', () => {
  test('behaves as the one it was: same answers, same next ids, same logins, and a task goes on', async () => {
    const [here, there] = [await openSandbox({ seed: 'moved' }), await openSandbox({ seed: 'moved' })];
    const ada = await actor(here);
    await ada.ended((await ada.act(1))[5]);
    await adminOf(here)('POST', '/faults', { path: '*/held/*', effect: { type: 'task_hold' } });
    await adminOf(here)('POST', '/clock', { advance_seconds: 3600 });
    const { task_id } = (
      await ada.transfer('POST', '/v0.10/transfer', {
        DATA_TYPE: 'transfer',
        submission_id: randomUUID(),
        source_endpoint: tutorial,
        destination_endpoint: other,
        DATA: [
          { DATA_TYPE: 'transfer_item', source_path: '/share/godata/', destination_path: '/held/x/', recursive: true },
        ],
      })
    ).json;
    const folder = join(temporaryFolder(), 'export');
    expect((await adminOf(here)('POST', '/export', { folder })).status).toBe(200);
    expect((await adminOf(there)('POST', '/import', { folder })).status).toBe(200);

    const moved = clientOf(there, 'transfer', ada.tokens['transfer.api.globus.org']);
    for (const path of [
      '/v0.10/bookmark_list',
      `/v0.10/endpoint/${tutorial}`,
      '/v0.10/endpoint_search?filter_fulltext=tutorial',
      // The last: a listing is an access, and each world keeps the second of its own.
      `/v0.10/operation/endpoint/${other}/ls?path=/`,
    ]) {
      const [before, after] = [await ada.transfer('GET', path), await moved('GET', path)];
      expect(after.status).toBe(200);
      expect(JSON.stringify(after.json).replaceAll(there.url, here.url).replaceAll(there.tlsUrl, here.tlsUrl)).toBe(
        JSON.stringify(before.json),
      );
    }
    const clock = async (sandbox: RunningSandbox) => Date.parse((await adminOf(sandbox)('GET', '/health')).json.time);
    expect(Math.abs((await clock(there)) - (await clock(here)))).toBeLessThan(5000);
    expect((await moved('GET', `/v0.10/task/${task_id}`)).json.status).toBe('ACTIVE');
    expect((await adminOf(there)('GET', '/faults')).json.faults).toHaveLength(1);
    for (const sandbox of [here, there]) await adminOf(sandbox)('DELETE', '/faults');
    const [mine, theirs] = [
      await ada.ended(task_id),
      await until(async () =>
        ((document) => (document.status === 'ACTIVE' ? undefined : document))(
          (await moved('GET', `/v0.10/task/${task_id}`)).json,
        ),
      ),
    ];
    expect(theirs).toMatchObject({ status: 'SUCCEEDED', files: mine.files, bytes_transferred: mine.bytes_transferred });
    const next = await actor(there);
    expect(await next.act(2)).toEqual(await ada.act(2));
  });
});
