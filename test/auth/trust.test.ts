/** What others may change is not used, and is refused with the command that mends it; links of one's own are followed. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileStore } from '../../src/auth/store/file.js';
import { configuration } from '../../src/settings/configuration.js';
import { globus, temporaryFolder, usualLogins, writeLogin } from '../support/globus.js';

const isWindows = process.platform === 'win32';
const isRoot = process.geteuid?.() === 0;
const somebody = 12345;

let folder = '';
let file = '';
beforeEach(() => {
  folder = join(temporaryFolder(), 'config');
  writeLogin(folder, usualLogins);
  file = join(folder, 'tokens.json');
});
const status = () => globus(['auth', 'status'], { configDir: folder });
/** Runs the last command that an error tells. */
const mend = (stderr: string) => {
  const command = /^ {2}(.*)$/m.exec(stderr)?.[1] ?? '';
  execFileSync('sh', ['-c', command]);
  return command;
};

describe.skipIf(isWindows)('what others may change', () => {
  test.each([
    ['a token file that everybody may write', () => chmodSync(file, 0o666), () => `chmod 600 ${file}`],
    ['one that a group may write', () => chmodSync(file, 0o660), () => `chmod 600 ${file}`],
    ['a folder that everybody may write', () => chmodSync(folder, 0o777), () => `chmod go-w ${folder}`],
    ['one above it', () => chmodSync(dirname(folder), 0o777), () => `chmod o-w ${dirname(folder)}`],
    [
      'a configuration that everybody may write',
      () => {
        writeFileSync(join(folder, 'config.json'), '{"version":1}');
        chmodSync(join(folder, 'config.json'), 0o622);
      },
      () => `chmod 600 ${join(folder, 'config.json')}`,
    ],
  ])('%s is refused with the command that mends it', async (_what, spoil, command) => {
    spoil();
    const { code, stdout, stderr } = await status();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/can be changed by others \(mode 0\d+\): it is not used\./);
    expect(mend(stderr)).toBe(command());
    expect((await status()).code).toBe(0);
  });

  test.runIf(isRoot).each([
    ['a token file', () => chownSync(file, somebody, somebody), () => `chown 0 ${file}`],
    ['a folder', () => chownSync(folder, somebody, somebody), () => `chown 0 ${folder}`],
  ])("%s of another user is not root's either", async (_what, spoil, command) => {
    spoil();
    const { code, stderr } = await status();
    expect(code).toBe(1);
    expect(stderr).toContain(`belongs to another user (${somebody}; this is 0): it is not used.`);
    expect(mend(stderr)).toBe(command());
    expect((await status()).code).toBe(0);
  });

  test.runIf(isRoot)('whoever owns the folders further up does not matter: containers have odd homes', async () => {
    chownSync(dirname(folder), somebody, somebody);
    expect((await status()).code).toBe(0);
  });

  test('a lock that others may write is not waited for', async () => {
    const lock = join(folder, '.lock');
    writeFileSync(lock, JSON.stringify({ id: 'aa', host: 'x', pid: 1, started: null }));
    chmodSync(lock, 0o666);
    const { code, stderr } = await globus(['logout', '--yes'], { configDir: folder });
    expect(code).toBe(1);
    expect(stderr).toContain(`The lock ${lock} can be changed by others (mode 0666): it is not waited for.`);
    expect(mend(stderr)).toBe(`rm -r ${lock}`);
  });

  test('a file that only others may read is read', async () => {
    chmodSync(file, 0o644);
    expect((await status()).code).toBe(0);
  });
});

describe.skipIf(isWindows)('links', () => {
  const tokens = { a: { resource_server: 'a', access_token: 'AT', scope: 's', expires_at_seconds: 4e9 } } as never;

  test('a symbolic link stays, and what it leads to is written', async () => {
    const real = join(temporaryFolder(), 'dotfiles', 'tokens.json');
    mkdirSync(dirname(real), { mode: 0o700 });
    renameSync(file, real);
    symlinkSync(real, file);
    await fileStore(folder).write('namespace', tokens);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(lstatSync(real).isSymbolicLink()).toBe(false);
    expect(readFileSync(real, 'utf8')).toContain('"namespace"');
    expect(statSync(real).mode & 0o777).toBe(0o600);
    expect([readdirSync(dirname(real)), readdirSync(folder)]).toEqual([['tokens.json'], ['tokens.json']]);
    chmodSync(dirname(real), 0o777);
    expect((await status()).stderr).toContain(`chmod go-w ${dirname(real)}`);
  });
  test('one that leads to nothing yet, relative and over another one, makes the file there', () => {
    const config = join(folder, 'config.json');
    symlinkSync('over.json', config);
    symlinkSync(join('..', 'elsewhere', 'config.json'), join(folder, 'over.json'));
    configuration(folder).change(() => ({ profile: 'work' }));
    expect(readFileSync(join(folder, '..', 'elsewhere', 'config.json'), 'utf8')).toContain('work');
    expect(configuration(folder).read().profile).toBe('work');
  });
  test('links in a circle are an error in words', async () => {
    symlinkSync('config.json', join(folder, 'config.json'));
    const { code, stderr } = await status();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /The configuration \S+ cannot be read: it is a link, or a part of its path leads in a circle/,
    );
  });
  test('another name of the file keeps the logins of before, and that is said', async () => {
    const other = join(folder, 'other.json');
    linkSync(file, other);
    const before = readFileSync(other, 'utf8');
    const told: string[] = [];
    await fileStore(folder, (text) => told.push(text)).write('namespace', tokens);
    expect(told).toEqual([`${file} had other names (hard links): they keep the logins as they were before.`]);
    expect(readFileSync(other, 'utf8')).toBe(before);
    await fileStore(folder, (text) => told.push(text)).write('namespace', tokens);
    expect(told).toHaveLength(1);
  });
});
