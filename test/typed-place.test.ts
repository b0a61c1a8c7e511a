/** A collection or place that somebody typed at a question is judged there, where it can be mended; what nobody can tell is let pass. */
import { expect, test } from 'vitest';
import { NetworkError, UsageError } from '../src/errors.js';
import { typedComplaint, type TypedPlaces } from '../src/typed-place.js';

const id = '11111111-2222-4333-8444-555555555555';
const looked: string[] = [];
const transfer = {
  statFile: (_id: string, { path }: { path?: string | undefined }) => {
    looked.push(String(path));
    return path === '/file' ? Promise.resolve({ type: 'file' }) : Promise.reject(new NetworkError('no answer'));
  },
} as unknown as Awaited<ReturnType<TypedPlaces['transfer']>>;
const judged = (text: string, mustBeThere = true) =>
  typedComplaint('place', text, mustBeThere, {
    find: (_kind, typed) => {
      const [name, path = null] = typed.split(':');
      if (name === 'away') return Promise.reject(new NetworkError('no answer'));
      if (name === 'Lab') return Promise.resolve({ id, path });
      return Promise.reject(new UsageError(`Invalid value for place: no collection is named '${name ?? ''}'.`));
    },
    transfer: () => Promise.resolve(transfer),
  });

test('a name that nothing has is told without the name of a parameter', async () => {
  expect(await judged('nope:/x')).toBe("No collection is named 'nope'.");
});

test('a path is looked at where it has to be there, and a pattern, or a service that does not answer, is let pass', async () => {
  looked.length = 0;
  expect(await judged('Lab:/file/below')).toBeUndefined();
  expect(await judged('Lab:/file')).toBeUndefined();
  expect(looked).toEqual(['/file/below', '/file']);
  looked.length = 0;
  for (const text of ['Lab:/*.h5', 'Lab', 'away:/x']) expect(await judged(text), text).toBeUndefined();
  expect(await judged('Lab:/none', false)).toBeUndefined();
  expect(looked).toEqual([]);
});
