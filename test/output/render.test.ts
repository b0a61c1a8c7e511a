import { describe, expect, test } from 'vitest';
import { date } from '../../src/output/field.js';
import { listing, renderListing } from '../../src/output/listing.js';
import { noNames, render, type RenderOptions } from '../../src/output/render.js';
import { choice, linesOf, message, onScreen, raw, record, summary, table, written } from '../../src/output/view.js';

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

describe('a record on a terminal', () => {
  interface Thing {
    readonly name: string;
    readonly status: string;
    readonly at: string | null;
    readonly note: string | null;
    readonly id: string;
  }
  const thing: Thing = {
    name: '文件',
    status: 'FAILED',
    at: '2026-11-27T10:00:00Z',
    note: null,
    id: '1405823f-0597-4a16-b296-46d4f0ae4b15',
  };
  const detail = record<Thing>({
    Name: 'name',
    Status: 'status',
    'Last Seen': date<Thing>('at'),
    Note: 'note',
    ID: 'id',
  });
  const drawn = (document: Thing, terminal: object = {}) =>
    render(document, detail, {
      format: 'text',
      terminal: { columns: 60, color: false, now: new Date('2026-11-28T09:00:00Z'), ...terminal },
    });
  test('leaves out what has nothing in it, and shows ids whole', () => {
    expect(drawn(thing)).toBe(
      'Name:       文件\nStatus:     ✗ failed\nLast Seen:  yesterday 10:00\nID:         1405823f-0597-4a16-b296-46d4f0ae4b15\n',
    );
  });
  test('goes on below the beginning of a long value, within the terminal', () => {
    const lines = drawn({ ...thing, note: 'word '.repeat(40) })
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(lines.filter((line) => line.startsWith('            word'))).not.toEqual([]);
  });
  test('writes times as the style says', () => {
    expect(drawn(thing, { time: 'utc' })).toContain('2026-11-27 10:00:00Z');
    expect(drawn(thing, { time: 'local' })).toContain('2026-11-27 10:00:00\n');
  });
});

describe('a view of its own for a terminal', () => {
  const both = onScreen(
    summary((row: { name: string; at: string; state: string }, { time }) => [
      [{ text: row.name, as: 'strong' }, ' · ', { text: row.state, as: 'state' }],
      false,
      `since ${time(row.at)}`,
    ]),
    record<{ name: string; at: string; state: string }>({ Name: 'name', At: 'at' }),
  );
  const row = { name: 'a\nb', at: '2026-11-28T08:58:00Z', state: 'PAUSED' };
  const terminal = { columns: 60, color: false, now: new Date('2026-11-28T09:00:00Z') };
  test('stands there, and nowhere else', () => {
    expect(render(row, both, { format: 'text', terminal })).toBe('a\\nb · ⏸ paused\nsince 2 min ago\n');
    expect(render(row, both, { format: 'text' })).toBe('Name: a\n      b\nAt:   2026-11-28T08:58:00Z\n');
    expect(render(row, both, { format: 'csv', terminal })).toBe('Name,At\n"a\nb",2026-11-28T08:58:00Z\n');
  });
  test('changes nothing of what programs read', () => {
    const said = message((_row: typeof row) => 'It is done.');
    const state = raw(
      (each: typeof row) => each.state,
      ({ name }) => name,
    );
    const kept = written<typeof row>();
    for (const format of ['json', 'unix'] as const)
      for (const at of [undefined, terminal])
        for (const program of [state, kept]) {
          const shown = render(row, program, { format, terminal: at });
          expect(render(row, onScreen(said, program), { format, terminal: at })).toBe(shown);
          expect(
            render(
              row,
              choice(() => onScreen(said, program)),
              { format, terminal: at },
            ),
          ).toBe(shown);
        }
  });
  test('gives way to everything with -v', () => {
    expect(render(row, both, { format: 'text', terminal: { ...terminal, verbose: true } })).toMatch(/^Name: +a\n/);
  });
  test('is cut to the terminal, colour and all', () => {
    const text = render({ ...row, name: 'n'.repeat(90) }, both, {
      format: 'text',
      terminal: { ...terminal, color: true },
    });
    expect(text.split('\n')[0]).toBe(`\u001b[1m${'n'.repeat(59)}…\u001b[22m`);
  });
  test('goes on below with what is told whole, and with what went wrong', () => {
    const told = summary((_row: object) => [
      [
        { text: 'First copy', as: 'strong' },
        { text: '  Tutorial Collection 1:/share → Lab:/~/data', as: 'whole' },
      ],
      [
        { text: 'FAILED', as: 'state' },
        { text: '  the disk is full', as: 'whole' },
      ],
      [{ text: 'a fault that has very many words', as: 'bad' }],
    ]);
    const drawn = (columns: number) => render({}, told, { format: 'text', terminal: { ...terminal, columns } });
    expect(drawn(30)).toBe(
      'First copy\n  Tutorial Collection 1:/share\n  → Lab:/~/data\n✗ failed  the disk is full\na fault that has very many\nwords\n',
    );
    expect(drawn(80)).toBe(
      'First copy  Tutorial Collection 1:/share → Lab:/~/data\n✗ failed  the disk is full\na fault that has very many words\n',
    );
  });
  test('tells rows that are the same once, with how many they were', async () => {
    const folded = summary(
      (event: { code: string }, _telling, count) => [`${event.code}${count > 1 ? ` × ${count}` : ''}`],
      {
        sameAs: ({ code }) => code,
      },
    );
    const rows = ['a', 'b', 'b', 'b', 'a'].map((code) => ({ code }));
    const pieces: string[] = [];
    const options = { format: 'text', terminal } as const;
    for await (const piece of renderListing(listing(rows), folded, options, () => Promise.resolve(noNames)))
      pieces.push(piece);
    expect(pieces.join('')).toBe('a\nb × 3\na\n');
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
