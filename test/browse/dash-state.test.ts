import { expect, test } from 'vitest';
import { dashLines } from '../../src/browse/dash-lines.js';
import { dash, dashBeginning, type DashAction } from '../../src/browse/dash-state.js';

const shown = (...actions: readonly DashAction[]) =>
  dashLines(actions.reduce(dash, dashBeginning({ columns: 60, rows: 20 }, 2)), 0)
    .flat()
    .map(({ text }) => text)
    .join('')
    .trim();
const none = (service: string): DashAction => ({ do: 'find', service, activities: [] });
const refused = (service: string): DashAction => ({ do: 'fail', service, message: 'no' });

test('that nothing runs is said once every service was asked', () => {
  expect(shown()).toBe('Asking …');
  expect(shown(none('transfer'))).toBe('Asking …');
  expect(shown(none('transfer'), none('flows'))).toBe('Nothing runs, and nothing ran lately.');
  expect(shown(none('transfer'), refused('flows'))).toBe('Nothing runs, and nothing ran lately.');
  // where none can be asked, nothing is known
  expect(shown(refused('transfer'), refused('flows'))).toBe('Asking …');
});

test('what is paused says so in words, where there is no room for more, too', () => {
  const timer = { kind: 'timer', id: 'T', name: 'Daily copy', where: '', state: 'paused', began: 0 } as const;
  const row = (said: string) => shown({ do: 'find', service: 'timers', activities: [{ ...timer, said }] });
  expect(row('not run yet')).toMatch(/Daily copy +paused, not run yet$/);
  expect(row('paused, 3 of 9 files')).toMatch(/Daily copy +paused, 3 of 9 files$/);
});
