/** One file between this machine and a collection: get, put, cat, head, tail, against a sandbox. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
let at: (path: string) => string;
beforeAll(async () => {
  world = await dataWorld();
  at = (path) => `${world.collection}:${path}`;
  plant(world.there, { 'notes.txt': 'one\ntwo\nthree\n', 'deep/b.txt': 'below', empty: '' });
});
afterEach(() => world.noFaults());
const here = (name: string) => readFileSync(join(world.here, name), 'utf8');
const there = (name: string) => readFileSync(join(world.there, name), 'utf8');

describe('get', () => {
  test('brings a file to its own name, another name, and into a folder', async () => {
    const { stdout } = await world.done(['get', at('/notes.txt')]);
    expect(stdout).toBe(`${join(world.here, 'notes.txt')}: 14 B\n`);
    await world.done(['get', at('/notes.txt'), 'again.txt']);
    mkdirSync(join(world.here, 'folder'));
    await world.done(['get', at('/notes.txt'), 'folder']);
    await world.done(['get', at('/empty'), 'folder/']);
    expect(['notes.txt', 'again.txt', 'folder/notes.txt', 'folder/empty'].map(here)).toEqual([
      ...Array(3).fill('one\ntwo\nthree\n'),
      '',
    ]);
    expect(readdirSync(world.here).filter((name) => name.includes('globus-part'))).toEqual([]);
  });

  test('tells what it did as JSON', async () => {
    expect(await world.json(['get', at('/deep/b.txt'), 'b.txt'])).toMatchObject({
      destination: join(world.here, 'b.txt'),
      bytes: 5,
      bytes_kept: 0,
    });
  });

  test('writes to standard output for -', async () => {
    expect((await world.done(['get', at('/notes.txt'), '-'])).stdout).toBe('one\ntwo\nthree\n');
  });

  test('asks once what the file is, and once more whether a large one still is the same', async () => {
    writeFileSync(join(world.there, 'two'), randomBytes(2 * 1024 * 1024));
    writeFileSync(join(world.there, 'twenty'), randomBytes(20 * 1024 * 1024));
    const heads = async (name: string) =>
      (await world.requests()).filter((line) => line.startsWith('HEAD ') && line.endsWith(`/${name}`)).length;
    for (const [name, most] of [
      ['deep/b.txt', 1],
      ['two', 2],
      ['twenty', 2],
    ] as const) {
      const before = await heads(name);
      await world.done(['get', at(`/${name}`), 'asked']);
      expect((await heads(name)) - before, name).toBe(most);
    }
  });

  test('a file that is not there, and a folder, say so', async () => {
    const missing = await world.run(['get', at('/nothing')]);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('/ is there, /nothing is not. [NotFound]');
    const folder = await world.run(['get', at('/deep')]);
    expect(folder.code).toBe(1);
    expect(existsSync(join(world.here, 'deep'))).toBe(false);
    expect((await world.run(['get', at('/deep/')])).stderr).toContain('globus cp -r');
    expect(await world.run(['get', './notes.txt'])).toMatchObject({ code: 2 });
  });

  test('a collection without HTTPS access says what works', async () => {
    const personal = await world.run(['get', `${world.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION']}:/x`]);
    expect(personal.code).toBe(3);
    expect(personal.stderr).toMatch(/no HTTPS access[\s\S]*--via transfer/);
    const endpoint = await world.run(['get', `${world.env['GLOBUS_SANDBOX_ENDPOINT']}:/x`]);
    expect(endpoint.code).toBe(3);
  });

  test('keeps dates, and reads again what it wrote', async () => {
    utimesSync(join(world.there, 'notes.txt'), 1_600_000_000, 1_600_000_000);
    await world.done(['get', at('/notes.txt'), 'dated', '--preserve-mtime', '--verify']);
    expect(statSync(join(world.here, 'dated')).mtimeMs).toBe(1_600_000_000_000);
  });

  test('an address is read with the login where anybody may not', async () => {
    const address = `${world.sandbox.tlsUrl}/data/${world.collection}/notes.txt`;
    await world.done(['get', address, 'addressed']);
    expect(here('addressed')).toBe('one\ntwo\nthree\n');
  });

  test.each([
    ['cut', { effect: { type: 'cut' }, count: 1 }],
    ['drop', { effect: { type: 'drop' }, count: 2 }],
    ['503', { effect: { type: 'status', status: 503 }, count: 2 }],
    ['429', { effect: { type: 'rate_limit', retry_after: 0 }, count: 2 }],
    ['latency', { effect: { type: 'latency', ms: 50 }, count: 3 }],
    ['an expired token', { effect: { type: 'expired_token' }, count: 1 }],
  ])('gets through: %s', async (_, rule) => {
    await world.fault({ service: 'https', method: 'GET', ...rule });
    await world.done(['get', at('/notes.txt'), 'through']);
    expect(here('through')).toBe('one\ntwo\nthree\n');
  });
});

describe('large files', () => {
  const big = randomBytes(40 * 1024 * 1024);
  const part = () => join(world.here, '.big.globus-part');
  beforeAll(() => writeFileSync(join(world.there, 'big'), big));
  const refuseOnce = () =>
    world.fault({
      service: 'https',
      method: 'GET',
      path: '*/big',
      effect: { type: 'status', status: 403 },
      count: 1,
    });

  test('come in ranges; what was broken off goes on with what is missing', async () => {
    // the second range of 32 MiB fails for good
    await refuseOnce();
    const broken = await world.run(['get', at('/big')]);
    expect(broken.code).toBe(1);
    expect(existsSync(join(world.here, 'big'))).toBe(false);
    expect(broken.stderr).toContain('bytes are here. Run the same line again: only the rest is fetched.');
    const { bytes_kept: kept } = await world.json(['get', at('/big')]);
    expect(kept).toBeGreaterThan(0);
    expect(readFileSync(join(world.here, 'big')).equals(big)).toBe(true);
    expect(readdirSync(world.here).filter((name) => name.includes('globus-part'))).toEqual([]);
  });

  test('a file that changed meanwhile begins anew', async () => {
    await refuseOnce();
    expect((await world.run(['get', at('/big'), 'other'])).code).toBe(1);
    const changed = Buffer.from(big);
    changed.write('changed', 20 * 1024 * 1024);
    writeFileSync(join(world.there, 'big'), changed);
    expect(await world.json(['get', at('/big'), 'other'])).toMatchObject({ bytes_kept: 0 });
    expect(readFileSync(join(world.here, 'other')).equals(changed)).toBe(true);
  });

  test.each([
    ['cuts', { effect: { type: 'cut' }, count: 2 }],
    ['drops', { effect: { type: 'drop' }, count: 3 }],
    ['503', { effect: { type: 'status', status: 503 }, count: 3 }],
    ['429', { effect: { type: 'rate_limit', retry_after: 0 }, count: 3 }],
    // one that is refused again though it is new is no login
    ['a token that expires', { effect: { type: 'expired_token' }, count: 1 }],
  ])('get through %s in their middle', async (_, rule) => {
    await world.fault({ service: 'https', method: 'GET', path: '*/big', ...rule });
    await world.done(['get', at('/big'), 'through-big', '--verify']);
    expect(readFileSync(join(world.here, 'through-big')).equals(readFileSync(join(world.there, 'big')))).toBe(true);
    expect(readdirSync(world.here).filter((name) => name.startsWith('.through'))).toEqual([]);
  });

  test('a record that is not whole, or not ours, is not believed', async () => {
    const now = readFileSync(join(world.there, 'big'));
    for (const text of ['', '{', '{"url":1}\n[0,10]\n', `${JSON.stringify({ url: 'x', etag: 'y', length: 3 })}\n`]) {
      writeFileSync(part().replace('.big.', '.third.'), randomBytes(10));
      writeFileSync(`${part().replace('.big.', '.third.')}.json`, text);
      await world.done(['get', at('/big'), 'third']);
      expect(readFileSync(join(world.here, 'third')).equals(now)).toBe(true);
    }
  });

  test('the end of one is read without the rest', async () => {
    writeFileSync(join(world.there, 'log'), Buffer.concat([big, Buffer.from('\nlast but one\nlast\n')]));
    expect((await world.done(['tail', '-n', '2', at('/log')])).stdout).toBe('last but one\nlast\n');
    expect((await world.done(['tail', '-c', '5', at('/log')])).stdout).toBe('last\n');
  });
});

describe('cat, head and tail', () => {
  test('print files, one after the other', async () => {
    expect((await world.done(['cat', at('/notes.txt'), at('/empty'), at('/deep/b.txt')])).stdout).toBe(
      'one\ntwo\nthree\nbelow',
    );
    expect((await world.run(['cat', at('/notes.txt'), at('/nothing')])).code).toBe(1);
  });

  test('print so many lines or bytes', async () => {
    const printed = async (...argv: string[]) => (await world.done(argv)).stdout;
    expect(await printed('head', '-n', '2', at('/notes.txt'))).toBe('one\ntwo\n');
    expect(await printed('head', '-c', '5', at('/notes.txt'))).toBe('one\nt');
    expect(await printed('head', at('/notes.txt'))).toBe('one\ntwo\nthree\n');
    expect(await printed('head', at('/empty'))).toBe('');
    expect(await printed('head', '-n', '0', at('/notes.txt'))).toBe('');
    expect(await printed('tail', '-n', '1', at('/notes.txt'))).toBe('three\n');
    expect(await printed('tail', '-n', '99', at('/notes.txt'))).toBe('one\ntwo\nthree\n');
    expect(await printed('tail', '-c', '1k', at('/notes.txt'))).toBe('one\ntwo\nthree\n');
    expect(await printed('tail', at('/empty'))).toBe('');
    expect(await world.run(['head', '-n', '1', '-c', '1', at('/notes.txt')])).toMatchObject({ code: 2 });
    expect(await world.run(['head', '-c', 'much', at('/notes.txt')])).toMatchObject({ code: 2 });
    // elsewhere this leaves out the first line
    for (const lines of ['+2', '-2', '2.5'])
      expect(await world.run(['tail', '-n', lines, at('/notes.txt')])).toMatchObject({ code: 2, stdout: '' });
  });

  test('on a terminal, what a file says is shown and not obeyed', async () => {
    writeFileSync(join(world.there, 'hostile'), 'a\x1b[2Jb\n');
    expect((await world.done(['cat', at('/hostile')], { terminal: { columns: 80 } })).stdout).toBe('a\\x1b[2Jb\n');
    expect((await world.done(['cat', at('/hostile')])).stdout).toBe('a\x1b[2Jb\n');
  });
});

describe('put', () => {
  test('sends a file to a name, and into a folder', async () => {
    writeFileSync(join(world.here, 'mine.txt'), 'mine');
    await world.done(['put', 'mine.txt', at('/sent.txt')]);
    await world.done(['put', 'mine.txt', at('/deep/'), '--verify']);
    expect([there('sent.txt'), there('deep/mine.txt')]).toEqual(['mine', 'mine']);
    writeFileSync(join(world.here, 'none'), '');
    await world.done(['put', 'none', at('/sent.txt')]);
    expect(there('sent.txt')).toBe('');
  });

  test('sends standard input, whose length nobody knows', async () => {
    await world.done(['put', '-', at('/piped')], { stdin: 'piped' });
    expect(there('piped')).toBe('piped');
    expect(await world.run(['put', '-', at('/deep/')], { stdin: 'piped' })).toMatchObject({ code: 2 });
  });

  test.skipIf(process.platform === 'win32')(
    'sends what comes out of a pipe, and takes no folder and no device',
    async () => {
      execFileSync('mkfifo', [join(world.here, 'pipe')]);
      writeFileSync(join(world.there, 'kept'), 'before');
      const writing = writeFile(join(world.here, 'pipe'), 'through a pipe');
      await world.done(['put', 'pipe', at('/piped.txt')]);
      await writing;
      expect(readFileSync(join(world.there, 'piped.txt'), 'utf8')).toBe('through a pipe');
      for (const [path, hint] of [
        ['.', 'globus cp -r'],
        ['/dev/zero', 'globus put -'],
      ] as const) {
        const { code, stderr } = await world.run(['put', path, at('/kept')]);
        expect([code, stderr]).toEqual([1, expect.stringMatching(`is no file.[^]*${hint}`)]);
      }
      expect(readFileSync(join(world.there, 'kept'), 'utf8')).toBe('before');
    },
  );
  test('says what is missing', async () => {
    expect((await world.run(['put', 'not-here', at('/x')])).stderr).toContain('there is no such file or folder');
    expect(await world.run(['put', 'mine.txt', at('/nowhere/x')])).toMatchObject({ code: 1 });
  });

  test.each([
    ['drop', { effect: { type: 'drop' }, count: 2 }],
    ['503', { effect: { type: 'status', status: 503 }, count: 2 }],
    ['429', { effect: { type: 'rate_limit', retry_after: 0 }, count: 2 }],
    ['an expired token', { effect: { type: 'expired_token' }, count: 1 }],
  ])('gets through: %s', async (name, rule) => {
    writeFileSync(join(world.here, 'mine.txt'), `through ${name}`);
    await world.fault({ service: 'https', method: 'PUT', ...rule });
    await world.done(['put', 'mine.txt', at('/through')]);
    expect(there('through')).toBe(`through ${name}`);
  });

  test('a refusal leaves what was there', async () => {
    await world.fault({ service: 'https', method: 'PUT', effect: { type: 'status', status: 403 } });
    writeFileSync(join(world.there, 'kept'), 'before');
    expect((await world.run(['put', 'mine.txt', at('/kept')])).code).toBe(1);
    expect(there('kept')).toBe('before');
  });
});

describe('a path that is missing', () => {
  test.each([
    ['get', (path: string) => ['get', path]],
    ['cat', (path: string) => ['cat', at('/notes.txt'), path]],
    ['head', (path: string) => ['head', path]],
    ['tail', (path: string) => ['tail', path]],
    ['cp', (path: string) => ['cp', path, '.']],
    ['cp of a folder', (path: string) => ['cp', '-r', path, 'copy']],
    ['mv', (path: string) => ['mv', path, '.']],
    ['sync', (path: string) => ['sync', path, 'copy']],
    ['check', (path: string) => ['check', path, 'copy']],
    ['edit', (path: string) => ['edit', path]],
  ])('%s names the nearest folder that is there', async (_, argv) => {
    const { code, stderr } = await world.run(argv(at('/deep/nope/b.txt')));
    expect([code, stderr]).toEqual([1, expect.stringContaining('/deep is there, /deep/nope is not.')]);
    expect(stderr).toContain(`globus ls ${world.collection}:/deep\n`);
  });

  test('put names the folder that it would have to lie in, or the file that is in its way', async () => {
    writeFileSync(join(world.here, 'mine.txt'), 'x');
    for (const path of ['/deep/nope/', '/deep/nope/b.txt'])
      expect((await world.run(['put', 'mine.txt', at(path)])).stderr).toContain('/deep is there, /deep/nope is not.');
    const { stderr } = await world.run(['put', 'mine.txt', at('/notes.txt/b.txt')]);
    expect(stderr).toContain('/notes.txt is a file: nothing can be below it.');
  });
});
