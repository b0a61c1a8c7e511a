import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder, usualLogins, writeLogin } from '../support/globus.js';

const transfer = 'https://transfer.api.globus.org/v0.10';
const one = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const two = '31ce9ba0-176d-45a5-add3-f37d233ba47d';

const bookmarks = (...rows: readonly (readonly [name: string, id: string, path: string])[]): Exchange => ({
  method: 'GET',
  url: `${transfer}/bookmark_list`,
  response: { DATA: rows.map(([name, endpoint_id, path]) => ({ id: one, name, endpoint_id, path })) },
});
const search = (
  words: string,
  ...rows: readonly (readonly [name: string, id: string, owner?: string])[]
): Exchange => ({
  method: 'GET',
  url: `${transfer}/endpoint_search?filter_fulltext=${encodeURIComponent(words)}&filter_scope=all&limit=100`,
  response: {
    DATA: rows.map(([display_name, id, owner]) => ({
      id,
      display_name,
      owner_string: owner ?? 'lab@globusid.org',
      my_effective_roles: owner === 'me' ? ['administrator'] : [],
    })),
    has_next_page: false,
  },
});
const ls = (id: string, path?: string): Exchange => ({
  method: 'GET',
  url: `${transfer}/operation/endpoint/${id}/ls?show_hidden=0${path === undefined ? '' : `&path=${encodeURIComponent(path)}`}`,
  response: { path: path ?? '/', DATA: [{ name: 'found.txt', type: 'file' }] },
});
const found = { code: 0, stdout: 'found.txt\n', stderr: '' };

let configDir = '';
beforeEach(() => {
  configDir = join(temporaryFolder(), 'config');
  writeLogin(configDir, usualLogins);
});
const run = (argv: readonly string[], exchanges: readonly Exchange[] = [], now?: Date) =>
  globus(argv, { api: fakeApi(exchanges), configDir, ...(now && { now }) });

describe('a collection', () => {
  test.each([
    ['a bookmark', '@data', [bookmarks(['data', one, '/share/'])], '/share/'],
    ['a path below a bookmark', '@data:run7', [bookmarks(['data', one, '/share/'])], '/share/run7'],
    [
      'the bare name of a bookmark',
      'data:run7',
      [bookmarks(['data', one, '/share']), search('data', ['data', two])],
      '/share/run7',
    ],
    [
      'its name',
      'Tutorial 1:/share',
      [bookmarks(), search('Tutorial 1', ['Tutorial 1', one], ['Tutorial 10', two])],
      '/share',
    ],
    ['its name in other capitals', 'tutorial 1', [bookmarks(), search('tutorial 1', ['Tutorial 1', one])], undefined],
    [
      'the one of several that is mine',
      'Lab',
      [bookmarks(), search('Lab', ['Lab', two], ['Lab', one, 'me'])],
      undefined,
    ],
    [
      'an address of the web app',
      `https://app.globus.org/file-manager?origin_id=${one}&origin_path=%2Fshare%2F`,
      [],
      '/share/',
    ],
  ])('can be given as %s', async (_what, text, lookups, path) => {
    expect(await run(['ls', text], [...lookups, ls(one, path)])).toEqual(found);
  });

  test('is looked up once a day', async () => {
    const begin = new Date('2026-11-27T10:00:00Z');
    const lookups = [bookmarks(), search('Lab', ['Lab', one])];
    expect(await run(['ls', 'Lab:/a'], [...lookups, ls(one, '/a')], begin)).toEqual(found);
    expect(await run(['ls', 'Lab:/b'], [ls(one, '/b')], new Date('2026-11-28T09:59:00Z'))).toEqual(found);
    expect(await run(['ls', 'Lab:/b'], [...lookups, ls(one, '/b')], new Date('2026-11-28T10:01:00Z'))).toEqual(found);
  });

  test('is looked up again once one has renamed one oneself, and what is told of a change is what others did', async () => {
    for (const name of ['Lab', 'Attic']) await run(['ls', name], [bookmarks(), search(name, [name, one]), ls(one)]);
    await run(['ls', 'Shed'], [bookmarks(), search('Shed', ['Shed', two]), ls(two)]);
    const rename: Exchange = { method: 'PUT', url: `${transfer}/endpoint/${one}`, body: {}, response: {} };
    expect(await run(['api', 'transfer', 'PUT', `/v0.10/endpoint/${one}`, '--body', '{}'], [rename])).toMatchObject({
      code: 0,
    });
    expect(await run(['ls', 'Lab'], [bookmarks(), search('Lab', ['Lab', two]), ls(two)])).toEqual(found);
    expect(await run(['ls', 'Shed'], [bookmarks(), search('Shed', ['Shed', one]), ls(one)])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("The collection 'Shed' was") as string,
    });
    expect(await run(['ls', 'Lab'], [ls(two)])).toEqual(found);
  });

  test('is looked up afresh before something is lost, and once a bookmark was changed', async () => {
    const lookups = (id: string) => [bookmarks(['data', id, '/d/'])];
    const ends: Exchange = {
      method: 'GET',
      url: `${transfer}/submission_id`,
      response: { value: '11111111-2222-4333-8444-555555555555' },
    };
    await run(['ls', '@data'], [...lookups(one), ls(one, '/d/')]);
    const api = fakeApi([...lookups(two), ends], { lenientReads: true });
    const gone = await globus(['delete', '@data:x', '--dry-run', '-F', 'json'], { api, configDir });
    expect(gone.stdout).toContain(two);
    expect(gone.stderr).toContain(
      `The collection '@data' was ${one}, /d/ when it was last used, and is ${two}, /d/ now.`,
    );
    const create: Exchange = {
      method: 'POST',
      url: `${transfer}/bookmark`,
      body: { endpoint_id: one, path: '/e/', name: 'data' },
      response: { id: one },
    };
    expect(await run(['bookmark', 'create', `${one}:/e/`, 'data'], [create])).toMatchObject({ code: 0 });
    expect(await run(['ls', '@data'], [bookmarks(['data', one, '/e/']), ls(one, '/e/')])).toEqual(found);
  });

  test.each([
    ['rm', ['rm', '-r', 'data']],
    ['rm in quotes', ['rm', '-r', '"data"']],
    ['delete', ['delete', '-r', 'data']],
    ['delete --batch', ['delete', 'data', '--batch', '-']],
  ])('stands with its @ where %s would take all of its folder, if it is a bookmark', async (_what, line) => {
    for (const path of ['/d/', '/', '/~/'])
      expect(await run(line, [bookmarks(['data', one, path]), search('data', ['data', one])])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(
          "'data' is a bookmark. For all of its folder, give '@data', else 'data:PATH'.",
        ) as string,
      });
  });

  test.each([
    ['sync --delete', ['sync', '--delete', '--plan', '.', '@data']],
    ['mv', ['mv', '@data:x', 'y']],
    ['find, whose results others delete', ['find', '@data', '--exec', 'globus rm {}']],
    ['share', ['share', '@data', '--with', 'anyone', '--read', '--dry-run']],
    ['permission create', ['endpoint', 'permission', 'create', '@data', '--permissions', 'r', '--anonymous']],
  ])('is looked up afresh by %s, which asks otherwise or not at all', async (_what, line) => {
    await run(['ls', '@data'], [bookmarks(['data', one, '/d/']), ls(one, '/d/')]);
    const refused = { status: 403, response: { code: 'PermissionDenied', message: 'no' } };
    const access = { DATA_TYPE: 'access', path: '/d/', permissions: 'r', principal: '', principal_type: 'anonymous' };
    const api = fakeApi(
      [
        bookmarks(['data', two, '/d/']),
        { method: 'GET', url: `${transfer}/endpoint/${two}`, ...refused },
        { method: 'GET', url: `${transfer}/operation/endpoint/${two}/ls?show_hidden=1&path=%2Fd%2F`, ...refused },
        ...(line[1] === 'permission'
          ? [{ method: 'POST', url: `${transfer}/endpoint/${two}/access`, body: access, ...refused }]
          : []),
      ],
      { lenientReads: true },
    );
    const told = await globus(line, { api, configDir });
    expect(told.stderr).toContain(`and is ${two}, /d/ now.`);
  });

  test.each([
    [
      ['project', 'create', 'P', '--contact-email', 'a@b.c', '--admin-group', 'Lab'],
      {
        method: 'POST',
        url: 'https://auth.globus.org/v2/api/projects',
        body: { project: { admin_group_ids: [two], contact_email: 'a@b.c', display_name: 'P' } },
      },
    ],
    [
      ['flows', 'start', one, '--manager', 'group:Lab', '--dry-run'],
      { method: 'GET', url: `https://flows.automate.globus.org/flows/${one}` },
    ],
    [['compute', 'function', 'register', 'f.py', '--group', 'Lab', '--dry-run'], undefined],
  ])('of a group is looked up afresh by %j, which lets its members in', async (line, then) => {
    const groups = (id: string): Exchange => ({
      method: 'GET',
      url: 'https://groups.api.globus.org/v2/groups/my_groups?statuses=active,invited,pending',
      response: [{ id, name: 'Lab', my_memberships: [] }],
    });
    const url = `https://groups.api.globus.org/v2/groups/${one}?include=my_memberships`;
    const shown = { method: 'GET', url, response: { id: one, name: 'Lab', my_memberships: [] } };
    await globus(['group', 'show', 'Lab'], { api: fakeApi([groups(one), shown], { lenientReads: true }), configDir });
    const refused = { status: 403, response: { code: 'PermissionDenied', message: 'no' } };
    const exchanges = [groups(two), ...(then ? [{ ...then, ...refused }] : [])];
    const told = await globus(line, { api: fakeApi(exchanges, { lenientReads: true }), configDir });
    expect(told.stderr).toContain(`The group 'Lab' was ${one} when it was last used, and is ${two} now.`);
  });
  test('of a collection is looked up afresh by a timer, which goes there for good', async () => {
    const line = ['timer', 'create', 'transfer', `${one}:/a/`, '@data', '-r', '--every', 'day', '--dry-run'];
    await run(['ls', '@data'], [bookmarks(['data', one, '/d/']), ls(one, '/d/')]);
    const again = () => ({ api: fakeApi([bookmarks(['data', two, '/d/'])], { lenientReads: true }), configDir });
    const told = await globus(line, again());
    expect([told.stdout, told.stderr]).toEqual([
      expect.stringContaining(two),
      expect.stringContaining(`and is ${two}, /d/ now.`),
    ]);
  });

  test('that a name means since the day before is said, not followed silently', async () => {
    await run(
      ['ls', 'Lab:/a'],
      [bookmarks(), search('Lab', ['Lab', one]), ls(one, '/a')],
      new Date('2026-11-27T10:00:00Z'),
    );
    const later = [bookmarks(), search('Lab', ['Lab', two]), ls(two, '/a')];
    expect(await run(['ls', 'Lab:/a'], later, new Date('2026-11-29T10:00:00Z'))).toEqual({
      ...found,
      stderr: `The collection 'Lab' was ${one} when it was last used, and is ${two} now.\n`,
    });
  });

  test('that is by now the bookmark of the whole collection, too, is told of nothing', async () => {
    const all = { ...found, stdout: expect.any(String) as string };
    await run(['ls', 'Lab:/a'], [bookmarks(), search('Lab', ['Lab', one]), ls(one, '/a')]);
    const later = [bookmarks(['Lab', one, '/']), search('Lab', ['Lab', one]), ls(one, '/a')];
    expect(await run(['ls', 'Lab:/a'], later, new Date('2026-11-29T10:00:00Z'))).toEqual(all);
  });

  describe('whose name fills the first page of a search', () => {
    const page = (rows: readonly object[], query: string): Exchange => ({
      method: 'GET',
      url: `${transfer}/endpoint_search?filter_fulltext=Lab&${query}`,
      response: { DATA: rows, has_next_page: rows.length === 100 },
    });
    const row = (display_name: string, id: string, roles: readonly string[] = []) => ({
      id,
      display_name,
      owner_string: 'eve@x.edu',
      my_effective_roles: roles,
    });
    const others = Array.from({ length: 99 }, (_, i) => row(`Lab ${i}`, `00000000-0000-4000-8000-${1e11 + i}`));
    const strangers = page([...others, row('Lab', two)], 'filter_scope=all&limit=100');
    const own = (rows: readonly object[]) =>
      ['my-endpoints', 'administered-by-me', 'shared-with-me'].map((scope, i) =>
        page(i === 1 ? rows : [], `filter_scope=${scope}&limit=100`),
      );

    test('is mine, though the search does not come to it', async () => {
      const lookups = [bookmarks(), strangers, ...own([row('Lab', one, ['administrator'])])];
      expect(await run(['ls', 'Lab'], [...lookups, ls(one)])).toEqual(found);
    });
    test('is looked for on further pages where none is mine', async () => {
      const rest = page([row('Lab', one)], 'filter_scope=all&limit=100&offset=100');
      const lookups = [bookmarks(), strangers, ...own([]), strangers, rest];
      expect(await run(['ls', 'Lab'], lookups)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("2 collections are named 'Lab'"),
      });
    });
  });

  test('that is by now the bookmark of a folder of the same collection is told without its id', async () => {
    await run(['ls', 'Lab:/a'], [bookmarks(), search('Lab', ['Lab', one]), ls(one, '/a')]);
    const later = [bookmarks(['Lab', one, '/data/']), search('Lab', ['Lab', one]), ls(one, '/a')];
    const { stderr } = await run(['ls', 'Lab:/a'], later, new Date('2026-11-29T10:00:00Z'));
    expect(stderr).toContain("'Lab' is your bookmark of /data/ now.");
  });

  test('of a name that several bear is refused with all of them', async () => {
    const lookups = [bookmarks(), search('Lab', ['Lab', one, 'ada@x.edu'], ['Lab', two, 'bo@x.edu'])];
    const { code, stdout, stderr } = await run(['mkdir', 'Lab:/new'], lookups);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      "Invalid value for ENDPOINT_ID:PATH: 2 collections are named 'Lab'. Give the id of one:\n\n" +
        `  ${one}  Lab (ada@x.edu)\n  ${two}  Lab (bo@x.edu)\n`,
    );
  });

  test('is called by its name in what is to be done next', async () => {
    const shown: Exchange = {
      method: 'GET',
      url: `${transfer}/endpoint/${one}`,
      response: { id: one, display_name: 'Tutorial 1', entity_type: 'GCSv5_guest_collection' },
    };
    const { stdout } = await globus(['endpoint', 'show', 'Tutorial 1'], {
      api: fakeApi([bookmarks(), search('Tutorial 1', ['Tutorial 1', one]), shown]),
      configDir,
      terminal: { columns: 80 },
    });
    expect(stdout).toContain("Look into it:  globus ls 'Tutorial 1'\n");
  });
  test('is that of a collection before that of a bookmarked folder where no path is taken, and stays a place elsewhere', async () => {
    const lookups = [bookmarks(['data', one, '/share/']), search('data', ['data', two])];
    const shown = (id: string): Exchange => ({
      method: 'GET',
      url: `${transfer}/endpoint/${id}`,
      response: { id, display_name: 'data', entity_type: 'GCSv5_endpoint' },
    });
    const show = ['endpoint', 'show', 'data', '--jmespath', 'id', '--format', 'unix'];
    const place = [...lookups, ls(one, '/share/')];
    for (const [line, exchanges, expected] of [
      [show, [...lookups, shown(two)], `${two}\n`],
      [['ls', 'data'], place, found.stdout],
      // what a place was looked up to be is nothing for a collection
      [show, [...lookups, shown(two)], `${two}\n`],
    ] as const)
      expect(await run(line, exchanges)).toMatchObject({ code: 0, stdout: expected });
    // with no collection of that name, the bookmark stands for its own
    const only = [bookmarks(['data', one, '/share/']), search('data'), shown(one)];
    await run(['names', 'clear']);
    expect(await run(show, only)).toMatchObject({ stdout: `${one}\n` });
  });
  test('that nothing is named after is refused with those that have its words', async () => {
    const lookups = [bookmarks(), search('Tutorial 1', ['Globus Tutorial Collection 1', one], ['Other 1', two])];
    const { code, stderr } = await run(['ls', 'Tutorial 1:/'], lookups);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `These names contain its words:\n  ${one}  Globus Tutorial Collection 1 (lab@globusid.org)\n`,
    );
    expect(stderr).not.toContain('Other');
  });
  test('that nothing is named after is refused with those that come near', async () => {
    const lookups = [bookmarks(['labdata', two, '/d']), search('lab', ['Lab storage', one])];
    const { code, stderr } = await run(['ls', 'lab'], lookups);
    expect(code).toBe(2);
    expect(stderr).toContain("no collection that you can see is named 'lab'");
    expect(stderr).toContain(`  ${one}  Lab storage (lab@globusid.org)\n  ${two}  labdata (/d)\n`);
  });

  test('that nothing comes near says how to search for it', async () => {
    const { stderr } = await run(['ls', 'My lab'], [bookmarks(['data', two, '/d']), search('My lab')]);
    expect(stderr).toContain(
      "no collection that you can see is named 'My lab'.\n\nSearch for it:  globus endpoint search 'My lab'\n",
    );
  });

  test('of a bookmark with a colon in its name is listed as it has to be typed', async () => {
    const { code, stderr } = await run(['ls', '@a:b'], [bookmarks(['a:b', one, '/d/'])]);
    expect(code).toBe(2);
    expect(stderr).toContain(`You have these:\n  ${one}  @"a:b" (/d/)\n`);
    expect(await run(['ls', '@"a:b"'], [bookmarks(['a:b', one, '/d/']), ls(one, '/d/')])).toEqual(found);
  });

  test('is not looked up for a line that is wrong otherwise', async () => {
    expect(await run(['ls', 'Lab', '--recursive', '--orderby', 'name:ASC'])).toMatchObject({ code: 2 });
    expect(await run(['ls', 'Lab', 'more'])).toMatchObject({ code: 2 });
  });

  test('given twice is looked up once', async () => {
    const lookups = [bookmarks(), search('Lab', ['Lab', one])];
    const listings: Exchange = {
      method: 'POST',
      url: `${transfer}/operation/endpoint/${one}/rename`,
      body: { DATA_TYPE: 'rename', old_path: '/a', new_path: '/b' },
      response: { message: 'Renamed' },
    };
    const api = fakeApi([...lookups, listings]);
    expect(await globus(['rename', 'Lab', '/a', '/b'], { api, configDir })).toMatchObject({ code: 0 });
    expect(api.calls).toHaveLength(3);
  });

  test('of this machine is the Globus Connect Personal that runs here', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, '.globusonline/lta'), { recursive: true });
    writeFileSync(join(home, '.globusonline/lta/client-id.txt'), `${two}\n`);
    const here = await globus(['ls', '~/results/'], {
      api: fakeApi([ls(two, `${home}/results/`)]),
      configDir,
      env: { HOME: home },
    });
    expect(here).toEqual(found);
    const none = await run(['ls', './results']);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain("'./results' is a path on this machine, which has no Globus Connect Personal");
  });

  test('can be given as the address of its HTTPS server, which tells whose it is', async () => {
    const server: Exchange = {
      method: 'GET',
      url: 'https://m-1.data.globus.org/',
      status: 302,
      headers: { location: `https://auth.globus.org/v2/oauth2/authorize?client_id=${one}&scope=x` },
    };
    expect(await run(['ls', 'https://m-1.data.globus.org/a%20b/'], [server, ls(one, '/a b/')])).toEqual(found);
    expect(await run(['ls', 'm-1.data.globus.org:/c'], [ls(one, '/c')])).toEqual(found);
    const silent: Exchange = { method: 'GET', url: 'https://example.org/', response: {} };
    expect((await run(['ls', 'https://example.org/x'], [silent])).stderr).toContain(
      'https://example.org does not say which collection it serves',
    );
  });
});

describe('things of other kinds', () => {
  const task = (task_id: string, label: string) => ({
    task_id,
    label,
    status: 'SUCCEEDED',
    request_time: '2026-11-27T09:00:00+00:00',
  });
  const tasks = (query: string, ...rows: readonly unknown[]): Exchange => ({
    method: 'GET',
    url: `${transfer}/task_list?${query}orderby=request_time%20DESC&limit=1000`,
    response: { DATA: rows, total: rows.length, offset: 0, limit: 100 },
  });
  const cancel = (id: string): Exchange => ({
    method: 'POST',
    url: `${transfer}/task/${id}/cancel`,
    response: { message: 'canceled', code: 'Canceled' },
  });

  test('a task is the newest of its label, and @last the newest of all', async () => {
    const [exchange] = [tasks('filter=label%3Anightly&', task(two, 'nightly'), task(one, 'nightly'))];
    expect(await run(['task', 'cancel', 'nightly'], [exchange, cancel(two)])).toMatchObject({ code: 0 });
    expect(await run(['task', 'cancel', '@last'], [tasks('', task(one, 'x')), cancel(one)])).toMatchObject({ code: 0 });
    expect(await run(['task', 'cancel', '@last'], [tasks('')])).toMatchObject({
      code: 2,
      stderr: "Invalid value for TASK_ID: you have no task yet, so '@last' names nothing.\n",
    });
  });
  test("a run is the newest of one's own, where others' are seen, too", async () => {
    const flows = 'https://flows.automate.globus.org';
    const row = (id: string, roles: readonly string[]) => ({
      run_id: id,
      label: 'mine',
      status: 'ACTIVE',
      user_roles: roles,
    });
    const runs = (query: string, ...rows: object[]): Exchange => ({
      method: 'GET',
      url: `${flows}/runs?${query}`,
      response: { runs: rows, has_next_page: false, marker: null },
    });
    const cancelRun = (id: string): Exchange => ({
      method: 'POST',
      url: `${flows}/runs/${id}/cancel`,
      response: { run_id: id, status: 'FAILED' },
    });
    const [own, others] = [['run_owner'], ['run_manager', 'flow_run_manager']];
    const labelled = (...rows: object[]) => runs('orderby=start_time+DESC&filter_label=mine', ...rows);
    const both = labelled(row(two, others), row(one, own));
    expect(await run(['flows', 'run', 'cancel', 'mine'], [both, cancelRun(one)])).toMatchObject({ code: 0 });
    const last = runs('orderby=start_time+DESC&filter_roles=run_owner', row(one, own));
    expect(await run(['flows', 'run', 'cancel', '@last'], [last, cancelRun(one)])).toMatchObject({ code: 0 });
    // which of two of others is not known
    expect(await run(['flows', 'run', 'cancel', 'mine'], [labelled(row(two, others), row(one, others))])).toMatchObject(
      {
        code: 2,
        stderr: expect.stringMatching(/2 runs are named 'mine'\. Give the id of one:\n[\s\S]*somebody else’s/),
      },
    );
  });
  test('a flow and a run are mine, though the first page of the search has none that is', async () => {
    const flows = 'https://flows.automate.globus.org';
    const many = (row: (id: string) => object) => [
      ...Array.from({ length: 99 }, (_, i) => row(`00000000-0000-4000-8000-${1e11 + i}`)),
      row(two),
    ];
    const page = (path: string, key: string, rows: readonly object[]): Exchange => ({
      method: 'GET',
      url: `${flows}/${path}`,
      response: { [key]: rows, has_next_page: rows.length === 100, marker: rows.length === 100 ? 'more' : null },
    });
    const run_ = (run_id: string, role: string) => ({
      run_id,
      label: run_id === two || run_id === one ? 'mine' : 'mine too',
      status: 'ACTIVE',
      user_roles: [role],
    });
    const runs = many((id) => run_(id, 'run_manager'));
    const cancelled: Exchange = {
      method: 'POST',
      url: `${flows}/runs/${one}/cancel`,
      response: { run_id: one, status: 'FAILED' },
    };
    const lookups = ['', '&filter_roles=run_owner'].map((query, i) =>
      page(`runs?orderby=start_time+DESC&filter_label=mine${query}`, 'runs', i ? [run_(one, 'run_owner')] : runs),
    );
    expect(await run(['flows', 'run', 'cancel', 'mine'], [...lookups, cancelled])).toMatchObject({ code: 0 });

    const flow = (id: string, role: string) => ({
      id,
      title: id === two || id === one ? 'Nightly' : 'Nightly job',
      user_roles: [role],
    });
    const roles = '&filter_roles=flow_owner%2Cflow_administrator';
    const found = ['', roles].map((query, i) =>
      page(
        `flows?filter_fulltext=Nightly${query}`,
        'flows',
        i ? [flow(one, 'flow_owner')] : many((id) => flow(id, 'flow_viewer')),
      ),
    );
    const shown: Exchange = { method: 'DELETE', url: `${flows}/flows/${one}`, response: flow(one, 'flow_owner') };
    expect(await run(['flows', 'delete', 'Nightly', '--yes'], [...found, shown])).toMatchObject({ code: 0 });
  });
  test('a thing is meant by the first digits of its id, as tables show it', async () => {
    const rows = [task(two, 'nightly'), task(one, 'x')];
    const lookups = [tasks('filter=label%3A6c54cade&'), tasks('', ...rows)];
    expect(await run(['task', 'cancel', '6c54cade'], [...lookups, cancel(one)])).toMatchObject({ code: 0 });
    // seven are too few, and a label goes before
    expect(await run(['task', 'cancel', '6c54cad'], [tasks('filter=label%3A6c54cad&')])).toMatchObject({ code: 2 });
    expect(
      await run(
        ['task', 'cancel', '6c54cade'],
        [tasks('filter=label%3A6c54cade&', task(two, '6c54cade')), cancel(two)],
      ),
    ).toMatchObject({ code: 0 });
    const used = { DATA: [{ id: one, display_name: 'Lab' }], has_next_page: false };
    // whoever calls a collection of theirs like the id of another one gets nothing that is meant for that, whatever role they give
    const strangers: readonly (readonly [string, string])[][] = [[], [['6c54cade', two]]];
    for (const rows of strangers) {
      const api = fakeApi([
        bookmarks(),
        search('6c54cade', ...rows),
        { method: 'GET', url: `${transfer}/endpoint_search?filter_scope=recently-used&limit=100`, response: used },
        ...['my-endpoints', 'administered-by-me', 'shared-with-me'].map((scope) => ({
          method: 'GET',
          url: `${transfer}/endpoint_search?filter_scope=${scope}&limit=100`,
          response: { DATA: [], has_next_page: false },
        })),
        bookmarks(['data', one, '/d/']),
        ...(rows.length ? [] : [ls(one, '/a')]),
      ]);
      const listed = await globus(['ls', '6c54cade:/a'], { api, configDir });
      if (!rows.length) expect(listed).toEqual(found);
      else
        expect(listed).toMatchObject({
          code: 2,
          stderr: expect.stringContaining("2 collections are named '6c54cade', or have an id that begins so."),
        });
    }
  });
  test('a token is for a thing by the name that is known here, and nobody is asked', async () => {
    writeLogin(configDir, {
      ...usualLogins,
      [one]: `https://auth.globus.org/scopes/${one}/https`,
      [two]: `urn:globus:auth:scope:${two}:manage_collections`,
    });
    await run(['ls', 'Lab data:/a'], [bookmarks(), search('Lab data', ['Lab data', one]), ls(one, '/a')]);
    const status = (terminal?: { readonly columns: number }) =>
      globus(['auth', 'status'], { api: fakeApi([]), configDir, ...(terminal && { terminal }) });
    const { stdout } = await status({ columns: 80 });
    expect(stdout).toMatch(/^data of Lab data /m);
    expect(stdout).toMatch(new RegExp(`^managing ${two.slice(0, 13)}`, 'm'));
    const piped = (await status()).stdout;
    expect(piped).toContain(one);
    expect(piped).not.toContain('Lab data');
  });
  test('a task of somebody is called by its label, and never guessed at', async () => {
    const managed = (...rows: readonly unknown[]): Exchange => ({
      method: 'GET',
      url: `${transfer}/endpoint_manager/task_list?limit=1000`,
      response: { DATA: rows, has_next_page: false, last_key: null },
    });
    const pause = (id: string): Exchange => ({
      method: 'POST',
      url: `${transfer}/endpoint_manager/admin_pause`,
      body: { task_id_list: [id], message: 'wait' },
      response: { message: 'paused', code: 'PauseAccepted' },
    });
    const line = (word: string) => ['endpoint-manager', 'task', 'pause', word, '--message', 'wait'];
    const both = managed(task(one, 'nightly'), task(two, 'weekly'));
    expect(await run(line('weekly'), [both, pause(two)])).toMatchObject({ code: 0 });
    expect(await run(line('6c54cade'), [both, pause(one)])).toMatchObject({ code: 0 });
    const several = await run(line('nightly'), [managed(task(one, 'nightly'), task(two, 'nightly'))]);
    expect(several).toMatchObject({ code: 2 });
    expect(several.stderr).toContain("2 tasks are named 'nightly'. Give the id of one:");
    // what a label meant is not kept: the next task of it is another
    expect(await run(line('weekly'), [managed(task(one, 'weekly')), pause(one)])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
  test('an @ that begins no bookmark of a collection says what it can be', async () => {
    const { code, stderr } = await run(['task', 'show', '@lastt'], [tasks('', task(one, 'x'))]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      "Invalid value for TASK_ID: no task that you can see is named '@lastt'.\n\n'@last' is your newest task.\n",
    );
  });

  test.each([
    [
      ['group', 'show', 'Lab'],
      {
        method: 'GET',
        url: 'https://groups.api.globus.org/v2/groups/my_groups?statuses=active,invited,pending',
        response: [{ id: one, name: 'Lab', my_memberships: [] }],
      },
      'https://groups.api.globus.org/v2/groups/',
    ],
    [
      ['flows', 'show', 'Move it'],
      {
        method: 'GET',
        url: 'https://flows.automate.globus.org/flows?filter_fulltext=Move+it',
        response: { flows: [{ id: one, title: 'Move it' }], has_next_page: false },
      },
      'https://flows.automate.globus.org/flows/',
    ],
    [
      ['search', 'index', 'show', 'papers'],
      {
        method: 'GET',
        url: 'https://search.api.globus.org/v1/index_list',
        response: { index_list: [{ id: one, display_name: 'papers', status: 'open' }] },
      },
      'https://search.api.globus.org/v1/index/',
    ],
    [
      ['timer', 'show', 'nightly'],
      {
        method: 'GET',
        url: 'https://timer.automate.globus.org/jobs/?order=submitted_at%20desc',
        response: { jobs: [{ job_id: one, name: 'nightly', status: 'active' }] },
      },
      'https://timer.automate.globus.org/jobs/',
    ],
    [
      ['compute', 'endpoint', 'show', 'gpu'],
      {
        method: 'GET',
        url: 'https://compute.api.globus.org/v2/endpoints',
        response: [{ uuid: one, name: 'gpu', display_name: null, owner: 'me' }],
      },
      'https://compute.api.globus.org/v2/endpoints/',
    ],
    [
      ['project', 'show', 'Work'],
      {
        method: 'GET',
        url: 'https://auth.globus.org/v2/api/projects',
        response: { projects: [{ id: one, display_name: 'Work', contact_email: 'a@x' }] },
      },
      'https://auth.globus.org/v2/api/projects/',
    ],
    [
      ['client', 'show', 'app'],
      {
        method: 'GET',
        url: 'https://auth.globus.org/v2/api/clients',
        response: { clients: [{ id: one, name: 'app', client_type: 'public' }] },
      },
      'https://auth.globus.org/v2/api/clients/',
    ],
  ] as const)('globus %j', async (argv, lookup, address) => {
    // the thing itself is then refused: that it was asked for by its id is all that matters here
    const api = fakeApi([lookup, { method: 'GET', url: 'https://none.example/' }], { lenientReads: true });
    const asked: string[] = [];
    await globus([...argv], {
      configDir,
      api: {
        ...api,
        verify: () => undefined,
        fetch: (input, init) => {
          asked.push(new Request(input, init).url);
          return api.fetch(input, init);
        },
      },
    });
    expect(asked.map((url) => url.slice(0, address.length + one.length))).toContain(`${address}${one}`);
  });
});

describe('globus names', () => {
  const now = new Date('2026-11-27T10:00:00Z');
  const kept = async () => {
    await run(['ls', 'Lab'], [bookmarks(), search('Lab', ['Lab', one]), ls(one)], now);
    await run(['ls', '@data'], [bookmarks(['data', two, '/d/']), ls(two, '/d/')], now);
  };
  const row = (name: string, id: string, path: string | null) => ({
    kind: 'collection',
    name,
    id,
    path,
    kept_at: now.toISOString(),
  });

  test('list shows what is kept, in a file with nothing secret', async () => {
    await kept();
    const { stdout } = await run(['names', 'list', '-F', 'json']);
    expect(JSON.parse(stdout)).toEqual([row('@data', two, '/d/'), row('Lab', one, null)]);
    const file = join(configDir, 'names.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toMatch(/AT|RT/);
  });
  test('clear forgets them', async () => {
    await kept();
    expect(await run(['names', 'clear'])).toEqual({ code: 0, stdout: 'Forgotten: 2 names.\n', stderr: '' });
    expect((await run(['names', 'list', '-F', 'json'])).stdout).toBe('[]\n');
  });
  test('a slash behind a bookmark: says how to type it', async () => {
    const { code, stderr } = await run(['ls', '@data/run7/a'], [bookmarks(['data', one, '/d/'])]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'Invalid value for ENDPOINT_ID[:PATH]: a path below a bookmark follows a colon.\n\nType: @data:run7/a\n',
    });
  });
  test('refresh says what has changed, and forgets what is gone', async () => {
    await kept();
    const again = [bookmarks(['other', two, '/d/']), bookmarks(['other', two, '/d/']), search('Lab', ['Lab', two])];
    const { code, stdout, stderr } = await run(['names', 'refresh', '-F', 'json'], again, now);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([row('Lab', two, null)]);
    expect(stderr).toContain("you have no bookmark 'data'");
    expect(stderr).toContain(`The collection 'Lab' was ${one} when it was last used, and is ${two} now.`);
  });
  test('refresh looks up what is no collection by its bare name', async () => {
    const groups = (id: string): Exchange => ({
      method: 'GET',
      url: 'https://groups.api.globus.org/v2/groups/my_groups?statuses=active,invited,pending',
      response: [{ id, name: 'My "best" lab', my_memberships: [] }],
    });
    const shown: Exchange = {
      method: 'GET',
      url: `https://groups.api.globus.org/v2/groups/${one}?include=my_memberships`,
      response: { id: one, name: 'My "best" lab', group_type: 'regular', my_memberships: [] },
    };
    expect(await run(['group', 'show', 'My "best" lab', '-F', 'json'], [groups(one), shown], now)).toMatchObject({
      code: 0,
    });
    const { stdout } = await run(['names', 'refresh', '-F', 'json'], [groups(two)], now);
    expect(JSON.parse(stdout)).toMatchObject([{ kind: 'group', name: 'My "best" lab', id: two }]);
  });
  test.each(['', '{', '[]', '{"version":2}', '{"version":1,"logins":[]}', '{"version":1,"logins":{"x":[{}]}}'])(
    'a damaged file is as good as none: %j',
    async (text) => {
      writeFileSync(join(configDir, 'names.json'), text, { mode: 0o600 });
      expect(await run(['ls', '@data'], [bookmarks(['data', two, '/d/']), ls(two, '/d/')])).toEqual(found);
    },
  );
  test('a file that others may change is not believed', async () => {
    await kept();
    const file = join(configDir, 'names.json');
    chmodSync(file, 0o666);
    const { code, stderr } = await run(['ls', 'Lab'], [], now);
    expect(code).toBe(1);
    expect(stderr).toContain(`The file of kept names ${file} can be changed by others (mode 0666): it is not used.`);
  });
  test('of another login are not seen', async () => {
    await kept();
    writeLogin(configDir, usualLogins);
    const other = await globus(['names', 'list', '-F', 'json'], {
      configDir,
      api: fakeApi([]),
      env: { GLOBUS_PROFILE: 'other' },
    });
    expect(other.stdout).toBe('[]\n');
  });
});

describe('globus names prepare', () => {
  const kept = () => readdirSync(join(configDir, 'completion')).map((name) => join(configDir, 'completion', name));
  const groups: Exchange = {
    method: 'GET',
    url: 'https://groups.api.globus.org/v2/groups/my_groups?statuses=active,invited,pending',
    response: [{ id: one, name: 'Lab', my_memberships: [{ role: 'admin' }] }],
  };
  test('keeps what Tab offers, for its owner alone; names clear forgets it', async () => {
    expect(await run(['names', 'prepare', 'group'], [groups])).toEqual({ code: 0, stdout: 'Kept: 1.\n', stderr: '' });
    const [file = ''] = kept();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      what: 'group',
      offers: [{ id: one, name: 'Lab', detail: 'admin' }],
    });
    await run(['names', 'clear']);
    expect(kept()).toEqual([]);
  });
  test('keeps what was there where a service fails, so that Tab does not ask at once again', async () => {
    await run(['names', 'prepare', 'group'], [groups]);
    const refused: Exchange = { ...groups, status: 403, response: { detail: 'no' } };
    expect((await run(['names', 'prepare', 'group'], [refused])).code).not.toBe(0);
    expect(kept().map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown)).toMatchObject([
      { offers: [{ name: 'Lab' }] },
    ]);
  });
  test('refuses what is no kind of things', async () => {
    expect(await run(['names', 'prepare', 'nonsense'])).toMatchObject({ code: 2, stdout: '' });
  });
});
