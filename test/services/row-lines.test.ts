import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/exact-json.js';
import { writtenJson } from '../../src/output/plain.js';
import { rowLines } from '../../src/services/row-lines.js';

/** What comes of reading the rows and writing them again. */
const read = (text: string) => {
  const { gmeta } = parseJson(text) as unknown as { gmeta: readonly unknown[] };
  return gmeta.map((row) => `${writtenJson(row, 0)}\n`).join('');
};
const page = (rows: readonly unknown[], indent?: number) =>
  JSON.stringify({ facets: [{ gmetas: 1 }], gmeta: rows, has_next_page: true, marker: 'a"b' }, undefined, indent);

test('rows become the lines that reading and writing them makes, and the rest of the page is kept', () => {
  const anyRows = fc.array(fc.jsonValue({ stringUnit: 'binary-ascii', maxDepth: 4 }), { maxLength: 8 });
  let quick = 0;
  fc.assert(
    fc.property(anyRows, fc.constantFrom(undefined, 1, 4), (rows, indent) => {
      const text = page(rows, indent);
      const found = rowLines(text, 'gmeta');
      if (!found) return;
      quick++;
      expect(found.lines).toBe(read(text));
      expect(found.count).toBe(rows.length);
      expect(found.rest).toEqual({ facets: [{ gmetas: 1 }], gmeta: [], has_next_page: true, marker: 'a"b' });
    }),
    { numRuns: 1000 },
  );
  // most of what is made holds an escape that is read the usual way
  expect(quick).toBeGreaterThan(100);
});

test('digits and the order of keys are kept', () => {
  const text = '{"gmeta": [{"b":9007199254740993,"10":-0, "2" :1.0},{"a" :1E400,"b":[ ]},{}, [], "x,:y", null]}';
  expect(rowLines(text, 'gmeta')?.lines).toBe(
    '{"b": 9007199254740993, "10": -0, "2": 1.0}\n{"a": 1E400, "b": []}\n{}\n[]\n"x,:y"\nnull\n',
  );
});

test('the key in a string is no key', () => {
  expect(rowLines('{"a":"\\"gmeta\\":[1]","gmeta":[2]}', 'gmeta')?.lines).toBe('2\n');
});

test('what is damaged anywhere is left to whoever says what is wrong', () => {
  const text = page([{ a: [1, -2.5e3, true, null, 'x\\"y'], b: { c: {} } }, [0]]);
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.constantFrom('', ',', ']', '}', '"', ':', 'e', '0', '{', '[', '\n'),
      (at, by) => {
        const damaged = text.slice(0, at) + by + text.slice(at + 1);
        const found = rowLines(damaged, 'gmeta');
        if (found) expect(found.lines).toBe(read(damaged));
      },
    ),
    { numRuns: 2000 },
  );
});

describe('a page is read as any other where', () => {
  test.each([
    ['something is outside ASCII', '{"gmeta":[{"a":"é"}]}'],
    ['an escape is written in another way here', '{"gmeta":[{"a":"\\/"}]}'],
    ['there is no such list', '{"rows":[]}'],
    ['the key is that of something deeper', '{"facet":{"gmeta":[1]},"gmeta":[2]}'],
    ['it holds something else', '{"gmeta":{}}'],
    ['it ends early', '{"gmeta":[{"a":1}'],
    ['it is nested deeper than anyone nests', `{"gmeta":[${'['.repeat(300)}${']'.repeat(300)}]}`],
  ])('%s', (_, text) => expect(rowLines(text, 'gmeta')).toBeUndefined());
});
