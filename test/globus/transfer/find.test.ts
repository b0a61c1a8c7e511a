import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIn, sizeWanted, type Wanted } from '../../../src/globus/transfer/find.js';
import { branches, folderSizes } from '../../../src/globus/transfer/tree.js';
import type { FoundInTree } from '../../../src/globus/transfer/walk.js';

const row = (relative: string, over: Partial<FoundInTree> = {}): FoundInTree => ({
  name: relative.split('/').at(-1) ?? '',
  type: 'file',
  size: 1,
  last_modified: '2026-03-01 10:00:00+00:00',
  permissions: '0644',
  user: null,
  group: null,
  relative,
  depth: relative.split('/').length - 1,
  isLast: false,
  ...over,
});
async function* each<T>(rows: readonly T[]) {
  for (const one of rows) yield await Promise.resolve(one);
}
const dir = (relative: string) => row(relative, { type: 'dir', size: 4096 });
const tree = [
  dir('runs'),
  row('runs/a.h5', { size: 2_000_000 }),
  dir('runs/deep'),
  row('runs/deep/b.h5', { size: 5 }),
  row('runs/link', { type: 'dir', link_target: '/elsewhere' }),
  row('old.txt', { last_modified: '2020-01-01 00:00:00+00:00', size: 10 }),
];

describe('what is found', () => {
  const found = async (wanted: Partial<Wanted>) => {
    const paths: string[] = [];
    for await (const { path } of findIn('/data', each(tree), { names: [], types: [], sizes: [], ...wanted }, () => {}))
      paths.push(path);
    return paths;
  };
  test.each<[string, Partial<Wanted>, string[]]>([
    ['one of several names', { names: ['*.h5', 'old*'] }, ['/data/runs/a.h5', '/data/runs/deep/b.h5', '/data/old.txt']],
    ['folders, and no links to them', { types: ['dir'] }, ['/data/runs', '/data/runs/deep']],
    ['links', { types: ['link'] }, ['/data/runs/link']],
    ['what is older', { older: new Date('2021-01-01') }, ['/data/old.txt']],
    ['what is newer', { newer: new Date('2021-01-01'), names: ['b*'] }, ['/data/runs/deep/b.h5']],
    [
      'a range of sizes, of files only',
      { sizes: [sizeWanted('+4')!, sizeWanted('-1M')!] },
      ['/data/runs/deep/b.h5', '/data/old.txt'],
    ],
  ])('%s', async (_, wanted, paths) => expect(await found(wanted)).toEqual(paths));
});

describe('sizes', () => {
  test.each([
    ['+10M', 'more', 10_000_000],
    ['-4Ki', 'less', 4096],
    ['0', 'exactly', 0],
    ['1.5kB', 'exactly', 1500],
    ['2GiB', 'exactly', 2 * 1024 ** 3],
  ])('%s', (text, than, bytes) => expect(sizeWanted(text)).toEqual({ than, bytes }));
  test.each(['', 'ten', '10X', '1i', '--4', '+', '99999999999999P'])('%j is none', (text) =>
    expect(sizeWanted(text)).toBeUndefined(),
  );
});

describe('sizes of folders', () => {
  const sums = async (rows: readonly FoundInTree[], depth?: number) => {
    const all: string[] = [];
    for await (const { path, bytes, files, folders } of folderSizes('/data', each(rows), depth))
      all.push(`${path} ${bytes} ${files} ${folders}`);
    return all;
  };
  test('each after those below it', async () => {
    expect(await sums(tree)).toEqual(['/data/runs/deep 5 1 0', '/data/runs 2000005 3 1', '/data 2000015 4 2']);
    expect(await sums(tree, 1)).toEqual(['/data/runs 2000005 3 1', '/data 2000015 4 2']);
    expect(await sums(tree, 0)).toEqual(['/data 2000015 4 2']);
    expect(await sums([])).toEqual(['/data 0 0 0']);
  });
  test('of any tree: what all files have together', async () => {
    type Node = number | { readonly [name: string]: Node };
    const node = fc.letrec<{ node: Node }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.nat(1000),
        fc.dictionary(fc.stringMatching(/^[a-z]$/), tie('node'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).node;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.stringMatching(/^[a-z]$/), node, { noNullPrototype: true }), async (root) => {
        const rows: FoundInTree[] = [];
        let [bytes, files] = [0, 0];
        const list = (inner: { readonly [name: string]: Node }, at: string) => {
          for (const [name, child] of Object.entries(inner)) {
            if (typeof child === 'number') {
              rows.push(row(at + name, { size: child }));
              bytes += child;
              files++;
            } else {
              rows.push(dir(at + name));
              list(child, `${at}${name}/`);
            }
          }
        };
        list(root, '');
        const folders = rows.filter(({ type }) => type === 'dir').length;
        const all = await sums(rows);
        expect(all.at(-1)).toBe(`/data ${bytes} ${files} ${folders}`);
        expect(all).toHaveLength(folders + 1);
      }),
      { numRuns: 100 },
    );
  });
});

test('a tree is drawn by what is last', () => {
  const branch = branches();
  const drawn = [
    row('a', { type: 'dir' }),
    row('a/x', { isLast: false }),
    row('a/y', { isLast: true }),
    row('b', { isLast: true }),
    row('b/z', { isLast: true }),
  ].map((each) => branch(each) + each.name);
  expect(drawn).toEqual(['├── a', '│   ├── x', '│   └── y', '└── b', '    └── z']);
});
