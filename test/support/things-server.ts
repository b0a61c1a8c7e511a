/** A server on loopback that stands for every service, and has so many of every kind of thing. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { envAt } from './faulty.js';

export const idOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
/** What a thing is called: begins with its number, has spaces, and is wider than any terminal. */
const nameOf = (i: number) => `${i}番 ${'観測データ'.repeat(6)}`;

/** A thing of any kind, as any service tells of it. */
function row(i: number) {
  const [id, name] = [idOf(i), nameOf(i)];
  const ids = { id, uuid: id, run_id: id, job_id: id, task_id: id, subscription_id: id, endpoint_id: id };
  const names = {
    name,
    title: name,
    display_name: name,
    label: name,
    message: name,
    hostname: name,
    path: name,
    domain_name: name,
  };
  const lists = { ip_addresses: [name], users: [name], my_memberships: [] };
  const attributes = { name, label: name, display_name: name, path: name, state: 'RUNNING', advertised_owner: 'ada' };
  return {
    ...ids,
    ...names,
    ...lists,
    role: name,
    role_name: name,
    status: 'ACTIVE',
    type: 'file',
    entity_type: 'GCSv5_guest_collection',
    size: 1,
    attributes,
  };
}

/** Where a list stands in its document, by the end of its path; `DATA` for the lists of Transfer. */
const places: Readonly<Record<string, string | undefined>> = {
  my_groups: '',
  endpoints: '',
  web_inputs: 'web_input_summaries',
  ...Object.fromEntries(
    [
      'flows',
      'runs',
      'registered_apis',
      'index_list',
      'jobs',
      'projects',
      'policies',
      'clients',
      'scopes',
      'credentials',
    ].map((name) => [name, name]),
  ),
  ...Object.fromEntries(
    [
      ...['tunnels', 'stream_access_points', 'bookmarks'],
      ...['storage_gateways', 'user_credentials', 'roles', 'nodes', 'sharing_policies', 'domain'],
    ].map((name) => [name, 'data']),
  ),
};

/** An endpoint or a collection of Globus Connect Server: `kind` stands in its id. */
export const ownerIds = {
  endpoint: '00000000-0000-4000-8000-00000000000e',
  collection: '00000000-0000-4000-8000-00000000000c',
};

/** As many as Flows tells at once. */
const pageOfFlows = 100;

/** `count` of each kind. Pages hold as many as are asked for; searches look for what stands in a name. */
export async function thingsServer(count: number, certificate: { readonly cert: string; readonly key: string }) {
  /** What was answered before, by address: thousands of rows take their time. */
  const answered = new Map<string, string>();
  const server = createServer(certificate, (request, response) => {
    const known = answered.get(request.url ?? '');
    if (known !== undefined) return response.writeHead(200, { 'content-type': 'application/json' }).end(known);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const parts = url.pathname.split('/').filter(Boolean);
    const last = parts.at(-1) ?? '';
    const answer = (json: unknown) => {
      const body = JSON.stringify(json);
      answered.set(request.url ?? '', body);
      return response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
    const owner = Object.entries(ownerIds).find(([, id]) => id === last)?.[0];
    if (owner && parts.at(-2) === 'endpoint')
      return answer({
        id: last,
        display_name: owner,
        entity_type: owner === 'endpoint' ? 'GCSv5_endpoint' : 'GCSv5_mapped_collection',
        gcs_manager_url: `${base()}/gcs`,
        high_assurance: false,
      });
    const { searchParams: query } = url;
    if (last === 'identities')
      return answer({ identities: [{ id: idOf(0), username: query.get('usernames') ?? '', name: null }] });
    const term =
      query.get('filter_fulltext') ??
      query.get('filter_label') ??
      /label:~\*(.*)\*$/.exec(query.get('filter') ?? '')?.[1] ??
      '';
    const found = Array.from({ length: count }, (_, i) => i).filter((i) => nameOf(i).includes(term));
    const begin = Number(query.get('offset') ?? query.get('marker') ?? query.get('last_key') ?? 0);
    const end = begin + (parts[0] === 'flows' ? pageOfFlows : Number(query.get('limit') ?? count));
    const rows = found.slice(begin, end).map(row);
    const next = end < found.length ? { marker: String(end), last_key: String(end) } : {};
    const place = parts[0] === 'search' && last === 'role_list' ? 'role_list' : (places[last] ?? 'DATA');
    if (!/_list$|_search$|^ls$/.test(last) && !Object.hasOwn(places, last))
      return response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"code":"NotFound","message":"none"}');
    return answer(
      place === ''
        ? rows
        : { [place]: rows, path: '/', total: found.length, has_next_page: end < found.length, ...next },
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = () => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = Object.values(ownerIds).map((id) => [`GLOBUS_ACCESS_TOKEN_${id.replaceAll('-', '_')}`, 'a-token']);
  return {
    env: { ...envAt(base()), ...(Object.fromEntries(tokens) as Record<string, string>) },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
