import { expect, test } from 'vitest';
import { ownShares } from '../../../src/globus/sharing/to-take-back.js';
import type { Adapters } from '../../../src/services/index.js';

const id = (digit: number) => `${digit}4051823-0597-4a16-b296-46d4f0ae4b15`;
/** One's guest collections, each shared with all, and one's bookmarks. */
const places = async (names: readonly string[], bookmarks: readonly string[]) => {
  const transfer = {
    searchEndpoints: async function* () {
      yield* names.map((display_name, i) => ({ id: id(i), display_name, entity_type: 'GCSv5_guest_collection' }));
    },
    listAccessRules: () =>
      Promise.resolve({
        DATA: [{ id: 'r', principal_type: 'anonymous', principal: '', path: '/a/', permissions: 'r', role_id: null }],
      }),
    listBookmarks: () =>
      Promise.resolve({ DATA: bookmarks.map((name) => ({ name, endpoint_id: id(9), path: '/x/' })) }),
  };
  const connect = () => Promise.resolve(transfer as unknown as Adapters['transfer']);
  const shares = await ownShares({ connect: connect as never, once: (_, find) => find() });
  return shares.map(({ place }) => place);
};

test('a share is named by its collection where that name means nothing else', async () => {
  expect(await places(['Lab', 'lab2'], ['other'])).toEqual(['Lab:/a/', 'lab2:/a/']);
});
test('a share is named by an id where a bookmark, another share or an id may have the name', async () => {
  expect(await places(['Lab'], ['lab'])).toEqual([`${id(0)}:/a/`]);
  expect(await places(['Lab', 'Lab'], [])).toEqual([`${id(0)}:/a/`, `${id(1)}:/a/`]);
  expect(await places(['2405182a'], [])).toEqual([`${id(0)}:/a/`]);
});
