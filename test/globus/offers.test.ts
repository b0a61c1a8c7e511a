import { expect, test } from 'vitest';
import { offersOf } from '../../src/globus/things/offers.js';
import { noneOf } from '../../src/globus/things/none.js';
import type { Connect } from '../../src/globus/things/sources.js';
import { kindWords, type Only, type ThingKind } from '../../src/globus/things/thing.js';
import type { Adapters } from '../../src/services/index.js';
import { commands } from '../support/manifest-of.js';

const connectTo = (adapter: object) =>
  (() => Promise.resolve(adapter as unknown as Adapters['transfer'])) as unknown as Connect;
const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

/** A listing that says how many of its rows were asked for. */
function rowsOf(count: number, row: (i: number) => object) {
  let told = 0;
  const list = async function* () {
    for (let i = 0; i < count; i++) {
      told++;
      yield row(i);
    }
  };
  return { list, told: () => told };
}

test('a list that nobody searches is asked for as far as it takes, and no row twice', async () => {
  const { list, told } = rowsOf(4_000, (i) => ({ task_id: `id-${i}`, label: `run ${i}`, status: 'ACTIVE' }));
  const offers = await offersOf('managedTask', connectTo({ listManagedTasks: list }));
  expect(await offers(undefined)).toHaveLength(100);
  expect(told()).toBe(100);
  expect(idsOf(await offers('run 50'))).toContain('id-50');
  // as one types on: both at a time
  const [one, other] = await Promise.all([offers('run 399'), offers('run 3999')]);
  expect([idsOf(one)[0], idsOf(other)]).toEqual(['id-399', ['id-3999']]);
  expect(told()).toBe(4_000);
  expect(await offers('none of it')).toEqual([]);
  expect(told()).toBe(4_000);
});

test('and no further than anybody wants to wait', async () => {
  const { list, told } = rowsOf(100_000, (i) => ({ id: `id-${i}`, name: `api ${i}`, description: '' }));
  const offers = await offersOf('registeredApi', connectTo({ listRegisteredApis: list }));
  expect(await offers('none of it')).toEqual([]);
  expect(told()).toBe(5_000);
});

test('a run is searched for by its label; what nobody named is found by what it is about', async () => {
  const asked: unknown[] = [];
  const run = (i: number) => ({ run_id: `id-${i}`, label: null, status: 'ACTIVE', flow_title: 'Move Files' });
  const listRuns = async function* (query: { readonly filter_label?: string }) {
    asked.push(query.filter_label);
    if (query.filter_label === undefined) for (let i = 0; i < 100; i++) yield run(i);
    else yield { ...run(700), label: 'an old one' };
  };
  const offers = await offersOf('run', connectTo({ listRuns }));
  expect(idsOf(await offers('old one'))).toEqual(['id-700']);
  expect(await offers('move f')).toHaveLength(101);
  expect(asked).toEqual([undefined, 'old one', 'move f']);
});

test('where a collection is asked for no endpoint is offered, and the other way round', async () => {
  const transfer = {
    listBookmarks: () => Promise.resolve({ DATA: [{ id: 'b', name: 'data', endpoint_id: 'c', path: '/' }] }),
    searchEndpoints: async function* () {
      yield { id: 'c', display_name: 'A collection', entity_type: 'GCSv5_mapped_collection' };
      yield { id: 'e', display_name: 'An endpoint', entity_type: 'GCSv5_endpoint' };
      yield { id: 'p', display_name: 'A laptop', entity_type: 'GCP_mapped_collection' };
      yield { id: 'g', display_name: 'A guest', entity_type: 'GCSv5_guest_collection' };
    },
  };
  const offered = async (only?: Only) => {
    const offers = await offersOf('collection', connectTo(transfer), { only });
    return [idsOf(await offers(undefined)), idsOf(await offers('a'))];
  };
  expect(await offered('collections')).toEqual([
    ['c', 'c', 'p', 'g'],
    ['c', 'c', 'p', 'g'],
  ]);
  expect(await offered('endpoints')).toEqual([['e'], ['e']]);
  expect((await offered())[0]).toEqual(['c', 'c', 'e', 'p', 'g']);
  // who manages a server has nothing to do with a laptop, and a guest collection stands on a mapped one
  expect((await offered('server'))[0]).toEqual(['c', 'g']);
  expect((await offered('mapped-server'))[0]).toEqual(['c']);
  expect((await offered('guest-server'))[0]).toEqual(['g']);
  expect((await offered('personal'))[0]).toEqual(['p']);
  expect((await offered('guest-personal'))[0]).toEqual([]);
});

test('where there is none, the command that is told is one', () => {
  const paths = commands().map(({ meta }) => meta.path);
  const kinds = (Object.keys(kindWords) as ThingKind[]).filter((kind) => kind !== 'collection');
  const told = kinds.map((kind) => noneOf(kind).hint ?? '');
  expect(told.filter((hint) => hint === '')).toEqual([]);
  const lines = told.flatMap((hint) => /globus (.*)$/.exec(hint)?.slice(1) ?? []);
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((line) => !paths.includes(line))).toEqual([]);
});

test.each<[Only, readonly string[]]>([
  ['administered', ['administers', 'untold']],
  ['managed', ['administers', 'manages', 'untold']],
  ['joined', ['administers', 'manages', 'belongs', 'untold']],
  ['invited', ['asked', 'untold']],
])('of groups only those are offered that one may do it with: %s', async (only, ids) => {
  const member = (id: string, role: string, status = 'active') => ({
    id,
    name: id,
    my_memberships: [{ role, status }],
  });
  const groups = [
    member('administers', 'admin'),
    member('manages', 'manager'),
    member('belongs', 'member'),
    member('asked', 'admin', 'invited'),
    // the service decides about what its list does not tell
    { id: 'untold', name: 'untold' },
  ];
  const offers = await offersOf('group', connectTo({ getMyGroups: () => Promise.resolve(groups) }), { only });
  expect(idsOf(await offers(undefined))).toEqual(ids);
  expect(noneOf('group', only).message).toMatch(
    /^There is no group that you (administer|manage|are in|are invited to)\.$/,
  );
});

test('the same of flows and indexes', async () => {
  const listFlows = async function* () {
    for (const role of ['flow_owner', 'flow_administrator', 'flow_viewer'])
      yield { id: role, title: role, user_role: role };
  };
  const flows = await offersOf('flow', connectTo({ listFlows }), { only: 'administered' });
  expect(idsOf(await flows(undefined))).toEqual(['flow_owner', 'flow_administrator']);
  const index_list = [['owner'], ['writer', 'reader'], ['reader']].map((permissions) => ({
    ...{ id: permissions[0], display_name: permissions[0], status: 'open' },
    permissions,
  }));
  const index = async (only: Only) => {
    const offers = await offersOf('index', connectTo({ indexList: () => Promise.resolve({ index_list }) }), { only });
    return idsOf(await offers(undefined));
  };
  expect(await index('administered')).toEqual(['owner']);
  expect(await index('written')).toEqual(['owner', 'writer']);
});

test('whatever changes a group, a flow or an index asks for one that may be changed', () => {
  const shared = new Set(['group', 'flow', 'index']);
  const changing =
    /^(group (update|set-|delete|leave|member (?!list))|flows (update|delete)|search (ingest|delete-by-query|index (update|delete)))/;
  const unsorted = commands().filter(
    ({ meta }) => changing.test(meta.path) && meta.args.some(({ thing = '', only }) => shared.has(thing) && !only),
  );
  expect(unsorted.map(({ meta }) => meta.path)).toEqual([]);
});
