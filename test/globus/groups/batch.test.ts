import { describe, expect, test } from 'vitest';
import { NetworkError, ServiceError } from '../../../src/errors.js';
import { actOnFile, type BatchPlan } from '../../../src/globus/groups/batch.js';
import type { MembershipActions, MembershipOutcome } from '../../../src/services/groups.js';
import { directory } from '../people/directory.js';
import { fileOf } from './file-of.js';

const groupId = '33333333-3333-4333-8333-333333333333';
const idOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
const users = (count: number) => Array.from({ length: count }, (_, i) => idOf(i));
const plan: BatchPlan = { groupId, action: 'add', file: 'people.csv', dryRun: false };

/** Groups that does everything it is asked, but for what `answer` says of the n-th request. */
function groupsOf(answer: (request: number, items: readonly { identity_id: string }[]) => MembershipOutcome) {
  const sent: MembershipActions[] = [];
  const batchMembershipAction = async (_: string, body: unknown) => {
    sent.push(body as MembershipActions);
    return Promise.resolve(answer(sent.length, (body as MembershipActions).add ?? []));
  };
  const getGroup = () =>
    Promise.resolve({ id: groupId, name: 'Lab', group_type: 'regular', enforce_session: false } as const);
  return { sent, batchMembershipAction, getGroup };
}
const doneFor = (items: readonly { identity_id: string }[]): MembershipOutcome => ({
  add: items.map(({ identity_id }) => ({ group_id: groupId, identity_id, role: 'member' })),
});
const unknown = () =>
  new ServiceError(
    'Bad gateway.',
    { service: 'groups', status: 502, code: 'Unknown' },
    { data: { delivery: 'unknown' } },
  );
const refusal = () => new ServiceError('You may not do that.', { service: 'groups', status: 403, code: 'FORBIDDEN' });

function setUp(lines: readonly string[], groups = groupsOf((_, items) => doneFor(items))) {
  const progress: string[] = [];
  const auth = directory({ 'ada@example.org': idOf(1) });
  const tools = {
    groups,
    auth,
    files: fileOf(lines),
    progress: {
      update: ({ note }: { note?: string | undefined }) => progress.push(note ?? ''),
      done: () => progress.push('done'),
    },
  };
  return { act: (more: Partial<BatchPlan> = {}) => actOnFile({ ...plan, ...more }, tools), groups, auth, progress };
}

describe('a file of people', () => {
  test('goes out a hundred in a request, and says how far it is', async () => {
    const { act, groups, progress } = setUp(users(150));
    const document = await act();
    expect(document).toMatchObject({ done: 150, failed: 0 });
    expect(groups.sent.map(({ add }) => add?.length)).toEqual([100, 50]);
    expect(progress).toEqual(['0 of 150 people', '100 of 150 people', 'done']);
  });
  test('each line has its result: unknown, named twice, refused, done', async () => {
    const groups = groupsOf((_, items) => ({
      ...doneFor(items.filter(({ identity_id: id }) => id === idOf(1))),
      errors: { add: [{ identity_id: idOf(7), code: 'ALREADY_ACTIVE', detail: 'is a member' }] },
    }));
    const { act } = setUp(['Ada@Example.org', 'eve@example.org', idOf(1), idOf(7), idOf(8)], groups);
    const { results, done, failed } = await act();
    expect([done, failed]).toEqual([1, 4]);
    expect(results.map(({ line, result, detail }) => [line, result, detail])).toEqual([
      [1, 'done', null],
      [2, 'failed', 'nobody has this username'],
      [3, 'failed', 'the same identity as line 1'],
      [4, 'failed', 'is a member'],
      [5, 'failed', 'the service did not say what became of it'],
    ]);
  });
  test('roles come from the line, else from the plan', async () => {
    const { act, groups } = setUp(['user,role', `${idOf(1)},admin`, `${idOf(2)},`]);
    await act({ role: (person) => person.role ?? 'manager' });
    expect(groups.sent).toEqual([
      {
        add: [
          { identity_id: idOf(1), role: 'admin' },
          { identity_id: idOf(2), role: 'manager' },
        ],
      },
    ]);
  });
  test('a dry run sends nothing and makes nobody', async () => {
    const { act, groups, auth } = setUp(['ada@example.org', 'eve@example.org']);
    const { results, failed } = await act({ dryRun: true, provision: true });
    expect(failed).toBe(0);
    expect(results.map(({ result, detail }) => [result, detail])).toEqual([
      ['planned', null],
      ['planned', 'an identity will be made for it'],
    ]);
    expect(groups.sent).toEqual([]);
    expect(auth.asked).toEqual([{ usernames: 'ada@example.org,eve@example.org', provision: 'false' }]);
  });
});

describe('a request that is refused as a whole', () => {
  test('ends the first hundred as the service says', async () => {
    const { act, progress } = setUp(
      users(3),
      groupsOf(() => {
        throw refusal();
      }),
    );
    await expect(act()).rejects.toThrow('You may not do that.');
    expect(progress.at(-1)).toBe('done');
  });
  test('later leaves what was done, and says what was not sent', async () => {
    const { act } = setUp(
      users(250),
      groupsOf((request, items) => {
        if (request === 2) throw refusal();
        return doneFor(items);
      }),
    );
    const { done, failed, results } = await act();
    expect([done, failed]).toEqual([100, 150]);
    expect(results.at(100)).toMatchObject({ line: 101, result: 'not sent', detail: 'You may not do that.' });
  });
  test('a network that fails is no answer of the service', async () => {
    const { act } = setUp(
      users(250),
      groupsOf((request, items) => {
        if (request === 2) throw new NetworkError('Nobody answered.');
        return doneFor(items);
      }),
    );
    await expect(act()).rejects.toThrow('Nobody answered.');
  });
  test('an answer that leaves open what was done is no refusal', async () => {
    const { act } = setUp(
      users(250),
      groupsOf((request, items) => {
        if (request === 2) throw unknown();
        return doneFor(items);
      }),
    );
    await expect(act()).rejects.toThrow(
      'Bad gateway. Requests for 100 of 250 people were sent, and some of the rest may be done.',
    );
  });
});

describe('all or nothing, and an error in the middle', () => {
  /** A group that keeps who is in it; its second addition is done, and answered by a gateway. */
  function group(answersAfter = true) {
    const members = new Set<string>();
    let requests = 0;
    const batchMembershipAction = (_: string, body: unknown) => {
      const { add = [], remove = [] } = body as MembershipActions;
      requests += 1;
      if (requests > 2 && !answersAfter) throw unknown();
      for (const { identity_id: id } of add) members.add(id);
      for (const { identity_id: id } of remove) members.delete(id);
      if (requests === 2) throw unknown();
      return Promise.resolve({ ...doneFor(add), remove: doneFor(remove).add } as MembershipOutcome);
    };
    const memberships = () => [...members].map((id) => ({ identity_id: id, status: 'active' }));
    const getGroup = () => Promise.resolve({ memberships: memberships() } as never);
    return { members, sent: [], batchMembershipAction, getGroup };
  }
  test('takes out who is in the group now, whatever was answered', async () => {
    const lab = group();
    const { act } = setUp(users(250), lab);
    await expect(act({ isAllOrNothing: true })).rejects.toThrow(
      'Those who were added were taken out again: nobody of the list is in the group now.',
    );
    expect(lab.members.size).toBe(0);
  });
  test('says that some may be in the group where they could not be taken out', async () => {
    const lab = group(false);
    const error = await setUp(users(250), lab)
      .act({ isAllOrNothing: true })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      hint: expect.stringContaining('Some of the list may be in the group now') as string,
    });
    expect(lab.members.size).toBe(200);
  });
  test.each([
    [refusal, true, 'it could not be taken back: You may not do that.'],
    [unknown, true, 'it could not be taken back: Bad gateway.'],
    [unknown, false, 'it may not have been taken back: Bad gateway.'],
  ])('says who is still in the group where taking them out fails', async (failure, isAsked, detail) => {
    const members = new Set<string>();
    let asked = 0;
    const groups = {
      ...groupsOf((request, items) => {
        if (request > 1) throw failure();
        for (const { identity_id: id } of items.slice(1)) members.add(id);
        return { ...doneFor(items.slice(1)), errors: { add: [{ identity_id: idOf(0), code: 'NO', detail: 'no' }] } };
      }),
      getGroup: () => {
        if (asked++ > 0 && !isAsked) throw unknown();
        const memberships = [...members].map((id) => ({ identity_id: id, status: 'active' }));
        return Promise.resolve({ memberships } as never);
      },
    };
    const { results, failed, done } = await setUp(users(3), groups).act({ isAllOrNothing: true });
    expect([failed, done]).toEqual([1, 2]);
    expect(results.map((row) => [row.result, row.detail])).toEqual([
      ['failed', 'no'],
      ['done', expect.stringContaining(detail)],
      ['done', expect.stringContaining(detail)],
    ]);
  });
  test('believes the group where an answer to the removal was lost', async () => {
    const members = new Set<string>();
    const groups = {
      ...groupsOf((request, items) => {
        if (request === 2) members.clear();
        if (request > 1) throw unknown();
        for (const { identity_id: id } of items.slice(1)) members.add(id);
        return { ...doneFor(items.slice(1)), errors: { add: [{ identity_id: idOf(0), code: 'NO', detail: 'no' }] } };
      }),
      getGroup: () =>
        Promise.resolve({ memberships: [...members].map((id) => ({ identity_id: id, status: 'active' })) } as never),
    };
    const { results } = await setUp(users(3), groups).act({ isAllOrNothing: true });
    expect(results.map(({ result }) => result)).toEqual(['failed', 'taken back', 'taken back']);
  });
});
