import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/globus/data/entries.js';
import { filterOf, filterRules, fitsParts, pathMatcher } from '../../../src/globus/data/filters.js';
import type { Endpoint } from '../../../src/services/transfer.js';
import { filePath, pathOn } from '../../../src/globus/data/file-server.js';
import { mark, PathIndex } from '../../../src/globus/data/path-index.js';
import { extrasOf, isSame, planOf, wholeExtras } from '../../../src/globus/data/plan.js';

const file = (relative: string, size = 1, modified = 1_000_000): Entry => ({ relative, type: 'file', size, modified });
const folder = (relative: string): Entry => ({ relative, type: 'dir', size: 0, modified: undefined });
const never = () => Promise.reject(new Error('nobody compares contents here'));

test.each([
  ['exists', file('a', 1), file('a', 2), true],
  ['size', file('a', 1), file('a', 2), false],
  ['size', file('a', 1, 5000), file('a', 1, 0), true],
  ['mtime', file('a', 1, 5000), file('a', 1, 6000), true],
  ['mtime', file('a', 1, 5999), file('a', 1, 5000), true],
  ['mtime', file('a', 1, 6000), file('a', 1, 5000), false],
  ['time', file('a', 1, 5000), file('a', 1, 6000), false],
  ['exists', file('a'), folder('a'), false],
] as const)('by %s', async (level, source, destination, same) => {
  expect(await isSame(source, destination, level, never)).toBe(same);
});

test('a plan signs each entry of the source, and finds what is extra', async () => {
  const here = [file('same'), file('old', 2), file('extra'), folder('gone'), file('gone/x')];
  const indexed = (...more: Entry[]) => {
    const index = new PathIndex<Entry>();
    for (const each of [...here, ...more]) index.add(each);
    for (const path of ['new', 'same', 'old']) index.setMark(path, mark.seen);
    return index;
  };
  const known = indexed();
  const signs: string[] = [];
  const source = async function* () {
    yield* await Promise.resolve([file('new'), file('same'), file('old')]);
  };
  for await (const { sign, entry } of planOf(source(), (path) => known.get(path), {
    level: 'size',
    sameContent: never,
  })) {
    signs.push(`${sign}${entry.relative}`);
  }
  expect(signs).toEqual(['+new', '=same', '~old']);
  const paths = (entries: Iterable<Entry>) => [...entries].map(({ relative }) => relative);
  const all = () => true;
  expect(paths(extrasOf(known, all))).toEqual(['extra', 'gone', 'gone/x']);
  expect(paths(extrasOf(known, all, 'backwards'))).toEqual(['gone/x', 'gone', 'extra']);
  expect(paths(wholeExtras(known, all))).toEqual(['extra', 'gone']);
  // what is left out of the copy stays, and so does the folder that it is in
  const deep = [folder('gone/in'), file('gone/in/y'), folder('gone/all'), file('gone/all/z')];
  const protecting = indexed(...deep, file('gone/in/keep'));
  expect(paths(wholeExtras(protecting, ({ relative }) => !relative.endsWith('keep')))).toEqual([
    'extra',
    'gone/x',
    'gone/in/y',
    'gone/all',
  ]);
  expect(paths(extrasOf(protecting, ({ relative }) => !relative.endsWith('keep')))).toEqual([
    'extra',
    'gone/x',
    'gone/in/y',
    'gone/all',
    'gone/all/z',
  ]);
});

describe('patterns', () => {
  test.each([
    ['*.h5', 'a/b.h5', true],
    ['/*.h5', 'a/b.h5', false],
    ['/*.h5', 'b.h5', true],
    ['a/*.h5', 'a/b.h5', true],
    ['a/*.h5', 'x/a/b.h5', false],
    ['**/a/*.h5', 'x/y/a/b.h5', true],
    ['**/a/*.h5', 'a/b.h5', true],
    ['a/**', 'a/b/c', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'b/z', false],
    ['.*', '.hidden', true],
    ['*', '.hidden', true],
    ['**', 'a/b', true],
    ['./a', 'a', true],
    ['./a', 'x/a', false],
    ['././a/', 'a', true],
    ['.//a', 'a', true],
  ])('%s, %s: %s', (pattern, path, fits) => expect(pathMatcher(pattern)(path)).toBe(fits));

  test('take no time that grows with tries', () => {
    const any = undefined;
    const no = (name: string) => name === 'b';
    const parts = Array.from({ length: 40 }, (_, i) => (i % 2 ? no : any));
    expect(fitsParts(parts, Array<string>(2000).fill('a'))).toBe(false);
  });
});

test('the first rule that matches decides, and a folder that is left out takes what is in it along', () => {
  const takes = (rules: string) => {
    const filter = filterOf({ rules: filterRules(rules.split('\n'), 'rules') }, 0);
    return (path: string) => filter(file(path));
  };
  expect(takes('+ keep/**\n- *.log')('keep/a.log')).toBe(true);
  expect(takes('+ keep/**\n- *.log')('a.log')).toBe(false);
  expect(takes('- tmp/')('tmp/deep/x')).toBe(false);
  expect(takes('- tmp/')('tmp')).toBe(true);
  expect(takes('+ *.h5')('a.txt')).toBe(false);
  expect(takes('+ *.h5\n- *.tmp')('a.txt')).toBe(true);
  expect(() => filterRules(['*.h5'], 'rules')).toThrow('rules, line 1');
});

test.each(['', ' ', '/', '//'])('an empty pattern, %j, is a mistake', (name) => {
  for (const method of ['include', 'exclude'] as const)
    expect(() => filterOf({ rules: [{ method, name }] }, 0)).toThrow('is empty');
});

test.each(['../bob', '~/../bob', '/~/..', '~/a/../../b', './../b/'])(
  '%s leads out of the home folder, and is refused',
  (path) => {
    expect(() => filePath(path)).toThrow('leads out of the home folder');
  },
);

test.each([
  [undefined, '/~/'],
  [null, '/~/'],
  ['/open', '/open/'],
  ['/~/data/', '/~/data/'],
  ['~/results', '/~/results/'],
  ['results/', '/~/results/'],
  ['/{server_default}/', '/~/'],
])('a place without a path is where Transfer begins, too: %j', (folder, path) => {
  const collection = { ...(folder !== undefined && { default_directory: folder }) } as Endpoint;
  expect([pathOn(collection, null), pathOn(collection, '')]).toEqual([path, path]);
  expect(pathOn(collection, 'a')).toBe('/~/a');
});

test('a place without a path is refused where only the server knows where it begins', () => {
  expect(() => pathOn({ default_directory: '/{project}/' } as unknown as Endpoint, null)).toThrow('is not known here');
});

test('a path that begins with a tilde and a name is refused, and one of such a name in a folder is not', () => {
  expect(() => filePath('~bob/f')).toThrow("'~bob/f' may be somebody's home folder");
  expect(filePath('./~bob/f')).toBe('/~/~bob/f');
});

test('the path of a file server begins at the root, or where the collection begins', () => {
  expect(
    [null, '', '/a', 'a', '~/a', '/a/../b', '/../..', '/a//b/', '/~/x', '~/a/../b', '/home/ada/../bob'].map(filePath),
  ).toEqual(['/~/', '/~/', '/a', '/~/a', '/~/a', '/b', '/', '/a/b/', '/~/x', '/~/b', '/home/bob']);
});
