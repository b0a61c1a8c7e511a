/** Downloads, uploads, syncs and moves that are killed or interrupted at any moment: nothing wrong ever has a final name, and the same line does the rest. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type DataWorld, dataWorld } from '../support/data-world.js';
import { ensureBuilt, runBuilt } from '../support/built.js';
import { figure, milliseconds, type Random, seed } from '../support/fuzz.js';
import { atRandomMoments, pause, type Trial, tryAtRandom } from '../support/rounds.js';
import { scratch } from '../support/sandbox-user.js';

let world: DataWorld;
let env: Readonly<Record<string, string>>;
let killed: ReturnType<typeof atRandomMoments>;
/** Runs that a signal ended. */
let kills = 0;
let at: (path: string) => string;
const MiB = 1024 * 1024;
const small = 300;

beforeAll(async () => {
  ensureBuilt();
  world = await dataWorld();
  at = (path) => `${world.collection}:${path}`;
  const home = scratch();
  env = { ...world.env, HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config'), GLOBUS_TOKEN_STORE: 'file' };
  killed = atRandomMoments(env);
  writeFileSync(join(world.there, 'big'), randomBytes(96 * MiB));
  mkdirSync(join(world.there, 'tree'));
  for (let i = 0; i < small; i++) writeFileSync(join(world.there, `tree/${i}`), content(i));
});

/** Runs a line three times, each killed at a random moment; stops where one came to its end, or where `check` finds something wrong. */
const killThrice = async (
  name: string,
  line: readonly string[],
  random: Random,
  check: () => string | undefined,
  isOver = () => Promise.resolve(false),
): Promise<string | undefined> => {
  for (let i = 0; i < 3 && !(await isOver()); i++) {
    const sent = random.next() < 0.75 ? 'SIGKILL' : 'SIGINT';
    const { code, signal } = await killed(name, line, sent, random);
    const wasEnded = signal !== null || code === 130;
    if (wasEnded) kills++;
    const wrong = check();
    if (wrong !== undefined) return wrong;
    if (!wasEnded) return code === 0 || (await isOver()) ? undefined : `${sent}: exit ${code}`;
  }
  return undefined;
};

const content = (i: number) => Buffer.alloc(4096, `file ${i} `);
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const again = async (argv: readonly string[]) => {
  const { code, stderr } = await runBuilt(argv, { env });
  return code === 0 ? undefined : `run again, exit ${code}: ${stderr}`;
};
/** What is wrong with the files of a folder that have a final name. */
const wrongIn = (folder: string): string | undefined => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  const bad = names.filter((name) => !readFileSync(join(folder, name)).equals(content(Number(name))));
  return bad.length ? `${bad.join(', ')} is not whole` : undefined;
};

const submissions = () => join(env['GLOBUS_CONFIG_DIR'] ?? '', 'submissions');
/** Whether the only record there is says that nothing is left to do. */
const isOver = (): boolean =>
  existsSync(submissions()) &&
  readdirSync(submissions(), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .some((name) => readFileSync(join(submissions(), name), 'utf8').includes('"isOver":true'));
/** The tasks whose label begins so; those of the parts end in ` 1/6`. */
const tasksLabelled = async (label: string): Promise<number> => {
  const list = (await world.ask('transfer', 'GET', '/v0.10/task_list?limit=1000')) as {
    DATA: { label: string | null }[];
  };
  return list.DATA.filter((task) => task.label?.startsWith(`${label} `)).length;
};

const trials: Readonly<Record<string, Trial>> = {
  download: async (random, round) => {
    const to = join(world.here, `big-${round}`);
    const line = ['get', at('/big'), to];
    const whole = digest(join(world.there, 'big'));
    const named = () => (existsSync(to) && digest(to) !== whole ? 'a file that is not whole has the name' : undefined);
    const trouble =
      (await killThrice('download', line, random, named)) ??
      (await again(line)) ??
      (digest(to) === whole ? undefined : 'it is not the same');
    const left = readdirSync(world.here).filter((name) => name.startsWith(`.big-${round}.`));
    rmSync(to, { force: true });
    return trouble ?? (left.length ? `${left.join(', ')} is left` : undefined);
  },
  upload: async (random, round) => {
    const from = join(world.here, 'up');
    const [before, after] = [randomBytes(24 * MiB), randomBytes(32 * MiB)];
    const there = join(world.there, `up-${round}`);
    writeFileSync(there, before);
    writeFileSync(from, after);
    const line = ['put', from, at(`/up-${round}`)];
    const named = () => {
      const now = readFileSync(there);
      return now.equals(before) || now.equals(after) ? undefined : `${now.length} bytes that are neither have the name`;
    };
    const trouble = (await killThrice('upload', line, random, named)) ?? (await again(line));
    const same = readFileSync(there).equals(after);
    rmSync(there);
    return trouble ?? (same ? undefined : 'it is not the same');
  },
  'many small down': async (random, round) => {
    const to = join(world.here, `tree-${round}`);
    const line = ['cp', '-r', '-u', at('/tree'), `${to}/`];
    const named = () => wrongIn(join(to, 'tree'));
    const wrong = (await killThrice('many small down', line, random, named)) ?? (await again(line)) ?? named();
    const names = readdirSync(join(to, 'tree'));
    rmSync(to, { recursive: true });
    return (
      wrong ??
      (names.length === small
        ? undefined
        : `${names.length} files of ${small}, ${names.filter((name) => name.startsWith('.')).join()}`)
    );
  },
  'many small up': async (random, round) => {
    const to = join(world.there, `sent-${round}`);
    const line = ['cp', '-r', '-u', join(world.there, 'tree'), at(`/sent-${round}/`)];
    const named = () => wrongIn(join(to, 'tree'));
    const wrong = (await killThrice('many small up', line, random, named)) ?? (await again(line)) ?? named();
    const names = readdirSync(join(to, 'tree')).filter((name) => !name.startsWith('.'));
    rmSync(to, { recursive: true });
    return wrong ?? (names.length === small ? undefined : `${names.length} files of ${small}`);
  },
  sync: async (random, round) => {
    const [from, to] = [join(world.here, `from-${round}`), join(world.there, `synced-${round}`)];
    cpSync(join(world.there, 'tree'), from, { recursive: true });
    mkdirSync(to);
    for (let i = 0; i < 20; i++) writeFileSync(join(to, String(small + i)), content(small + i));
    const line = ['sync', '--delete', '--yes', from, at(`/synced-${round}`)];
    // what is extra goes once all the rest has come
    const named = () => {
      const names = readdirSync(to).filter((name) => !name.startsWith('.'));
      const extras = names.filter((name) => Number(name) >= small).length;
      if (extras < 20 && names.length - extras < small) return 'something was deleted before all was copied';
      return wrongIn(to) ?? wrongIn(from);
    };
    const wrong = (await killThrice('sync', line, random, named)) ?? (await again(line)) ?? named();
    const left = [from, to].map((folder) => readdirSync(folder).length);
    for (const folder of [from, to]) rmSync(folder, { recursive: true });
    return wrong ?? (left.every((count) => count === small) ? undefined : `${left.join(' and ')} files of ${small}`);
  },
  mv: async (random, round) => {
    const isUp = round % 2 === 0;
    const [from, to] = [world.here, world.there].map((folder) => join(folder, `moved-${round}`));
    const [source = '', target = ''] = isUp ? [from, to] : [to, from];
    cpSync(join(world.there, 'tree'), source, { recursive: true });
    for (const path of [...readdirSync(source).map((name) => join(source, name)), source]) utimesSync(path, 1e9, 1e9);
    const line = isUp ? ['mv', source, at('/')] : ['mv', at(`/moved-${round}`), `${world.here}/`];
    // each file is whole on one side, whatever happened
    const named = () => {
      const names = [source, target].flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []));
      const all = new Set(names.filter((name) => !name.startsWith('.')));
      return all.size === small ? (wrongIn(source) ?? wrongIn(target)) : `${all.size} files are left of ${small}`;
    };
    // a task that deletes goes on without the line that had it made
    const isOver = async () => {
      for (let i = 0; i < 20 && existsSync(source) && readdirSync(source).length < small; i++) await pause(100);
      return !existsSync(source);
    };
    let wrong = await killThrice('mv', line, random, named, isOver);
    if (wrong === undefined && !(await isOver())) {
      const failed = await again(line);
      if (!(await isOver())) wrong = failed;
    }
    wrong ??= named() ?? (existsSync(source) ? 'the source is still there' : undefined);
    for (const folder of [source, target]) rmSync(folder, { recursive: true, force: true });
    return wrong;
  },
  'submissions in parts': async (random, round) => {
    const [to, label] = [join(world.other, `parts-${round}`), `parts-${round}`];
    const line = ['cp', at('/tree/*'), `${world.second}:/parts-${round}/`, '--items-per-task', '50', '--label', label];
    rmSync(submissions(), { recursive: true, force: true });
    let trouble: string | undefined;
    // what was killed once all of it was over is new work, and not the rest of the old
    for (let i = 0; i < 3 && !isOver(); i++) {
      const { signal } = await killed('submissions in parts', line, 'SIGKILL', random);
      if (signal !== null) kills++;
    }
    if (!isOver()) trouble = await again(line);
    trouble ??= wrongIn(to);
    const tasks = await tasksLabelled(label);
    const names = existsSync(to) ? readdirSync(to) : [];
    rmSync(to, { recursive: true, force: true });
    if (trouble ?? names.length !== small) return trouble ?? `${names.length} files of ${small}`;
    return tasks === small / 50 ? undefined : `${tasks} tasks in the place of ${small / 50}`;
  },
};

test(
  `a kill leaves nothing wrong under a final name (seed ${seed})`,
  async () => {
    const { round, wrong } = await tryAtRandom('data kills', 10, trials);
    expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(round).toBeGreaterThan(0);
    figure(
      'lines of downloads, uploads, syncs, moves and submissions in parts, killed at any moment',
      `${kills} kills, nothing wrong`,
    );
  },
  milliseconds * 3 + 120_000,
);
