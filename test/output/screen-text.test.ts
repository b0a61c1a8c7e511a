import { expect, test } from 'vitest';
import { screenRecord } from '../../src/output/screen-text.js';
import { noNames } from '../../src/output/render.js';

const drawn = (value: string) =>
  screenRecord(
    [['Link', { get: ({ link }: { link: string }) => link }]],
    { link: value },
    { columns: 60, rows: 24, color: false } as never,
    noNames,
  );

test.each([
  ['an address', `https://app.globus.org/file-manager?origin_id=${'a'.repeat(80)}`],
  ['a command line', `globus get 'https://app.globus.org/${'a'.repeat(40)}:/data/a file' here`],
])('%s is one piece, so that it can be copied', (_, text) => {
  expect(drawn(text)).toBe(`Link:\n${text}\n`);
});

test('what fits stands beside its label, and other text is wrapped', () => {
  expect(drawn('https://app.globus.org/')).toBe('Link:  https://app.globus.org/\n');
  expect(drawn('word '.repeat(20).trim())).toMatch(/^Link: {2}word.*\n {7}word/);
});

test('a record that begins with its id has it last: what it is says more', () => {
  const fields = [
    ['ID', { get: ({ id }: { id: string }) => id }],
    ['Role', { get: () => 'administrator' }],
    ['Principal', { get: () => 'ada@example.org' }],
  ] as never;
  const text = screenRecord(fields, { id: '8b2f0d0e' }, { columns: 60, color: false }, noNames);
  expect(text.split('\n').map((line) => line.split(':')[0])).toEqual(['Role', 'Principal', 'ID', '']);
});
