import { expect, test } from 'vitest';
import { NetworkError } from '../../../src/errors.js';
import { deleteReplaced, newCredential } from '../../../src/globus/clients/rotate.js';

function credentials(ids: readonly string[], refuse: (id: string) => Error | undefined = () => undefined) {
  const calls: string[] = [];
  const auth = {
    getClientCredentials: () => Promise.resolve({ credentials: ids.map((id) => ({ id })) } as never),
    createClientCredential: (_: string, body: unknown) => {
      calls.push(`create ${JSON.stringify(body)}`);
      return Promise.resolve({ credential: { id: 'new', secret: 's' } } as never);
    },
    deleteClientCredential: (_: string, id: string) => {
      calls.push(`delete ${id}`);
      const error = refuse(id);
      return error ? Promise.reject(error) : Promise.resolve({} as never);
    },
  };
  return {
    calls,
    make: (keep: readonly string[] = []) => newCredential({ clientId: 'C', name: 'n', keep }, auth),
    replace: async (ids: readonly string[]) => {
      const warned: string[] = [];
      await deleteReplaced('C', ids, auth, { warn: (text) => void warned.push(text) });
      return warned;
    },
  };
}

test('the new secret is made, and the others go once it was told, but for those to keep', async () => {
  const { calls, make, replace } = credentials(['a', 'b', 'c']);
  const made = await make(['b']);
  expect(made).toEqual({ credential: { id: 'new', secret: 's' }, replaces: ['a', 'c'] });
  expect(calls).toEqual(['create {"credential":{"name":"n"}}']);
  expect(await replace(made.replaces)).toEqual([]);
  expect(calls.slice(1)).toEqual(['delete a', 'delete c']);
});
test('one that cannot be deleted is told, and the others go', async () => {
  const { calls, replace } = credentials([], (id) => (id === 'a' ? new NetworkError('Nobody answered.') : undefined));
  expect(await replace(['a', 'b'])).toEqual([
    'The old credential a could not be deleted and still works: Nobody answered.',
  ]);
  expect(calls).toEqual(['delete a', 'delete b']);
});
test('a mistake of ours is not taken for an answer', async () => {
  await expect(credentials([], () => new TypeError('oops')).replace(['a'])).rejects.toThrow(TypeError);
});
