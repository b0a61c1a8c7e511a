import { describe, expect, test } from 'vitest';
import type { UsageError } from '../../../src/errors.js';
import { findByName } from '../../../src/globus/things/find.js';
import { isNear } from '../../../src/globus/things/near.js';

describe('a name that was mistyped', () => {
  test.each([
    ['Sandbox Storrage', 'Sandbox Storage'],
    ['sandbox sotrage', 'Sandbox Storage'],
    ['Sandbx Storage', 'Sandbox Storage'],
    ['tutorial colection', 'Globus Tutorial Collection 1'],
    ['Colection', 'Globus Tutorial Collection 1'],
    ['解析サバー', '解析サーバー'],
  ])('%s may be %s', (typed, name) => expect(isNear(typed, name)).toBe(true));
  test.each([
    ['home', 'work'],
    ['lab', 'lap'],
    ['Sandbox Archive', 'Sandbox Storage'],
    ['', 'Sandbox'],
    ['x'.repeat(5000), 'y'.repeat(5000)],
  ])('%s is not %s', (typed, name) => expect(isNear(typed, name)).toBe(false));
});

describe('a name that means nothing', () => {
  const storage = { id: '068da231-ffe2-479b-8c55-d530df10eefd', name: 'Sandbox Storage' };
  const hintOf = async (used: () => Promise<readonly (typeof storage)[]>, isAsked: boolean) => {
    const tools = {
      remembered: () => undefined,
      remember: () => undefined,
      warn: () => undefined,
      choose: isAsked ? () => Promise.reject(new Error('nobody chooses')) : undefined,
    };
    const wanted = { kind: 'collection' as const, name: 'Sandbox Storrage', parameter: 'PLACE' };
    const found = findByName(wanted, tools, () => Promise.resolve({ things: [], newestWins: false, used }));
    return ((await found.catch((error: unknown) => error)) as UsageError).hint;
  };
  test('is told with the one that is like it', async () => {
    expect(await hintOf(() => Promise.resolve([storage]), true)).toBe(
      `Did you mean?\n  ${storage.id}  Sandbox Storage`,
    );
  });
  test('is told with a search where nothing is like it, or nothing can be asked for', async () => {
    const search = "Search for it:  globus endpoint search 'Sandbox Storrage'";
    expect(await hintOf(() => Promise.resolve([]), true)).toBe(search);
    expect(await hintOf(() => Promise.reject(new Error('no answer')), true)).toBe(search);
  });
  test('costs a script no request', async () => {
    expect(await hintOf(() => Promise.reject(new Error('asked')), false)).toContain('Search for it');
  });
});
