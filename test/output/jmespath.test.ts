import { describe, expect, test } from 'vitest';
import { CliError } from '../../src/errors.js';
import { parseJson } from '../../src/exact-json.js';
import { checkExpression, select } from '../../src/output/jmespath.js';

const rows = [
  { name: 'b', type: 'dir', size: 5, date: '2026-02-01' },
  { name: 'a', type: 'file', size: 12, date: '2025-02-01' },
  { name: 'c', type: 'file', size: 10, date: null },
];
const documents: readonly (readonly [string, unknown])[] = [
  ['plain', { DATA: rows }],
  // a number that JavaScript would change makes the document an exact one
  ['exact', parseJson(JSON.stringify({ DATA: rows }).replace('12', '12.0'))],
];

/** What the Python library selects, version 1.1.0. */
describe.each(documents)('as the Python library selects from a document that is %s', (_kind, document) => {
  test.each<[string, unknown]>([
    // literals that are no JSON, as most scripts have them
    ['DATA[?type==`dir`].name', ['b']],
    ['DATA[?contains(name, `b`)].name', ['b']],
    ['missing || `none`', 'none'],
    ['DATA[?name == ` b`].name', ['b']],
    ['`2026-01-01`', '2026-01-01'],
    ['DATA[?type==`"dir"`].name', ['b']],
    // texts have an order
    ["DATA[?date > '2026-01-01'].name", ['b']],
    ['DATA[?date >= `2025-02-01`].name', ['b', 'a']],
    ["DATA[?date <= '2025-02-01'].name", ['a']],
    ["DATA[?name < 'b'].name", ['a']],
    ["DATA[?!(date > '2026')].name", ['a', 'c']],
    ['DATA[?size > `5`].name', ['a', 'c']],
    ['DATA[?size >= `5` == `true`].name', ['b', 'a', 'c']],
    // numbers are sorted as numbers
    ['DATA[].size | sort(@) | [0]', 5],
    ['sort(`[3, 20, 1]`)', [1, 3, 20]],
    ['sort(DATA[].name)', ['a', 'b', 'c']],
    ['sort(`[]`)', []],
    // the smallest and the greatest text; of several the first
    ['min_by(DATA, &name).name', 'a'],
    ['max_by(DATA, &name).name', 'c'],
    ['max_by(DATA, &size).name', 'a'],
    ['max_by(DATA, &type).name', 'a'],
    ['min_by(DATA[1:], &type).name', 'a'],
    ['max_by(`[]`, &x)', null],
    ['sort_by(DATA[::-1], &type)[].name', ['b', 'c', 'a']],
    ['sort(`["\ue000", "\ud83d\ude00"]`)', ['\ue000', '\u{1f600}']],
    // and the document stays as it is
    ['[reverse(DATA)[0].name, DATA[0].name]', ['c', 'b']],
    ["reverse('añ😀')", '😀ña'],
  ])('%s', (expression, selected) => {
    checkExpression(expression);
    expect(select(document, expression)).toEqual(selected);
  });
  test.each([
    ["DATA[?size > '5']", 'a number and a text have no order'],
    ['sort(`[1, "a"]`)', 'a number and a text have no order'],
    ['max_by(DATA, &date)', 'only numbers and texts can be sorted by, not null'],
    ['sort(DATA, DATA)', 'Invalid arity: sort() takes 1 argument but received 2'],
  ])('%s is refused', (expression, why) => {
    expect(() => select(document, expression)).toThrow(CliError);
    expect(() => select(document, expression)).toThrow(why);
  });
});

test('keeps the digits of what it sorts', () => {
  const document = parseJson('[2.50, 1.0, 10e1]');
  expect(String(select(document, 'sort(@)[1]'))).toBe('2.50');
});

test('names that every object of the program has are no part of a document, unless it has them', () => {
  for (const name of ['constructor', 'toString', '__proto__', '__lookupGetter__', 'hasOwnProperty']) {
    for (const document of [{ a: 1 }, { a: { b: 9007199254740993 } }, [], null, 'text'])
      expect([name, select(document, name)]).toEqual([name, null]);
    expect(select([{ a: 1 }], `[?${name}]`)).toEqual([]);
    expect(select({ a: {} }, `a.${name}`)).toBe(null);
    expect(select(JSON.parse(`{"${name}": 7}`), name)).toBe(7);
  }
});
