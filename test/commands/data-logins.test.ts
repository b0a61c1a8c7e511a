/** What files want of a login, and what becomes of a download that is broken off: the built program against a sandbox. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { adminOf, plant, transferClient } from '../../sandbox/test/transferring.js';
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
