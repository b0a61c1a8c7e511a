import { buildSync } from 'esbuild';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLock } from '../../src/auth/lock.js';
import { InterruptedError } from '../../src/errors.js';
import { thisProcess } from '../../src/owner.js';
import { temporaryFolder } from '../support/globus.js';

const built = mkdtempSync(join(tmpdir(), 'globus-lock-'));
const child = join(built, 'lock-child.mjs');
afterAll(() => rmSync(built, { recursive: true }));
beforeAll(() => {
  buildSync({
    entryPoints: [join(import.meta.dirname, 'lock-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
});
const start = (folder: string, ...more: string[]): ChildProcess =>
  spawn(process.execPath, [child, folder, ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
const ended = (process: ChildProcess) => new Promise<number | null>((done) => process.once('close', done));
/** A file that may be gone the next moment: nothing, then. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return '';
  }
}
/** The number of a process that was, and is no more. */
const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid;
const record = (id: string, more: object = {}) => JSON.stringify({ ...thisProcess(), id, ...more });
const left = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.lock'));
const timed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};
const nothing = () => Promise.resolve();

describe('a lock whose owner was killed', () => {
  test('is taken over at once, with no word', async () => {
    const folder = temporaryFolder();
    const holder = start(folder, '1', '1e9');
    await expect.poll(() => textOf(join(folder, 'inside')), { interval: 1, timeout: 10_000 }).not.toBe('');
    holder.kill('SIGKILL');
    await ended(holder);
    expect(existsSync(join(folder, '.lock'))).toBe(true);
    const said: string[] = [];
    expect(await timed(() => withLock(folder, nothing, { notice: (text) => said.push(text) }))).toBeLessThan(1000);
    expect([said, left(folder)]).toEqual([[], []]);
  });

  test('is taken over although its number belongs to another process by now', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.lock'), record('aa', { pid: process.ppid, started: '1' }));
    if (thisProcess().started === null) return; // start times cannot be read here: age decides, below
    expect(await timed(() => withLock(folder, nothing))).toBeLessThan(1000);
  });

  test('is taken over where those who took it away before were killed, too, and nothing stays behind', async () => {
    const folder = temporaryFolder();
    const pid = deadPid();
    for (const [name, id] of [
      ['.lock', 'aa'],
      ['.lock.aa', 'bb'],
      ['.lock.bb', 'cc'],
      ['.lock.cc', 'dd'],
      ['.lock.ee.new', 'ee'],
    ] as const)
      writeFileSync(join(folder, name), record(id, { pid }));
    expect(await timed(() => withLock(folder, nothing))).toBeLessThan(2000);
    expect(left(folder)).toEqual([]);
  });

  test('never lets two in, whoever is killed when', async () => {
    const folder = temporaryFolder();
    const running = new Set<ChildProcess>();
    const add = () => {
      const process = start(folder);
      running.add(process);
      process.once('close', () => running.delete(process));
    };
    for (let i = 0; i < 6; i += 1) add();
    let kills = 0;
    const rounds = () => textOf(join(folder, 'rounds')).length;
    for (const until = performance.now() + 45_000; performance.now() < until && (kills < 25 || rounds() < 25);) {
      await new Promise((done) => setTimeout(done, 10 + Math.random() * 60));
      // whoever is inside, and sometimes one at whose moment chance is
      const inside = Number(textOf(join(folder, 'inside')));
      const others = [...running].filter(({ pid }) => pid !== inside);
      const victim = kills % 4 === 3 ? others[0] : [...running].find(({ pid }) => pid === inside);
      if (!victim?.kill('SIGKILL')) continue;
      kills += 1;
      running.delete(victim);
      add();
    }
    const rest = [...running].map((process) => (process.kill('SIGKILL'), ended(process)));
    await Promise.all(rest);
    expect(textOf(join(folder, 'wrong'))).toBe('');
    expect(rounds()).toBeGreaterThan(20);
    expect(kills).toBeGreaterThan(20);
    expect(await timed(() => withLock(folder, nothing))).toBeLessThan(2000);
    // one that was killed before it had written its name down leaves a file of nobody, which goes when it is old enough
    await expect.poll(() => withLock(folder, nothing).then(() => left(folder)), { timeout: 5000 }).toEqual([]);
  }, 80_000);

  test('a file that its killed writer left empty goes with a later lock, and not at once', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.lock.ee.new');
    writeFileSync(path, '');
    await withLock(folder, nothing);
    expect(left(folder)).toEqual(['.lock.ee.new']);
    await expect.poll(() => withLock(folder, nothing).then(() => left(folder)), { timeout: 5000 }).toEqual([]);
  });

  test('goes to one of many that wait for it', async () => {
    for (let round = 0; round < 3; round += 1) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, '.lock'), record('aa', { pid: deadPid() }));
      const codes = await Promise.all(Array.from({ length: 6 }, () => ended(start(folder, '3'))));
      expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
      expect([textOf(join(folder, 'wrong')), textOf(join(folder, 'rounds'))]).toEqual(['', '.'.repeat(18)]);
    }
  }, 60_000);
});

describe('a lock of somebody else', () => {
  test('of this machine is waited for, however long ago it was taken; after a second it is said for whom', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.lock');
    writeFileSync(path, record('aa'));
    utimesSync(path, 1, 1);
    const said: string[] = [];
    const work = withLock(folder, nothing, { notice: (text) => said.push(text), patience: 1800 });
    await expect(work).rejects.toThrow(`(process ${process.pid} on `);
    expect(said).toEqual([
      `Waiting for another globus (process ${process.pid} on ${thisProcess().host.split(' ')[0]}), which is changing the logins.`,
    ]);
    expect(readFileSync(path, 'utf8')).toBe(record('aa'));
    expect(left(folder)).toEqual(['.lock']);
  });

  test('of another machine is waited for while it shows that it lives', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.lock'), record('aa', { host: 'elsewhere', pid: 1 }));
    await expect(withLock(folder, nothing, { patience: 1200 })).rejects.toThrow('process 1 on elsewhere');
  });

  test('of another machine that is silent for 15 seconds is taken over', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.lock'), record('aa', { host: 'elsewhere', pid: 1 }));
    const taken = await timed(() => withLock(folder, nothing));
    expect(taken).toBeGreaterThan(14_000);
    expect(taken).toBeLessThan(18_000);
  }, 30_000);

  test('lives as long as its owner works, as others see it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.lock');
    await withLock(folder, async () => {
      const before = statSync(path).mtimeMs;
      await new Promise((done) => setTimeout(done, 5500));
      expect(statSync(path).mtimeMs).toBeGreaterThan(before + 4000);
    });
  }, 20_000);

  test.each([
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a file with something else', (path: string) => writeFileSync(path, '{"pid": 1}')],
    ['a symbolic link to nowhere', (path: string) => symlinkSync('/nonexistent/file', path)],
  ])('%s is nobody’s', async (_what, make) => {
    const folder = temporaryFolder();
    make(join(folder, '.lock'));
    expect(await timed(() => withLock(folder, nothing))).toBeLessThan(2500);
    expect(left(folder)).toEqual([]);
  });

  test('a folder with something in it is left alone, and said', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.lock'));
    writeFileSync(join(folder, '.lock', 'mine'), '');
    const work = withLock(folder, nothing);
    await expect(work).rejects.toThrow(/^The token store cannot be locked: the folder is not empty/);
    expect(existsSync(join(folder, '.lock', 'mine'))).toBe(true);
  }, 30_000);

  test('a wait ends with an interruption', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.lock'), record('aa'));
    const stop = new AbortController();
    const work = withLock(folder, nothing, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(work).rejects.toThrow(InterruptedError);
    expect(left(folder)).toEqual(['.lock']);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a folder that cannot be made holds nobody up: nobody else writes there',
  async () => {
    expect(await withLock('/proc/1/nope', () => 'done')).toBe('done');
  },
);
