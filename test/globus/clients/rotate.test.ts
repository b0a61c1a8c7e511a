import { expect, test } from 'vitest';
import { NetworkError } from '../../../src/errors.js';
import { rotateCredentials } from '../../../src/globus/clients/rotate.js';

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
    rotate: (keep: readonly string[] = []) => rotateCredentials({ clientId: 'C', name: 'n', keep }, auth),
  };
}

test('the new secret is made first, then the others go, but for those to keep', async () => {
  const { calls, rotate } = credentials(['a', 'b', 'c']);
  expect(await rotate(['b'])).toEqual({ credential: { id: 'new', secret: 's' }, deleted: ['a', 'c'], not_deleted: {} });
  expect(calls).toEqual(['create {"credential":{"name":"n"}}', 'delete a', 'delete c']);
});
test('one that cannot be deleted is told, and the new secret is not lost', async () => {
  const { rotate } = credentials(['a', 'b'], (id) => (id === 'a' ? new NetworkError('Nobody answered.') : undefined));
  expect(await rotate()).toEqual({
    credential: { id: 'new', secret: 's' },
    deleted: ['b'],
    not_deleted: { a: 'Nobody answered.' },
  });
});
test('a mistake of ours is not taken for an answer', async () => {
  await expect(credentials(['a'], () => new TypeError('oops')).rotate()).rejects.toThrow(TypeError);
});
