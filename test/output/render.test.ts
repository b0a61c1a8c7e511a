import { describe, expect, test } from 'vitest';
import { date } from '../../src/output/field.js';
import { render, type RenderOptions } from '../../src/output/render.js';
import { linesOf, message, record, table } from '../../src/output/view.js';

interface Row {
  readonly name: string | null;
  readonly size?: number | undefined;
  readonly on?: boolean;
  readonly at?: string | null;
}
const rows: readonly Row[] = [
  { name: 'a,"b"\tc', size: 1, on: true, at: '2026-03-01T10:00:00+02:00' },
  { name: 'zwei\nüñ文', on: false, at: null },
];
const view = table((document: { DATA: readonly Row[] }) => document.DATA, {
  Name: 'name',
  Size: 'size',
  On: 'on',
  At: date<Row>('at'),
});
const document = { DATA: rows, z: 1, a: null };
const as = (format: RenderOptions['format'], more: Partial<RenderOptions> = {}) =>
  render(document, view, { format, ...more });

describe('render', () => {
  test('text has one line a row, None for nothing, True and False, local dates', () => {
    expect(as('text')).toBe(
      'Name      | Size | On    | At                 \n----------+------+-------+--------------------\na,"b"\tc   | 1    | True  | 2026-03-01 08:00:00\nzwei\\nüñ文 | None | False | None               \n',
    );
  });
  test('json is the whole document, keys sorted, ASCII only', () => {
    const text = as('json');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
    expect(text.startsWith('{\n  "DATA": [\n')).toBe(true);
    expect(text).toContain('zwei\\n\\u00fc\\u00f1\\u6587');
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"z"'));
  });
  test('ndjson is one row a line', () => {
    const lines = as('ndjson').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(JSON.parse(JSON.stringify(rows)));
  });
  test('csv quotes commas, quotes and line breaks', () => {
    expect(as('csv')).toBe('Name,Size,On,At\n"a,""b""\tc",1,True,2026-03-01 08:00:00\n"zwei\nüñ文",None,False,None\n');
  });
  test('tsv escapes tabs and line breaks', () => {
    expect(as('tsv')).toBe(
      'Name\tSize\tOn\tAt\na,"b"\\tc\t1\tTrue\t2026-03-01 08:00:00\nzwei\\nüñ文\tNone\tFalse\tNone\n',
    );
  });
  test('unix has tabs between scalars and nested rows under their key', () => {
    expect(render({ b: 2, a: 'x', DATA: [{ n: 1 }, { n: null }] }, view as never, { format: 'unix' })).toBe(
      'x\t2\nDATA\n1\nDATA\nNone\n',
    );
  });
  test('yaml is the document', () => {
    expect(render({ a: [1, null], b: 'yes' }, message('x'), { format: 'yaml' })).toBe('a:\n  - 1\n  - null\nb: yes\n');
  });
  test('an expression selects from the document, and text shows JSON', () => {
    expect(as('text', { jmespath: 'DATA[].on' })).toBe('[\n  true,\n  false\n]\n');
    expect(as('unix', { jmespath: 'DATA[].on' })).toBe('True\tFalse\n');
    expect(as('unix', { jmespath: 'DATA[].[on, size]' })).toBe('True\t1\nFalse\tNone\n');
    expect(as('csv', { jmespath: 'DATA[].{n: name, s: size}' })).toBe('n,s\n"a,""b""\tc",1\n"zwei\nüñ文",\n');
    expect(as('json', { jmespath: 'nothing' })).toBe('null\n');
  });
  test('a record pads its labels to one width and indents further lines', () => {
    expect(
      render({ a: 'x\ny', long: null }, record<{ a: string; long: null }>({ A: 'a', 'Long Label': 'long' }), {
        format: 'text',
      }),
    ).toBe('A:          x\n            y\nLong Label: None\n');
  });
  test('an empty table has its heading on a pipe', () => {
    expect(render({ DATA: [] }, view, { format: 'text' })).toBe('Name | Size | On | At\n-----+------+----+---\n');
    expect(render({ DATA: [] }, view, { format: 'csv' })).toBe('Name,Size,On,At\n');
    expect(render({ DATA: [] }, view, { format: 'ndjson' })).toBe('');
  });
});

describe('a table on a terminal', () => {
  const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
  const wide = table((all: readonly { id: string; name: string }[]) => all, { ID: 'id', Name: 'name' });
  const drawn = (name: string, columns: number, color = false) =>
    render([{ id, name }], wide, { format: 'text', terminal: { columns, color } });
  test('is no wider than the terminal, with ids whole and words together', () => {
    const text = drawn('a collection with rather many words', 64);
    expect(text).toContain(`│ ${id} │ a collection with │`);
    expect(text.split('\n').every((line) => line.length <= 64)).toBe(true);
  });
  test('cuts only what is longer than an id', () => {
    expect(drawn('x'.repeat(60), 60)).toContain(id);
  });
  test('folds where that is not enough', () => {
    expect(drawn('words', 44)).toBe(`ID:   ${id}\nName: words\n`);
  });
  test('aligns wide characters', () => {
    const lines = drawn('文件', 64).trimEnd().split('\n');
    expect(lines[3]).toBe(`│ ${id} │ 文件 │`);
    expect(lines[0]).toHaveLength(`│ ${id} │ 1234 │`.length);
  });
  test('a coloured cell is never cut inside its colour', () => {
    const text = render([{ id, name: 'SUCCEEDED' }], wide, { format: 'text', terminal: { columns: 56, color: true } });
    expect(text).toContain('\u001b[32mSUCCEEDED\u001b[39m');
  });
});

test('a long text of a document begins no line of its own in yaml', () => {
  const document = { message: `${'word '.repeat(40)}FAKED: yes`, [`${'key '.repeat(40)}FAKED`]: 'a' };
  const printed = render(document, record<typeof document>({}), { format: 'yaml' });
  expect(printed.trimEnd().split('\n')).toHaveLength(2);
});

test('a tab of a document begins no cell of its own in unix', () => {
  const document = { 'a\tb': ['c\td'], name: 'e\tf' };
  expect(render(document, record<typeof document>({}), { format: 'unix' })).toBe('e\\tf\nA\\tB\tc\\td\n');
});

test('a document that is shown a line a row is one row a row in every format of rows', () => {
  const document = { total: 2, gmeta: [{ subject: 'a' }, { subject: 'b\nFAKED' }] };
  const view = linesOf(
    ({ gmeta }: typeof document) => gmeta,
    ({ subject }: { subject: string }) => subject,
    'Subject',
  );
  expect(render(document, view, { format: 'text' })).toBe('a\nb\\nFAKED\n');
  expect(render(document, view, { format: 'ndjson' })).toBe('{"subject": "a"}\n{"subject": "b\\nFAKED"}\n');
  expect(render(document, view, { format: 'csv' })).toBe('Subject\na\n"b\nFAKED"\n');
  expect(JSON.parse(render(document, view, { format: 'json' }))).toEqual(document);
  expect(render(document, view, { format: 'ndjson', jmespath: 'gmeta[].subject' })).toBe('"a"\n"b\\nFAKED"\n');
});
