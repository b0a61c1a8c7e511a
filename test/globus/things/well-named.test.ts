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

test("a name means one's own in any capitals, or is refused where a stranger has it as it is spelled", () => {
  const thing = (id: string, name: string, isMine?: boolean, owner?: string): Thing => ({
    ...{ id, name, owner },
    ...(isMine && { isMine }),
  });
  const [mine, strangers] = [thing('mine', 'Lab Data', true), thing('theirs', 'lab data')];
  const meant = (things: readonly Thing[], name: string) => likeliest(things, name).map(({ id }) => id);
  expect(meant([strangers, mine], 'Lab Data')).toEqual(['mine']);
  expect(meant([strangers, mine], 'lab data')).toEqual(['theirs', 'mine']);
  expect(meant([strangers, mine], 'LAB DATA')).toEqual(['mine']);
  expect(meant([thing('other', 'Lab Data'), mine], 'Lab Data')).toEqual(['mine']);
  expect(meant([strangers], 'Lab Data')).toEqual(['theirs']);
  // a stranger may give one a role, which nobody asks for
  const given = thing('given', 'lab data', true, 'grace');
  const [own, second] = [thing('own', 'Lab Data', true, 'ada'), thing('second', 'LAB DATA', true, 'ada')];
  expect(meant([given, own], 'lab data')).toEqual(['given', 'own']);
  expect(meant([given, own, second], 'LAB DATA')).toEqual(['second', 'given']);
  expect(meant([own, second], 'LAB DATA')).toEqual(['second']);
});

test('a membership whose role is no text says nothing of its group', async () => {
  const odd = { toString: 1 };
  const listed = [
    { id: 'a', name: 'Lab', my_memberships: [{ role: odd, status: 'active' }, { status: odd }, { role: 'member' }] },
  ];
  const groups = { getMyGroups: () => Promise.resolve(listed) };
  const found = await sources.group.find(() => Promise.resolve(groups) as never, 'Lab');
  expect(found).toEqual([{ roles: ['member'], id: 'a', name: 'Lab', detail: 'member', isMine: true }]);
});
