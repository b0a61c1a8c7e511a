/** Kinds of things that a person can give by name. */
export type NameableKind =
  | 'collection'
  | 'group'
  | 'flow'
  | 'run'
  | 'index'
  | 'timer'
  | 'task'
  | 'managedTask'
  | 'computeEndpoint'
  | 'project'
  | 'client'
  | 'policy'
  | 'authScope'
  | 'tunnel'
  | 'accessPoint'
  | 'registeredApi';
/** Kinds that are given by id, and are completed and picked by whoever does not know it. */
export type ListedKind = 'openTask' | 'bookmark' | 'bookmarkV2' | 'pauseRule' | 'webInput' | 'subscription';
/** The same, of which each belongs to another thing: an endpoint, a collection, an index, an application. */
export type OwnedKind =
  | 'storageGateway'
  | 'userCredential'
  | 'gcsEndpointRole'
  | 'gcsCollectionRole'
  | 'node'
  | 'sharingPolicy'
  | 'role'
  | 'accessRule'
  | 'server'
  | 'indexRole'
  | 'clientCredential'
  | 'endpointDomain'
  | 'collectionDomain';
/** Those of them that have names of their own. */
export type NamedOwnedKind = 'storageGateway' | 'userCredential' | 'clientCredential';
export type ThingKind = NameableKind | ListedKind | OwnedKind;

/** What a name or a place was found to be. */
export interface Found {
  readonly id: string;
  /** Null for everything but a place that has one. */
  readonly path: string | null;
}

/** Something that a name may mean. */
export interface Thing {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of its name: an owner, a state. */
  readonly detail?: string | undefined;
  /** How it is doing, as its service says it. */
  readonly state?: string | undefined;
  /** What a thing that nobody named is about: where a task leads. */
  readonly about?: string | undefined;
  /** When it began, as its service writes times. */
  readonly since?: string | undefined;
  /** The path that a bookmark brings. */
  readonly path?: string | undefined;
  /** One has a role on it. */
  readonly isMine?: boolean;
  /** What one is or may in it, as its list says; undefined where that does not tell. */
  readonly roles?: readonly string[] | undefined;
  /** Whose it is, as its service says it, where anybody may give a role on it to whom they want. */
  readonly owner?: string | undefined;
  /** An endpoint that collections stand on: it holds no files itself. */
  readonly isEndpoint?: boolean;
  /** How folders of a collection are shared: by rules, or by guest collections that it hosts; undefined where they are not. */
  readonly sharing?: Sharing | undefined;
  /** What Transfer says a collection is: `GCSv5_mapped_collection`. */
  readonly entity?: string | undefined;
  /** It has ended: nothing stops it, or holds it up, any more. */
  readonly isOver?: boolean;
  /** It waits until somebody lets it go on. */
  readonly isPaused?: boolean;
}
export type Sharing = 'rules' | 'guests';

/**
 * Which of the collections and endpoints are wanted: of those that have folders to share, all, or guest collections; or of some kinds.
 * Of what runs: what has not ended, what goes on, or what is paused. Of what people share: what one administers, and so on.
 */
export type Only =
  | keyof typeof allowing
  | 'open'
  | 'going'
  | 'paused'
  | 'collections'
  | 'endpoints'
  | 'shareable'
  | 'guests'
  | keyof typeof entities;
/** Who manages one of a kind has nothing to do with others, and what a bookmark leads to would have to be asked. */
const entities = {
  'mapped-server': ['GCSv5_mapped_collection'],
  server: ['GCSv5_mapped_collection', 'GCSv5_guest_collection'],
  'guest-server': ['GCSv5_guest_collection'],
  'mapped-personal': ['GCP_mapped_collection'],
  'guest-personal': ['GCP_guest_collection'],
  personal: ['GCP_mapped_collection', 'GCP_guest_collection'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
/** What one has to be, by what is wanted. */
const allowing = {
  administered: ['admin', 'owner', 'flow_owner', 'flow_administrator'],
  managed: ['admin', 'manager'],
  written: ['owner', 'admin', 'writer'],
  joined: ['admin', 'manager', 'member'],
  invited: ['invited'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
const isRole = (only: Only): only is keyof typeof allowing => Object.hasOwn(allowing, only);
type Wantable = Pick<Thing, 'isEndpoint' | 'path' | 'sharing' | 'entity' | 'isOver' | 'isPaused' | 'roles'>;
/** Whether a thing will do. What a bookmark leads to is not known, but that it is a collection. */
export function isWanted(
  { isEndpoint = false, path, sharing, entity, isOver = false, isPaused, roles }: Wantable,
  only?: Only,
): boolean {
  const isBookmark = path !== undefined;
  switch (only) {
    case undefined:
      return true;
    case 'open':
      return !isOver;
    case 'going':
      return !isOver && isPaused !== true;
    case 'paused':
      // of what was kept it is not known
      return isPaused !== false;
    case 'collections':
      return !isEndpoint;
    case 'endpoints':
      return isEndpoint && !isBookmark;
    case 'shareable':
      return isBookmark || sharing !== undefined;
    case 'guests':
      return isBookmark || sharing === 'rules';
    default:
      // of what was kept, and of what tells nothing, the service decides
      if (isRole(only)) return roles?.some((each) => (allowing[only] as readonly string[]).includes(each)) ?? true;
      return (entities[only] as readonly (string | undefined)[]).includes(entity);
  }
}

/** How people call one of a kind, and several. */
export const kindWords: Readonly<Record<ThingKind, readonly [one: string, several: string]>> = {
  collection: ['collection', 'collections'],
  group: ['group', 'groups'],
  flow: ['flow', 'flows'],
  run: ['run', 'runs'],
  index: ['index', 'indexes'],
  timer: ['timer', 'timers'],
  task: ['task', 'tasks'],
  computeEndpoint: ['Compute endpoint', 'Compute endpoints'],
  project: ['project', 'projects'],
  client: ['client', 'clients'],
  policy: ['policy', 'policies'],
  authScope: ['scope', 'scopes'],
  tunnel: ['tunnel', 'tunnels'],
  accessPoint: ['access point', 'access points'],
  registeredApi: ['registered API', 'registered APIs'],
  openTask: ['running task', 'running tasks'],
  bookmark: ['bookmark', 'bookmarks'],
  bookmarkV2: ['bookmark', 'bookmarks'],
  pauseRule: ['pause rule', 'pause rules'],
  managedTask: ['task', 'tasks'],
  webInput: ['question', 'questions'],
  storageGateway: ['storage gateway', 'storage gateways'],
  userCredential: ['user credential', 'user credentials'],
  gcsEndpointRole: ['role', 'roles'],
  gcsCollectionRole: ['role', 'roles'],
  node: ['node', 'nodes'],
  sharingPolicy: ['sharing policy', 'sharing policies'],
  role: ['role', 'roles'],
  accessRule: ['access rule', 'access rules'],
  server: ['server', 'servers'],
  indexRole: ['role', 'roles'],
  clientCredential: ['credential', 'credentials'],
  subscription: ['subscription', 'subscriptions'],
  endpointDomain: ['domain', 'domains'],
  collectionDomain: ['domain', 'domains'],
};

const byIdOnly: ReadonlySet<ThingKind> = new Set<ListedKind | OwnedKind>([
  'openTask',
  'bookmarkV2',
  'pauseRule',
  'webInput',
  'gcsEndpointRole',
  'gcsCollectionRole',
  'node',
  'sharingPolicy',
  'role',
  'accessRule',
  'server',
  'indexRole',
  'subscription',
  'endpointDomain',
  'collectionDomain',
]);
/** Kinds whose parameter takes other words, too: `null`, a domain that is not there yet. */
const open: ReadonlySet<ThingKind> = new Set(['subscription', 'endpointDomain', 'collectionDomain']);
export const takesOtherWords = (kind: ThingKind): boolean => open.has(kind);
const labelled: ReadonlySet<ThingKind> = new Set(['task', 'managedTask', 'run']);
/** Whether it is named by a label, which is used again and again: it means one of them now, and is not kept. */
export const isLabelled = (kind: ThingKind): boolean => labelled.has(kind);
const namedBelow: ReadonlySet<string> = new Set<NamedOwnedKind>([
  'storageGateway',
  'userCredential',
  'clientCredential',
]);
/** Whether its name says which only below what it belongs to. */
export const isNamedBelow = (kind: string): kind is NamedOwnedKind => namedBelow.has(kind);
/** Whether a name can stand for it on a line, and for one of its kind for good. */
export const isNameable = (kind: ThingKind): boolean => !byIdOnly.has(kind) && !isLabelled(kind);

/** Those that can be given and chosen: a service may send one without an id, or with a name that is no text. */
export const wellNamed = (things: readonly Thing[]): readonly Thing[] =>
  things
    .filter(({ id }) => typeof id === 'string' && id !== '')
    .map((thing) => (typeof thing.name === 'string' ? thing : { ...thing, name: '' }));

/** Whether it is the bookmark of a folder, which says less than it is where a collection as a whole is meant. */
export const isFolder = ({ path = '/' }: Pick<Thing, 'path'>): boolean => !['/', '/~/'].includes(path);
