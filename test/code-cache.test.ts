import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openCodeCache } from '../src/code-cache.js';
import { ensureBuilt, runBuilt } from './support/built.js';
import { temporaryFolder } from './support/globus.js';

beforeAll(ensureBuilt);
const isUnix = process.platform !== 'win32';

const kept = (home: string) => openCodeCache({ XDG_CACHE_HOME: home }, 'build-start');
const keep = (home: string, ran: readonly string[], text: string) => kept(home).keep(ran, () => Buffer.from(text));
const fileIn = (home: string) => join(home, 'globus', readdirSync(join(home, 'globus'))[0] ?? '');

test('what was compiled is kept for its owner alone, and more of it as more has run', () => {
  const home = temporaryFolder();
  expect(kept(home).data).toBeUndefined();
  keep(home, ['a'], 'code\nof a');
  expect(kept(home).data?.toString()).toBe('code\nof a');
  keep(home, ['a'], 'not again');
  expect(kept(home).data?.toString()).toBe('code\nof a');
  keep(home, ['b'], 'code of a and b');
  keep(home, ['b', 'a'], 'not again');
  expect(kept(home).data?.toString()).toBe('code of a and b');
  expect([statSync(fileIn(home)).mode & 0o777, statSync(join(home, 'globus')).mode & 0o777]).toEqual([0o600, 0o700]);
});

test.skipIf(!isUnix)('nothing is taken from a file or folder that others can write to, nor through a link', () => {
  const home = temporaryFolder();
  keep(home, ['a'], 'code');
  const [folder, file] = [join(home, 'globus'), fileIn(home)];
  for (const mode of [0o777, 0o770, 0o702]) {
    chmodSync(folder, mode);
    expect([mode, kept(home).data]).toEqual([mode, undefined]);
    keep(home, ['b'], 'more'); // nor is anything put there
  }
  chmodSync(folder, 0o700);
  expect(kept(home).data?.toString()).toBe('code');
  chmodSync(file, 0o620);
  expect(kept(home).data).toBeUndefined();
  const elsewhere = temporaryFolder();
  mkdirSync(join(elsewhere, 'globus'), { mode: 0o700 });
  symlinkSync(file, join(elsewhere, 'globus', file.split('/').at(-1) ?? ''));
  chmodSync(file, 0o600);
  expect(kept(elsewhere).data).toBeUndefined();
  const linked = temporaryFolder();
  symlinkSync(folder, join(linked, 'globus'));
  expect(kept(linked).data).toBeUndefined();
});

test('what was not written for a month goes with the next that is kept, and files of others stay', () => {
  const home = temporaryFolder();
  const folder = join(home, 'globus');
  mkdirSync(folder, { mode: 0o700 });
  const past = new Date(Date.now() - 31 * 86_400_000);
  for (const name of ['old-start-v20.1.0-x64', 'old-start-v20.1.0-x64.123', 'notes.txt', 'new-start-v20.1.0-x64']) {
    writeFileSync(join(folder, name), '');
    if (!name.startsWith('new')) utimesSync(join(folder, name), past, past);
  }
  keep(home, ['a'], 'code');
  expect(readdirSync(folder).sort()).toEqual([
    `build-start-${process.version}-${process.arch}`,
    'new-start-v20.1.0-x64',
    'notes.txt',
  ]);
});

test('a folder that cannot be written to is no trouble, and leaves nothing behind', () => {
  const home = temporaryFolder();
  writeFileSync(join(home, 'globus'), 'a file where the folder belongs');
  keep(home, ['a'], 'code');
  expect(readdirSync(home)).toEqual(['globus']);
});

test('the program keeps its code, runs with it, and runs with what is damaged or of another build', async () => {
  const home = temporaryFolder();
  const run = () => runBuilt(['version'], { env: { XDG_CACHE_HOME: home } });
  const first = await run();
  expect([first.code, first.stderr]).toEqual([0, '']);
  const names = readdirSync(join(home, 'globus'));
  expect(names.some((name) => name.includes('-start-'))).toBe(true);
  expect(await run()).toEqual(first);
  const start = join(home, 'globus', names.find((name) => name.includes('-start-')) ?? '');
  const good = readFileSync(start);
  for (const bad of [
    Buffer.alloc(0),
    good.subarray(0, 200),
    Buffer.from('start\nnonsense'),
    Buffer.concat([Buffer.from('x\n'), Buffer.alloc(good.length)]),
    // as a disk leaves it that lost its power: run, it would end the process
    ...[0.1, 0.5, 0.9].map((part) => {
      const at = Math.floor((good.length * part) / 4096) * 4096;
      return Buffer.concat([good.subarray(0, at), Buffer.alloc(4096), good.subarray(at + 4096)]);
    }),
  ]) {
    writeFileSync(start, bad);
    expect(await run()).toEqual(first);
  }
  expect(readFileSync(start).length).toBeGreaterThan(10_000);
});

test.skipIf(process.platform !== 'linux')('a folder that no other can be made in holds no run up', async () => {
  const { code, stdout } = await runBuilt(['version'], { env: { XDG_CACHE_HOME: '/proc' } });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Installed version') });
});
