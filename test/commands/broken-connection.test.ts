import { afterEach, expect, test, vi } from 'vitest';
import { globus } from '../support/globus.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A network whose connections break after so many seconds each, by a clock that this turns. */
function breaking(seconds: number) {
  let now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  const tries: number[] = [];
  const fetch = (() => {
    tries.push(now);
    now += seconds * 1000;
    return Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
    );
  }) as typeof globalThis.fetch;
  return { tries, api: { fetch, calls: [], verify: () => undefined } };
}

test.each([
  ['reads', ['bookmark', 'list']],
  ['submits what may be submitted twice', ['transfer', 'ID:/a', 'ID:/b', '--submission-id', 'ID']],
])('a command that %s tries a connection that breaks again for 20 seconds, and no longer', async (_, line) => {
  const { tries, api } = breaking(6);
  const argv = line.map((word) => word.replace('ID', '1405823f-0597-4a16-b296-46d4f0ae4b15'));
  const { code, stdout, stderr } = await globus(argv, { api });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/transfer\.api\.globus\.org/);
  const first = tries[0] ?? 0;
  expect(tries.map((at) => (at - first) / 1000)).toEqual([0, 6, 12, 18]);
});

test('a change that must not happen twice is tried once', async () => {
  const { tries, api } = breaking(6);
  const { code } = await globus(['group', 'create', 'Lab'], { api });
  expect([code, tries.length]).toEqual([1, 1]);
});
