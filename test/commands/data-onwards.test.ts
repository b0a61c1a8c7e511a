/** Ctrl-C or a kill in the middle of many files: the same line, or what is said then, does the rest, and only that. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { adminOf, harvest, plant } from '../../sandbox/test/transferring.js';
import { fault } from '../auth/person.js';
import { pause, startBuilt } from '../support/rounds.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

let user: SandboxUser;
beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
}, 120_000);
const tree = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`deep/${n}.txt`, `${n} `.repeat(40_000)]));
const done = (folder: string) =>
  existsSync(join(folder, 'deep')) ? readdirSync(join(folder, 'deep')).filter((name) => !name.startsWith('.')) : [];

test.each([
  ['cp -r', 'down', 'SIGINT'],
  ['cp -r', 'up', 'SIGINT'],
  ['cp -r', 'down', 'SIGKILL'],
  ['cp -r', 'up', 'SIGKILL'],
  ['cp -r', 'into a folder', 'SIGINT'],
  ['sync', 'down', 'SIGINT'],
  ['sync', 'up', 'SIGINT'],
  ['mv', 'down', 'SIGINT'],
  ['mv', 'up', 'SIGINT'],
  ['mv', 'down', 'SIGKILL'],
  ['mv', 'up', 'SIGKILL'],
] as const)('%s %s goes on with the same line after %s', async (words, way, signal) => {
  const [there, here] = [scratch(), scratch()];
  plant(way === 'up' ? join(here, 'source') : join(there, 'source'), tree);
  const added = await adminOf(user.sandbox)('POST', '/collections', { display_name: 'Files', path: there });
  const { id } = added.json as { id: string };
  await user.logIn('ada@globusid.org', ['--for', id]);
  const local = (path: string) => join(here, path);
  const line =
    way === 'up'
      ? [...words.split(' '), local('source'), `${id}:/new/copy`]
      : [...words.split(' '), `${id}:/source`, way === 'down' ? local('copy') : `${here}/`];
  const copy = way === 'up' ? join(there, 'new/copy') : way === 'down' ? local('copy') : local('source');

  const { child, ended } = startBuilt([...line, '--limit-rate', '1M', '--parallel', '4'], user.env);
  while (done(copy).length < 5 && child.exitCode === null) await pause(20);
  child.kill(signal);
  const { code, stderr } = await ended;
  if (signal === 'SIGINT') expect([code, stderr]).toEqual([130, expect.stringMatching(/[Rr]un the same line again/)]);
  // a server may have all of a file of which its sender did not hear
  let before = done(copy).length;
  for (let earlier = -1; earlier !== before; before = done(copy).length) {
    earlier = before;
    await pause(300);
  }
  expect(before).toBeGreaterThanOrEqual(5);
  expect(before).toBeLessThan(40);
  const again = [...line, ...(/with --sync-level mtime/.test(stderr) ? ['--sync-level', 'mtime'] : [])];
  const rest = await user.run([...again, '-F', 'json']);
  expect(rest, rest.stderr).toMatchObject({ code: 0 });
  expect((JSON.parse(rest.stdout) as { files: number }).files).toBe(40 - before);
  expect(harvest(copy)).toEqual(tree);
  expect(readdirSync(way === 'up' ? join(there, 'new') : here).filter((name) => name !== 'source')).toEqual(
    way === 'into a folder' ? [] : ['copy'],
  );
});

test('a globus in a command for the end of a copy acts as the copy did, whoever has logged in meanwhile', async () => {
  const [there, here] = [scratch(), scratch()];
  plant(there, { 'a.txt': 'a' });
  const added = await adminOf(user.sandbox)('POST', '/collections', { display_name: 'Hooked', path: there });
  const { id } = added.json as { id: string };
  await user.logIn('ada@globusid.org', ['--for', id]);
  const line = ['cp', `${id}:/a.txt`, join(here, 'a'), '--on-success', `env > '${join(here, 'env')}'`];
  expect((await user.run(line)).code).toBe(0);
  const seen = readFileSync(join(here, 'env'), 'utf8');
  expect(seen).toMatch(/^GLOBUS_PROFILE=default$/m);
  const [, mark = ''] = /^GLOBUS_LOGIN_BEGAN=(.+)$/m.exec(seen) ?? [];
  expect(mark).toMatch(/^[0-9a-f-]{36} userprofile\//);
  const asks = ['ls', `${id}:/`];
  expect((await user.run(asks, { env: { GLOBUS_LOGIN_BEGAN: mark } })).code).toBe(0);
  const other = await user.run(asks, { env: { GLOBUS_LOGIN_BEGAN: mark.replace(/^\S+/, id) } });
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('Somebody else has logged in')]);
});

test('where nothing can be noted, the copy of a new folder says so first', async () => {
  const [there, here] = [scratch(), scratch()];
  plant(join(there, 'source'), { 'a.txt': 'a' });
  const added = await adminOf(user.sandbox)('POST', '/collections', { display_name: 'Unnoted', path: there });
  const { id } = added.json as { id: string };
  await user.logIn('ada@globusid.org', ['--for', id]);
  const submissions = join(user.configDir, 'submissions');
  rmSync(submissions, { recursive: true, force: true });
  writeFileSync(submissions, 'a file where the folder belongs');
  try {
    const { code, stderr } = await user.run(['cp', '-r', `${id}:/source`, join(here, 'new')]);
    expect(stderr).toContain('nothing notes that this copy makes the folder');
    expect([code, harvest(join(here, 'new'))]).toEqual([0, { 'a.txt': 'a' }]);
  } finally {
    rmSync(submissions);
  }
});

test.each(['up', 'down'] as const)('mv %s that goes on touches no file that only looks like its copy', async (way) => {
  const [there, here] = [scratch(), scratch()];
  const from = way === 'up' ? join(here, 'source') : join(there, 'source');
  plant(from, tree);
  const added = await adminOf(user.sandbox)('POST', '/collections', { display_name: `Looks ${way}`, path: there });
  const { id } = added.json as { id: string };
  await user.logIn('ada@globusid.org', ['--for', id]);
  const copy = way === 'up' ? join(there, 'copy') : join(here, 'copy');
  const line = way === 'up' ? ['mv', from, `${id}:/copy`] : ['mv', `${id}:/source`, copy];
  const { child, ended } = startBuilt([...line, '--limit-rate', '1M', '--parallel', '4'], user.env);
  while (done(copy).length < 5 && child.exitCode === null) await pause(20);
  child.kill('SIGKILL');
  await ended;
  // restored by a program that keeps dates
  const [name = ''] = done(copy);
  const restored = (tree[`deep/${name}`] ?? '').replace(/^./, 'X');
  mkdirSync(join(from, 'deep'), { recursive: true });
  writeFileSync(join(from, 'deep', name), restored);
  utimesSync(join(from, 'deep', name), new Date('2020-01-01'), new Date('2020-01-01'));
  // which of the two is wanted nobody knows
  const told = await user.run(line);
  expect([told.code, told.stderr]).toEqual([1, expect.stringContaining(`deep/${name} is not moved`)]);
  expect(harvest(copy)).toEqual(tree);
  expect(harvest(from)).toEqual({ ...tree, [`deep/${name}`]: restored });
  rmSync(join(copy, 'deep', name));
  const rest = await user.run(line);
  expect(rest, rest.stderr).toMatchObject({ code: 0 });
  expect(harvest(copy)).toEqual({ ...tree, [`deep/${name}`]: restored });
  expect(existsSync(from)).toBe(false);
});

test.each(['mv', 'sync', 'cp -r'])(
  '%s puts no file in place that was written to while it was sent, and the same line does the rest',
  async (words) => {
    const [there, here] = [scratch(), scratch()];
    const size = 6_000_000;
    plant(here, { 'source/data': 'old'.repeat(size / 3) });
    const added = await adminOf(user.sandbox)('POST', '/collections', { display_name: `Busy ${words}`, path: there });
    const { id } = added.json as { id: string };
    await user.logIn('ada@globusid.org', ['--for', id]);
    const line = [...words.split(' '), join(here, 'source'), `${id}:/copy`];
    const { ended } = startBuilt([...line, '--limit-rate', '2M'], user.env);
    await pause(1500);
    writeFileSync(join(here, 'source/data'), 'new'.repeat(size / 3));
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/(?:was changed while it was sent|has changed while it was read)[^]*put in place/),
    ]);
    expect(existsSync(join(there, 'copy/data'))).toBe(false);
    const rest = await user.run(line);
    expect(rest, rest.stderr).toMatchObject({ code: 0 });
    expect(harvest(join(there, 'copy'))['data']).toBe('new'.repeat(size / 3));
  },
);

test('a move that is left while the originals are removed is over: another folder of its name is another move', async () => {
  const folders = [scratch(), scratch()] as const;
  const made = await Promise.all(
    folders.map((path, i) => adminOf(user.sandbox)('POST', '/collections', { display_name: `Week ${i}`, path })),
  );
  const [one, two] = made.map(({ json }) => (json as { id: string }).id) as [string, string];
  plant(folders[0], { 'week/results': 'of week one', 'week/only': 'o' });
  mkdirSync(join(folders[1], 'archive'));
  const line = ['mv', `${one}:/week`, `${two}:/archive/`];
  await fault(user, { path: `/${one}*/.globus-moved*`, effect: { type: 'task_hold' } });
  const { child, ended } = startBuilt(line, user.env);
  while (existsSync(join(folders[0], 'week')) && child.exitCode === null) await pause(20);
  await pause(1000);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  await adminOf(user.sandbox)('DELETE', '/faults');
  plant(folders[0], { 'week/results': 'two' });
  const next = await user.run(line);
  expect([next.code, next.stderr]).toEqual([1, expect.stringContaining('a folder that is moved replaces nothing')]);
  expect(harvest(join(folders[1], 'archive'))).toEqual({ 'week/results': 'of week one', 'week/only': 'o' });
  expect(harvest(join(folders[0], 'week'))).toEqual({ results: 'two' });
});
