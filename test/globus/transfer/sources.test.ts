import { describe, expect, test } from 'vitest';
import { CliError, ServiceError, UsageError } from '../../../src/errors.js';
import { transferItems } from '../../../src/globus/transfer/items.js';
import { matchesOf } from '../../../src/globus/transfer/matches.js';

type Tree = { readonly [name: string]: Tree | null };
const tree: Tree = {
  data: {
    '.hidden': null,
    'a.h5': null,
    'b.h5': null,
    'a[1].txt': null,
    'a1.txt': null,
    'run-1': { 'out.h5': null, 'log.txt': null, deep: { 'x.h5': null } },
    'run-2': { 'log.txt': null },
  },
  'top.h5': null,
};
const fail = (status: number, code: string) => new ServiceError(code, { service: 'transfer', status, code });

/** A collection with the tree above, whose default folder is /data/; notes what was listed. */
function collection() {
  const listed: unknown[] = [];
  const warned: string[] = [];
  const listDirectory = async (_id: string, query: { path?: string | undefined }) => {
    listed.push(query);
    const path = query.path?.startsWith('/') ? query.path : `/data/${query.path ?? ''}`;
    let at: Tree | null | undefined = tree;
    for (const name of path.split('/').filter(Boolean)) at = at?.[name];
    if (!at) throw fail(404, 'ClientError.NotFound');
    const DATA = Object.entries(at).map(([name, below]) => ({ name, type: below ? 'dir' : 'file' }));
    return { DATA } as never;
  };
  const tools = { transfer: { listDirectory }, notices: { warn: (text: string) => void warned.push(text) } };
  return { tools, listed, warned };
}
const fileOf = (...lines: readonly string[]) => ({
  async *lineBlocks() {
    yield lines;
  },
});
const asSaid = { noGlob: false, strict: false };
async function pair(source: string, destination = '/to', more: object = {}) {
  const { tools, listed, warned } = collection();
  const ends = { source: { endpoint: 'S', path: source }, destination: { endpoint: 'D', path: destination } };
  const items = await transferItems(ends, { ...asSaid, ...more }, fileOf(), tools);
  return { paths: items.map((each) => [each.source_path, each.destination_path]), items, listed, warned };
}

describe('a pattern in a source', () => {
  test.each([
    [
      '/data/*.h5',
      '/to',
      [
        ['/data/a.h5', '/to/a.h5'],
        ['/data/b.h5', '/to/b.h5'],
      ],
    ],
    [
      '/data/*.h5',
      '/to/',
      [
        ['/data/a.h5', '/to/a.h5'],
        ['/data/b.h5', '/to/b.h5'],
      ],
    ],
    ['/*.h5', '/', [['/top.h5', '/top.h5']]],
    ['a.h?', '~/x', [['a.h5', '~/x/a.h5']]],
    ['/data/.h*', '/to', [['/data/.hidden', '/to/.hidden']]],
    [
      '/data/run-*/*.txt',
      '/to',
      [
        ['/data/run-1/log.txt', '/to/run-1/log.txt'],
        ['/data/run-2/log.txt', '/to/run-2/log.txt'],
      ],
    ],
    ['/data/run-*/out.h5', '/to', [['/data/run-1/out.h5', '/to/run-1/out.h5']]],
    ['/data/run-*/deep/*', '/to', [['/data/run-1/deep/x.h5', '/to/run-1/deep/x.h5']]],
    ['/d*/run-2/log.txt', '/to', [['/data/run-2/log.txt', '/to/data/run-2/log.txt']]],
  ])('%s to %s', async (source, destination, paths) => {
    expect((await pair(source, destination)).paths).toEqual(paths);
  });
  test('lists each folder once for all lines, hidden names too, as the local user', async () => {
    const { tools, listed } = collection();
    const ends = { source: { endpoint: 'S', path: '/data' }, destination: { endpoint: 'D', path: '/to' } };
    const options = { ...asSaid, batch: 'b', sourceLocalUser: 'ada' };
    const items = await transferItems(ends, options, fileOf('a*.h5 x', 'plain y', 'b*.h5 z', '*-1/l* w'), tools);
    expect(items.map((each) => each.destination_path)).toEqual([
      '/to/x/a.h5',
      '/to/y',
      '/to/z/b.h5',
      '/to/w/run-1/log.txt',
    ]);
    expect(listed).toEqual(['/data/', '/data/run-1/'].map((path) => ({ path, show_hidden: '1', local_user: 'ada' })));
  });
  test('takes folders only where they are asked for', async () => {
    const files = await pair('/data/[ar]*', '/to', { noGlob: false });
    expect(files.paths.map(([source]) => source)).toEqual(['/data/a.h5', '/data/a[1].txt', '/data/a1.txt']);
    expect(files.items.every((each) => !('recursive' in each))).toBe(true);
    expect(files.warned).toEqual(["'/data/[ar]*' also matches 2 folders: left out, without --recursive."]);
    const all = await pair('/data/[br]*', '/to', { recursive: true });
    expect(all.items.map((each) => [each.source_path, each.recursive])).toEqual([
      ['/data/b.h5', false],
      ['/data/run-1', true],
      ['/data/run-2', true],
    ]);
    expect((await pair('/data/*/', '/to', { recursive: true })).paths).toEqual([
      ['/data/run-1/', '/to/run-1/'],
      ['/data/run-2/', '/to/run-2/'],
    ]);
    await expect(pair('/data/run-*')).rejects.toMatchObject({
      message: "'/data/run-*' matches nothing but 2 folders, such as /data/run-1.",
      hint: expect.stringContaining('--recursive'),
      exitCode: 1,
    });
  });
  test('never leads to the home folder for what is called ~ at the top', async () => {
    const list = () => Promise.resolve(['a', '~'].map((name) => ({ name, type: 'dir' }) as never));
    await expect(matchesOf('/*', list)).rejects.toThrow('cannot be reached');
    expect((await matchesOf('/d/*', list)).map(({ path }) => path)).toEqual(['/d/a', '/d/~']);
  });
  test('is a name where there is such a name, and with noGlob always', async () => {
    expect(await pair('/data/a[1].txt', '/to/x')).toMatchObject({ paths: [['/data/a[1].txt', '/to/x']], warned: [] });
    const { paths, listed } = await pair('/data/**/a', '/to/x', { noGlob: true });
    expect([paths, listed]).toEqual([[['/data/**/a', '/to/x']], []]);
  });
  test.each([
    ['/data/*.csv', "No file or folder in /data/ matches '/data/*.csv'."],
    ['*.csv', "No file or folder in the default folder matches '*.csv'."],
    ['/data/run-*/*.csv', "No file or folder in 2 folders of /data/ matches '/data/run-*/*.csv'."],
    ['/data/*.h5/', "No folder in /data/ matches '/data/*.h5/'."],
  ])('%s that fits nothing says where it looked', async (source, message) => {
    const error: unknown = await pair(source).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ message, exitCode: 1, hint: expect.stringContaining('--no-glob') });
  });
  test('is refused with ** and with a checksum, before anything is listed', async () => {
    await expect(pair('/data/**/x')).rejects.toThrow(UsageError);
    await expect(pair('/data/**/x')).rejects.toThrow('** is not supported');
    await expect(pair('/data/*', '/to', { externalChecksum: 'x' })).rejects.toThrow('A checksum belongs to one file');
  });
  test('in a folder that is not there is an error of the service; a batch names the line of others', async () => {
    await expect(pair('/none/*')).rejects.toThrow(ServiceError);
    const ends = { source: { endpoint: 'S', path: null }, destination: { endpoint: 'D', path: null } };
    const batch = (...lines: string[]) =>
      transferItems(ends, { ...asSaid, batch: 'b' }, fileOf(...lines), collection().tools);
    await expect(batch('/a /b', '/data/*.csv /to')).rejects.toThrow('b, line 2: no file or folder in /data/');
    await expect(batch('/data/** /to')).rejects.toThrow("b, line 1: '/data/**': ** is not supported");
  });
});

describe('two sources to one destination', () => {
  const batch = async (lines: readonly string[], strict = false) => {
    const { tools, warned } = collection();
    const ends = { source: { endpoint: 'S', path: '/s' }, destination: { endpoint: 'D', path: '/d' } };
    const items = await transferItems(ends, { ...asSaid, batch: 'b.txt', strict }, fileOf(...lines), tools);
    return { warned, count: items.length };
  };
  test.each([
    [['a x', '# no', 'b x'], ['b.txt, lines 1 and 3: /s/a and /s/b both go to /d/x.']],
    [['a x/', 'b ./y/../x'], ['b.txt, lines 1 and 2: /s/a and /s/b both go to /d/x.']],
    [['a /~/x', 'b ~/x/'], ['b.txt, lines 1 and 2: /s/a and /s/b both go to ~/x/.']],
    [['/data/*.h5 x', 'c x/b.h5'], ['b.txt, lines 1 and 2: /data/b.h5 and /s/c both go to /d/x/b.h5.']],
    [['a x', 'a x', 'a/ x', 'a y', 'b X'], []],
    [['a /', 'b //'], ['b.txt, lines 1 and 2: /s/a and /s/b both go to /.']],
  ])('%j', async (lines, warnings) => {
    expect((await batch(lines)).warned).toEqual(warnings);
    if (warnings.length) {
      await expect(batch(lines, true)).rejects.toThrow(UsageError);
      await expect(batch(lines, true)).rejects.toThrow(warnings[0]);
    } else expect((await batch(lines, true)).count).toBe(lines.length);
  });
  test('texts with one hash are told apart', async () => {
    const { tools, warned } = collection();
    const ends = { source: { endpoint: 'S', path: '/s' }, destination: { endpoint: 'D', path: null } };
    // FNV-1a is the same for both, below ~/
    await transferItems(ends, { ...asSaid, batch: 'b' }, fileOf('a 4pwu', 'b f5fa', 'c f5fa'), tools);
    expect(warned).toEqual(['b, lines 2 and 3: /s/b and /s/c both go to f5fa.']);
  });
  test.each([
    [['a /~/x', 'b x'], ['b, lines 1 and 2: /s/a and /s/b both go to x.']],
    [['a /~/', 'b ~'], ['b, lines 1 and 2: /s/a and /s/b both go to ~.']],
    [['a /x', 'b x'], []],
  ])('a path without a slash at its beginning is below the home: %j', async (lines, warnings) => {
    const { tools, warned } = collection();
    const ends = { source: { endpoint: 'S', path: '/s' }, destination: { endpoint: 'D', path: null } };
    await transferItems(ends, { ...asSaid, batch: 'b' }, fileOf(...lines), tools);
    expect(warned).toEqual(warnings);
  });
  test('very many are counted', async () => {
    const { warned, count } = await batch(Array.from({ length: 31 }, (_, i) => `f${i} x`));
    expect([count, warned.length, warned.at(-1)]).toEqual([31, 11, '20 more share a destination.']);
  });
});
