/** Every command for data, with its services failing now and then: what it is to do is done, without a word. Against a sandbox. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';
import type { Result } from '../support/globus.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);
afterEach(() => world.noFaults());

const tree = { 'run/a.txt': 'a', 'run/b.h5': 'bb', 'run/deep/c.txt': 'ccc' };
const inRun = { 'a.txt': 'a', 'b.h5': 'bb', 'deep/c.txt': 'ccc' };
const at = (path: string) => `${world.collection}:${path}`;
const into = (path: string) => `${world.second}:${path}`;
interface Line {
  readonly argv: () => readonly string[];
  /** What there is to be afterwards, as it is there. */
  readonly found: (result: Result) => unknown;
  readonly expected: unknown;
}
const [here, there, other] = [() => world.here, () => world.there, () => world.other].map(
  (folder) => () => harvest(folder()),
) as [() => object, () => object, () => object];
const printed = ({ stdout }: Result) => stdout.trim().split('\n').sort().join(' ');
const local = { 'up/x': 'x', 'up/deep/y': 'yy' };
const lines: Readonly<Record<string, Line>> = {
  get: { argv: () => ['get', at('/run/a.txt')], found: here, expected: { ...local, 'a.txt': 'a' } },
  put: { argv: () => ['put', 'up/x', at('/run/x')], found: there, expected: { ...tree, 'run/x': 'x' } },
  cat: { argv: () => ['cat', at('/run/a.txt'), at('/run/b.h5')], found: printed, expected: 'abb' },
  head: { argv: () => ['head', '-c', '2', at('/run/deep/c.txt')], found: printed, expected: 'cc' },
  tail: { argv: () => ['tail', '-n', '1', at('/run/deep/c.txt')], found: printed, expected: 'ccc' },
  edit: { argv: () => ['edit', at('/run/a.txt')], found: there, expected: { ...tree, 'run/a.txt': 'amore\n' } },
  'mkdir -p': { argv: () => ['mkdir', '-p', at('/new/er')], found: there, expected: { ...tree, 'new/er/': '' } },
  'cp down': { argv: () => ['cp', '-r', at('/run'), 'got'], found: here, expected: below({ ...local }, 'got') },
  'cp up': {
    argv: () => ['cp', '-r', 'up', at('/sent/')],
    found: there,
    expected: { ...tree, 'sent/up/x': 'x', 'sent/up/deep/y': 'yy' },
  },
  'cp between': { argv: () => ['cp', '-r', at('/run'), into('/')], found: other, expected: tree },
  'cp of a pattern': {
    argv: () => ['cp', at('/run/**/*.txt'), into('/t')],
    found: other,
    expected: { 't/a.txt': 'a', 't/deep/c.txt': 'ccc' },
  },
  'mv down': {
    argv: () => ['mv', at('/run'), '.'],
    found: () => [here(), there()],
    expected: [{ ...local, ...tree }, {}],
  },
  'mv up': { argv: () => ['mv', 'up', at('/')], found: () => [here(), there()], expected: [{}, { ...tree, ...local }] },
  'mv of a file': {
    argv: () => ['mv', at('/run/a.txt'), 'a'],
    found: () => [here(), Object.keys(there())],
    expected: [{ ...local, a: 'a' }, ['run/b.h5', 'run/deep/c.txt']],
  },
  'mv between': { argv: () => ['mv', at('/run'), into('/')], found: () => [other(), there()], expected: [tree, {}] },
  'sync --plan': {
    argv: () => ['sync', '--plan', at('/run'), 'up'],
    found: ({ stderr }) => stderr,
    expected: expect.stringContaining('3 new, 0 changed, 2 extra'),
  },
  'sync down': { argv: () => ['sync', '--delete', '--yes', at('/run'), 'up'], found: here, expected: below({}, 'up') },
  'sync up': {
    argv: () => ['sync', '--delete', '--yes', 'up', at('/run')],
    found: there,
    expected: { 'run/x': 'x', 'run/deep/y': 'yy' },
  },
  'sync between': { argv: () => ['sync', '--delete', '--yes', at('/run'), into('/')], found: other, expected: inRun },
  check: { argv: () => ['check', '--by', 'content', at('/run'), at('/run')], found: ({ code }) => code, expected: 0 },
  du: { argv: () => ['du', '--summarize', at('/run'), '--jmespath', 'DATA[0].bytes'], found: printed, expected: '6' },
  find: { argv: () => ['find', at('/'), '--name', '*.txt'], found: printed, expected: '/run/a.txt /run/deep/c.txt' },
  tree: { argv: () => ['tree', at('/run')], found: ({ stdout }) => stdout.split('\n').length, expected: 5 },
  manifest: {
    argv: () => ['transfer', at('/run'), into('/m'), '--manifest', 'list.csv', '--items-per-task', '1', '--wait'],
    found: other,
    expected: { 'm/a.txt': 'a', 'm/b.h5': 'bb' },
  },
};
function below(more: Record<string, string>, folder: string): Record<string, string> {
  return { ...more, ...Object.fromEntries(Object.entries(inRun).map(([path, text]) => [`${folder}/${path}`, text])) };
}

const lists = { manifest: { 'list.csv': 'source,destination\na.txt,a.txt\nb.h5,b.h5\n' } } as Record<
  string,
  Record<string, string>
>;

describe.each([
  ['a dropped connection', { effect: { type: 'drop' }, count: 2 }],
  ['an answer cut short', { effect: { type: 'cut' }, count: 1 }],
  ['503', { effect: { type: 'status', status: 503 }, count: 2 }],
  ['429', { effect: { type: 'rate_limit', retry_after: 0 }, count: 2 }],
  ['an expired token', { effect: { type: 'expired_token' }, count: 1 }],
  ['a slow network', { effect: { type: 'latency', ms: 100 }, count: 4 }],
])('with %s', (_, rule) => {
  test.each(Object.entries(lines))('%s', async (name, { argv, found, expected }) => {
    for (const folder of [world.there, world.other, world.here])
      for (const each of readdirSync(folder)) rmSync(join(folder, each), { recursive: true });
    plant(world.there, tree);
    plant(world.here, { ...local, ...lists[name] });
    for (const service of ['https', 'transfer'])
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) await world.fault({ service, method, ...rule });
    const result = await world.done(argv(), { env: { EDITOR: `sh -c 'echo more >> "$1"' --` } });
    expect(found(result)).toEqual(expected);
  });
});

test.each([
  ['cp', '*/transfer'],
  ['mv', '*/transfer'],
  ['mv', '*/delete'],
])('%s, the answer of %s lost: no option is named that it has not', async (command, path) => {
  await world.noFaults();
  plant(world.there, { 'lost.txt': 'lost' });
  await world.fault({ service: 'transfer', method: 'POST', path, effect: { type: 'cut' } });
  const { code, stderr } = await world.run([command, at('/lost.txt'), into(`/lost-${command}-${path.slice(2)}`)]);
  await world.noFaults();
  expect([code, stderr]).toEqual([1, expect.stringContaining('may have been accepted')]);
  expect(stderr).not.toContain('--submission-id');
});
