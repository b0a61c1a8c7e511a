import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/errors.js';
import {
  endpointNames,
  holderNames,
  identityNames,
  principalNames,
  remainingPrincipalNames,
} from '../../src/globus/names.js';

const person = (id: string) => `urn:globus:auth:identity:${id}`;
const group = (id: string) => `urn:globus:groups:id:${id}`;

/** Globus Auth that knows these usernames by id, and notes what it was asked for. */
function fakeAuth(usernames: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const getIdentities = ({ ids }: Readonly<Record<string, unknown>>) => {
    asked.push(ids as string);
    const identities = (ids as string)
      .split(',')
      .flatMap((id) => (id in usernames ? [{ id, username: usernames[id] }] : []));
    return Promise.resolve({ identities } as never);
  };
  return { asked, getIdentities };
}

describe('names of identities', () => {
  test('are asked for once each, a hundred in a request, in one order', async () => {
    const ids = Array.from({ length: 130 }, (_, i) => `id${String(i).padStart(3, '0')}`);
    const auth = fakeAuth({ id000: 'ada', id129: 'grace' });
    const names = await identityNames(auth, [...ids].reverse().concat(ids));
    expect(auth.asked.map((each) => each.split(',').length)).toEqual([100, 30]);
    expect(auth.asked.join()).toBe(ids.join());
    expect([...names]).toEqual([
      ['id000', 'ada'],
      ['id129', 'grace'],
    ]);
  });
  test('of nobody cost no request', async () => {
    const auth = fakeAuth({});
    expect((await identityNames(auth, [])).size).toBe(0);
    expect(auth.asked).toEqual([]);
  });
});

describe('names of principals', () => {
  test('are usernames and what stands for a group; other URNs have none', async () => {
    const auth = fakeAuth({ a: 'ada' });
    const names = await principalNames(auth, [person('a'), person('b'), group('g'), 'urn:else']);
    expect(Object.fromEntries(names)).toEqual({ [person('a')]: 'ada', [group('g')]: 'Globus Group (g)' });
    expect(auth.asked).toEqual(['a,b']);
  });
  test('of groups alone cost no request', async () => {
    const auth = fakeAuth({});
    await principalNames(auth, [group('g')]);
    expect(auth.asked).toEqual([]);
  });
  test('that an answer before has told are not asked for again', async () => {
    const auth = fakeAuth({ b: 'bob' });
    const names = await remainingPrincipalNames(auth, [person('a'), person('b')], new Map([['a', 'ada']]));
    expect(Object.fromEntries(names)).toEqual({ [person('a')]: 'ada', [person('b')]: 'bob' });
    expect(auth.asked).toEqual(['b']);
  });
});

test('names of holders are asked for one by one, until known; a stranger is an id', async () => {
  const auth = fakeAuth({ a: 'ada' });
  const names = await holderNames(auth, [person('a'), person('x'), person('a'), group('g')]);
  expect(Object.fromEntries(names)).toEqual({
    [person('a')]: 'ada',
    [person('x')]: 'x',
    [group('g')]: 'Globus Group (g)',
  });
  expect(auth.asked).toEqual(['a', 'x']);
});

describe('names of endpoints', () => {
  const refusal = (code: string) => new ServiceError('no', { service: 'transfer', status: 409, code });
  const transfer = (endpoints: Readonly<Record<string, object>>) => {
    const asked: string[] = [];
    const getEndpoint = (id: string) => {
      asked.push(id);
      const found = endpoints[id];
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found as never);
    };
    return { asked, getEndpoint };
  };
  test('are the display name, else the canonical one, else the id; a deleted one says so', async () => {
    const known = transfer({
      a: { display_name: 'A', canonical_name: 'u#a' },
      b: { display_name: null, canonical_name: 'u#b' },
      c: {},
      d: refusal('EndpointDeleted'),
    });
    expect(Object.fromEntries(await endpointNames(known, ['a', 'b', 'a', 'c', 'd']))).toEqual({
      a: 'A',
      b: 'u#b',
      c: 'c',
      d: '[DELETED ENDPOINT]',
    });
    expect(known.asked).toEqual(['a', 'b', 'c', 'd']);
  });
  test('that are refused for another reason are an error', async () => {
    await expect(endpointNames(transfer({ a: refusal('PermissionDenied') }), ['a'])).rejects.toThrow('no');
  });
});
