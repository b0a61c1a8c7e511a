import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors.js';
import { guestsOf, namedFolder } from '../../../src/globus/sharing/folder.js';
import { linksTo } from '../../../src/globus/sharing/links.js';
import { granteesOf } from '../../../src/globus/sharing/recipients.js';
import { type Grant, stepsFor, takeStep } from '../../../src/globus/sharing/rules.js';
import type { AccessRule } from '../../../src/services/transfer.js';

const adaId = '11111111-1111-4111-8111-111111111111';
const ada = { principal_type: 'identity', principal: adaId, name: 'ada@x.edu', email: 'ada@mail.edu' };
const lab = { principal_type: 'group', principal: 'LAB', name: 'Lab', email: undefined };
const rule = (more: Partial<AccessRule>): AccessRule => ({
  id: 'R1',
  principal_type: 'identity',
  principal: adaId,
  path: '/run7/',
  permissions: 'r',
  ...more,
});
const grant = (more: Partial<Grant> = {}): Grant => ({
  grantee: ada,
  path: '/run7/',
  permissions: 'r',
  expires: undefined,
  ...more,
});

describe('recipients', () => {
  const auth = {
    getIdentities: ({ ids, usernames }: { ids?: string; usernames?: string }) => {
      const identities = (ids ?? usernames ?? '')
        .split(',')
        .filter((each) => each === adaId || each.toLowerCase() === 'ada@x.edu')
        .map(() => ({ id: adaId, username: 'Ada@x.edu', email: null }));
      return Promise.resolve({ identities });
    },
  } as never;
  test('are each there once, whatever they are called by', async () => {
    const grantees = await granteesOf(
      [
        { type: 'identity', idOrUsername: 'ADA@x.edu' },
        { type: 'identity', idOrUsername: adaId },
        { type: 'group', id: 'LAB', name: undefined },
        { type: 'anonymous' },
      ],
      auth,
      'shared',
    );
    expect(grantees).toEqual([
      { principal_type: 'identity', principal: adaId, name: 'Ada@x.edu', email: undefined },
      { principal_type: 'group', principal: 'LAB', name: 'LAB', email: undefined },
      { principal_type: 'anonymous', principal: '', name: 'anonymous', email: undefined },
    ]);
  });
  test('that are groups and everybody cost no request', async () => {
    expect(await granteesOf([{ type: 'all_authenticated_users' }], {} as never, 'shared')).toMatchObject([
      { principal: '' },
    ]);
  });
  test('that do not exist are all named', async () => {
    const ghosts = ['ada@x.edu', 'bob@x.edu', 'eve@x.edu'].map((idOrUsername) => ({
      type: 'identity' as const,
      idOrUsername,
    }));
    await expect(granteesOf(ghosts, auth, 'shared')).rejects.toThrow(
      'Nobody has these usernames or ids: bob@x.edu, eve@x.edu.',
    );
    for (const deed of ['shared', 'taken away'] as const) {
      const error: unknown = await granteesOf(ghosts.slice(1, 2), auth, deed).catch((cause: unknown) => cause);
      expect(error).toMatchObject({
        message: "Nobody has the username or id 'bob@x.edu'.",
        hint: expect.stringMatching(`^Nothing was ${deed}\\. `) as string,
      });
    }
  });
});

describe('what is to be done', () => {
  const week = new Date('2027-01-08T00:00:00Z');
  const state = (rules: readonly AccessRule[], more: Partial<Grant> = {}) => stepsFor([grant(more)], rules)[0]?.state;
  test.each([
    ['nothing is there', [], {}, 'new'],
    ['it is there', [rule({})], {}, 'same'],
    ['it is there in capitals', [rule({ principal: adaId.toUpperCase() })], {}, 'same'],
    ['it allows less', [rule({})], { permissions: 'rw' }, 'changed'],
    ['it allows more', [rule({ permissions: 'rw' })], {}, 'changed'],
    ['it is for another folder', [rule({ path: '/run/' })], {}, 'new'],
    ['it is of a role', [rule({ role_type: 'administrator' })], {}, 'new'],
    ['it is for a group', [rule({ principal_type: 'group' })], {}, 'new'],
    ['it ends, and nothing is said of an end', [rule({ expiration_date: '2027-01-08 00:00:00' })], {}, 'same'],
    ['it ends then', [rule({ expiration_date: '2027-01-08T00:00:30+00:00' })], { expires: week }, 'same'],
    ['it ends before', [rule({ expiration_date: '2027-01-07T23:00:00+00:00' })], { expires: week }, 'changed'],
    ['it never ends', [rule({ expiration_date: null })], { expires: week }, 'changed'],
  ] as const)('where %s', (_what, rules, more, expected) => expect(state(rules, more)).toBe(expected));

  const transfer = (sent: unknown[]) =>
    ({
      addAccessRule: (id: string, body: object) =>
        Promise.resolve(sent.push(['POST', id, body]) && { access_id: 'NEW' }),
      updateAccessRule: (id: string, rule: string, body: object) =>
        Promise.resolve(sent.push(['PUT', id, rule, body]) && { code: 'Updated' }),
    }) as never;
  test('is one request for each that is new or changed, and mail only for people who are new', async () => {
    const sent: unknown[] = [];
    const steps = stepsFor([grant({ expires: week, permissions: 'rw' }), grant({ grantee: lab })], [rule({})]);
    const rows = [];
    for (const step of [...steps, ...stepsFor([grant()], []), ...stepsFor([grant()], [rule({})])])
      rows.push(await takeStep('C', step, { message: 'Look' }, transfer(sent)));
    const access = { DATA_TYPE: 'access', permissions: 'r', path: '/run7/' };
    expect(sent).toEqual([
      ['PUT', 'C', 'R1', { DATA_TYPE: 'access', permissions: 'rw', expiration_date: '2027-01-08T00:00:00+00:00' }],
      ['POST', 'C', { ...access, principal_type: 'group', principal: 'LAB' }],
      [
        'POST',
        'C',
        {
          ...access,
          principal_type: 'identity',
          principal: adaId,
          notify_email: 'ada@mail.edu',
          notify_message: 'Look',
        },
      ],
    ]);
    expect(rows.map(({ id, state, notified }) => [id, state, notified])).toEqual([
      ['R1', 'changed', null],
      ['NEW', 'new', null],
      ['NEW', 'new', 'ada@mail.edu'],
      ['R1', 'same', null],
    ]);
  });
  test('is refused in its row; what is no refusal is thrown', async () => {
    const failing = (error: Error) => ({ addAccessRule: () => Promise.reject(error) }) as never;
    const [step] = stepsFor([grant()], []);
    const refusal = new ServiceError('Anonymous writes are disabled', { service: 'transfer', status: 400 });
    expect(await takeStep('C', step!, undefined, failing(refusal))).toMatchObject({
      state: 'failed',
      error: 'Anonymous writes are disabled',
    });
    await expect(takeStep('C', step!, undefined, failing(new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});

describe('folders', () => {
  const server = { id: 'M', display_name: 'Server', entity_type: 'GCSv5_mapped_collection' };
  const guest = { id: 'G', display_name: 'Guest', entity_type: 'GCSv5_guest_collection' };
  const none = {} as never;
  test('that are named from the root, or on a guest collection, are not asked for', async () => {
    expect(await namedFolder(server, '/data/../data//run7', none)).toEqual({
      on: 'mapped',
      collection: server,
      path: '/data/run7/',
    });
    for (const path of ['run7', '/~/run7/', '~/run7', '/run7'])
      expect(await namedFolder(guest, path, none)).toMatchObject({ on: 'guest', path: '/run7/' });
  });
  test('below a home folder are where the collection says, and an error where it does not', async () => {
    const saying = (absolute_path: string | null) =>
      ({
        listDirectory: (_id: string, { path }: { path: string }) => Promise.resolve({ path, absolute_path, DATA: [] }),
      }) as never;
    expect(await namedFolder(server, '~/x', saying('/home/ada/x/'))).toMatchObject({ path: '/home/ada/x/' });
    await expect(namedFolder(server, '/~/x', saying(null))).rejects.toThrow("Server does not say where '~' is.");
  });
  test('of mapped collections are found by where guest collections begin; the manager is asked only where Transfer does not know', async () => {
    const at = (id: string, host_path: string | null) => ({ id, display_name: id, host_path });
    const tools = (rows: readonly object[], bases: Record<string, string> | undefined) =>
      ({
        transfer: { listMySharedEndpoints: () => Promise.resolve({ DATA: rows }) },
        gcs: {
          at: () => {
            if (!bases) throw new Error('nobody is to be asked');
            return Promise.resolve({
              listCollections: async function* () {
                for (const [id, collection_base_path] of Object.entries(bases))
                  yield await Promise.resolve({ id, collection_base_path });
              },
            });
          },
        },
      }) as never;
    const known = [at('A', '/data'), at('B', '/data/run7/'), at('C', '/')];
    expect(await guestsOf(server, '/data/run7/', tools(known, undefined))).toMatchObject([{ id: 'B' }]);
    expect(await guestsOf(server, '/', tools(known, undefined))).toMatchObject([{ id: 'C' }]);
    expect(await guestsOf(server, undefined, tools([at('A', null)], undefined))).toHaveLength(1);
    const unknown = [at('A', null), at('B', null)];
    expect(await guestsOf(server, '/data/', tools(unknown, { A: '/other', B: '/data' }))).toMatchObject([{ id: 'B' }]);
  });
});

test('links lead to the folder, and lines can be pasted', () => {
  const guest = { id: 'G', display_name: "Ada's data (My University)", https_server: 'https://g.data.globus.org' };
  expect(linksTo(guest, '/')).toEqual({
    link: 'https://app.globus.org/file-manager?origin_id=G&origin_path=%2F',
    fetch: 'globus cp -r G:/ ./Ada-s-data',
    https_url: 'https://g.data.globus.org/',
  });
  expect(linksTo({ ...guest, https_server: null }, '/run 7/a&b/')).toEqual({
    link: 'https://app.globus.org/file-manager?origin_id=G&origin_path=%2Frun+7%2Fa%26b%2F',
    fetch: "globus cp -r --via transfer 'G:/run 7/a&b/' './a&b'",
    https_url: null,
  });
  expect(linksTo({ ...guest, display_name: '(…)' }, '/').fetch).toBe('globus cp -r G:/ ./shared');
});
