import { isObject, type Json } from '../http/body.js';
import type {
  CollectionForm,
  EntryForm,
  FilesForm,
  FlowForm,
  GroupForm,
  GuestForm,
  IndexForm,
  TaskForm,
  WorldForm,
} from '../scenario/form.js';
import type { Recorded } from './format.js';
import { loginOf } from './recorded-login.js';
import { permissionsOf, rolesOf } from './recorded-access.js';
import { computeEndpointOf, functionOf, timerOf } from './recorded-work.js';
import { thingsIn, type Things } from './things.js';

type Loose<T> = { -readonly [K in keyof T]: T[K] };
/** A world as far as a record tells of one, and what is left out of it, each with the reason. */
export interface RecordedWorld {
  readonly form: Loose<WorldForm>;
  readonly left: string[];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown): number => (typeof value === 'number' && value >= 0 ? Math.floor(value) : 0);
/** Without the keys that nothing is known of. */
const known = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** Makes a world file of what answers told: it can hold less than they did. */
export function worldOf(recorded: Recorded): RecordedWorld {
  const things = thingsIn(recorded);
  const left = [...things.others].map(([what, count]) => `${what}: told of by ${count} of the answers`);
  const { identity_id, username: loggedIn } = loginOf(recorded);
  const isPerson = loggedIn !== null && !loggedIn.includes('@clients.auth') && identity_id !== null;
  const user = isPerson ? loggedIn : 'ada@globusid.org';
  if (isPerson && !things.people.has(identity_id)) things.people.set(identity_id, { id: identity_id, username: user });
  const nameOf = (id: unknown) => things.people.get(text(id) ?? '')?.username;
  const form: Loose<WorldForm> = {
    title: 'Made of a record',
    user,
    people: [...things.people.values()],
    groups: [...things.groups.values()].map((group) => groupOf(group, user)),
    indexes: [...things.indexes.values()].map((index) => indexOf(index, things, user)),
    flows: [...things.flows.values()].map((flow) => flowOf(flow, nameOf(principal(flow['flow_owner'])) ?? user)),
    timers: [...things.timers.values()].flatMap((timer) => timerOf(timer, user, left)),
    compute_endpoints: [...things.computeEndpoints.values()].map((each) =>
      computeEndpointOf(each, nameOf(each['owner']) ?? user),
    ),
    functions: [...things.functions.values()].map((each) => functionOf(each, user)),
    tasks: [...things.tasks.values()].flatMap((task) => taskOf(task, user, left)),
    bookmarks: [...things.bookmarks.values()].map((each) => ({
      name: String(each['name']),
      owner: user,
      collection: String(each['endpoint_id']),
      path: text(each['path']) ?? '/',
    })),
    ...storageOf(things, user, nameOf, left),
  };
  return { form, left };
}

const principal = (urn: unknown) => text(urn)?.replace('urn:globus:auth:identity:', '');

function groupOf(group: Json, user: string): GroupForm {
  const members = Array.isArray(group['memberships']) ? group['memberships'].filter(isObject) : [];
  const of = (role: string) =>
    members
      .filter((each) => each['role'] === role && each['status'] === 'active')
      .flatMap((each) => text(each['username']) ?? []);
  const policies = isObject(group['policies']) ? group['policies'] : {};
  const admins = of('admin');
  return known({
    id: String(group['id']),
    name: String(group['name']),
    description: text(group['description']),
    visibility: policies['group_visibility'] === 'authenticated' ? ('authenticated' as const) : undefined,
    join_requests: policies['join_requests'] === true,
    admins: admins.length > 0 ? admins : [user],
    managers: of('manager'),
    members: of('member'),
  });
}

function indexOf(index: Json, { entries }: Things, owner: string): IndexForm {
  const id = String(index['id']);
  return known({
    id,
    name: String(index['display_name']),
    description: text(index['description']),
    owner,
    entries: [...(entries.get(id)?.values() ?? [])].flatMap((entry): EntryForm[] =>
      isObject(entry['content'])
        ? [
            known({
              subject: String(entry['subject']),
              id: text(entry['entry_id']),
              content: entry['content'],
            }) as EntryForm,
          ]
        : [],
    ),
  });
}

const flowOf = (flow: Json, owner: string): FlowForm =>
  known({
    id: String(flow['id']),
    title: text(flow['title']) ?? 'A flow',
    owner,
    subtitle: text(flow['subtitle']),
    description: text(flow['description']),
    keywords: Array.isArray(flow['keywords']) ? flow['keywords'].map(String) : undefined,
    definition: flow['definition'] as Json,
    input_schema: isObject(flow['input_schema']) ? flow['input_schema'] : undefined,
  });

function taskOf(task: Json, owner: string, left: string[]): TaskForm[] {
  const { status, type } = task;
  const source = text(task['source_endpoint_id']);
  const isOver = status === 'SUCCEEDED' || status === 'FAILED';
  if (!isOver || (type !== 'TRANSFER' && type !== 'DELETE') || source === undefined) {
    left.push(`task ${String(task['task_id'])}: it was not over`);
    return [];
  }
  return [
    known({
      id: String(task['task_id']),
      label: text(task['label']),
      ...{ owner, type, status, source },
      destination: text(task['destination_endpoint_id']),
      requested: String(task['request_time']),
      completed: text(task['completion_time']) ?? String(task['request_time']),
      files: number(task['files']),
      directories: number(task['directories']),
      bytes: number(task['bytes_transferred']),
      faults: number(task['faults']),
    }),
  ];
}

/** Collections as what they were, on one endpoint that holds all; what was listed of them is there as files of the same length. */
function storageOf(
  things: Things,
  user: string,
  nameOf: (id: unknown) => string | undefined,
  left: string[],
): Pick<WorldForm, 'endpoints' | 'computers'> {
  const files = filesOf(things, left);
  for (const id of files.keys())
    if (!things.endpoints.has(id)) things.endpoints.set(id, { id, display_name: `Collection ${id}` });
  const computers: WorldForm['computers'] & object = [];
  const [collections, guests]: [CollectionForm[], GuestForm[]] = [[], []];
  for (const [id, each] of things.endpoints) {
    const name = text(each['display_name']) ?? `Collection ${id}`;
    const owner = nameOf(each['owner_id']) ?? user;
    const below = files.get(id);
    const description = text(each['description']);
    switch (each['entity_type']) {
      case 'GCP_mapped_collection':
        (computers as unknown[]).push(known({ id, name, owner, description, files: below }));
        break;
      case 'GCSv5_endpoint':
        left.push(`endpoint ${name}: its collections are on an endpoint of their own`);
        break;
      case 'GCSv5_mapped_collection':
        collections.push(known({ id, name, owner, files: below, roles: rolesOf(things, id, left) }));
        break;
      default: {
        const told = permissionsOf(things, id, left);
        // whoever was logged in could use it, by a rule or by what nothing told
        const isTold = owner === user || told.some(({ to, path }) => to === user && path === '/');
        const permissions = isTold ? told : [{ to: user, path: '/', access: 'rw' as const }, ...told];
        const roles = rolesOf(things, id, left);
        guests.push(known({ id, name, owner, path: `/recorded/${id}`, files: below, permissions, roles }));
      }
    }
  }
  if (collections.length + guests.length === 0) return known({ computers });
  const domains = [
    ...new Set(
      [user, ...[...things.people.values()].map(({ username }) => username)].map((each) =>
        each.slice(each.indexOf('@') + 1),
      ),
    ),
  ];
  const gateway = {
    name: 'Recorded storage',
    settings: { allowed_domains: domains },
    collections: [...collections, ...(guests.length > 0 ? [{ name: 'Below recorded guest collections', guests }] : [])],
  };
  return known({ computers, endpoints: [{ name: 'Recorded endpoint', owner: user, gateways: [gateway] }] });
}

type Folder = { [name: string]: number | Folder };

/** What was listed, by collection: folders and the lengths of files. */
function filesOf({ folders }: Things, left: string[]): Map<string, FilesForm> {
  const trees = new Map<string, Folder>();
  let odd = 0;
  for (const { collection, path, entries } of folders) {
    const tree = trees.get(collection) ?? {};
    trees.set(collection, tree);
    const folder = path
      .split('/')
      .filter((part) => part !== '' && part !== '~')
      .reduce(below, tree);
    for (const { name, type, size } of entries) {
      const spoken = text(name);
      if (spoken === undefined || /\{\d+\.\.\d+\}|\{n\}|\//.test(spoken) || (type !== 'file' && type !== 'dir'))
        odd += 1;
      else if (type === 'dir') below(folder, spoken);
      else if (typeof folder[spoken] !== 'object') folder[spoken] = number(size);
    }
  }
  if (odd > 0) left.push(`links, devices and names with braces in folders: ${odd}`);
  if (trees.size > 0)
    left.push('contents, times and permissions of files: they are as long as they were, and all zeros');
  return trees;
}

function below(folder: Folder, name: string): Folder {
  const there = folder[name];
  if (typeof there === 'object') return there;
  const made: Folder = {};
  folder[name] = made;
  return made;
}
