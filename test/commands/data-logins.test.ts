/** What files want of a login, and what becomes of a download that is broken off: the built program against a sandbox. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { adminOf, plant, transferClient } from '../../sandbox/test/transferring.js';
import { bin } from '../support/built.js';
import { pause, startBuilt } from '../support/rounds.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

let user: SandboxUser;
let [shared, mapped, there, here] = ['', '', '', ''];
beforeAll(async () => {
  user = await sandboxUser();
  there = scratch();
  here = scratch();
  plant(there, { 'notes.txt': 'one\n', 'secret/x': 'x' });
  const { json } = await adminOf(user.sandbox)('POST', '/collections', { display_name: 'Shared', path: there });
  shared = json.id;
  mapped = user.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] ?? '';
}, 120_000);
const run = (...argv: string[]) => user.run(argv, { cwd: here });

describe('a login', () => {
  test('is not needed for what everybody may read by its address', async () => {
    const ada = await transferClient(user.sandbox, 'ada@globusid.org');
    const rule = await ada('POST', `/endpoint/${shared}/access`, {
      DATA_TYPE: 'access',
      principal_type: 'anonymous',
      principal: '',
      path: '/',
      permissions: 'r',
    });
    expect(rule.status).toBe(201);
    const address = `${user.sandbox.tlsUrl}/data/${shared}/notes.txt`;
    expect(await run('cat', address)).toMatchObject({ code: 0, stdout: 'one\n' });
    expect(await run('get', address, 'got')).toMatchObject({ code: 0 });
    expect(await run('cp', address, 'copied')).toMatchObject({ code: 0 });
    expect(readFileSync(join(here, 'copied'), 'utf8')).toBe('one\n');
    await ada('DELETE', `/endpoint/${shared}/access/${rule.json.access_id}`);
    const refused = await run('cat', address);
    expect(refused).toMatchObject({ code: 4, stdout: '' });
  });

  test('that is missing is exit 4, with the line that makes it', async () => {
    await user.logIn();
    const refused = await run('get', `${shared}:/notes.txt`);
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr).toContain(`You are not logged in to the files of the collection Shared (${shared}).`);
    expect(refused.stderr).toContain(`globus login --for ${shared}`);
    expect((await run('cp', '-r', `${shared}:/`, 'copy')).stderr).toContain(`globus login --for ${shared}`);
    await user.logIn('ada@globusid.org', ['--for', shared]);
    expect(await run('get', `${shared}:/notes.txt`)).toMatchObject({ code: 0 });
    expect(readFileSync(join(here, 'notes.txt'), 'utf8')).toBe('one\n');
  });

  test('for a mapped collection brings the consent for its data along', async () => {
    writeFileSync(join(here, 'mine'), 'mine');
    expect(await run('put', 'mine', `${mapped}:/~/mine`)).toMatchObject({ code: 4 });
    await user.logIn('ada@globusid.org', ['--for', mapped]);
    expect(await run('put', 'mine', `${mapped}:/~/mine`)).toMatchObject({ code: 0 });
    expect(await run('cat', `${mapped}:mine`)).toMatchObject({ code: 0, stdout: 'mine' });
    await run('cp', '-r', `${mapped}:/~/`, 'home');
    expect(readFileSync(join(here, 'home/mine'), 'utf8')).toBe('mine');
  });
});

describe('a download that is broken off', () => {
  const big = randomBytes(48 * 1024 * 1024);
  beforeAll(() => writeFileSync(join(there, 'big'), big));
  const line = () => ['get', `${shared}:/big`, join(here, 'big')];

  test('by Ctrl-C says how to go on, and goes on', async () => {
    const { child, ended } = startBuilt([...line(), '--limit-rate', '8M'], user.env);
    const part = () => readdirSync(here).includes('.big.globus-part');
    while (!part()) await pause(20);
    await pause(2500);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(/\d+ of 50331648 bytes are here. Run the same line again: only the rest is fetched/);
    expect(existsSync(join(here, 'big'))).toBe(false);
    const { stdout } = await user.run([...line(), '-F', 'json']);
    expect((JSON.parse(stdout) as { bytes_kept: number }).bytes_kept).toBeGreaterThan(1024 * 1024);
    expect(readFileSync(join(here, 'big')).equals(big)).toBe(true);
  });

  test.each([
    ['get', () => ['get', `${shared}:/big`, join(here, 'slow'), '--limit-rate', '1']],
    ['cp', () => ['cp', '-r', `${shared}:/`, join(here, 'slowly'), '--limit-rate', '1']],
  ])('by a signal ends at once at any rate: %s', async (_, slow) => {
    const { child, ended } = startBuilt(slow(), user.env);
    // at one byte a second nothing more comes than what the first pieces bring
    await pause(3000);
    const before = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 143 });
    // one piece of 256 KiB would take three days
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  test('by a signal while nobody reads ends, too', async () => {
    const child = spawn(process.execPath, [bin, 'cat', `${shared}:/big`], {
      env: { PATH: process.env['PATH'] ?? '', ...user.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((done) => child.stdout.once('readable', done));
    await pause(1000);
    child.kill('SIGTERM');
    const end = await new Promise<unknown>((done) => child.once('exit', (code, signal) => done(code ?? signal)));
    expect([143, 'SIGTERM']).toContain(end);
    child.stdout.destroy();
  });

  test('by a change at the source is no mixture', async () => {
    const to = join(here, 'changing');
    const { ended } = startBuilt(['get', `${shared}:/big`, to, '--limit-rate', '8M'], user.env);
    while (!readdirSync(here).includes('.changing.globus-part')) await pause(20);
    await pause(500);
    const other = randomBytes(48 * 1024 * 1024);
    writeFileSync(join(there, 'big'), other);
    const { code, stderr } = await ended;
    expect(existsSync(to)).toBe(false);
    expect({ code, stderr }).toMatchObject({ code: 1 });
    expect(await user.run(['get', `${shared}:/big`, to])).toMatchObject({ code: 0 });
    expect(readFileSync(to).equals(other)).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('standard input and output', () => {
  /** A line with standard input or output of a shell's making. */
  const shell = (line: string) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
      const child = spawn('bash', ['-c', line, bin, process.execPath, bin, shared], {
        env: { PATH: process.env['PATH'] ?? '', ...user.env },
        cwd: here,
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('close', (code) => done({ code, stdout, stderr }));
    });
  const globus = '"$1" "$2"';

  test('a folder is nothing to send', async () => {
    writeFileSync(join(there, 'kept'), 'precious');
    const { code, stderr } = await shell(`${globus} put - "$3":/kept < .`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('it is a directory') as string });
    expect(readFileSync(join(there, 'kept'), 'utf8')).toBe('precious');
  });

  test('a disk is read and written as any file', async (context) => {
    const image = join(here, 'image');
    const bytes = randomBytes(2 * 1024 * 1024);
    writeFileSync(image, bytes);
    const loop = spawnSync('losetup', ['-f', '--show', image], { encoding: 'utf8' });
    if (loop.status !== 0) {
      console.log(`skipped: no disk can be made of a file here (losetup: ${loop.error?.message ?? loop.stderr})`);
      return context.skip();
    }
    const disk = loop.stdout.trim();
    try {
      expect(await shell(`${globus} put - "$3":/disk < ${disk}`)).toMatchObject({ code: 0 });
      expect(readFileSync(join(there, 'disk')).equals(bytes)).toBe(true);
      const other = randomBytes(bytes.length);
      writeFileSync(join(there, 'disk'), other);
      expect(await shell(`${globus} cat "$3":/disk > ${disk}`)).toMatchObject({ code: 0, stderr: '' });
      expect(await shell(`cmp ${disk} ${join(there, 'disk')}`)).toMatchObject({ code: 0, stdout: '' });
    } finally {
      spawnSync('losetup', ['-d', disk]);
    }
  });
});
