import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Jail } from '../src/transfer/storage/jail.js';
import { logIn, temporaryFolder, type Client } from './signed-in.js';
import {
  harvest,
  plant,
  transferClient,
  transferScope,
  twoCollections,
  until,
  type TwoCollections,
} from './transferring.js';

/** What must never be seen inside, and never change. */
const secret = 'the secret of the host';
const host = { 'secret.txt': secret, 'dir/secret.txt': secret, 'dir/deep/x': 'x' };

let world: TwoCollections, token: string, outside: string;
beforeAll(async () => {
  world = await twoCollections();
  const scope = `https://auth.globus.org/scopes/${world.source}/https`;
  token = (await logIn(world.sandbox, 'ada@globusid.org', scope))[world.source] ?? '';
});
beforeEach(() => {
  outside = temporaryFolder();
  plant(outside, host);
});
afterEach(() => {
  expect(harvest(outside)).toEqual(host);
  for (const folder of [world.from, world.to]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }
});

const operation = (name: string, body: object, id = world.source, who = world.ada) =>
  who('POST', `/operation/endpoint/${id}/${name}`, { DATA_TYPE: name, ...body });
const look = (name: 'ls' | 'stat', path: string, id = world.source, who = world.ada) =>
  who('GET', `/operation/endpoint/${id}/${name}?path=${encodeURIComponent(path)}`);
const web = async (method: string, path: string, body?: string) => {
  const answer = await fetch(`${world.sandbox.url}/data/${world.source}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
};
/** Submits, waits a moment, and cancels what still tries. */
const attempt = async (submitted: ReturnType<TwoCollections['submit']>): Promise<any> => {
  const { json } = await submitted;
  for (let i = 0; i < 100; i += 1) {
    const task = await world.task(json.task_id);
    if (task.status !== 'ACTIVE' || task.faults > 0) break;
    await new Promise((done) => setTimeout(done, 10));
  }
  await world.ada('POST', `/task/${json.task_id}/cancel`);
  return world.task(json.task_id);
};
const item = (source_path: string, destination_path: string, more: object = {}) => ({
  source_path,
  destination_path,
  ...more,
});

describe.each([
  ['an absolute symlink', (to: string) => to],
  ['a relative symlink', (to: string) => `${'../'.repeat(20)}${to.slice(1)}`],
])('%s to the host', (_name, spell) => {
  beforeEach(() => {
    for (const folder of [world.from, world.to]) {
      plant(folder, { 'mine.txt': 'mine', 'tree/inner.txt': 'inner' });
      symlinkSync(spell(join(outside, 'dir')), join(folder, 'link'));
      symlinkSync(spell(join(outside, 'secret.txt')), join(folder, 'file'));
      symlinkSync(spell(join(outside, 'dir')), join(folder, 'tree/link'));
    }
  });

  test('is no way for operations', async () => {
    for (const path of ['/link', '/link/deep', '/tree/link/deep'])
      expect([path, (await look('ls', path)).json.code]).toEqual([path, 'EndpointPermissionDenied']);
    for (const path of ['/link/secret.txt', '/link/deep'])
      expect([path, (await look('stat', path)).json.code]).toEqual([path, 'EndpointPermissionDenied']);
    for (const path of ['/link', '/file'])
      expect((await look('stat', path)).json).toMatchObject({
        type: 'invalid_symlink',
        size: expect.not.toBeOneOf([secret.length]),
      });
    const refused = [403, 502];
    expect(refused).toContain((await operation('mkdir', { path: '/link/new' })).status);
    expect(refused).toContain((await operation('mkdir', { path: '/link' })).status);
    expect(refused).toContain(
      (await operation('rename', { old_path: '/mine.txt', new_path: '/link/mine.txt' })).status,
    );
    expect(refused).toContain(
      (await operation('rename', { old_path: '/link/secret.txt', new_path: '/got.txt' })).status,
    );
    expect(refused).toContain((await operation('symlink', { path: '/link/new', symlink_target: '/' })).status);
    expect(existsSync(join(world.from, 'got.txt'))).toBe(false);
  });

  test('is no way for transfers', async () => {
    for (const source of ['/file', '/link', '/link/secret.txt', '/tree/link/secret.txt']) {
      expect((await attempt(world.submit([item(source, '/stolen')]))).status).toBe('FAILED');
      expect([source, existsSync(join(world.to, 'stolen'))]).toEqual([source, false]);
    }
    for (const mode of ['ignore', 'copy', 'keep']) {
      await world.transfer([item('/tree', `/tree-${mode}`)], { recursive_symlinks: mode });
      expect(Object.values(harvest(join(world.to, `tree-${mode}`)))).not.toContain(secret);
    }
    for (const destination of ['/link/mine.txt', '/link/new/deep/mine.txt', '/tree/link/mine.txt']) {
      expect((await attempt(world.submit([item('/mine.txt', destination)]))).status).toBe('FAILED');
    }
    expect((await attempt(world.submit([item('/tree', '/link')]))).status).toBe('FAILED');
    // In the place of a link a file is put; nothing goes through it.
    await world.transfer([item('/mine.txt', '/file')]);
    expect(readFileSync(join(world.to, 'file'), 'utf8')).toBe('mine');
    await world.transfer([item('/tree', '/')], { delete_destination_extra: true });
  });

  test('is no way for deletes', async () => {
    expect((await attempt(world.remove(['/link/secret.txt']))).status).toBe('FAILED');
    expect((await attempt(world.remove(['/link/deep'], { recursive: true }))).status).toBe('FAILED');
    await attempt(world.remove(['/link/*'], { interpret_globs: true, recursive: true }));
    await world.ended((await world.remove(['/tree', '/link'], { recursive: true })).json.task_id);
    expect(Object.keys(harvest(world.to)).sort()).toEqual(['file', 'mine.txt']);
  });

  test('is no way for HTTPS', async () => {
    for (const path of ['/file', '/link/secret.txt', '/tree/link/secret.txt'])
      expect([path, (await web('GET', path)).status]).toEqual([path, 403]);
    for (const path of ['/link/new', '/link/secret.txt'])
      expect([(await web('PUT', path, 'x')).status, (await web('DELETE', path)).status]).toEqual([403, 403]);
  });

  test('does not tell what the host has', async () => {
    symlinkSync(spell(join(outside, 'nothing')), join(world.from, 'missing'));
    for (const ask of [
      (path: string) => look('ls', path),
      (path: string) => look('stat', `${path}/x`),
      (path: string) => operation('mkdir', { path: `${path}/new` }),
      (path: string) => operation('rename', { old_path: `${path}/x`, new_path: '/x' }),
    ]) {
      const told = await Promise.all(
        ['/link', '/missing', '/missing/deeper', '/file'].map(async (path) =>
          (({ status, json }) => [status, json.code])(await ask(path)),
        ),
      );
      expect(told).toEqual(told.map(() => [403, 'EndpointPermissionDenied']));
    }
    const faults = await Promise.all(
      ['/file', '/missing', '/link'].map(
        async (path) => (await attempt(world.submit([item(path, '/x')]))).nice_status_short_description,
      ),
    );
    expect(new Set(faults).size).toBe(1);
  });
});

test('what is missing inside is missing, by whatever link', async () => {
  plant(world.from, { 'd/x': 'x' });
  symlinkSync('d/none', join(world.from, 'broken'));
  symlinkSync(join(world.from, 'd/none'), join(world.from, 'absolute'));
  symlinkSync('../d/../d', join(world.from, 'd/round'));
  symlinkSync('circle', join(world.from, 'circle'));
  for (const path of ['/none', '/broken', '/absolute', '/d/round/none', '/d/x/none/y']) {
    expect([path, (await look('ls', path)).json.code]).toEqual([
      path,
      path.startsWith('/d/x/') ? 'ExternalError.DirListingFailed.NotDirectory' : 'ClientError.NotFound',
    ]);
  }
  expect((await look('ls', '/circle')).json.code).toBe('EndpointPermissionDenied');
  expect((await look('ls', '/d/round')).json.DATA.map(({ name }: any) => name)).toEqual(['round', 'x']);
});

test.each(['..', '/..', '/../../..', '/a/../../b/../..', '/~/../..', '~/../../', '/./.././..'])(
  '%s is the root, and no further',
  async (path) => {
    plant(world.from, { inside: 'x' });
    expect((await look('ls', path)).json.DATA.map(({ name }: any) => name)).toEqual(['inside']);
  },
);

test('names that are odd are names, names that are impossible are refused', async () => {
  for (const path of ['/%2e%2e', '/..%2f..%2fx', '/..\\..\\x', '/...', '/ ', '/-rf', '/*', '/ü\u202e']) {
    expect([path, (await operation('mkdir', { path })).status]).toEqual([path, 202]);
    expect(statSync(join(world.from, path)).isDirectory()).toBe(true);
  }
  for (const path of ['/a\0b', '/\0', '/a\nb', '/a\rb']) {
    for (const name of ['mkdir', 'symlink'])
      expect((await operation(name, { path, symlink_target: 'x' })).json.code).toBe('InvalidPath');
    expect((await look('ls', path)).json.code).toBe('InvalidPath');
    expect((await world.submit([item(path, '/x')])).json.code).toBe('InvalidPath');
  }
  const deep = '/d'.repeat(2500);
  expect((await operation('mkdir', { path: deep })).json.code).toBe('InvalidPath');
  expect((await web('PUT', deep, 'x')).status).toBe(400);
  for (const path of [`/${'n'.repeat(256)}`, `/${'ü'.repeat(128)}`, '/d'.repeat(500)]) {
    expect([403, 404, 502]).toContain((await operation('mkdir', { path })).status);
    expect([404, 502]).toContain((await look('stat', path)).status);
    expect((await attempt(world.submit([item('/', path)]))).status).toBe(
      path.startsWith('/d/') ? 'SUCCEEDED' : 'FAILED',
    );
  }
  expect((await world.admin('GET', '/state')).json.breakdowns).toEqual([]);
});

// Other systems refuse such names.
test.runIf(process.platform === 'linux')(
  'names that are no UTF-8, of any length, keep nobody from the others, and from a delete in words',
  async () => {
    plant(world.from, { 'd/plain': 'x' });
    for (const bytes of [[0xff], Array.from({ length: 255 }, () => 0x80)])
      closeSync(openSync(Buffer.concat([Buffer.from(join(world.from, 'd/')), Buffer.from(bytes)]), 'w'));
    expect((await look('ls', '/d')).json.DATA.map(({ name }: any) => name)).toEqual(['plain']);
    const { json } = await world.remove(['/d'], { recursive: true }, world.source);
    const held = await until(async () => {
      const task = await world.task(json.task_id);
      return task.faults > 0 ? task : undefined;
    });
    await world.ada('POST', `/task/${json.task_id}/cancel`);
    expect(held.nice_status_details).toContain('a name in it is not UTF-8');
  },
);

test('a home is made inside, whatever is in its place', async () => {
  const mapped = world.sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] ?? '';
  const scope = `${transferScope}[*https://auth.globus.org/scopes/${mapped}/data_access]`;
  const grace = await transferClient(world.sandbox, 'grace@globusid.org', scope);
  const storage = join(world.sandbox.dir, 'collections/storage');
  renameSync(join(storage, 'home'), join(storage, 'moved'));
  symlinkSync(outside, join(storage, 'home'));
  expect((await look('ls', '/~/', mapped, grace)).json.code).toBe('EndpointPermissionDenied');
  expect(existsSync(join(outside, 'grace'))).toBe(false);
  rmSync(join(storage, 'home'));
  expect((await look('ls', '/~/', mapped, grace)).json.DATA).toEqual([]);
  rmSync(join(storage, 'home'), { recursive: true });
  renameSync(join(storage, 'moved'), join(storage, 'home'));
});

describe('access rules', () => {
  const notes = 'Only Ada may read this.\n';
  let guest: string, grace: Client;
  const folder = () => join(world.sandbox.dir, 'collections/storage/home/ada/results');
  beforeAll(async () => {
    guest = world.sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION'] ?? '';
    grace = await transferClient(world.sandbox, 'grace@globusid.org');
    expect(
      (await operation('symlink', { path: '/shared/inbox/way', symlink_target: '../../private' }, guest, grace)).status,
    ).toBe(200);
    expect(
      (
        await operation(
          'symlink',
          { path: '/shared/inbox/note', symlink_target: '../../private/notes.txt' },
          guest,
          grace,
        )
      ).status,
    ).toBe(200);
    expect((await operation('symlink', { path: '/shared/inbox/up', symlink_target: '..' }, guest, grace)).status).toBe(
      200,
    );
  });

  test('are not got round by symlinks', async () => {
    expect((await look('ls', '/shared/inbox/way', guest, grace)).json.code).toBe('EndpointPermissionDenied');
    expect((await look('stat', '/shared/inbox/way/notes.txt', guest, grace)).json.code).toBe(
      'EndpointPermissionDenied',
    );
    expect((await look('stat', '/shared/inbox/note', guest, grace)).json).toMatchObject({ type: 'invalid_symlink' });
    expect((await operation('mkdir', { path: '/shared/inbox/way/mine' }, guest, grace)).json.code).toBe(
      'EndpointPermissionDenied',
    );
    // What may be read may still not be written.
    expect((await look('ls', '/shared/inbox/up', guest, grace)).json.DATA.map(({ name }: any) => name)).toEqual([
      'inbox',
      'report.txt',
    ]);
    expect((await operation('mkdir', { path: '/shared/inbox/up/mine' }, guest, grace)).json.code).toBe(
      'EndpointPermissionDenied',
    );
    expect(
      (
        await operation(
          'rename',
          { old_path: '/shared/inbox/up/report.txt', new_path: '/shared/inbox/r' },
          guest,
          grace,
        )
      ).json.code,
    ).toBe('EndpointPermissionDenied');
    const mine = (await logIn(world.sandbox, 'grace@globusid.org', `https://auth.globus.org/scopes/${guest}/https`))[
      guest
    ];
    for (const [method, path, body] of [
      ['GET', 'note'],
      ['GET', 'way/notes.txt'],
      ['PUT', 'way/notes.txt', 'x'],
      ['DELETE', 'way/notes.txt'],
    ] as const) {
      const answer = await fetch(`${world.sandbox.url}/data/${guest}/shared/inbox/${path}`, {
        method,
        headers: { authorization: `Bearer ${mine}` },
        ...(body === undefined ? {} : { body }),
      });
      expect([path, answer.status, await answer.text()]).toEqual([path, 403, expect.not.stringContaining(notes)]);
    }
    expect(readFileSync(join(folder(), 'private/notes.txt'), 'utf8')).toBe(notes);
  });

  test('nor by transfers and deletes through them', async () => {
    for (const path of ['/shared/inbox/note', '/shared/inbox/way', '/shared/inbox/way/notes.txt']) {
      const { json } = await world.submit([item(path, '/stolen')], { source_endpoint: guest }, grace);
      await new Promise((done) => setTimeout(done, 100));
      await grace('POST', `/task/${json.task_id}/cancel`);
      expect((await grace('GET', `/task/${json.task_id}`)).json.status).toBe('FAILED');
      expect(harvest(world.to)).toEqual({});
    }
    const followed = await world.submit(
      [item('/shared/', '/all')],
      { source_endpoint: guest, recursive_symlinks: 'copy' },
      grace,
    );
    for (let i = 0; i < 200 && (await grace('GET', `/task/${followed.json.task_id}`)).json.status === 'ACTIVE'; i += 1)
      await new Promise((done) => setTimeout(done, 10));
    expect(Object.values(harvest(world.to))).toContain('Results for Grace.\n');
    expect(Object.values(harvest(world.to))).not.toContain(notes);
    const { json } = await grace('POST', '/delete', {
      DATA_TYPE: 'delete',
      submission_id: (await grace('GET', '/submission_id')).json.value,
      endpoint: guest,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/shared/inbox/way/notes.txt' }],
    });
    await new Promise((done) => setTimeout(done, 100));
    await grace('POST', `/task/${json.task_id}/cancel`);
    expect(readFileSync(join(folder(), 'private/notes.txt'), 'utf8')).toBe(notes);
  });

  test('do not stand in the way of who may go there', async () => {
    expect((await look('ls', '/shared/inbox/way', guest)).json.DATA.map(({ name }: any) => name)).toEqual([
      'notes.txt',
    ]);
    expect((await look('stat', '/shared/inbox/note', guest)).json).toMatchObject({ type: 'file', size: notes.length });
  });
});

describe('while somebody swaps a directory and a symlink to the host', () => {
  const swappers: ChildProcess[] = [];
  afterEach(() => {
    for (const swapper of swappers.splice(0)) swapper.kill('SIGKILL');
  });
  /** `way` is by turns a directory with files of its own, a symlink to the host, and not there. */
  const swap = (folder: string) => {
    plant(folder, { 'real/secret.txt': 'mine', 'real/deep/x': 'mine', 'real/deep/secret.txt': 'mine' });
    symlinkSync(join(outside, 'dir'), join(folder, 'trap'));
    swappers.push(
      spawn(process.execPath, [
        '-e',
        `
      const { renameSync } = require('node:fs'); process.chdir(process.argv[1]);
      for (;;) for (const [from, to] of [['real', 'way'], ['way', 'real'], ['trap', 'way'], ['way', 'trap']]) try { renameSync(from, to); } catch {}`,
        folder,
      ]),
    );
  };
  const forSeconds = async (seconds: number, work: (i: number) => Promise<void>): Promise<void> => {
    const end = Date.now() + seconds * 1000;
    for (let i = 0; Date.now() < end; i += 1) await work(i);
  };

  test('transfers read nothing of the host', async () => {
    swap(world.from);
    await forSeconds(3, async (i) => {
      await attempt(
        world.submit([item('/way', `/tree-${i}`), item('/way/secret.txt', `/file-${i}`)], {
          recursive_symlinks: 'copy',
          skip_source_errors: true,
        }),
      );
    });
    const contents = Object.values(harvest(world.to));
    expect(contents).toContain('mine');
    expect(contents.filter((content) => content !== 'mine')).toEqual([]);
  });

  test('transfers, deletes and operations write nothing to the host', async () => {
    swap(world.to);
    plant(world.from, { 'tree/secret.txt': 'overwritten', 'tree/new/file': 'new', 'tree/deep/y': 'y' });
    await forSeconds(4, async (i) => {
      await Promise.all([
        attempt(
          world.submit(
            [
              item('/tree', '/way'),
              item('/tree/secret.txt', '/way/secret.txt'),
              item('/tree/secret.txt', `/way/a/${i}/b`),
            ],
            i % 2 ? { delete_destination_extra: true } : {},
          ),
        ),
        operation('mkdir', { path: `/way/made-${i}` }, world.destination),
        operation('mkdir', { path: `/way/deep/made-${i}` }, world.destination),
        operation('rename', { old_path: '/way/secret.txt', new_path: `/way/renamed-${i}` }, world.destination),
        operation('symlink', { path: `/way/link-${i}`, symlink_target: 'x' }, world.destination),
        attempt(
          world.remove(['/way/deep', '/way/secret.txt', '/way/*'], {
            recursive: true,
            interpret_globs: true,
            ignore_missing: true,
          }),
        ),
      ]);
      plant(world.to, { 'held/secret.txt': 'mine', 'held/deep/secret.txt': 'mine' });
    });
  }, 60_000);

  test('lists and documents tell nothing of the host', async () => {
    // A symlink that by turns leads to a file inside and to one of the host, and is never missing.
    plant(world.from, { 'l/inside': 'mine' });
    const program = `
      const { symlinkSync, renameSync } = require('node:fs'); process.chdir(process.argv[1]);
      for (;;) for (const target of ['inside', process.argv[2]]) { symlinkSync(target, '../next'); renameSync('../next', 'leak'); }`;
    swappers.push(spawn(process.execPath, ['-e', program, join(world.from, 'l'), join(outside, 'secret.txt')]));
    await until(async () => (lstatSync(join(world.from, 'l/leak'), { throwIfNoEntry: false }) ? true : undefined));
    const types = new Set<string>();
    await forSeconds(3, async () => {
      const [list, one] = await Promise.all([look('ls', '/l'), look('stat', '/l/leak')]);
      for (const row of [...list.json.DATA, one.json]) {
        types.add(row.type);
        if (row.type === 'file') expect(row.size).toBe('mine'.length);
      }
    });
    expect([...types].sort()).toEqual(['file', 'invalid_symlink']);
  });
});

test('a jail has no door for names with a separator', () => {
  const folder = new Jail(outside).folder('/');
  for (const name of ['', '.', '..', '/etc', '../x', 'a/b', 'a\0b'])
    expect(() => folder.at(name)).toThrow('permission denied');
  folder.close();
});
