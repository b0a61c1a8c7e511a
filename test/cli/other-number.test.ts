import { expect, test } from 'vitest';
import { globus } from '../support/globus.js';

test.each([
  ['flow list', 'flows list'],
  ['flow start x', 'flows start x'],
  ['timers list', 'timer list'],
  ['groups', 'group'],
  ['task lists', 'task list'],
  ['unshare x:/y', 'share revoke x:/y'],
  ['rmdir x:/y', 'rm x:/y'],
  ['remove x:/y', 'rm x:/y'],
  ['endpoint rename x y', 'endpoint update x --display-name y'],
  ['run list', 'flows run list'],
  ['timer rename a b', 'timer update a --name b'],
  ['group rename a b', 'group update a --name b'],
  ['collection rename a b', 'collection update a --display-name b'],
  ['group rename a', 'group update a'],
  ['flows rename a b', 'flows update a --title b'],
  ['permission list', 'share list'],
  ['permissions', 'share list'],
  ['endpoint list', 'endpoint search --filter-scope my-endpoints'],
  ['cd x:/y', 'ls x:/y'],
  ['group invite G p@x.org', 'group member invite G p@x.org'],
])('globus %s is told to be globus %s', async (typed, meant) => {
  const { code, stderr } = await globus(typed.split(' '));
  expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean:  globus ${meant}\n`)]);
});
