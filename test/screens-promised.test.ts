/** The table of what a person was promised on a terminal (test/screens/README.md): the tests that it names are there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const text = readFileSync(join(import.meta.dirname, 'screens/README.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([^|]+?) +\| (`.*) +\|$/gm)].map(
  ([, what = '', cell = '']) => [what, cell.split(' <br> ')] as const,
);

test('every row of the table is read', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  // its head and the line below it
  expect(rows).toHaveLength(lines.length - 2);
});

test.each(rows)('%s', (_what, tests) => {
  for (const each of tests) {
    const [, file = '', name = ''] = /^`([\w/-]+\.test\.ts): ([^`]+)`$/.exec(each.trim()) ?? [];
    const source = readFileSync(join(import.meta.dirname, file), 'utf8');
    expect(source.includes(`'${name}',`), `${each} is a test`).toBe(true);
  }
});
