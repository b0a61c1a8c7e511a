import { describe, expect, test } from 'vitest';
import { FlowError } from '../src/flows/flow-error.js';
import { satisfies } from '../src/flows/language/choice.js';
import { evaluate } from '../src/flows/language/expression.js';
import { get, lookUp, place } from '../src/flows/language/json-path.js';
import { fillIn, redacted } from '../src/flows/language/parameters.js';

const data = {
  source: { id: 'abc', path: '/home/ada/' },
  files: ['a.txt', 'b.csv'],
  n: 7,
  empty: [],
  'a b': 1,
  flag: false,
  nothing: null,
  when: '2026-01-02T03:04:05Z',
};
const context = { run_id: 'r1', username: 'ada@globusid.org' };

describe('paths', () => {
  test.each([
    ['$', data],
    ['$.source.path', '/home/ada/'],
    ["$['a b']", 1],
    ['$["source"]["id"]', 'abc'],
    ['$.files[1]', 'b.csv'],
    ['$.files[-1]', 'b.csv'],
    ['$.files[*]', ['a.txt', 'b.csv']],
    ['$.source.*', ['abc', '/home/ada/']],
    ['$._context.username', 'ada@globusid.org'],
    ['$.flag', false],
    ['$.nothing', null],
  ])('%s', (path, value) => expect(get(path, data, context)).toEqual(value));

  test('what is not there, and what is no path', () => {
    expect(lookUp('$.files[2]', data, context)).toBeUndefined();
    expect(() => get('$.missing', data, context)).toThrow("there is nothing at '$.missing'");
    for (const bad of ['source', '$source', '$.', '$.a[', '$..a'])
      expect(() => lookUp(bad, data, context)).toThrow(FlowError);
  });

  test('places make their way and leave the original alone', () => {
    expect(place('$', data, 1)).toBe(1);
    expect(place('$.x.y', { x: { z: 1 } }, 2)).toEqual({ x: { z: 1, y: 2 } });
    expect(place('$.list[1]', { list: [1, 2] }, 3)).toEqual({ list: [1, 3] });
    expect(place('$.x', 'text', 1)).toEqual({ x: 1 });
    const before = { a: { b: 1 } };
    place('$.a.b', before, 2);
    expect(before).toEqual({ a: { b: 1 } });
    expect(() => place('$.*', {}, 1)).toThrow('names many');
  });
});

describe('expressions', () => {
  test.each<[string, unknown]>([
    ['n + 1', 8],
    ['2 + 3 * 4 ** 2', 50],
    ['-2 ** 2', -4],
    ['7 // 2', 3],
    ['-7 // 2', -4],
    ['-7 % 3', 2],
    ['7 / 2', 3.5],
    ['source.path + "sub/" + files[0]', '/home/ada/sub/a.txt'],
    ["'it is' if flag else 'is\\'nt \\u00e9'", "is'nt é"],
    ["source['id']", 'abc'],
    ['files[-1]', 'b.csv'],
    ['files[0][:-4]', 'a'],
    ['source.path[1:5]', 'home'],
    ['[f + "!" for f in files if f != "a.txt"]', ['b.csv!']],
    ['{f: len(f) for f in files}', { 'a.txt': 5, 'b.csv': 5 }],
    ['{"id": source.id, "n": [n, n]}', { id: 'abc', n: [7, 7] }],
    ['pathsplit("/a/b/c.txt")', ['/a/b', 'c.txt']],
    ['pathsplit("/c")[0]', '/'],
    ['pathsplit("c")', ['', 'c']],
    ['is_present(source)', true],
    ['is_present(source.nothing)', false],
    ['is_present("source.id")', true],
    ['is_present("$.source.nothing")', false],
    ['getattr(source, "missing", "default")', 'default'],
    ['getattr(source, "id", "default")', 'abc'],
    ['not empty and n > 5', true],
    ['1 < n <= 7', true],
    ['empty or "none"', 'none'],
    ['"txt" in files[0] and "x" not in files', true],
    ['nothing is None', true],
    ['nothing is not None', false],
    ['files == ["a.txt", "b.csv"]', true],
    ['str(n) + str(True)', '7True'],
    ['int("12") + 1', 13],
    ['_context.run_id', 'r1'],
    ['[]', []],
    ['{}', {}],
    ['(1 + 2) * 3', 9],
  ])('%s', (text, value) => expect(evaluate(text, data, context)).toEqual(value));

  test.each([
    ['missing', "'missing' is not defined"],
    ['1 / 0', 'division by zero'],
    ['"a" + 1', 'unsupported operand types for +: a text and a number'],
    ['"a" < 1', '< is not supported between a text and a number'],
    ['open("x")', "there is no function 'open'"],
    ['source.missing', "an object has no 'missing'"],
    ['files[9]', 'index 9 is out of range'],
    ['1 +', "cannot be read at ''"],
    ['1 2', "cannot be read at '2'"],
    ['a; b', "cannot be read at '; b'"],
    ['source.__proto__', "an object has no '__proto__'"],
  ])('%s is refused', (text, message) => expect(() => evaluate(text, data, context)).toThrow(message));
});

describe('parameters', () => {
  test('paths, expressions and plain values, at every depth', () => {
    const parameters = {
      'id.$': '$.source.id',
      'all.=': 'files + ["c"]',
      list: [{ 'n.$': '$.n' }, 'x'],
      plain: '$.n',
      __Private_Parameters: ['id.$'],
    };
    expect(fillIn(parameters, data, context)).toEqual({
      id: 'abc',
      all: ['a.txt', 'b.csv', 'c'],
      list: [{ n: 7 }, 'x'],
      plain: '$.n',
    });
  });
  test('private values are blotted out for the log', () => {
    expect(redacted({ id: 'abc', shown: { _private_key: 1, id: 2 } }, { __Private_Parameters: ['id.$'] })).toEqual({
      id: '********',
      shown: { _private_key: '********', id: 2 },
    });
  });
});

describe('rules of a Choice', () => {
  test.each<[object, boolean]>([
    [{ Variable: '$.n', NumericEquals: 7 }, true],
    [{ Variable: '$.n', NumericLessThan: 7 }, false],
    [{ Variable: '$.n', NumericLessThanEquals: 7 }, true],
    [{ Variable: '$.n', NumericGreaterThanEqualsPath: '$.n' }, true],
    [{ Variable: '$.n', StringEquals: '7' }, false],
    [{ Variable: '$.source.id', StringGreaterThan: 'abb' }, true],
    [{ Variable: '$.source.id', StringEqualsPath: '$.source.id' }, true],
    [{ Variable: '$.files[0]', StringMatches: '*.txt' }, true],
    [{ Variable: '$.files[0]', StringMatches: 'a.t?t' }, false],
    [{ Variable: '$.files[0]', StringMatches: 'a\\*' }, false],
    [{ Variable: '$.flag', BooleanEquals: false }, true],
    [{ Variable: '$.when', TimestampLessThan: '2026-01-02T04:04:05+00:00' }, true],
    [{ Variable: '$.when', TimestampEquals: '2026-01-02T04:04:05+01:00' }, true],
    [{ Variable: '$.when', IsTimestamp: true }, true],
    [{ Variable: '$.nothing', IsNull: true }, true],
    [{ Variable: '$.missing', IsPresent: false }, true],
    [{ Variable: '$.missing', IsPresent: true }, false],
    [{ Variable: '$.n', IsString: false }, true],
    [
      {
        And: [
          { Variable: '$.n', IsNumeric: true },
          { Variable: '$.flag', IsBoolean: false },
        ],
      },
      false,
    ],
    [
      {
        Or: [
          { Variable: '$.n', IsNumeric: true },
          { Variable: '$.missing', IsString: true },
        ],
      },
      true,
    ],
    [{ Not: { Variable: '$.n', NumericEquals: 7 } }, false],
  ])('%j is %s', (rule, holds) => expect(satisfies(rule as Record<string, unknown>, data, context)).toBe(holds));

  test('a variable that is not there is an error', () => {
    expect(() => satisfies({ Variable: '$.missing', StringEquals: 'x' }, data, context)).toThrow(FlowError);
  });
});
