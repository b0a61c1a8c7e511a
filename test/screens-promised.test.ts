/** The table of what a person was promised on a terminal (test/screens/README.md): its tests are there, and what they keep is seen at three widths. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { widths } from './support/asked-screens.js';

const text = readFileSync(join(import.meta.dirname, 'screens/README.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| (`.*) +\|$/gm)].map(
  ([, what = '', seen = '', cell = '']) => [what, seen, cell.split(' <br> ')] as const,
);
const sourceOf = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');

test('every row of the table is read', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  // its head and the line below it
  expect(rows).toHaveLength(lines.length - 2);
});

test.each(rows)('%s', (_what, seen, tests) => {
  const named = tests.map((each) => {
    const [, file = '', name = ''] = /^`([\w/-]+\.test\.ts): ([^`]+)`$/.exec(each.trim()) ?? [];
    const source = sourceOf(file);
    expect(source.includes(`'${name}',`), `${each} is a test`).toBe(true);
    return {
      name,
      isAtEach: /%[di] columns/.test(name) || /\.each\((?:widths|\[60, 80, 140\])\)\('(?:a |at )/.test(source),
    };
  });
  const kept = [...seen.matchAll(/`([\w/-]+)`/g)].map(([, name = '']) => name);
  for (const name of kept)
    for (const width of widths)
      expect(existsSync(join(import.meta.dirname, `screens/${name}.${width}.txt`)), `${name}.${width}`).toBe(true);
  if (seen === 'by a test at each') expect(named.some(({ isAtEach }) => isAtEach)).toBe(true);
});
