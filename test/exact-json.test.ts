import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactNumber, parseJson, stringifyJson, withPlainNumbers } from '../src/exact-json.js';
import { written } from './support/written-json.js';

const again = (text: string) => stringifyJson(parseJson(text));

describe('what was written is what is written', () => {
  test.each(
    '9007199254740993 -9007199254740993 1.0 0.10 1e400 -1e-400 1E5 1e+5 -0 -0.0 0.0000001 123456789012345.60 1.7976931348623159e308 0.1234567890123456789'.split(
      ' ',
    ),
  )('%s', (number) => {
    expect(again(number)).toBe(number);
    expect(again(`{"a":[${number},"${number}"]}`)).toBe(`{"a":[${number},"${number}"]}`);
    const read = parseJson(number);
    expect(read).toBeInstanceOf(ExactNumber);
    expect([(read as ExactNumber).toString(), Number(read)]).toEqual([number, Number(number)]);
  });
  test('numbers that JavaScript prints as they were written are plain', () => {
    const text = '[0,1,-1,0.5,-12.25,1e+21,1e-7,123456789012345,9007199254740991,0.1,5e-324,1.7976931348623157e+308]';
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(again(text)).toBe(text);
    expect((parseJson(text) as unknown[]).every((each) => typeof each === 'number')).toBe(true);
  });
  test('keys that look like numbers keep their place, through Object.entries as well', () => {
    const text = '{"b":1,"10":2,"2":{"1":0,"a":[],"0":-0},"__proto__":3,"4294967295":4,"01":5}';
    expect(again(text)).toBe(text);
    const object = parseJson(text) as Record<string, unknown>;
    expect(Object.keys(object)).toEqual(['b', '10', '2', '__proto__', '4294967295', '01']);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    delete object['b'];
    object['b'] = 1;
    object['0'] = 1;
    expect(Object.keys(object)).toEqual(['10', '2', '__proto__', '4294967295', '01', '0', 'b']);
  });
  test('of a key that comes twice the last value counts, as for JSON.parse', () => {
    expect(again('{"a":1.0,"b":2,"a":3.0}')).toBe('{"a":3.0,"b":2}');
    expect(again('{"5":1,"b":2,"5":3.0}')).toBe('{"5":3.0,"b":2}');
  });
  test('indented as JSON.stringify does it', () => {
    expect(stringifyJson(parseJson('{"a":[1.0],"b":{}}'), 2)).toBe('{\n  "a": [\n    1.0\n  ],\n  "b": {}\n}');
  });
  test('nested thousands deep it is read', () => {
    const text = `${'['.repeat(100_000)}1.0${']'.repeat(100_000)}`;
    let inner: unknown = parseJson(text);
    while (Array.isArray(inner)) inner = (inner as unknown[])[0];
    expect(String(inner)).toBe('1.0');
  });
});

test('an exact number calculates, and others that print it get the nearest number', () => {
  const { n } = parseJson('{"n":2.50}') as unknown as { n: number };
  expect([n * 2, n > 2, `${n}`]).toEqual([5, true, '2.50']);
  expect(JSON.stringify({ n })).toBe('{"n":2.5}');
  expect(withPlainNumbers(parseJson('[1.0,{"a":9007199254740993}]'))).toEqual([1, { a: 9007199254740992 }]);
});
test('what is wrong is said as JSON.parse says it', () => {
  for (const text of ['', '{', '[1.]', '01', '[1,]', '"\n"', '{"a":1.0}}', '+1', 'NaN', '-'])
    expect(() => parseJson(text)).toThrow(SyntaxError);
});

test('any document is written as it was read, and means what it means to JSON.parse', () => {
  fc.assert(
    fc.property(written, ([loose, tight]) => {
      const read = parseJson(loose);
      expect(stringifyJson(read)).toBe(tight);
      expect(withPlainNumbers(read)).toEqual(JSON.parse(loose));
    }),
    { numRuns: 2000 },
  );
});
test('any text is refused where JSON.parse refuses it, and only there', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:0123.-+eE\\ tn')) }), (text) => {
      const outcome = (read: (text: string) => unknown) => {
        try {
          read(text);
          return 'read';
        } catch (error) {
          return String(error);
        }
      };
      expect(outcome(parseJson)).toBe(outcome(JSON.parse));
    }),
    { numRuns: 5000 },
  );
});
