import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { makeFolder, removeTemporary, temporaryFolder as newTemporaryFolder } from '../src/new-folder.js';
import { temporaryFolder } from './support/globus.js';

afterEach(() => vi.unstubAllEnvs());
const isUnix = process.platform !== 'win32';

test.skipIf(!isUnix)(
  'folders that are missing are made with their mode, whatever the umask; others stay as they are',
  () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'there'), { mode: 0o755 });
    const before = process.umask(0o077);
    makeFolder(join(root, 'there', 'a', 'b'), 0o750);
    process.umask(before);
    makeFolder(join(root, 'there'), 0o700);
    const modeOf = (...path: string[]) => statSync(join(root, ...path)).mode & 0o777;
    expect([modeOf('there'), modeOf('there', 'a'), modeOf('there', 'a', 'b')]).toEqual([0o755, 0o750, 0o750]);
  },
);

test('what is no folder is not taken for one, and a link to a folder is', () => {
  const root = temporaryFolder();
  writeFileSync(join(root, 'file'), '');
  symlinkSync(root, join(root, 'link'));
  expect(() => makeFolder(join(root, 'file'))).toThrow('EEXIST');
  expect(() => makeFolder(join(root, 'file', 'below'))).toThrow('ENOTDIR');
  makeFolder(join(root, 'link', 'below'));
  expect(statSync(join(root, 'below')).isDirectory()).toBe(true);
  symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
  expect(() => makeFolder(join(root, 'broken'))).toThrow('EEXIST');
});

test.skipIf(process.platform !== 'linux')('a place that takes no folders is told of, not tried for ever', () => {
  expect(() => makeFolder('/proc/none')).toThrow('ENOENT');
  expect(() => makeFolder('/proc/none/below/that')).toThrow('ENOENT');
});

test.skipIf(!isUnix)('where no temporary folder can be made, TMPDIR is named', () => {
  const made = newTemporaryFolder('globus-tried-');
  expect(statSync(made).mode & 0o777).toBe(0o700);
  rmSync(made, { recursive: true });
  vi.stubEnv('TMPDIR', join(temporaryFolder(), 'none'));
  expect(() => newTemporaryFolder('globus-tried-')).toThrow(
    /^No temporary folder can be made in .*none: there is no such file or folder/,
  );
});

test.skipIf(!isUnix)('a folder is removed although a program still makes files in it', async () => {
  const made = newTemporaryFolder('globus-tried-');
  const script =
    'mkdir -p a/b; for i in $(seq 400); do for j in $(seq 20); do : > a/b/$i-$j; done; [ $i = 20 ] && echo; done';
  const child = spawn('sh', ['-c', script], { cwd: made, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  removeTemporary(made);
  await ended;
  expect(existsSync(made)).toBe(false);
});
