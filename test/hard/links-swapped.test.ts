/** Somebody else may write in the folder that is copied, and puts a link in the place of its folders all the time: nothing beyond it is written, deleted or sent. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt, runBuilt } from '../support/built.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';
import { figure, seed } from '../support/fuzz.js';
import { type Trial, tryAtRandom } from '../support/rounds.js';
import { scratch } from '../support/sandbox-user.js';

let world: DataWorld;
let env: Readonly<Record<string, string>>;
/** The folder of somebody who copies, and of nobody else. */
let mine: string;
let lines = 0;
let swaps = 0;
const names = Array.from({ length: 40 }, (_, i) => `file-${i}`);
const folders = Array.from({ length: 6 }, (_, i) => `folder-${i}`);
const secret = 'this is of the own folder and of no other';

beforeAll(async () => {
  ensureBuilt();
  world = await dataWorld();
  const home = scratch();
  env = { ...world.env, HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config'), GLOBUS_TOKEN_STORE: 'file' };
  mine = join(home, 'mine');
  mkdirSync(mine);
  tree(join(world.there, 'tree'), 'content');
});

function tree(at: string, content: string): void {
  for (const folder of folders) {
    mkdirSync(join(at, folder), { recursive: true });
    for (const name of names) writeFileSync(join(at, folder, name), content);
  }
}
const keepMine = (kept: readonly string[]) => {
  for (const name of readdirSync(mine)) rmSync(join(mine, name), { recursive: true });
  for (const name of kept) writeFileSync(join(mine, name), secret);
};
const wrongWithMine = (kept: readonly string[]): string | undefined => {
  const now = readdirSync(mine).sort();
  if (now.join() !== [...kept].sort().join()) return `beyond the link there is ${now.join(', ') || 'nothing'}`;
  return now.some((name) => readFileSync(join(mine, name), 'utf8') !== secret) ? 'a file was written to' : undefined;
};

const swapping = `
const { renameSync, symlinkSync, unlinkSync } = require('node:fs');
const [, at, to, ...folders] = process.argv;
let swaps = 0, isOver = false;
const tried = (work) => { try { work(); } catch { /* it is not there for a moment */ } };
process.on('SIGTERM', () => (isOver = true));
const round = () => {
  for (const folder of folders) {
    const [path, aside] = [at + '/' + folder, at + '/.' + folder + '.aside'];
    tried(() => { renameSync(path, aside); symlinkSync(to, path); swaps += 1; });
    for (const until = performance.now() + 0.3; performance.now() < until;);
    tried(() => unlinkSync(path));
    tried(() => renameSync(aside, path));
  }
  if (isOver) process.stdout.write(String(swaps), () => process.exit());
  else setImmediate(round);
};
round();`;

/** Runs a line while the folders of `at` are links to the own folder again and again. */
async function whileSwapped(at: string, line: readonly string[]): Promise<void> {
  const swapper: ChildProcess = spawn(process.execPath, ['-e', swapping, at, mine, ...folders]);
  let told = '';
  swapper.stdout?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ended = new Promise((done) => swapper.on('close', done));
  const { code, stderr } = await runBuilt(line, { env });
  swapper.kill('SIGTERM');
  await ended;
  lines += 1;
  swaps += Number(told);
  // a file may be refused; what is said about it is of this machine's folders, by their names
  expect(code, stderr).toBeLessThan(2);
  expect(stderr).not.toContain('/proc/');
  expect(stderr).not.toContain('This is a bug');
}

const trials: Readonly<Record<string, Trial>> = {
  down: async (_, round) => {
    keepMine([]);
    const to = join(world.here, `down-${round}`);
    for (const folder of folders) mkdirSync(join(to, folder), { recursive: true });
    await whileSwapped(to, ['cp', '-r', '--parallel', '4', `${world.collection}:/tree/*`, `${to}/`]);
    rmSync(to, { recursive: true, force: true });
    return wrongWithMine([]);
  },
  'sync --delete': async (_, round) => {
    keepMine(names);
    const [to, from] = [join(world.here, `synced-${round}`), join(world.there, `none-${round}`)];
    tree(to, 'extra');
    mkdirSync(from);
    await whileSwapped(to, ['sync', '--delete', '--yes', `${world.collection}:/none-${round}`, to]);
    for (const folder of [to, from]) rmSync(folder, { recursive: true, force: true });
    return wrongWithMine(names);
  },
  up: async (_, round) => {
    keepMine(names);
    const [from, to] = [join(world.here, `up-${round}`), join(world.there, `sent-${round}`)];
    tree(from, 'shared');
    await whileSwapped(from, ['cp', '-r', from, `${world.collection}:/sent-${round}`]);
    const sent = readdirSync(to, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const leaked = sent.filter((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8') === secret);
    for (const folder of [from, to]) rmSync(folder, { recursive: true, force: true });
    return leaked.length ? `${leaked.length} files of the own folder were sent` : wrongWithMine(names);
  },
  mv: async (_, round) => {
    keepMine(names);
    const [from, to] = [join(world.here, `moved-${round}`), join(world.there, `came-${round}`)];
    tree(from, 'shared');
    await whileSwapped(from, ['mv', from, `${world.collection}:/came-${round}`]);
    for (const folder of [from, to]) rmSync(folder, { recursive: true, force: true });
    return wrongWithMine(names);
  },
};

test(`links that others put in the place of folders lead nowhere (seed ${seed})`, { timeout: 3_600_000 }, async () => {
  const { wrong } = await tryAtRandom('links swapped', 8, trials);
  figure(
    'lines that copy, sync and move while folders are swapped for links',
    `${lines} lines, ${swaps} links, ${wrong.length} led anywhere`,
  );
  expect(wrong).toEqual([]);
  expect(swaps).toBeGreaterThan(lines);
});
