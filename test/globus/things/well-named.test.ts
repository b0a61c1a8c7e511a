import { expect, test } from 'vitest';
import { likeliest } from '../../../src/globus/things/find.js';
import { sources } from '../../../src/globus/things/sources.js';
import { type Thing, wellNamed } from '../../../src/globus/things/thing.js';

test('of what a service lists, only what has an id can be meant, and a name that is no text is none', () => {
  const sent = [{ id: 'a', name: 'Lab' }, { id: 'b' }, { id: 'c', name: 7 }, { name: 'Lab' }, { id: 5, name: 'Lab' }];
  const things = wellNamed(sent as unknown as readonly Thing[]);
  expect(things).toEqual([
    { id: 'a', name: 'Lab' },
    { id: 'b', name: '' },
    { id: 'c', name: '' },
  ]);
  expect(likeliest(things, 'lab')).toEqual([{ id: 'a', name: 'Lab' }]);
});

test('a membership whose role is no text says nothing of its group', async () => {
  const odd = { toString: 1 };
  const listed = [
    { id: 'a', name: 'Lab', my_memberships: [{ role: odd, status: 'active' }, { status: odd }, { role: 'member' }] },
  ];
  const groups = { getMyGroups: () => Promise.resolve(listed) };
  const found = await sources.group.find(() => Promise.resolve(groups) as never, 'Lab');
  expect(found).toEqual([{ id: 'a', name: 'Lab', detail: 'member' }]);
});
