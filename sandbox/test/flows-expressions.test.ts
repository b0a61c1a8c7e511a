import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, stringifyJson } from '../src/exact-json.js';
import { satisfies } from '../src/flows/language/choice.js';
import { evaluate } from '../src/flows/language/expression.js';
import { lookUp } from '../src/flows/language/json-path.js';

/** The data of the documentation's examples, and of flows that people publish. */
const data = {
  foo: 'bar',
  n: 21,
  list_val: [1, 2, 3],
  object_val: { sub_val1: 'embedded', sub_val2: 'also_embedded', 'a name': 1 },
  source: { id: 's', path: '/home/ada/data/' },
  ls: {
    details: {
      DATA: [
        { name: 'a.txt', type: 'file' },
        { name: 'b', type: 'dir' },
        { name: 'c.txt', type: 'file' },
      ],
    },
  },
  reviewers: [{ id: 'r1' }, { id: 'r2' }],
  empty: [],
  nothing: null,
};
const context = { run_id: 'RUN', user_id: 'urn:globus:auth:identity:ME', email: null, username: 'ada' };
const value = (expression: string) => evaluate(expression, data, context);

describe('what the documentation of expressions lists', () => {
  test.each<[string, unknown]>([
    ["foo + ' ' + object_val.sub_val1", 'bar embedded'],
    ['foo + " " + object_val["sub_val1"]', 'bar embedded'],
    ['list_val + [4]', [1, 2, 3, 4]],
    ['list_val[0] + list_val[-1]', 4],
    ['list_val[1:]', [2, 3]],
    ['list_val[::-1]', [3, 2, 1]],
    ['foo[::2]', 'br'],
    ['(n + 1) * 2 - 7 // 2 % 3 + 2 ** 3', 52],
    ['n / 2', 10.5],
    ['n > 20 and not (n == 22)', true],
    ['1 < n <= 21', true],
    ["'big' if n > 20 else 'small'", 'big'],
    ["'type' not in object_val", true],
    ['2 in list_val', true],
    ['nothing is None', true],
    ['[x * 2 for x in list_val if x > 1]', [4, 6]],
    ['{x: x * x for x in list_val}', { 1: 1, 2: 4, 3: 9 }],
    ["pathsplit('/foo/bar/blech')", ['/foo/bar', 'blech']],
    ["pathsplit('/~/path')", ['/~/', 'path']],
    ["pathsplit('/~/')", ['/~/', '']],
    ["pathsplit('/~/a/b')", ['/~/a', 'b']],
    ["pathsplit('/a')", ['/', 'a']],
    ["pathsplit('/')", ['/', '']],
    ["pathsplit('a')", ['', 'a']],
    ["is_present('foo')", true],
    ["is_present('object_val.sub_val1')", true],
    ["is_present('$.object_val.sub_val1')", true],
    ["is_present('ls.details.DATA[0]')", true],
    ["is_present('ls.details.DATA[9]')", false],
    ["is_present('x')", false],
    ["x if is_present('x') else 10", 10],
    ["getattr('foo', 10)", 'bar'],
    ["getattr('x', 10)", 10],
    ["getattr('missing_property')", null],
    ["getattr('missing.below', {'a': []})", { a: [] }],
    ["getattr('ls.details.DATA[1].name', '/')", 'b'],
    ["getattr('ls.details.DATA[7].name', '/')", '/'],
    ["getattr('ls.details.DATA[7].name')", null],
    ["getattr('nothing', 1)", null],
    ["getattr('foo') + 'x'", 'barx'],
    ["getattr(object_val, 'sub_val1')", 'embedded'],
    ["getattr(object_val, 'none', 'other')", 'other'],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });
});

describe('paths in backticks', () => {
  test.each<[string, unknown]>([
    ['`$.foo`', 'bar'],
    ["'id ' + `$.object_val.sub_val1` + '.crate'", 'id embedded.crate'],
    ["`$.object_val['a name']` + 1", 2],
    ["`$.ls.details.DATA[0].name` + ' -> ' + `$.source.path`", 'a.txt -> /home/ada/data/'],
    ['str(len(`$.ls.details.DATA`))', '3'],
    ['`$.ls.details.DATA[*].name`', ['a.txt', 'b', 'c.txt']],
    ['`$.list_val[1:]`', [2, 3]],
    ['`$.list_val[:2]`', [1, 2]],
    ['`$.list_val[-2:]`', [2, 3]],
    ['`$.list_val[0,2]`', [1, 3]],
    [
      "(`$._context.email` or `$._context.username`) + ' (' + `$._context.user_id` + ')'",
      'ada (urn:globus:auth:identity:ME)',
    ],
    ['`$`', data],
    ['[`$.foo` + str(x) for x in list_val]', ['bar1', 'bar2', 'bar3']],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test('one that leads nowhere is an error, and one that is none cannot be read', () => {
    expect(() => value('`$.none`')).toThrow("there is nothing at '$.none'");
    expect(() => value('`foo`')).toThrow('must begin with $');
    expect(() => value('`$.foo')).toThrow('cannot be read');
  });
});

describe('what published flows do with texts, lists and objects', () => {
  test.each<[string, unknown]>([
    [
      "[{'source_path': source.path.rstrip('/') + '/' + item.name} for item in ls.details.DATA if item.type == 'file']",
      [{ source_path: '/home/ada/data/a.txt' }, { source_path: '/home/ada/data/c.txt' }],
    ],
    ["'/a/b/c.txt'.rpartition('/')[2]", 'c.txt'],
    ["'a=b=c'.partition('=')", ['a', '=', 'b=c']],
    ["'abc'.partition('=')", ['abc', '', '']],
    ["'abc'.rpartition('=')", ['', '', 'abc']],
    ["_context.user_id.split(':')[-1]", 'ME'],
    ["'/a/b/c'.rsplit('/', 1)[0] + '/'", '/a/b/'],
    ["'a,b,c'.split(',', 1)", ['a', 'b,c']],
    ["'  a   b '.split()", ['a', 'b']],
    ["'xxhixx'.strip('x') + ' yo '.strip()", 'hiyo'],
    ["'xxhi'.lstrip('x')", 'hi'],
    ["'Ab'.upper() + 'Ab'.lower() + 'ab cd'.title() + 'ab'.capitalize()", 'ABabAb CdAb'],
    ["'a.txt'.endswith('.txt') and 'a.txt'.startswith(('b', 'a'))", true],
    ["'a-b-c'.replace('-', '/')", 'a/b/c'],
    ["'a-b-c'.replace('-', '/', 1)", 'a/b-c'],
    ["'/'.join([item.name for item in ls.details.DATA])", 'a.txt/b/c.txt'],
    ["'a\\nb\\n'.splitlines()", ['a', 'b']],
    ["'abcb'.find('b') + 'abcb'.rfind('b') + 'abc'.find('z')", 3],
    ["'abab'.count('ab') + [1, 2, 1].count(1)", 4],
    ["'7'.zfill(3)", '007'],
    ["'run-7'.removeprefix('run-') + 'a.h5'.removesuffix('.h5')", '7a'],
    ["'12'.isdigit() and not 'a'.isdigit() and 'a'.isalpha()", true],
    ["object_val.get('sub_val1') + object_val.get('none', 'x')", 'embeddedx'],
    ["object_val.get('none')", null],
    ["[k + '=' + str(v) for k, v in {'a': 1, 'b': 2}.items()]", ['a=1', 'b=2']],
    ["[v for v in {'a': 1, 'b': 2}.values()]", [1, 2]],
    ["[k for k in {'a': 1}.keys()]", ['a']],
    [
      "[{'name': word, 'url_suffix': _context.run_id + '-' + reviewer.id + '-' + word} for reviewer in reviewers for word in ['yes', 'no']]",
      ['r1', 'r2'].flatMap((id) => ['yes', 'no'].map((name) => ({ name, url_suffix: `RUN-${id}-${name}` }))),
    ],
    ['[[y for y in list_val if y < x] for x in list_val]', [[], [1], [1, 2]]],
    ["([r['id'] for r in reviewers if r['id'] == 'r9'] or [''])[0]", ''],
    ["(1, 'two')", [1, 'two']],
    [
      "'it took ' + str(n) + ' of ' + str([1, 'a', True, None, {'k': 'v'}])",
      "it took 21 of [1, 'a', True, None, {'k': 'v'}]",
    ],
    ["int('42') + float('0.5') + int(7.9)", 49.5],
    ['len(foo) + len(list_val) + len(object_val)', 9],
    ["'ab' * 2 + 2 * 'c'", 'ababcc'],
    ['[0] * 3', [0, 0, 0]],
    ["'a\nb' + 'c'", 'a\nbc'],
    ['"first line\n  second line"', 'first line\n  second line'],
    ['n\n  +\n  1', 22],
    ["'it\\'s' + \"\\x41\\u00e9\\t\"", "it'sAé\t"],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test.each([
    ['foo.nothing()', "no 'nothing()'"],
    ["foo.format('x')", "no 'format()'"],
    ['n.upper()', "no 'upper()'"],
    ['object_val.none', "no 'none'"],
    ['missing + 1', "'missing' is not defined"],
    ["'a' + 1", 'unsupported operand types'],
    ['list_val[9]', 'out of range'],
    ['foo[::0]', 'slice step cannot be zero'],
    ["'a'.join([1])", 'texts'],
    ["'a'.index('z')", 'not found'],
    ["'x' * 1000001", 'too long'],
    ["('x' * 1000).replace('x', 'y' * 9000)", 'too long'],
    ["('x' * 900).join(['a' * 900000, 'b' * 900000])", 'too long'],
    ["'a'.zfill(9000000)", 'too long'],
    ['[1 for a in list_val * 1000 for b in list_val * 1000]', 'more than'],
    ['[1] * 9000000', 'too long'],
    ['unknown_function(1)', "no function 'unknown_function'"],
    ['lambda x: x', 'cannot be read'],
  ])('%s is refused', (expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });
});

describe('paths', () => {
  const shop = {
    store: {
      book: [
        { title: 'a', price: 8 },
        { title: 'b', price: 12, isbn: 'x' },
      ],
      'submitting-user-id': 'u',
    },
    données: 1,
  };
  test.each<[string, unknown]>([
    ['$.store.submitting-user-id', 'u'],
    ["$['store']['submitting-user-id']", 'u'],
    ['$.données', 1],
    ['$.store.book[0].title', 'a'],
    ['$.store.book[-1].title', 'b'],
    ['$.store.book[*].title', ['a', 'b']],
    ['$.store.book[0:1].title', ['a']],
    ['$.store.book[::-1].title', ['b', 'a']],
    ['$.store.book[0,1].price', [8, 12]],
    ['$.store.book[?(@.isbn)].title', ['b']],
    ['$.store.book[?(!@.isbn)].title', ['a']],
    ['$..book[?(@.price < 10)].title', ['a']],
    ['$..book[?(@.price>=8.0)].title', ['a', 'b']],
    ['$.store.book[?@.price == 12].title', ['b']],
    ['$.store.book[?(@.title == \'a\' || @.isbn == "x")].price', [8, 12]],
    ["$.store.book[?(@.title != 'a' && @.price > -1e3)].price", [12]],
    ["$.store.book[?((@.title == 'a' | @.price == 12) & @.isbn != null)].price", [8, 12]],
    ['$.store.book[?(@.price == $.store.book[0].price)].title', ['a']],
    ['$.store.book[?(@.title < 5)].title', []],
    ['$.store[?(@[0].title)][*].title', ['a', 'b']],
    ['$.store.book[?(@.price < 10), 1].title', ['a', 'b']],
    ["$.store.book[?('b' == @.title)]['price']", [12]],
    ["$.store.book[0]['title','price']", ['a', 8]],
    ['$..title', ['a', 'b']],
    ['$..book[1].title', ['b']],
    ['$.store..price', [8, 12]],
    ['$.store.book[7]', undefined],
    ['$.store.none', undefined],
    ['$.store.book.none', undefined],
    ['$..none', []],
  ])('%s', (path, expected) => {
    expect(lookUp(path, shop, {})).toEqual(expected);
  });
  test.each([
    '$.store.',
    '$.store.book[',
    '$.store.book[?]',
    '$.store.book[?()]',
    '$.store.book[?(1)]',
    '$.store.book[?(@.a == )]',
    '$.store.book[?(@.a == nothing)]',
    '$.store.book[?(@.a == 1]',
    `$.store.book[?${'('.repeat(5000)}`,
    `$.store.book[?${'!'.repeat(5000)}@]`,
    '$.store.book[1:2:0]',
    '$x',
    'store',
  ])('%s is none', (path) => {
    expect(() => lookUp(path, shop, {})).toThrow();
  });
});

describe('numbers', () => {
  const digits = (text: string) => parseJson(text);
  const written = (expression: string, values: Record<string, string> = {}) =>
    stringifyJson(
      evaluate(expression, Object.fromEntries(Object.entries(values).map(([name, text]) => [name, digits(text)])), {}),
    );
  const number = fc.oneof(
    fc.constantFrom('1.0', '1e400', '12345678901234567890', '-0', '1.50', '0.1e-7', '9007199254740993', '1E+2'),
    fc
      .tuple(fc.bigInt(), fc.option(fc.stringMatching(/^\d{1,25}$/)), fc.option(fc.integer({ min: -400, max: 400 })))
      .map(
        ([n, point, exponent]) => `${n}${point === null ? '' : `.${point}`}${exponent === null ? '' : `e${exponent}`}`,
      ),
  );

  test('keep their digits wherever nobody calculates with them', () => {
    const rest = '[{"n": 3}, {"n": "x"}]';
    fc.assert(
      fc.property(number, (text) => {
        const all = { n: text, o: `{"n": ${text}, "l": [${text}]}`, l: `[{"n": ${text}}, ${rest.slice(1)}` };
        for (const expression of [
          'n',
          'o.n',
          "o['l'][0]",
          '`$.o.n`',
          "getattr('o.n')",
          "o.get('n')",
          'n if True else 1',
          '0 or n or n',
          '[x for x in o.l][-1]',
          '([n] + [1])[0]',
          '`$.l[?(@.n == $.n)].n`[0]',
          '[x.n for x in l if x.n == n][0]',
        ])
          if (!(expression.startsWith('0 or') && Number(text) === 0)) expect(written(expression, all)).toBe(text);
        expect(written('str(n)', all)).toBe(JSON.stringify(text));
        expect(written('{"k": n}', all)).toBe(`{"k":${text}}`);
        expect(
          satisfies({ Variable: '$.n', NumericEqualsPath: '$.o.n' }, { n: digits(text), o: digits(all.o) }, {}),
        ).toBe(true);
        expect(satisfies({ Variable: '$.n', IsNumeric: true }, { n: digits(text) }, {})).toBe(true);
      }),
    );
  });

  test('that are whole are calculated with exactly, whatever their length', () => {
    const signs: [string, (a: bigint, b: bigint) => bigint][] = [
      ['+', (a, b) => a + b],
      ['-', (a, b) => a - b],
      ['*', (a, b) => a * b],
    ];
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        const both = { a: String(a), b: String(b) };
        for (const [sign, expected] of signs) expect(written(`a ${sign} b`, both)).toBe(String(expected(a, b)));
        expect(written('-a', both)).toBe(String(-a));
        expect(written('[a < b, a == b, a > b]', both)).toBe(JSON.stringify([a < b, a === b, a > b]));
        if (b !== 0n)
          expect(written('(a // b) * b + a % b == a and (a % b == 0 or (a % b < 0) == (b < 0))', both)).toBe('true');
      }),
    );
  });

  test.each([
    ['4 / 2', '2.0'],
    ['1.0 + 1', '2.0'],
    ['7 // 2.0', '3.0'],
    ['-7 // 2', '-4'],
    ['-7 % 3', '2'],
    ['2 ** 64', '18446744073709551616'],
    ['2 ** -1', '0.5'],
    ['1.50', '1.50'],
    ['-1.0', '-1.0'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['1 == 1.0 and 1.0 in [1] and [1, {"a": 2}] == [1.0, {"a": 2.0}]', 'true'],
    ['9007199254740993 == 9007199254740992', 'false'],
    ['9007199254740993 > 9007199254740992.0', 'true'],
    ['9007199254740992.0 < 9007199254740993', 'true'],
    ['not 0.0 and not -0.0', 'true'],
    ["int('12345678901234567890') + int(2.9)", '12345678901234567892'],
    ['float(3)', '3.0'],
    ['[1, 2, 3][1.0] + [1, 2, 3].index(2.0)', '3'],
    ["str(2.0) + 'x' * 2", '"2.0xx"'],
    ['{1.0: 2}', '{"1.0":2}'],
  ])('%s is %s', (expression, expected) => {
    expect(written(expression)).toBe(expected);
  });

  test.each([
    '10 ** 5000',
    '10 ** 10 ** 10',
    '1e400 * 2',
    '1e308 * 10',
    '(-8) ** 0.5',
    "int('x')",
    'int(1e400)',
    '-None',
  ])('%s is refused', (expression) => {
    expect(() => value(expression)).toThrow();
  });
});
