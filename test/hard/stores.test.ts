/** Homes that cannot be written, disks that are full, and other things in the place of the token file: the reason is said in words. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeTokens, tokensIn } from '../auth/stored.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

const isRoot = process.geteuid?.() === 0;
/** A small file system of its own, where this user may make one. */
const disk = scratch();
const isMounted =
  isRoot &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'tmpfs', disk], { stdio: 'ignore' }).status === 0;
if (!isMounted) console.info('skipped: a full disk needs root and the right to mount a tmpfs');
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
});

let user: SandboxUser;
let kept = '';
beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
  kept = scratch();
  copyFileSync(join(user.configDir, 'tokens.json'), join(kept, 'tokens.json'));
});
const file = () => join(user.configDir, 'tokens.json');
/** The login as it was, but for access tokens that have ended. */
beforeEach(() => {
  rmSync(user.configDir, { recursive: true, force: true });
  mkdirSync(user.configDir, { mode: 0o700 });
  copyFileSync(join(kept, 'tokens.json'), file());
  chmodSync(file(), 0o600);
  changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
});

describe.runIf(isMounted)('a full disk', () => {
  const env = () => ({ GLOBUS_CONFIG_DIR: join(disk, 'config') });
  beforeEach(() => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
    mkdirSync(join(disk, 'config'), { mode: 0o700 });
    copyFileSync(file(), join(disk, 'config', 'tokens.json'));
    chmodSync(join(disk, 'config', 'tokens.json'), 0o600);
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=1024'], { stdio: 'ignore' });
  });
  const whole = () => {
    expect(Object.keys(tokensIn(join(disk, 'config')))).toHaveLength(7);
    expect(readdirSync(join(disk, 'config')).filter((name) => name.startsWith('tokens.json.'))).toEqual([]);
  };
  test('a refresh does its work, or says that there is no space; the store stays whole', async () => {
    const { code, stdout, stderr } = await user.run(['whoami'], { env: env() });
    if (code === 0) expect(stdout).toBe('ada@globusid.org\n');
    else expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/ENOSPC|no space/i) as string });
    expect(stderr).not.toContain('bug');
    whole();
    rmSync(join(disk, 'filler'));
    expect((await user.run(['whoami'], { env: env() })).stdout).toBe('ada@globusid.org\n');
  });
  test('a change of the configuration says that there is no space', async () => {
    const { code, stderr } = await user.run(['auth', 'switch', 'default'], { env: env() });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/ENOSPC|no space/i) as string });
    expect(stderr).not.toContain('bug');
    whole();
  });
  test('a result that cannot be written is an error in words', () => {
    const bin = join(import.meta.dirname, '../../bin/globus.js');
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" list-commands > /dev/full`], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', ...user.env },
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/no space/i) as string });
    expect(stderr).not.toContain('bug');
  });
});

describe.skipIf(process.platform === 'win32')('in the place of the token file', () => {
  const whoami = () => user.run(['whoami']);
  const done = { code: 0, stdout: 'ada@globusid.org\n' };

  test('a symbolic link is written through by a refresh', async () => {
    const real = join(scratch(), 'mine.json');
    renameSync(file(), real);
    symlinkSync(real, file());
    expect(await whoami()).toMatchObject({ ...done, stderr: '' });
    expect(lstatSync(file()).isSymbolicLink()).toBe(true);
    expect(Object.values(tokensIn(user.configDir)).some((token) => token.expires_at_seconds > 1000)).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o600);
  });
  test('a hard link keeps what it had, and that is said', async () => {
    const other = join(kept, 'other.json');
    linkSync(file(), other);
    const before = readFileSync(other, 'utf8');
    expect(await whoami()).toMatchObject({ ...done, stderr: expect.stringContaining('hard links') as string });
    expect(readFileSync(other, 'utf8')).toBe(before);
  });
  test.each([
    ['a folder', () => mkdirSync(file()), /The token file \S+ cannot be read: it is a folder/],
    ['a link to nowhere', () => symlinkSync('/nonexistent/tokens.json', file()), /You are not logged in/, 4],
    [
      'a link in a circle',
      () => symlinkSync('tokens.json', file()),
      /The token file \S+ cannot be read: it is a link, or a part of its path leads in a circle/,
    ],
    ['an empty file', () => writeFileSync(file(), '', { mode: 0o600 }), /The token file \S+ is damaged/],
    ['something else', () => writeFileSync(file(), '[]', { mode: 0o600 }), /is not a token file/],
  ])('%s is said to be one', async (_what, put, words, expected = 1) => {
    rmSync(file());
    put();
    const { code, stdout, stderr } = await whoami();
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('bug');
  });
  test.runIf(isRoot)("somebody else's file is not used", async () => {
    chownSync(file(), 12345, 12345);
    const { code, stderr } = await whoami();
    expect(code).toBe(1);
    expect(stderr).toContain('belongs to another user (12345; this is 0): it is not used.');
  });
});
