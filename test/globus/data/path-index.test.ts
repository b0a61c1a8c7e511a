import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DiskList } from '../../../src/globus/data/disk-list.js';
import { PathIndex } from '../../../src/globus/data/path-index.js';

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('globus-list-'));

test('a list that the memory does not hold is read in any order, also while it grows', () => {
  const list = new DiskList<{ n: number; text: string }>();
  const before = left();
  const value = (n: number) => ({ n, text: '\ud800é\n'.repeat(n % 50) });
  for (let n = 0; n < 20_000; n++) {
    list.push(value(n));
    if (n % 997 === 0) expect(list.at(Math.floor(n / 2))).toEqual(value(Math.floor(n / 2)));
  }
  expect(list.length).toBe(20_000);
  let count = 0;
  for (const each of list.values()) expect(each).toEqual(value(count++));
  for (let n = 19_999; n >= 0; n -= 7) expect(list.at(n).n).toBe(n);
  // one value that is larger than what is read at once
  list.push({ n: -1, text: 'x'.repeat(1_000_000) });
  list.push(value(3));
  expect([list.at(20_000).text.length, list.at(20_001)]).toEqual([1_000_000, value(3)]);
  expect(left()).toEqual(before);
});

test('an index has what a Map has, in its order, whatever the paths are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3000 }), fc.string(), (paths, other) => {
      const index = new PathIndex<{ relative: string; at: number }>();
      const map = new Map<string, number>();
      paths.forEach((relative, at) => {
        expect(index.add({ relative, at })).toBe(!map.has(relative));
        if (!map.has(relative)) map.set(relative, at);
      });
      for (const [path, at] of map) expect(index.get(path)?.at).toBe(at);
      expect(index.get(other)?.at).toBe(map.get(other));
      expect([...index.marked(1, false)].map(({ relative }) => relative)).toEqual([...map.keys()]);
    }),
    { numRuns: 30 },
  );
});

test('marks are kept while an index grows, and unknown paths have none', () => {
  const index = new PathIndex<{ relative: string }>();
  for (let i = 0; i < 50_000; i++) {
    index.add({ relative: `folder-${i % 100}/file-${i}` });
    if (i % 10 === 0) index.setMark(`folder-${i % 100}/file-${i}`, 2);
  }
  index.setMark('nothing', 2);
  expect([index.size, index.hasMark('nothing', 2)]).toEqual([50_000, false]);
  expect([...index.marked(2, true)]).toHaveLength(5_000);
  expect([...index.marked(2, false, 'backwards')][0]).toEqual({ relative: 'folder-99/file-49999' });
  expect(index.hasMark('folder-10/file-10', 2)).toBe(true);
  expect(index.hasMark('folder-10/file-10', 1)).toBe(false);
});

test('paths that are folded to one are one, with the spelling of the first', () => {
  const index = new PathIndex<{ relative: string }>((path) => path.toLowerCase());
  for (let i = 0; i < 3000; i++) expect(index.add({ relative: `Deep/File${i}` })).toBe(true);
  expect(index.add({ relative: 'deep/FILE7' })).toBe(false);
  expect(index.get('DEEP/file7')).toEqual({ relative: 'Deep/File7' });
  for (let i = 1; i < 3000; i++) index.setMark(`deep/file${i}`, 1);
  expect([...index.marked(1, false)]).toEqual([{ relative: 'Deep/File0' }]);
});
