/** Tables on a terminal begin with what people know a thing by, and end with its id. */
import { expect, test } from 'vitest';
import { columnsOf } from '../src/output/screen-table.js';
import { commandOf, commands } from './support/manifest-of.js';
import { onTerminal, viewsOf } from './support/views-of.js';

const tables = (
  await Promise.all(
    commands().map(async ({ module, meta }) =>
      viewsOf(await commandOf(module))
        .map(onTerminal)
        .flatMap((view) => (view.type === 'table' ? [[meta.path, columnsOf(view, false)] as const] : [])),
    ),
  )
).flat();

test('there are many', () => {
  expect(tables.length).toBeGreaterThan(40);
});

test.each(tables)('%s', (_path, columns) => {
  const labels = columns.map(({ label }) => label);
  const ids = columns.map(({ kind }) => kind === 'id');
  // a row that has an id alone is known by it
  expect(ids.every(Boolean) || !ids[0], labels.join(', ')).toBe(true);
  // behind the first id stands nothing but others
  expect(ids.indexOf(true) === -1 || ids.slice(ids.indexOf(true)).every(Boolean), labels.join(', ')).toBe(true);
});
