import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { formats } from '../src/output/format.js';
import { formatted, list, named } from '../src/output/field.js';
import { isListing, listing, renderListing } from '../src/output/listing.js';
import { progressLine } from '../src/output/progress.js';
import { idsToLookUp, noNames, render, type RenderOptions } from '../src/output/render.js';
import {
  choice,
  lines,
  message,
  raw,
  record,
  records,
  rowsTable,
  sections,
  showing,
  table,
  type View,
} from '../src/output/view.js';
import { faked, hostile, hostileTexts, obeyed } from './support/hostile.js';

interface Row {
  readonly name: string;
  readonly tags: readonly string[];
  readonly id: string;
}
const row = (text: string): Row => ({ name: text, tags: [text, 'plain'], id: 'an-id' });
const columns = {
  Name: 'name',
  [`Tags ${hostile}`]: list<Row>('tags'),
  Owner: named<Row>('identity', 'id'),
  Again: formatted<Row>('name', (value) => `<${String(value)}>`),
} as const;
type Rows = { readonly DATA: readonly Row[] };
const views: Readonly<Record<string, View<Rows>>> = {
  record: records(({ DATA }: Rows) => DATA, columns),
  table: table(({ DATA }: Rows) => DATA, columns),
  message: message(
    ({ DATA }: Rows, names) => `Is ${DATA[0]?.name} of ${names.identity.get('an-id')}\nWas ${DATA[0]?.tags.join()}`,
  ),
  raw: raw(({ DATA }: Rows) => DATA.map(({ name }) => ` ${name.replaceAll(faked, '')}`).join('\n')),
  sections: sections<Rows>(
    records(({ DATA }: Rows) => DATA, columns),
    message(({ DATA }) => `Is ${DATA[0]?.name}`),
  ),
  choice: choice((document: Rows) =>
    showing(
      document,
      table(({ DATA }: Rows) => DATA, columns),
    ),
  ),
};
const places: Readonly<Record<string, Pick<RenderOptions, 'terminal' | 'fold'>>> = {
  'a pipe': {},
  'a terminal': { terminal: { columns: 200, color: false } },
  'a terminal with colour': { terminal: { columns: 200, color: true } },
  'a narrow terminal': { terminal: { columns: 30, color: true } },
  'folded tables': { fold: true },
};

describe.each(Object.entries(places))('on %s', (_place, place) => {
  const colour = place.terminal?.color ?? false;
  for (const [kind, view] of Object.entries(views)) {
    test.each(formats)(`a ${kind} in %s obeys nothing that a document or a name says`, (format) => {
      for (const [what, text] of Object.entries({ ...hostileTexts, everything: hostile })) {
        const document = { DATA: [row(text), row('plain')] };
        const names = { ...noNames, identity: new Map([['an-id', text]]) };
        const printed = render(document, view, { format, names, ...place });
        // csv keeps line breaks, in quotes, as its standard says
        const unquoted = format === 'csv' ? printed.replaceAll(`\n${faked}`, '') : printed;
        expect(obeyed(unquoted, colour && format === 'text'), `${what}: ${JSON.stringify(printed)}`).toEqual([]);
        if (format === 'json') expect(JSON.parse(printed)).toEqual(document);
        if (format === 'yaml') expect(parse(printed)).toEqual(document);
      }
    });
  }
  test.each(formats)('listings in %s obey nothing', async (format) => {
    const many = Array.from({ length: 450 }, () => row(hostile));
    for (const view of [rowsTable<Row>(columns), lines((each: Row) => each.name)]) {
      const pieces: string[] = [];
      const options = { format, ...place };
      const names = () => Promise.resolve({ ...noNames, identity: new Map([['an-id', hostile]]) });
      for await (const piece of renderListing(listing(many), view as View<Row>, options, names)) pieces.push(piece);
      const printed = pieces.join('');
      const unquoted = format === 'csv' ? printed.replaceAll(`\n${faked}`, '') : printed;
      expect(obeyed(unquoted, colour && format === 'text')).toEqual([]);
    }
  });
});

test('bytes that were asked for come as they are on a pipe, and are shown on a terminal', () => {
  const view = raw((text: string) => text, undefined, { bytes: true });
  expect(render(hostile, view, { format: 'text' })).toBe(hostile);
  const shown = render(hostile.replaceAll(faked, ''), view, {
    format: 'text',
    terminal: { columns: 80, color: false },
  });
  expect(obeyed(shown)).toEqual([]);
});

test('a line of progress is one line', () => {
  const state = { label: hostile, note: hostile, bytes: 1 };
  for (const line of [progressLine(state), progressLine(state, 5000)]) {
    expect(obeyed(line)).toEqual([]);
    expect(line).not.toContain('\n');
  }
});

test('the views above are of every kind there is', () => {
  const kinds = new Set([...Object.values(views).map(({ type }) => type), 'lines']);
  expect([...kinds].sort()).toEqual(['choice', 'lines', 'message', 'raw', 'record', 'sections', 'table']);
  expect(isListing(listing([]))).toBe(true);
  expect(idsToLookUp({ DATA: [row('x')] }, views['table'] as View<Rows>, { format: 'text' })).toEqual({
    identity: ['an-id'],
  });
  expect(record<Row>({ Name: 'name' }).type).toBe('record');
});
