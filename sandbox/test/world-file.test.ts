import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedWorlds, type RunningSandbox } from '../src/index.js';
import { startSandbox } from '../src/start.js';
import { clientOf, logIn, openSandbox, temporaryFolder, withKey } from './signed-in.js';
import { adminOf, transferScope } from './transferring.js';

const fromText = (text: string, dir = temporaryFolder()) => openSandbox({ dir, world: { name: 'test.yaml', text } });
const shipped = (name: string) => fromText(shippedWorlds()[name] ?? '');
/** What is told of a file that makes no world. */
const faultsOf = (text: string, dir = temporaryFolder()): Promise<string> =>
  startSandbox({ dir, world: { name: 'test.yaml', text } }).then(
    async (sandbox) => {
      await sandbox.close();
      return 'nothing';
    },
    (error: unknown) => (error as Error).message,
  );
const collections = async (sandbox: RunningSandbox): Promise<any[]> =>
  (await adminOf(sandbox)('GET', '/collections')).json.collections;
const called = async (sandbox: RunningSandbox, name: string): Promise<string> =>
  (await collections(sandbox)).find(({ display_name }) => display_name === name)?.id;
const dataAccess = (id: string) => `https://auth.globus.org/scopes/${id}/data_access`;
async function transferOf(sandbox: RunningSandbox, user: string, scope = transferScope) {
  return clientOf(sandbox, 'transfer', (await logIn(sandbox, user, scope))['transfer.api.globus.org']);
}

describe('the worlds that come with the sandbox', () => {
  test('a class: thirty students, each with a folder that only they and the teacher reach', async () => {
    const sandbox = await shipped('class');
    expect(sandbox.env['GLOBUS_SANDBOX_USER']).toBe('teacher@class.example');
    const lecture = await called(sandbox, 'Lecture');
    const folders = await called(sandbox, 'Student Folders');
    const seventh = await transferOf(sandbox, 'student07@class.example');
    const ls = async (id: string, path: string) =>
      (await seventh('GET', `/v0.10/operation/endpoint/${id}/ls?path=${path}`)) as any;
    expect((await ls(lecture, '/data/')).json.DATA.map(({ name, size }: any) => [name, size]).slice(0, 3)).toEqual([
      ['large.bin', 10_485_760],
      ['measurements-01.csv', 24],
      ['measurements-02.csv', 24],
    ]);
    expect((await ls(folders, '/student07/')).json.DATA.map(({ name }: any) => name)).toEqual(['welcome.txt']);
    expect((await ls(folders, '/student08/')).status).toBe(403);
    const { json } = await seventh('GET', '/v0.10/bookmark_list');
    expect(json.DATA.map(({ name, path }: any) => [name, path])).toEqual([
      ['lecture', '/'],
      ['mine', '/student07/'],
    ]);
    const mkdir = (id: string, path: string) =>
      seventh('POST', `/v0.10/operation/endpoint/${id}/mkdir`, { DATA_TYPE: 'mkdir', path });
    expect((await mkdir(lecture, '/mine/')).status).toBe(403);
    expect((await mkdir(await called(sandbox, 'Hand In'), '/student07/mine/')).status).toBe(202);
    const groups = clientOf(
      sandbox,
      'groups',
      (await logIn(sandbox, 'teacher@class.example', 'urn:globus:auth:scope:groups.api.globus.org:all'))[
        'groups.api.globus.org'
      ],
    );
    const [group] = (await groups('GET', '/v2/groups/my_groups')).json;
    expect((await groups('GET', `/v2/groups/${group.id}?include=memberships`)).json.memberships).toHaveLength(32);
  });

  test('a campus: three endpoints that one person administers', async () => {
    const sandbox = await shipped('campus');
    const admin = await transferOf(sandbox, 'administrator@campus.example');
    const owned = (await admin('GET', '/v0.10/endpoint_search?filter_scope=my-endpoints&limit=100')).json.DATA.filter(
      ({ entity_type }: any) => entity_type === 'GCSv5_endpoint',
    ).map(({ display_name }: any) => display_name);
    expect(owned.sort()).toEqual(['Campus Archive', 'Campus Cluster', 'Campus Secure Storage']);
    const home = await called(sandbox, 'Cluster Home');
    // linked identities are one person
    const maria = await transferOf(sandbox, 'maria@globusid.org', `${transferScope}[*${dataAccess(home)}]`);
    const ls = await maria('GET', `/v0.10/operation/endpoint/${home}/ls?path=/~/results/`);
    expect([ls.status, ls.json.DATA?.map(({ name }: any) => name)]).toEqual([
      200,
      ['run-1.txt', 'run-2.txt', 'run-3.txt'],
    ]);
    // the gateway's own rules hold
    const mkdir = (path: string) =>
      maria('POST', `/v0.10/operation/endpoint/${home}/mkdir`, { DATA_TYPE: 'mkdir', path });
    expect((await mkdir('/software/mine/')).status).toBe(403);
    expect((await mkdir('/~/mine/')).status).toBe(202);
    const barbara = await transferOf(sandbox, 'barbara@campus.example');
    const results = await called(sandbox, 'Physics Results');
    expect((await barbara('GET', `/v0.10/operation/endpoint/${results}/ls?path=/`)).json.DATA).toHaveLength(3);
    const laptop = (await collections(sandbox)).find(({ display_name }) => display_name === "Otto's Desktop");
    expect(laptop).toMatchObject({ connected: false, entity_type: 'GCP_mapped_collection' });
    const timers = await logIn(
      sandbox,
      'maria@globusid.org',
      'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer',
    );
    const listed = await clientOf(sandbox, 'timer', Object.values(timers)[0])('GET', '/jobs/');
    expect(listed.json.jobs.map(({ name }: any) => name)).toEqual(['Nightly archive']);
  });

  test('an instrument: its runs are found, its timer copies, its faults act', async () => {
    const sandbox = await shipped('instrument');
    const { faults } = (await adminOf(sandbox)('GET', '/faults')).json;
    expect(faults.map(({ effect }: any) => effect.type)).toEqual(['rate_limit', 'task_fault']);
    await adminOf(sandbox)('PATCH', '/faults', { paused: true });
    const search = 'urn:globus:auth:scope:search.api.globus.org:all';
    const analyst = clientOf(
      sandbox,
      'search',
      (await logIn(sandbox, 'analyst@beamline.example', search))['search.api.globus.org'],
    );
    const [index] = (await analyst('GET', '/v1/index_list')).json.index_list.filter(
      ({ display_name }: any) => display_name === 'Beamline 7 Runs',
    );
    const found = (await analyst('GET', `/v1/index/${index.id}/search?q=eiger`)).json;
    expect(found.gmeta.map(({ subject }: any) => subject).sort()).toEqual(
      [1, 2, 3].map((n) => `https://beamline.example/runs/${n}`),
    );
    const flows = 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/view_flows';
    const shown = clientOf(
      sandbox,
      'flows',
      (await logIn(sandbox, 'analyst@beamline.example', flows))['flows.globus.org'],
    );
    expect((await shown('GET', '/flows?filter_fulltext=detector')).json.flows.map(({ title }: any) => title)).toEqual([
      'File a run',
    ]);
    // the timer is due at once: what it starts is there
    const operator = await transferOf(sandbox, 'operator@beamline.example');
    await expect
      .poll(
        async () =>
          (await operator('GET', '/v0.10/task_list?limit=10')).json.DATA.map(({ label, status }: any) => [
            label,
            status,
          ]),
        {
          timeout: 20_000,
        },
      )
      .toEqual([['Hourly copy of the detector', 'SUCCEEDED']]);
    const data = await called(sandbox, 'Beamline 7 Data');
    const runs = (await operator('GET', `/v0.10/operation/endpoint/${data}/ls?path=/2026/`)).json.DATA;
    expect(runs.map(({ name }: any) => name)).toEqual(['run-1', 'run-2', 'run-3', 'run-4']);
  });
});

describe('a world file', () => {
  test('as the documentation shows one makes a world', async () => {
    const text = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
    const sandbox = await fromText(/```yaml\n(title: My lab.*?)```/s.exec(text)?.[1] ?? '');
    expect(sandbox.env['GLOBUS_SANDBOX_USER']).toBe('ada@lab.example');
    const guest = await transferOf(sandbox, 'guest12@lab.example');
    await adminOf(sandbox)('DELETE', '/faults');
    const ls = await guest('GET', `/v0.10/operation/endpoint/${await called(sandbox, 'Shared')}/ls?path=/`);
    expect(ls.json.DATA.map(({ name, size }: any) => [name, size])).toEqual([
      ['empty', expect.any(Number)],
      ['notes.txt', 8],
      ...[1, 2, 3].map((n) => [`run-${n}.dat`, 1_048_576]),
    ]);
  });

  test('is told its faults with line and place, all at once', async () => {
    const dir = temporaryFolder();
    const text = [
      'people:',
      '  - username: jo@x.example',
      '    nme: Jo',
      '  - name: nobody',
      'groups:',
      '  - { name: G, admins: [], visibility: open }',
      'clock: 5',
      'computers:',
      '  - name: PC',
      '    owner: jo@x.example',
      '    files: { a: { b: [1] } }',
    ].join('\n');
    expect((await faultsOf(text, dir)).split('\n')).toEqual([
      'test.yaml makes no world:',
      '  line 7, clock: must be a text, not 5',
      '  line 3, people[0].nme: there is no such key here, only repeat, username, id, name, email, organization, linked',
      "  line 4, people[1]: 'username' is missing",
      '  line 6, groups[0].visibility: must be one of authenticated, private',
      '  line 6, groups[0].admins: must not be empty',
      '  line 11, computers[0].files.a.b: must be a text or a number of bytes (a file), or a mapping of names (a folder)',
    ]);
    expect(await faultsOf('people:\n  - username: [a\n')).toMatch(/^test.yaml makes no world:\n {2}line 3: /);
    expect(await faultsOf('"a\\nline 2": 1')).toContain('  line 1, "a\\nline 2": there is no such key here');
    expect(await faultsOf('- a list')).toBe(
      'test.yaml makes no world:\n  line 1: must be a mapping of keys, not a list',
    );
    // the folder is as if nothing had been
    const sandbox = await fromText('people: [{ username: jo@x.example }]', dir);
    await expect(logIn(sandbox, 'jo@x.example', transferScope)).resolves.toHaveProperty(['transfer.api.globus.org']);
  });

  test('is told that it is nested too deep, whatever it is made of', async () => {
    const deep = (open: string, close: string) => `people: ${open.repeat(20_000)}${close.repeat(20_000)}\n`;
    for (const text of [deep('[', ']'), deep('{a: ', '}')])
      expect(await faultsOf(text)).toMatch(
        /^test\.yaml makes no world:\n {2}(line 1: )?it is nested too deep to be read$/,
      );
  });

  test('is told who and what is not there, and what a service would refuse', async () => {
    const dir = temporaryFolder();
    const text = `
clock: 2030-01-01
people: [{ username: jo@x.example }, { username: jo@x.example }]
groups: [{ name: G, admins: [nobody@x.example] }]
endpoints:
  - name: E
    owner: jo@x.example
    gateways:
      - name: S
        settings: { allowed_domains: [y.example], restrict_paths: { read: 5 } }
      - name: T
        settings: { allowed_domains: [y.example] }
        collections:
          - name: C
            settings: { public: perhaps }
          - name: D
            files: { ../out: x, a: text, a/b: text }
            guests: [{ name: F, owner: jo@x.example, path: / }]
flows: [{ title: F, owner: jo@x.example, definition: { StartAt: A } }]
timers:
  - name: T
    owner: jo@x.example
    schedule: { type: recurring, interval_seconds: 1 }
    copy: { from: { collection: D, path: / }, to: { collection: Sandbox Source, path: / } }
bookmarks: [{ name: b, owner: jo@x.example, collection: Nowhere, path: / }]
faults: [{ effect: { type: nonsense } }]
`;
    const [first, ...faults] = (await faultsOf(text, dir)).split('\n');
    expect(first).toBe('test.yaml makes no world:');
    const refused = 'Data Validation Error';
    const [gateways, t] = ['endpoints[0].gateways', 'endpoints[0].gateways[1].collections'];
    expect(faults).toEqual([
      '  line 3, people[1]: there is somebody of this name or id already; give it another, or an id',
      '  line 4, groups[0].admins[0]: there is nobody called nobody@x.example',
      `  line 9, ${gateways}[0]: ${refused}: restrict_paths.read: must be a list of texts`,
      `  line 14, ${t}[0]: ${refused}: public: value could not be parsed to a boolean`,
      `  line 17, ${t}[1].files.../out: must be a name, or a path below this folder`,
      `  line 17, ${t}[1].files.a/b: is a file, and a folder, too`,
      `  line 18, ${t}[1].guests[0]: You have no identity in a domain that this storage gateway allows`,
      '  line 19, flows[0]: definition.States: a definition needs at least one state',
      '  line 21, timers[0]: schedule.interval_seconds: ensure this value is greater than or equal to 60',
      '  line 25, bookmarks[0].collection: there is no collection called Nowhere',
      expect.stringMatching(/^ {2}line 26, faults\[0\]: 'effect' must be an object whose 'type' is one of status/),
    ]);
    expect(existsSync(join(dir, 'collections'))).toBe(false);
    expect(await faultsOf('people: []', dir)).toBe('nothing');
  });

  test('refuses ranges that stand for more than a thing may be repeated, with their lines', async () => {
    const text = `people: [{ username: jo@x.example }]
computers:
  - { name: A, owner: jo@x.example, files: { 'f{1..1000000000}': x } }
  - { name: B, owner: jo@x.example, files: { d: { 'f{1..3000}{1..3000}': x } } }
  - name: C
    owner: jo@x.example
    files: { 'd{1..100}': { 'f{1..10000}': x } }
groups:
  - name: G
    admins: [jo@x.example, 'u{1..999999999}@x.example']
indexes: [{ name: I, owner: jo@x.example, writers: ['u{1..20000}@x.example'] }]
`;
    const started = Date.now();
    const [, ...faults] = (await faultsOf(text, temporaryFolder())).split('\n');
    expect(faults).toEqual([
      '  line 10, groups[0].admins[1]: its ranges stand for more than 10000 of it',
      '  line 3, computers[0].files.f{1..1000000000}: its ranges stand for more than 10000 of it',
      '  line 4, computers[1].files.d.f{1..3000}{1..3000}: its ranges stand for more than 10000 of it',
      '  line 7, computers[2].files: with these the world has more than 200000 files and folders',
      '  line 11, indexes[0].writers[0]: its ranges stand for more than 10000 of it',
    ]);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  test('makes the same world after a reset and a restart, and no other in its place', async () => {
    const dir = temporaryFolder();
    const text =
      'clock: 2030-01-01T00:00:00Z\ncomputers: [{ name: Mine, owner: ada@globusid.org, files: { a.txt: hello } }]';
    const first = await startSandbox({ dir, world: { name: 'test.yaml', text } });
    const mine = await called(first, 'Mine');
    await adminOf(first)('DELETE', `/collections/${mine}`);
    await adminOf(first)('POST', '/clock', { advance_seconds: 5 * 86_400 });
    await first.close();
    const again = await openSandbox({ dir });
    expect(await called(again, 'Mine')).toBeUndefined();
    await again.reset();
    expect(await called(again, 'Mine')).toBe(mine);
    const health = await (await fetch(`${again.url}/_sandbox/health`, { headers: withKey(again) })).json();
    expect((health as any).time).toMatch(/^2030-01-01/);
    await again.close();
    expect(await faultsOf('title: other', dir)).toMatch(/began with another world file; take another folder/);
    expect(await faultsOf(text, dir)).toBe('nothing');
    const plain = temporaryFolder();
    await (await startSandbox({ dir: plain })).close();
    expect(await faultsOf(text, plain)).toMatch(/began without a world file/);
    const others = temporaryFolder();
    mkdirSync(join(others, 'collections'));
    writeFileSync(join(others, 'collections/mine'), 'mine');
    expect(await faultsOf('people: no list', others)).not.toBe('nothing');
    expect(readFileSync(join(others, 'collections/mine'), 'utf8')).toBe('mine');
  });
});
