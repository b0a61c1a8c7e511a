/** A table on a terminal: a row is a line, most important first, at any width from 60 up. */
import { describe, expect, test } from 'vitest';
import { cutRoute, width } from '../../src/output/cut.js';
import { date, idOf, kind, onlyAsked } from '../../src/output/field.js';
import { listing, renderListing } from '../../src/output/listing.js';
import { noNames, render } from '../../src/output/render.js';
import type { Terminal } from '../../src/output/table.js';
import { withColumns } from '../../src/output/columns.js';
import { rowsTable, table } from '../../src/output/view.js';

const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const now = new Date('2026-11-28T12:00:00Z');
interface Row {
  readonly id: string;
  readonly name: string;
  readonly status?: string;
  readonly size?: number | null;
  readonly note?: unknown;
  readonly at?: string | null;
  readonly open?: boolean;
}
const view = table((rows: readonly Row[]) => rows, {
  ID: idOf<Row>('collection', 'id'),
  Note: (row) => row.note as string,
  Size: 'size',
  At: date<Row>('at'),
  Open: 'open',
  Status: 'status',
  Name: 'name',
});
const drawn = (rows: readonly Row[], terminal: Partial<Terminal> = {}) =>
  render(rows, view, { format: 'text', terminal: { columns: 80, color: false, now, ...terminal } });
const linesOf = (text: string) => text.trimEnd().split('\n');

const plainText = (text: string) => text.replace(/\u001b\[\d+m/g, '');

const full: Row = {
  id,
  name: 'first',
  status: 'SUCCEEDED',
  size: 1_234_567,
  note: 'x',
  at: '2026-11-28T11:58:00Z',
  open: true,
};

describe('a table on a terminal', () => {
  test('has the name first, then the state, and the id last and short', () => {
    expect(drawn([full])).toBe(
      'Name   Status       Note    Size  At         Open  ID\n' +
        'first  ✓ succeeded  x     1.2 MB  2 min ago  yes   8b2f0d0e\n',
    );
  });
  test('says nothing for nothing, and leaves out a column that says nothing at all', () => {
    const text = drawn([
      { id, name: 'a', size: null, note: null, open: false },
      { id, name: 'b', size: 7 },
    ]);
    expect(text).toBe('Name  Size  Open  ID\na           no    8b2f0d0e\nb      7 B        8b2f0d0e\n');
  });
  test('cuts no names until they look alike: what matters less leaves instead', () => {
    const row = { id, status: 'SUCCEEDED', note: 'a description of it', size: 7 };
    const rows = [1, 2].map((n): Row => ({ ...row, name: `Globus Tutorial Collection ${n}` }));
    expect(drawn(rows, { columns: 60 })).toMatch(/^Globus Tutorial Collection 1 .*\nGlobus Tutorial Collection 2 /m);
    // where they differ soon, they are cut as before
    const early = rows.map((each, i) => ({ ...each, name: `${i} ${each.name}` }));
    expect(drawn(early, { columns: 60 })).toMatch(/^0 Globus\b.*…/m);
  });
  test('shows ids whole with -v', () => {
    expect(drawn([full], { verbose: true })).toContain(id);
  });
  test('never breaks a row, and is never wider than the terminal', () => {
    const rows = [
      full,
      { ...full, name: 'n'.repeat(300), note: `words ${'of a note '.repeat(40)}\nand a second line` },
    ];
    for (let columns = 20; columns <= 200; columns += 7) {
      const lines = linesOf(drawn(rows, { columns }));
      expect(lines).toHaveLength(3);
      expect(Math.max(...lines.map(width)), `at ${columns}`).toBeLessThanOrEqual(columns);
    }
  });
  test('the last columns leave first where it is narrow; what is cut shows it', () => {
    const [heading = '', row = ''] = linesOf(drawn([{ ...full, name: `long ${'name '.repeat(20)}` }], { columns: 60 }));
    expect(heading).toMatch(/^Name +Status +Note +Size/);
    expect(heading).not.toMatch(/ID/);
    expect(row).toContain('…');
  });
  test('cuts the two ends of a route alike, and what it is called before them', () => {
    const [from, to] = ['Globus Tutorial Collection 1:/share/godata/', 'Archive of the beamline:/2026/'];
    expect(cutRoute(`${from} → ${to}`, 43)).toBe('Globus Tut…e/godata/ → Archive of…ne:/2026/');
    // what is short leaves the rest to the other
    expect(cutRoute(`Lab → ${to}`, 30)).toBe('Lab → Archive of t…line:/2026/');
    expect(cutRoute(`nightly  ${from} → ${to}`, 42)).toBe('nightly  Globus …godata/ → Archive…:/2026/');
    expect(cutRoute(`nightly  ${from} → ${to}`, 20)).toBe('nightly');
    // what begins alike is told apart by its end
    expect(cutRoute('first  Globus Tutorial Collection 1 → Globus Tutorial Collection 2', 34)).toBe(
      'first  Globus…ion 1 → Globus…ion 2',
    );
    for (let columns = 1; columns < 90; columns++)
      for (const text of [
        `${from} → ${to}`,
        'Globus Tutorial Collection 1 → Globus Tutorial Collection 2',
        `数据集数据集  ${from} → 数据集`,
        'no route at all, but long',
      ])
        expect(width(cutRoute(text, columns)), `${text} at ${columns}`).toBeLessThanOrEqual(columns);
  });
  test('what is wide shares the width, and none is cut beside room for all', () => {
    const own = table((rows: readonly Row[]) => rows, {
      Name: 'name',
      Note: (row) => row.note as string,
      Status: 'status',
    });
    const row = { id, name: 'n'.repeat(48), note: 'm'.repeat(48), status: 'SUCCEEDED' };
    const text = render([row], own, { format: 'text', terminal: { columns: 80, color: false } });
    const [, n = '', m = ''] = /(n+…)\s+✓ succeeded\s+(m+…)/.exec(text) ?? [];
    // the name has twice as much, the other more than the least there is
    expect([n.length, m.length]).toEqual([43, 22]);
  });
  test('has a column that only --fields asks for only then', () => {
    const own = table(
      (rows: readonly Row[]) => rows,
      { Name: 'name' },
      { screen: { Name: 'name', Note: onlyAsked<Row>('id') } },
    );
    const options = { format: 'text', terminal: { columns: 80, color: false } } as const;
    expect(render([full], own, options)).not.toContain('Note');
    expect(render([full], withColumns(own, ['note']), options)).toBe(`Note\n${id}\n`);
  });
  test('aligns wide characters and emoji, and cuts neither in two', () => {
    const rows = ['数据集', '👩‍🔬 lab', 'plain', '数'.repeat(60), '👩‍🔬'.repeat(60)].map((name) => ({
      ...full,
      name,
    }));
    for (const columns of [60, 61, 80]) {
      const lines = linesOf(drawn(rows, { columns }));
      const states = lines.slice(1).map((line) => width(line.slice(0, line.indexOf('✓'))));
      expect(new Set(states).size).toBe(1);
      expect(lines.join('')).not.toMatch(/\u200d…/);
    }
  });
  test('sets numbers and sizes to the right', () => {
    const lines = linesOf(drawn([full, { ...full, size: 5 }]));
    expect(lines[2]).toContain('   5 B  ');
  });
  test('paints whole cells, and never cuts a colour in two', () => {
    const text = drawn([full, { ...full, status: 'FAILED' }], { color: true });
    expect(text).toContain('\u001b[32m✓ succeeded\u001b[39m');
    expect(text).toContain('\u001b[31m✗ failed\u001b[39m');
    expect(text).toContain('\u001b[2m8b2f0d0e\u001b[22m');
    expect(plainText(text)).toBe(drawn([full, { ...full, status: 'FAILED' }]));
  });
  test('leads from the name and the id to the page, where the terminal has links and the id is one', () => {
    const page = `https://app.globus.org/file-manager?origin_id=${id}`;
    expect(drawn([full])).not.toContain('\u001b');
    expect(drawn([full], { links: true })).toContain(`\u001b]8;;${page}\u0007first\u001b]8;;\u0007`);
    expect(drawn([full], { links: true }).split(page)).toHaveLength(3);
    expect(drawn([{ ...full, id: 'x\u0007\u001b]8;;https://evil.example/' }], { links: true })).not.toMatch(
      /\u001b|\u0007/,
    );
  });
  test('has no JSON in a cell', () => {
    expect(drawn([{ ...full, note: { code: 'a', list: [1, true, null], inner: { b: 'c' } } }])).toContain(
      'code a, list 1',
    );
  });
  test('has nothing at all where there are no rows', () => {
    expect(drawn([])).toBe('');
  });
  test('has the columns of its own that a view names for it', () => {
    const own = table(
      (rows: readonly Row[]) => rows,
      { ID: 'id', Name: 'name' },
      { screen: { Who: 'name', Size: kind('size', 'size') } },
    );
    expect(render([full], own, { format: 'text', terminal: { columns: 80, color: false } })).toBe(
      'Who      Size\nfirst  1.2 MB\n',
    );
    expect(render([full], own, { format: 'text' })).toContain(`${id} | first`);
  });
  test('a long listing keeps the columns of its beginning', async () => {
    const rows = Array.from({ length: 450 }, (_, i) => ({ ...full, name: `name ${i}`.padEnd(i > 300 ? 200 : 0, 'x') }));
    const own = rowsTable<Row>({ Name: 'name', Status: 'status', ID: 'id' });
    const pieces: string[] = [];
    const options = { format: 'text', terminal: { columns: 60, color: false } } as const;
    for await (const piece of renderListing(listing(rows), own, options, () => Promise.resolve(noNames)))
      pieces.push(piece);
    const lines = linesOf(pieces.join(''));
    expect(lines).toHaveLength(451);
    expect(new Set(lines.slice(1).map((line) => line.indexOf('✓'))).size).toBe(1);
    expect(pieces.length).toBeGreaterThan(2);
  });
});
