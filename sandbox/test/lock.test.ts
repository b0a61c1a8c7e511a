import { buildSync } from 'esbuild';
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../src/state/lock.js';

const above = mkdtempSync(join(tmpdir(), 'sandbox-lock-'));
const program = join(above, 'child.mjs');
afterAll(() => rmSync(above, { recursive: true, force: true }));
beforeAll(() => {
  buildSync({
    entryPoints: [join(import.meta.dirname, 'lock-child.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(above, 'folder-'));
});
const said = (child: ChildProcess) => new Promise<unknown>((done) => child.once('message', done));
const end = (child: ChildProcess) =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done(undefined);
    child.once('exit', done);
    child.kill('SIGKILL');
  });
const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid;
const write = (name: string, holder: object) => writeFileSync(join(folder, name), JSON.stringify(holder));
const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(18)) as [string, string, string];

/** Six processes that try at the same moment; what each said. */
async function sixAtOnce(): Promise<{ children: ChildProcess[]; answers: unknown[] }> {
  const children = Array.from({ length: 6 }, () => fork(program, [folder]));
  await Promise.all(children.map(said));
  const answers = children.map(said);
  for (const child of children) child.send('go');
  return { children, answers: await Promise.all(answers) };
}

test('of six that find the lock of a killed process, one gets in, and again after that one was killed', async () => {
  writeFileSync(join(folder, 'lock'), String(deadPid()));
  for (let round = 0; round < 4; round += 1) {
    const { children, answers } = await sixAtOnce();
    expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
    expect(answers.filter((answer) => /in use by process \d+$/.test(String(answer)))).toHaveLength(5);
    await Promise.all(children.map(end));
    expect(readdirSync(folder)).toEqual(['lock']);
  }
}, 60_000);

test.each([
  ['a number that another process has by now', () => write('lock', { ...mine(), pid: process.ppid, started: '1' })],
  ['nothing that names a process', () => writeFileSync(join(folder, 'lock'), 'x')],
  [
    'processes killed while they took it away',
    () => {
      const pid = deadPid();
      write('lock', { ...mine(), id: ids[0], pid });
      write(`lock.${ids[0]}.claim`, { ...mine(), id: ids[1], pid });
      write(`lock.${ids[0]}.claim.${ids[1]}.claim`, { ...mine(), id: ids[2], pid });
    },
  ],
])('a lock with %s is taken over', (_what, make) => {
  make();
  const unlock = lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  unlock();
  expect(readdirSync(folder)).toEqual([]);
});
const mine = () => ({ id: ids[0], host: hostname(), pid: process.pid, started: null });

test('a draft that another process has not written yet stays, an old one goes', () => {
  const [young, old] = [`lock.${ids[0]}`, `lock.${ids[1]}`];
  for (const name of [young, old]) writeFileSync(join(folder, name), '');
  utimesSync(join(folder, old), 1, 1);
  const unlock = lockFolder(folder);
  expect(readdirSync(folder).sort()).toEqual(['lock', young]);
  unlock();
});

test('a lock of another machine holds while it is touched, and no longer', () => {
  write('lock', { ...mine(), host: 'elsewhere', pid: 1 });
  expect(() => lockFolder(folder)).toThrow('in use by process 1 on elsewhere');
  const before = Date.now() / 1000 - 20;
  utimesSync(join(folder, 'lock'), before, before);
  lockFolder(folder)();
});

test('a lock is touched as long as it is held, and belongs to one within a process, too', async () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
  utimesSync(join(folder, 'lock'), 1, 1);
  await expect.poll(() => statSync(join(folder, 'lock')).mtimeMs, { timeout: 5000 }).toBeGreaterThan(1e12);
  unlock();
  lockFolder(folder)();
});
