import { documentsIn } from '../../exact-json.js';
import type { Group } from '../../services/groups.js';
import type { Adapters } from '../../services/index.js';
import {
  firstOf,
  flowsWith,
  isPlainLabel,
  labelFilter,
  managedTasks,
  most,
  mostOpen,
  ownRuns,
  registeredApis,
  rows,
  runsWith,
  tasks,
  webInputs,
} from './listings.js';
import { guestKinds, hostKinds } from '../sharing/kinds.js';
import type { Endpoint } from '../../services/transfer.js';
import { type ListedKind, type NameableKind, type Sharing, type Thing, wellNamed } from './thing.js';

/** Where things of a kind are asked for. Each is one request. */
interface Source<S extends keyof Adapters> {
  readonly service: S;
  /** Those that the name may mean, the newest or likeliest first; without a name, those that one uses. */
  readonly find: (service: Adapters[S], name?: string) => Promise<readonly Thing[]>;
  /** One's own, the newest first, where others' come along with those that one uses. */
  readonly own?: (service: Adapters[S]) => Promise<readonly Thing[]>;
  /** All of them, page by page, where the service searches for none and there may be more than are looked through. */
  readonly all?: (service: Adapters[S]) => AsyncIterable<Thing>;
  /** Those that have a term, where there may be more than are looked through; absent where the service searches for none, or tells all. */
  readonly search?: (service: Adapters[S], term: string) => Promise<readonly Thing[]>;
  /** Several may bear one name, and the first of them is meant: tasks and runs by label. They are not kept, since newer ones come. */
  readonly newestWins?: boolean;
}
/** A source with its service handed in, so that all of them have one type. */
export interface AskedSource {
  readonly service: keyof Adapters;
  readonly find: (connect: Connect, name?: string) => Promise<readonly Thing[]>;
  readonly own: (connect: Connect) => Promise<readonly Thing[]>;
  readonly search: ((connect: Connect, term: string) => Promise<readonly Thing[]>) | undefined;
  readonly all: ((connect: Connect) => Promise<AsyncIterable<Thing>>) | undefined;
  readonly newestWins: boolean;
}
/** The adapter of a service; demands its login. */
export type Connect = <S extends keyof Adapters>(service: S) => Promise<Adapters[S]>;

const source = <S extends keyof Adapters>({
  service,
  find,
  own = find,
  search,
  all,
  newestWins = false,
}: Source<S>): AskedSource => ({
  service,
  find: async (connect, name) => wellNamed(await find(await connect(service), name)),
  own: async (connect) => wellNamed(await own(await connect(service))),
  search: search && (async (connect, term) => wellNamed(await search(await connect(service), term))),
  all: all && (async (connect) => all(await connect(service))),
  newestWins,
});

/** What one is in a group, or what has become of one's asking to be. */
const rolesIn = (mine: Group['my_memberships']): readonly string[] =>
  documentsIn(mine)
    .map(({ role, status }) => (status === 'active' ? role : (status ?? role)))
    .filter((word) => typeof word === 'string');

export const sources: Readonly<Record<Exclude<NameableKind, 'collection'> | ListedKind, AskedSource>> = {
  group: source({
    service: 'groups',
    find: async (groups) =>
      // an invitation is accepted by the name of its group, too
      (await groups.getMyGroups({ statuses: 'active,invited,pending' })).map(({ id, name, my_memberships: mine }) => ({
        id,
        name,
        detail: rolesIn(mine).join(', '),
        // whoever is listed a group is something in it
        roles: rolesIn(mine).length ? rolesIn(mine) : undefined,
        // anybody may invite one to a group of any name
        isMine: documentsIn(mine).some(({ status }) => status === 'active'),
      })),
  }),
  flow: source({
    service: 'flows',
    find: flowsWith,
    search: flowsWith,
  }),
  run: source({
    service: 'flows',
    newestWins: true,
    find: runsWith,
    own: ownRuns,
    search: runsWith,
  }),
  index: source({
    service: 'search',
    find: async (search) =>
      (await search.indexList()).index_list.map(({ id, display_name: name, status, permissions: roles }) => ({
        id,
        name,
        state: status,
        roles,
      })),
  }),
  timer: source({
    service: 'timers',
    find: async (timers) =>
      (await timers.listJobs({ order: 'submitted_at desc' })).jobs.map(({ job_id: id, name, status }) => ({
        id,
        name: name ?? '',
        state: status,
        isOver: status === 'ended',
        isPaused: status === 'inactive',
      })),
  }),
  task: source({
    service: 'transfer',
    newestWins: true,
    find: (transfer, name) => tasks(transfer, labelFilter(name)),
    search: async (transfer, term) => (isPlainLabel(term) ? tasks(transfer, `label:~*${term}*`) : []),
  }),
  openTask: source({ service: 'transfer', find: (transfer) => tasks(transfer, 'status:ACTIVE,INACTIVE', mostOpen) }),
  computeEndpoint: source({
    service: 'compute',
    find: async (compute) =>
      (await compute.getEndpoints()).map(({ uuid, name, display_name: shown }) => ({
        id: uuid,
        name: shown ?? name,
        detail: shown === name ? undefined : name,
      })),
  }),
  project: source({
    service: 'auth',
    find: async (auth) =>
      (await auth.getProjects()).projects.map(({ id, display_name: name, contact_email: detail }) => ({
        id,
        name,
        detail,
      })),
  }),
  client: source({
    service: 'auth',
    find: async (auth) =>
      ((await auth.getClients()).clients ?? []).map(({ id, name, client_type: detail }) => ({ id, name, detail })),
  }),
  policy: source({
    service: 'auth',
    find: async (auth) =>
      (await auth.getPolicies()).policies.map(({ id, display_name: name, description: detail }) => ({
        id,
        name,
        detail,
      })),
  }),
  authScope: source({
    service: 'auth',
    find: async (auth) =>
      (await auth.getScopes()).scopes.map(({ id, name, scope_string: detail }) => ({ id, name, detail })),
  }),
  tunnel: source({
    service: 'transfer',
    find: async (transfer) =>
      (await transfer.listTunnels()).data.map(({ id, attributes: { label, state } }) => ({
        id,
        name: label ?? '',
        state,
        isOver: state === 'STOPPED',
      })),
  }),
  accessPoint: source({
    service: 'transfer',
    find: async (transfer) =>
      (await transfer.listStreamAccessPoints()).data.map(({ id, attributes }) => ({
        id,
        name: attributes.display_name,
        detail: attributes.advertised_owner,
      })),
  }),
  registeredApi: source({
    service: 'flows',
    find: (flows) => firstOf(registeredApis(flows)),
    all: registeredApis,
  }),
  bookmark: source({
    service: 'transfer',
    find: async (transfer) =>
      (await transfer.listBookmarks()).DATA.map(({ id, name, path }) => ({ id, name, detail: path })),
  }),
  bookmarkV2: source({
    service: 'transfer',
    find: async (transfer) =>
      (await transfer.listBookmarksV2()).data.map(({ id, attributes: { name, path } }) => ({ id, name, detail: path })),
  }),
  pauseRule: source({
    service: 'transfer',
    find: async (transfer) =>
      (await transfer.listPauseRules({})).DATA.map(({ id, message, endpoint_display_name: endpoint }) => ({
        id: id ?? '',
        name: message,
        detail: endpoint ?? undefined,
      })),
  }),
  managedTask: source({
    service: 'transfer',
    // the service finds none by label
    find: (transfer, name) => firstOf(managedTasks(transfer), name === undefined ? most : mostOpen),
    all: managedTasks,
  }),
  subscription: source({
    service: 'groups',
    // each has a group, of which those who belong to it are members
    find: async (groups) =>
      (await groups.getMyGroups({ statuses: 'active' })).flatMap(({ name, subscription_id: id }) =>
        id ? [{ id, name }] : [],
      ),
  }),
  webInput: source({
    service: 'flows',
    find: (flows) => firstOf(webInputs(flows)),
    all: webInputs,
  }),
};

/** How folders of a collection are shared. */
const sharingOf = ({
  entity_type: kind = '',
  shareable = true,
}: Pick<Endpoint, 'entity_type' | 'shareable'>): Sharing | undefined => {
  if (guestKinds.includes(kind)) return 'rules';
  return shareable && hostKinds.includes(kind) ? 'guests' : undefined;
};

export type CollectionSearch = Pick<Adapters['transfer'], 'searchEndpoints' | 'listBookmarks'>;

/** Collections (and endpoints) whose name or other words have these, as the service ranks them; without words, those used lately. */
export const foundCollections = async (
  transfer: CollectionSearch,
  words?: string,
  scope: string = words === undefined ? 'recently-used' : 'all',
  limit = most,
): Promise<Thing[]> =>
  rows(
    transfer.searchEndpoints({ filter_scope: scope, ...(words !== undefined && { filter_fulltext: words }) }, limit),
    ({ id, display_name: name, canonical_name: canonical, owner_string: owner, ...rest }) => ({
      id,
      name: name ?? canonical ?? id,
      // the owner of a service's collection is an id that tells nobody anything
      detail: owner?.endsWith('@clients.auth.globus.org') ? undefined : (owner ?? undefined),
      ...(rest.my_effective_roles?.length && { isMine: true, owner: owner ?? undefined }),
      ...(rest.entity_type === 'GCSv5_endpoint' && { isEndpoint: true }),
      sharing: sharingOf(rest),
      entity: rest.entity_type,
    }),
  );

/** Bookmarks, as collections with a path. */
export const bookmarkedPlaces = async (transfer: CollectionSearch): Promise<Thing[]> =>
  (await transfer.listBookmarks()).DATA.map(({ name, endpoint_id: id, path }) => ({ id, name, path, detail: path }));
