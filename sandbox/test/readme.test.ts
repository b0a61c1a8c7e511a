/** The README's table of what other people's clients count on: the tests that it names are there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const text = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const rows = [...text.matchAll(/^\| (\d+)\. [^|]+\|(.*)\|$/gm)].map(
  ([, number, cell = '']) => [number, [...cell.matchAll(/`([^`:]+\.test\.ts): ([^`]+)`/g)]] as const,
);

test('it has a row for each', () => {
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
});

test.each(rows)('row %s names tests that are there', (_number, tests) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const [, file = '', name = ''] of tests) {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8');
    // as it stands in the source, in either kind of quotes
    const found = ['test', 'describe', 'describe.runIf(found)'].some((word) =>
      ["'", '"'].some((quote) => source.includes(`${word}(${quote}${name}${quote},`)),
    );
    expect(found, `${file}: ${name}`).toBe(true);
  }
});
