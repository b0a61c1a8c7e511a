/** What is told above the keys: reasons come first and whole, without ids that say nothing to a person. */
import { expect, test } from 'vitest';
import { messageLines } from '../../src/browse/message-lines.js';
import { browse, beginning, layout } from '../../src/browse/browse-state.js';
import { dash, dashBeginning, dashHeight } from '../../src/browse/dash-state.js';

const id = 'baf6d8d8-9e31-4e61-b073-aa40026ef0ea';
const size = { columns: 60, rows: 24 };
const shown = (text: string, isBad: boolean, at = size) =>
  messageLines({ text, isBad }, at).map((line) => line.map((each) => each.text).join(''));

test('a reason is told whole, without the id beside a name, and what is an address stays', () => {
  const [line = '', ...more] = shown(
    `Ada's Laptop (${id}) is on Globus Connect Personal, which has no HTTPS access.`,
    true,
  );
  expect(line.trimEnd()).toBe(" Ada's Laptop is on Globus Connect Personal, which has no");
  expect(more.map((each) => each.trim())).toEqual(['HTTPS access.']);
  expect(shown(`Nobody is ${id}.`, true)[0]?.trim()).toBe('Nobody is baf6d8d8.');
  expect(shown(`See https://x.org/${id}`, true)[0]?.trim()).toBe(`See https://x.org/${id}`);
});

test('it takes three lines at most, fewer on a small screen, and what is no reason one', () => {
  const long = 'why '.repeat(100);
  expect(shown(long, true)).toHaveLength(3);
  expect(shown(long, true).at(-1)?.trimEnd()).toMatch(/…$/);
  expect(shown(long, true, { columns: 60, rows: 6 })).toHaveLength(1);
  expect(shown(long, false)).toHaveLength(1);
  for (const line of shown(long, true)) expect(line).toHaveLength(60);
});

test('the lists give the room for it, and take it back', () => {
  const place = { at: 'start' } as const;
  const panes = beginning(place, place, size);
  const told = browse(panes, { do: 'say', message: { text: 'why '.repeat(30), isBad: true } });
  expect(layout(told).listHeight).toBe(layout(panes).listHeight - 2);
  const rows = dashBeginning(size, 1);
  const refused = dash(rows, { do: 'say', message: { text: 'why '.repeat(30), isBad: true } });
  expect(dashHeight(refused)).toBe(dashHeight(rows) - 2);
  expect(dashHeight(dash(refused, { do: 'say', message: undefined }))).toBe(dashHeight(rows));
});
