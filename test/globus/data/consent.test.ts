/** The consents that a copy wants are asked for once, and before anything else is asked of the collections. */
import { expect, test } from 'vitest';
import { dataAccessScope, fileScope } from '../../../src/auth/scopes.js';
import { copyAll } from '../../../src/globus/data/cp.js';
import type { CpOptions, CpTools } from '../../../src/globus/data/cp-options.js';
import { moveAll } from '../../../src/globus/data/mv.js';
import { syncFolders } from '../../../src/globus/data/sync.js';

const [mapped, guest] = ['0a1b2c3d-0000-4000-8000-00000000d00d', '0a1b2c3d-0000-4000-8000-00000000d00e'];
class Refused extends Error {}

/** Tools whose person consents to nothing: what was asked, in its order. */
function tools(isPerson = true) {
  const asked: unknown[] = [];
  const transfer = {
    getEndpoint: (id: string) =>
      Promise.resolve({
        id,
        entity_type: id === mapped ? 'GCSv5_mapped_collection' : 'GCSv5_guest_collection',
        https_server: 'https://x',
      }),
    statFile: (id: string) => {
      asked.push(`stat ${id}`);
      return Promise.resolve({ name: 'x', type: 'dir', size: 0 });
    },
  };
  const consents = {
    auth: { getConsents: () => Promise.resolve({ consents: [] }), getUserinfo: () => Promise.resolve({ sub: guest }) },
    session: {
      status: () => Promise.resolve({ mode: 'login', identity: { sub: guest } }),
      require: (requirement: unknown) => {
        asked.push(requirement);
        return Promise.reject(new Refused());
      },
    },
  };
  const all = {
    data: { transfer: () => Promise.resolve(transfer) },
    host: { cwd: '/nowhere', env: {}, platform: 'linux' },
    clock: { now: () => new Date(0) },
    progress: { update: () => undefined, say: () => undefined, done: () => undefined },
    notices: { info: () => undefined, warn: () => undefined },
    records: { takeTurn: () => Promise.resolve(() => undefined) },
    ...(isPerson && { consents }),
  } as unknown as CpTools;
  return { asked, all };
}
const place = (endpoint: string) => ({ at: 'collection', endpoint, path: '/x' }) as const;
const here = { at: 'local', path: './x' } as const;
const options = { recursive: true, filters: { rules: [] }, parallel: 1, wait: true } as unknown as CpOptions;
const drained = async (rows: AsyncIterable<unknown> | undefined) => {
  for await (const _ of rows ?? []);
};
const runs = {
  cp: async (from: Parameters<typeof copyAll>[0][number], to: typeof from, { all }: ReturnType<typeof tools>) =>
    drained((await copyAll([from, to], options, all))?.rows),
  mv: async (from, to, { all }) => drained(moveAll([from, to] as Parameters<typeof moveAll>[0], options, all).rows),
  sync: async (from, to, { all }) => {
    const how = { ...options, plan: true } as unknown as Parameters<typeof syncFolders>[2];
    await drained(syncFolders(from as typeof here, to as typeof here, how, all).rows);
  },
} satisfies Record<
  string,
  (
    from: Parameters<typeof copyAll>[0][number],
    to: Parameters<typeof copyAll>[0][number],
    made: ReturnType<typeof tools>,
  ) => Promise<void>
>;

const transferWithData = expect.stringContaining(`*${dataAccessScope(mapped)}`);
test.each(Object.entries(runs))('%s asks for all of them at once, and first of all', async (_, run) => {
  const [down, between] = [tools(), tools()];
  await expect(run(place(mapped), here, down)).rejects.toThrow(Refused);
  expect(down.asked).toEqual([{ required_scopes: [transferWithData, fileScope(mapped, true)] }]);
  await expect(run(place(mapped), place(guest), between)).rejects.toThrow(Refused);
  expect(between.asked).toEqual([{ required_scopes: [transferWithData] }]);
});

test.each(Object.entries(runs))(
  '%s asks nothing for what needs no consent, or where nobody could answer',
  async (_, run) => {
    for (const [from, made] of [
      [guest, tools()],
      [mapped, tools(false)],
    ] as const) {
      await run(place(from), here, made).catch(() => undefined); // there is nothing to copy, and nowhere

      expect(made.asked[0]).toBe(`stat ${from}`);
      expect(made.asked).not.toContainEqual(expect.objectContaining({ required_scopes: expect.anything() }));
    }
  },
);
