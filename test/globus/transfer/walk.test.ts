import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NetworkError, ServiceError } from '../../../src/errors.js';
import { Pace } from '../../../src/globus/transfer/pace.js';
import { listFolder, listTree } from '../../../src/globus/transfer/folder.js';
import { type Found, walk, walkTree, type WalkOptions } from '../../../src/globus/transfer/walk.js';
import type { FileEntry, FileList } from '../../../src/services/transfer.js';

type Tree = { readonly [name: string]: Tree | null | Error };
const root: Tree = {
  b: { 'two.txt': null, deep: { deeper: { 'end.txt': null } } },
  a: { 'one.txt': null },
  'top.csv': null,
};
const refusal = new ServiceError('Permission denied', { service: 'transfer', status: 403 });

/** Transfer over a tree of names; files are null, and a folder that is an error cannot be listed. */
function transferOver(tree: Tree) {
  const calls: Readonly<Record<string, unknown>>[] = [];
  let [open, most] = [0, 0];
  const listDirectory = async (_endpoint: string, query: Readonly<Record<string, string | undefined>>) => {
    calls.push(query);
    most = Math.max(most, ++open);
    await new Promise((done) => setTimeout(done, 1));
    open--;
    const names = (query['path'] ?? '/').split('/').filter(Boolean);
    const at = names.reduce<Tree[string]>((folder, name) => (folder as Tree)[name] ?? null, tree);
    if (at instanceof Error) throw at;
    const DATA = Object.entries(at ?? {}).map(([name, inner]) => ({ name, type: inner === null ? 'file' : 'dir' }));
    return { path: '/', DATA } as unknown as FileList;
  };
  return { transfer: { listDirectory } as never, calls, most: () => most };
}
const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
const paceOf = (most: number) => new Pace(clock, { first: most, most });
async function walked(
  tree: Tree,
  { concurrency = 4, ...over }: Partial<WalkOptions> & { readonly concurrency?: number } = {},
) {
  const { transfer, ...seen } = transferOver(tree);
  const [cut, refused]: string[][] = [[], []];
  const start = await (transfer as { listDirectory: (e: string, q: object) => Promise<FileList> }).listDirectory(
    'E',
    {},
  );
  const rows: string[] = [];
  const options: WalkOptions = {
    query: {},
    depthLimit: 9,
    pace: paceOf(concurrency),
    onCut: (path) => cut!.push(path),
    onRefused: (path) => refused!.push(path),
    ...over,
  };
  for await (const { relative } of walk(transfer, 'E', start, '/', options)) rows.push(relative);
  return { rows, cut, refused, ...seen };
}

describe('a walk', () => {
  test('goes level by level, each folder together, whatever comes first', async () => {
    const inTurn = await walked(root, { concurrency: 1 });
    expect(inTurn.rows).toEqual([
      ...['b', 'a', 'top.csv', 'b/two.txt', 'b/deep', 'a/one.txt', 'b/deep/deeper', 'b/deep/deeper/end.txt'],
    ]);
    expect((await walked(root)).rows).toEqual(inTurn.rows);
  });
  test('asks for as many folders at once as it may, and no more', async () => {
    const wide = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`d${i}`, {}]));
    expect((await walked(wide, { concurrency: 3 })).most()).toBe(3);
  });
  test('tells what it does not open, and goes on', async () => {
    const { rows, cut, refused } = await walked({ ...root, a: refusal }, { depthLimit: 1 });
    expect(rows).toEqual(['b', 'a', 'top.csv', 'b/two.txt', 'b/deep']);
    expect([cut, refused]).toEqual([['/b/deep'], ['/a']]);
  });
  test('ends where the network does', async () => {
    await expect(walked({ ...root, a: new NetworkError('lost') })).rejects.toThrow('lost');
  });
  test.each([
    ['name:~d*', ['b/deep', 'b/deep/deeper']],
    ['name:!~d*', ['b', 'a']],
    ['name:!deep', ['b', 'a', 'b/deep/deeper']],
    ['name:~d??p', ['b/deep']],
    ['name:b', ['b']],
    ['name:=b', ['b']],
    ['name:~[!a]', ['b']],
    ['name:~[abc', []],
    ['name:~d??p,b', ['b', 'b/deep']],
    ['name:!~d*,!b', ['a']],
    ['name:~*,!b', ['a', 'b/deep', 'b/deep/deeper']],
  ])('%s: the service filters files, and a folder is opened, but shown only where it fits', async (filter, shown) => {
    const files = ['top.csv', 'b/two.txt', 'a/one.txt', 'b/deep/deeper/end.txt'];
    const { rows, calls } = await walked(root, { filter });
    expect(rows.filter((row) => !files.includes(row))).toEqual(shown);
    expect(rows).toEqual(expect.arrayContaining(files));
    expect(calls.slice(1).map((query) => query['filter'])).toEqual(Array(4).fill(['type:dir', filter]));
  });
  test('a folder that is hidden is shown where the service lists it', async () => {
    expect((await walked({ '.git': {} }, { filter: 'name:~*' })).rows).toEqual(['.git']);
  });
  test('no pattern takes long', async () => {
    const begun = performance.now();
    await walked({ ['a'.repeat(250)]: {} }, { filter: `name:~${'*a'.repeat(100)}b` });
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('listings', () => {
  const all = async (rows: Iterable<FileEntry> | AsyncIterable<FileEntry>) => {
    const found: Found[] = [];
    for await (const row of rows) found.push(row as Found);
    return found;
  };
  test('of one folder take a bare pattern as a pattern for names', async () => {
    const { transfer, calls } = transferOver(root);
    const { rows, document } = await listFolder(transfer, 'E', '/a', {
      showHidden: true,
      filter: '*.txt',
      orderBy: [],
    });
    expect(document(await all(rows))).toEqual({ DATA: [{ name: 'one.txt', type: 'file' }] });
    expect(calls).toMatchObject([{ path: '/a', show_hidden: '1', filter: 'name:~*.txt', orderby: undefined }]);
  });
  test('of a tree end with what is missing', async () => {
    const said: string[] = [];
    const notices = { warn: (text: string) => said.push(text) } as never;
    const { transfer } = transferOver({ ...root, a: refusal });
    const options = { showHidden: false, depthLimit: 1 };
    const { rows, document, after } = await listTree(transfer, 'E', null, options, { notices, clock });
    expect(document(await all(rows))).toMatchObject({ DATA_TYPE: 'file_list', endpoint: 'E', path: '/' });
    expect(after).toThrow('Not everything is listed: 1 folder was not opened.');
    expect(said).toEqual([
      'Cannot open /a: Permission denied',
      expect.stringContaining('1 folder was not opened, because the depth limit is 1.'),
    ]);
  });
});

/** A folder of so many files that is listed in pages of at most 100,000, as Transfer does; `total` is left out where it does not say. */
function largeFolder(count: number, saysTotal: boolean) {
  const offsets: (string | undefined)[] = [];
  const listDirectory = (_endpoint: string, { offset }: { readonly offset?: string }) => {
    offsets.push(offset);
    const from = Number(offset ?? 0);
    const DATA = Array.from({ length: Math.max(0, Math.min(100_000, count - from)) }, (_, i) => ({
      name: `f${from + i}`,
      type: 'file',
    }));
    return Promise.resolve({ path: '/', DATA, ...(saysTotal && { total: count }) });
  };
  return { transfer: { listDirectory } as never, offsets };
}

describe('a folder of more entries than are listed at once', () => {
  test.each([
    [100_000, true, 1],
    [100_001, true, 2],
    [250_000, true, 3],
    // a full page may be the last, and only asking tells
    [200_000, false, 3],
  ])('%i entries, total said: %s, come whole', async (count, saysTotal, pages) => {
    const { transfer, offsets } = largeFolder(count, saysTotal);
    const { rows } = await listFolder(transfer, 'E', '/', { showHidden: false, orderBy: [] });
    const names = new Set<string>();
    for await (const { name } of rows) names.add(name);
    expect([names.size, offsets.length]).toEqual([count, pages]);
  });
  test('is whole in a tree, too, in both orders', async () => {
    const { transfer } = largeFolder(150_000, true);
    const options = { query: {}, depthLimit: 1, pace: paceOf(2), onCut: () => undefined, onRefused: () => undefined };
    for (const order of [walk, walkTree]) {
      const start = await (transfer as { listDirectory: (e: string, q: object) => Promise<FileList> }).listDirectory(
        'E',
        {},
      );
      let count = 0;
      for await (const { name } of order(transfer, 'E', start, '/', options)) if (name) count++;
      expect(count).toBe(150_000);
    }
  });
});

describe('a walk in the order of a tree', () => {
  const options = (over: object = {}): WalkOptions => ({
    query: {},
    depthLimit: Infinity,
    pace: paceOf(4),
    onCut: () => undefined,
    onRefused: () => undefined,
    ...over,
  });
  const inTree = async (tree: Tree, over: object = {}) => {
    const { transfer } = transferOver(tree);
    const start = await (transfer as { listDirectory: (e: string, q: object) => Promise<FileList> }).listDirectory(
      'E',
      {},
    );
    const rows: string[] = [];
    for await (const { relative, depth } of walkTree(transfer, 'E', start, '/', options(over)))
      rows.push(`${depth} ${relative}`);
    return rows;
  };
  test('shows what is in a folder right after it', async () => {
    expect(await inTree(root)).toEqual([
      ...['0 b', '1 b/two.txt', '1 b/deep', '2 b/deep/deeper', '3 b/deep/deeper/end.txt'],
      ...['0 a', '1 a/one.txt', '0 top.csv'],
    ]);
  });
  test('tells what it does not open', async () => {
    const cut: string[] = [];
    const refused: string[] = [];
    const rows = await inTree(
      { ...root, a: refusal },
      { depthLimit: 1, onCut: (path: string) => cut.push(path), onRefused: (path: string) => refused.push(path) },
    );
    expect([rows, cut, refused]).toEqual([['0 b', '1 b/two.txt', '1 b/deep', '0 a', '0 top.csv'], ['/b/deep'], ['/a']]);
  });
  test('any tree has the same entries in both orders, however many are asked for at once', async () => {
    const tree = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,2}$/),
        fc.oneof({ maxDepth: 3 }, fc.constant(null), tie('tree')),
        { maxKeys: 4, noNullPrototype: true },
      ),
    })).tree;
    await fc.assert(
      fc.asyncProperty(tree, fc.integer({ min: 1, max: 8 }), async (names, concurrency) => {
        const levels = await walked(names, { concurrency, depthLimit: Infinity });
        const inOrder = (await inTree(names, { pace: paceOf(concurrency) })).map((row) => row.replace(/^\d+ /, ''));
        const expected: string[] = [];
        const collect = (folder: Tree, at: string) => {
          for (const [name, inner] of Object.entries(folder)) {
            expected.push(at + name);
            if (inner) collect(inner as Tree, `${at}${name}/`);
          }
        };
        collect(names, '');
        expect(inOrder).toEqual(expected);
        expect([...levels.rows].sort()).toEqual([...expected].sort());
      }),
      { numRuns: 60 },
    );
  });
  test('ends where a folder leads back to one above it without being shown as a link', async () => {
    const listDirectory = (_: string, { path = '/' }: { readonly path?: string }) =>
      Promise.resolve({
        path,
        absolute_path: '/real/',
        DATA: [{ name: 'again', type: 'dir' }],
      } as unknown as FileList);
    for (const order of [walk, walkTree]) {
      const rows: string[] = [];
      const start = await listDirectory('E', {});
      for await (const { relative } of order({ listDirectory }, 'E', start, '/', options())) rows.push(relative);
      expect(rows).toEqual(['again']);
    }
  });
});
