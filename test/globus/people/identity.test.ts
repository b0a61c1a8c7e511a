import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import {
  currentIdentity,
  idsByUsername,
  identityId,
  identityIds,
  identityOrMine,
  lookUpIdentities,
} from '../../../src/globus/people/identity.js';
import { directory } from './directory.js';

const ada = '11111111-1111-4111-8111-111111111111';
const bob = '22222222-2222-4222-8222-222222222222';
const groupId = '33333333-3333-4333-8333-333333333333';
const people = { 'ada@example.org': ada, 'bob@example.org': bob };

describe('an identity by id or username', () => {
  test('an id is written the usual way and never looked up, not even where identities are made', async () => {
    const auth = directory(people);
    expect(await identityId(ada.toUpperCase().replaceAll('-', ''), auth)).toBe(ada);
    expect(await identityId(ada, auth, { provision: true })).toBe(ada);
    expect(auth.asked).toEqual([]);
  });
  test('a username costs one request, and makes nobody unless told to', async () => {
    const auth = directory(people);
    expect(await identityId('ada@example.org', auth)).toBe(ada);
    expect(await identityId('ada@example.org', auth, { provision: true })).toBe(ada);
    expect(auth.asked).toEqual([
      { usernames: 'ada@example.org', provision: 'false' },
      { usernames: 'ada@example.org', provision: 'true' },
    ]);
  });
  test('a username that nobody has is a usage error that says where to look', async () => {
    const error = await identityId('eve@example.org', directory(people)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      message: "Nobody has the username 'eve@example.org'.",
      hint: 'Check how it is spelled. People who have never logged in to Globus may have no identity yet.',
      exitCode: 2,
    });
  });
  test('several keep their order', async () => {
    expect(await identityIds(['bob@example.org', ada, 'ada@example.org'], directory(people))).toEqual([bob, ada, ada]);
  });
});

describe('many usernames', () => {
  test('go out a hundred in a request, each once, and come back by lower case', async () => {
    const names = Array.from({ length: 150 }, (_, i) => `user${i}@example.org`);
    const auth = directory({ ...people, 'Ada@Example.org': ada });
    const found = await idsByUsername([...names, 'Ada@Example.org', ...names], auth);
    expect(auth.asked.map(({ usernames }) => String(usernames).split(',').length)).toEqual([100, 51]);
    expect([...found]).toEqual([['ada@example.org', ada]]);
  });
  test('nobody to look up is no request', async () => {
    const auth = directory(people);
    expect((await idsByUsername([], auth)).size).toBe(0);
    expect(auth.asked).toEqual([]);
  });
});

describe('ids and usernames together', () => {
  test('are asked for apart, ids first, and those that nobody has are named', async () => {
    const auth = directory(people);
    const found = await lookUpIdentities(['Ada@example.org', bob.toUpperCase(), 'eve@example.org', groupId], auth);
    expect(found.identities.map(({ username }) => username)).toEqual(['bob@example.org', 'ada@example.org']);
    expect(found.missing).toEqual([groupId, 'eve@example.org']);
    expect(auth.asked).toEqual([
      { ids: `${bob},${groupId}`, provision: undefined },
      { usernames: 'Ada@example.org,eve@example.org', provision: 'false' },
    ]);
  });
  test('no ids are no request for ids', async () => {
    const auth = directory(people);
    await lookUpIdentities(['ada@example.org'], auth);
    expect(auth.asked).toHaveLength(1);
  });
});

describe('the caller', () => {
  const auth = { ...directory(people), getUserinfo: () => Promise.resolve({ sub: bob }) };
  const login = (id: string | null) => ({ status: () => Promise.resolve({ identity_id: id } as never) });
  test('is who the login says, else who Auth says the token is of', async () => {
    expect(await currentIdentity(login(ada), auth)).toBe(ada);
    expect(await currentIdentity(login(null), auth)).toBe(bob);
  });
  test('stands in where nobody is named', async () => {
    expect(await identityOrMine(undefined, auth)).toBe(bob);
    expect(await identityOrMine('ada@example.org', auth)).toBe(ada);
  });
});
