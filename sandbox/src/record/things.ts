import { isObject, type Json } from '../http/body.js';
import type { Exchange, Recorded } from './format.js';

/** What the answers of a record tell of, each thing once, as it was told last. */
export interface Things {
  readonly people: Map<string, { id: string; username: string; name?: string; organization?: string; email?: string }>;
  readonly endpoints: Map<string, Json>;
  readonly folders: { readonly collection: string; readonly path: string; readonly entries: readonly Json[] }[];
  readonly groups: Map<string, Json>;
  readonly flows: Map<string, Json>;
  readonly indexes: Map<string, Json>;
  /** By index: what searches found. */
  readonly entries: Map<string, Map<string, Json>>;
  readonly tasks: Map<string, Json>;
  readonly bookmarks: Map<string, Json>;
  /** By collection or endpoint: who may do what in it, and who is what on it. */
  readonly rules: Map<string, Map<string, Json>>;
  readonly roles: Map<string, Map<string, Json>>;
  readonly timers: Map<string, Json>;
  readonly computeEndpoints: Map<string, Json>;
  readonly functions: Map<string, Json>;
  /** How many there are of what no world file can hold. */
  readonly others: Map<string, number>;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads what there is out of the answers that succeeded. */
export function thingsIn({ exchanges }: Recorded): Things {
  const things: Things = {
    people: new Map(),
    endpoints: new Map(),
    folders: [],
    groups: new Map(),
    flows: new Map(),
    indexes: new Map(),
    entries: new Map(),
    tasks: new Map(),
    bookmarks: new Map(),
    rules: new Map(),
    roles: new Map(),
    timers: new Map(),
    computeEndpoints: new Map(),
    functions: new Map(),
    others: new Map(),
  };
  for (const exchange of exchanges) {
    const document = documentOf(exchange);
    if (document !== undefined) readers[exchange.service]?.(things, exchange, document);
    else if (exchange.service.includes('://')) other(things, 'answers of managers and of files over HTTPS');
  }
  return things;
}

function documentOf({ answer }: Exchange): unknown {
  return answer && answer.status < 300 && typeof answer.body === 'string' ? parsed(answer.body) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no document tells of no thing
  }
}

const other = ({ others }: Things, what: string): void => void others.set(what, (others.get(what) ?? 0) + 1);
const listIn = (document: unknown, key: string): Json[] => {
  const list = Array.isArray(document) ? document : isObject(document) ? document[key] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
};

type Reader = (things: Things, exchange: Exchange, document: unknown) => void;
const readers: Readonly<Record<string, Reader>> = {
  auth: (things, { path }, document) => {
    if (path.endsWith('/oauth2/userinfo') && isObject(document))
      for (const each of [document, ...listIn(document, 'identity_set')]) person(things, each);
    for (const each of listIn(document, 'identities')) person(things, each);
    if (/\/(projects|clients|scopes|policies|consents)/.test(path))
      other(things, 'projects, applications, scopes and consents');
  },
  transfer: (things, { path, query }, document) => {
    if (!isObject(document)) return;
    for (const each of [document, ...listIn(document, 'DATA')]) {
      if (each['DATA_TYPE'] === 'endpoint' && isText(each['id'])) keep(things.endpoints, each['id'], each);
      if (each['DATA_TYPE'] === 'task' && isText(each['task_id'])) keep(things.tasks, each['task_id'], each);
      if (each['DATA_TYPE'] === 'bookmark' && isText(each['id'])) keep(things.bookmarks, each['id'], each);
    }
    const [, collection] = /\/operation\/endpoint\/([^/]+)\/ls$/.exec(path) ?? [];
    if (collection !== undefined && Array.isArray(document['DATA'])) {
      const asked = new URLSearchParams(query).get('path');
      const at = [document['absolute_path'], document['path'], asked].find(isText) ?? '/';
      things.folders.push({ collection, path: at, entries: listIn(document, 'DATA') });
    }
    const [, on] = /\/endpoint\/([^/]+)\/(?:access|access_list|role|role_list)(?:\/[^/]+)?$/.exec(path) ?? [];
    for (const each of on === undefined ? [] : [document, ...listIn(document, 'DATA')]) {
      const known = { access: things.rules, role: things.roles }[String(each['DATA_TYPE'])];
      if (known && isText(each['id'])) keep(below(known, on ?? ''), each['id'], each);
    }
    if (/\/(tunnels|pause_rule)/.test(path)) other(things, 'pause rules and tunnels');
  },
  groups: (things, { path }, document) => {
    const found = Array.isArray(document) ? listIn(document, '') : isObject(document) ? [document] : [];
    if (!/\/v2\/groups(\/|$)/.test(path)) return;
    for (const each of found) {
      if (!isText(each['id']) || !isText(each['name'])) continue;
      keep(things.groups, each['id'], each);
      for (const member of listIn(each, 'memberships')) person(things, { ...member, id: member['identity_id'] });
    }
  },
  search: (things, { path }, document) => {
    for (const each of [document, ...listIn(document, 'index_list')].filter(isObject))
      if (isText(each['id']) && isText(each['display_name'])) keep(things.indexes, each['id'], each);
    const [, index = ''] = /\/v1\/index\/([^/]+)\/(search|subject|scroll|entry)/.exec(path) ?? [];
    const found = isObject(document) && isText(document['subject']) ? [document] : listIn(document, 'gmeta');
    for (const each of index === '' ? [] : found)
      for (const entry of listIn(each, 'entries')) {
        below(things.entries, index).set(`${String(each['subject'])}\n${String(entry['entry_id'])}`, {
          ...entry,
          subject: each['subject'],
        });
      }
  },
  flows: (things, { path }, document) => {
    for (const each of [document, ...listIn(document, 'flows')].filter(isObject))
      if (isText(each['id']) && isObject(each['definition'])) keep(things.flows, each['id'], each);
    if (/\/runs(\/|$)/.test(path)) other(things, 'runs of flows');
  },
  timer: (things, _exchange, document) => {
    if (!isObject(document)) return;
    for (const each of [document, document['timer'], ...listIn(document, 'jobs')])
      if (isObject(each) && isText(each['job_id'])) keep(things.timers, each['job_id'], each);
  },
  compute: (things, { path, body }, document) => {
    const asked = typeof body === 'string' ? parsed(body) : undefined;
    const told = isObject(document) ? { ...(isObject(asked) ? asked : {}), ...document } : {};
    for (const each of [told, ...listIn(document, '')]) {
      const name = each['name'] ?? each['endpoint_name'];
      const id = each['uuid'] ?? each['endpoint_id'];
      if (/\/endpoints/.test(path) && isText(id) && isText(name)) keep(things.computeEndpoints, id, { ...each, name });
      const { function_uuid: uuid } = each;
      if (isText(uuid) && isText(each['function_name']) && isText(each['function_code']))
        keep(things.functions, uuid, each);
    }
    if (/\/(submit|tasks|batch_status)/.test(path)) other(things, 'Compute tasks');
  },
};

/** What is known below something. */
function below(known: Map<string, Map<string, Json>>, of: string): Map<string, Json> {
  const those = known.get(of) ?? new Map<string, Json>();
  known.set(of, those);
  return those;
}

/** A later document of the same thing that says more adds to what is known. */
const keep = (known: Map<string, Json>, id: string, document: Json): void =>
  void known.set(id, { ...known.get(id), ...document });

function person({ people }: Things, told: Json): void {
  const id = told['sub'] ?? told['id'];
  const username = told['preferred_username'] ?? told['username'];
  if (!isText(id) || !isText(username) || !/^[^\s@]+@[^\s@]+$/.test(username) || username.includes('@clients.auth'))
    return;
  const text = (key: string) => (isText(told[key]) ? { [key]: told[key] } : {});
  people.set(id, { ...people.get(id), id, username, ...text('name'), ...text('organization'), ...text('email') });
}
