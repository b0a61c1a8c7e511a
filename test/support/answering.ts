/** A network where every request of an adapter has an answer: those of answers.json, as they are or changed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowScope, timerScope } from '../../src/auth/scopes.js';
import { serviceUrls } from '../../src/settings/urls.js';
import type { FakeApi } from './fake-api.js';
import { userId, usualLogins } from './globus.js';

/** The id that stands for every id. */
export const exampleId = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';

/** Where the bookmarks of the examples lead. */
export const exampleBookmarkPath = '/data/';
/** The one gateway, and the one credential, of the example endpoint. */
const [exampleGateway, exampleCredential] = ['Lab disk', 'Ada at the lab'];
const exampleBookmarks = ['results', 'data', 'archive', 'scratch'];

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What the sandbox said, with one id for all of them, so that any document is about whatever was asked for. */
const said = JSON.parse(
  readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8').replace(uuid, exampleId),
) as Record<string, Json[]>;
const member = {
  group_id: exampleId,
  identity_id: exampleId,
  username: 'ada@example.org',
  role: 'member',
  status: 'active',
};
const envelope = { DATA_TYPE: 'result#1.0.0', code: 'success', detail: 'success', http_response_code: 200 };
/** What it does not say, or not so that an example has something to work on. */
const beside: Readonly<Record<string, Json[]>> = {
  'groups GET /v2/groups/{}': [{ id: exampleId, name: 'a', my_memberships: [{ ...member, status: 'invited' }] }],
  'groups POST /v2/groups/{}': [
    Object.fromEntries(
      ['accept', 'decline', 'approve', 'reject', 'invite', 'leave', 'change_role'].map((action) => [action, [member]]),
    ),
  ],
  'flows GET /web_inputs/{}': [
    { id: exampleId, status: 'open', input_type: 'selection', options: [{ option_id: exampleId, label: 'Approve' }] },
  ],
  'flows POST /runs/{}/resume': [{ run_id: exampleId, flow_id: exampleId, flow_title: 'a', status: 'SUCCEEDED' }],
  'flows GET /runs/{}': [{ run_id: exampleId, flow_id: exampleId, flow_title: 'a', status: 'SUCCEEDED' }],
  'compute GET /v2/get_amqp_result_connection_url': [
    { queue_prefix: 'a', connection_url: 'amqps://user:password@queue.example.org' },
  ],
  'auth GET /v2/api/identities/{}/consents': [
    {
      consents: [
        [[1], `urn:globus:auth:scope:${exampleId}:manage_collections`] as const,
        [[1, 2], `https://auth.globus.org/scopes/${exampleId}/data_access`] as const,
        [[3], timerScope] as const,
        [[3, 4], flowScope(exampleId)] as const,
      ].map(([path, scope_name]) => ({ id: path.at(-1)!, scope_name, dependency_path: [...path] })),
    },
  ],
  'gcs GET /collections/{}/domain': [{ ...envelope, data: [{ domain: 'data.example.org' }] }],
};
/** What it says of too many, or of somebody else. */
const instead: Readonly<Record<string, Json[]>> = {
  'transfer GET /v0.10/bookmark_list': [
    {
      DATA: exampleBookmarks.map((name) => ({
        id: exampleId,
        name,
        endpoint_id: exampleId,
        path: exampleBookmarkPath,
      })),
    },
  ],
  'gcs GET /storage_gateways': [{ ...envelope, data: [{ id: exampleId, display_name: exampleGateway }] }],
  'gcs GET /user_credentials': [
    { ...envelope, data: [{ id: exampleId, identity_id: userId, username: 'ada', display_name: exampleCredential }] },
  ],
};
/** What the examples call things: where they are listed, below which key, and where a row has its name. */
const named: Readonly<Record<string, { rows?: string; row?: string; name: string; names: readonly string[] }>> = {
  'transfer GET /v0.10/endpoint_search': {
    rows: 'DATA',
    name: 'display_name',
    names: ['Lab data', 'Lab archive', 'Lab endpoint', 'Lab workstation'],
  },
  'auth GET /v2/api/clients/{}/credentials': { rows: 'credentials', name: 'name', names: ['host7'] },
  'transfer GET /v0.10/task_list': { rows: 'DATA', name: 'label', names: ['nightly'] },
  'transfer GET /v0.10/endpoint_manager/task_list': { rows: 'DATA', name: 'label', names: ['nightly'] },
  'transfer GET /v2/tunnels': { rows: 'data', row: 'attributes', name: 'label', names: ['beamline'] },
  'transfer GET /v2/stream_access_points': {
    rows: 'data',
    row: 'attributes',
    name: 'display_name',
    names: ['Beamline camera', 'Lab cluster'],
  },
  'groups GET /v2/groups/my_groups': { name: 'name', names: ['Genome lab'] },
  'flows GET /flows': { rows: 'flows', name: 'title', names: ['Nightly copy'] },
  'flows GET /registered_apis': { rows: 'registered_apis', name: 'name', names: ['Weather'] },
  'search GET /v1/index_list': { rows: 'index_list', name: 'display_name', names: ['recipes'] },
  'timers GET /jobs/': { rows: 'jobs', name: 'name', names: ['nightly'] },
  'compute GET /v2/endpoints': { name: 'display_name', names: ['cluster'] },
  'auth GET /v2/api/projects': { rows: 'projects', name: 'display_name', names: ['Beamline portal'] },
  'auth GET /v2/api/clients': { rows: 'clients', name: 'name', names: ['Beamline tool'] },
  'auth GET /v2/api/policies': { rows: 'policies', name: 'display_name', names: ['Lab only'] },
  'auth GET /v2/api/scopes': { rows: 'scopes', name: 'name', names: ['Submit measurements'] },
};
/** Every name that an example can give, as it is typed. */
export const exampleNames: ReadonlySet<string> = new Set([
  ...exampleBookmarks.flatMap((name) => [name, `@${name}`]),
  ...Object.values(named).flatMap(({ names }) => names),
  '@last',
  exampleGateway,
  exampleCredential,
]);
type Row = Record<string, Json>;

/** The documents of a request with a row for each of these names before those that were there; one that lists nothing is none of them. */
function withNames(request: string, documents: readonly Json[]): readonly Json[] {
  const { rows, row, name, names } = named[request] ?? { name: '', names: [] };
  if (!names.length) return documents;
  return documents.flatMap((document) => {
    const all = (rows === undefined ? document : (document as Row)[rows]) as Row[];
    const [first] = all;
    if (!first) return [];
    const more = names.map((each) =>
      row === undefined ? { ...first, [name]: each } : { ...first, [row]: { ...(first[row] as Row), [name]: each } },
    );
    return [rows === undefined ? [...more, ...all] : { ...(document as Row), [rows]: [...more, ...all] }];
  });
}

const read = Object.fromEntries(
  [...new Set([...Object.keys(said), ...Object.keys(beside)])].map((request) => [
    request,
    withNames(request, instead[request] ?? [...(said[request] ?? []), ...(beside[request] ?? [])]),
  ]),
);

/** `SERVICE METHOD /PATH`, as tools/operations.ts names requests, of everything that has an answer. */
export const answeredRequests: readonly string[] = Object.keys(read);

const words = (path: string) => path.split('/').filter(Boolean);
const table = Object.entries(read).map(([request, documents]) => {
  const [service = '', method = '', path = ''] = request.split(' ');
  return { request, service, method, segments: words(path), documents };
});
type Known = (typeof table)[number];

const hosts = new Map(Object.entries(serviceUrls({})).map(([service, url]) => [new URL(url).host, service]));
const placeholders = ({ segments }: Known) => segments.filter((word) => word === '{}').length;

/** The request of an adapter that this is, with its documents; undefined where it is none. */
function knownOf(method: string, url: URL): Known | undefined {
  const service = hosts.get(url.host) ?? 'gcs';
  const path = words(url.pathname);
  const segments = service === 'gcs' ? path.slice(path.indexOf('api') + 1) : path;
  const fits = (each: Known) =>
    each.service === service &&
    each.method === method &&
    each.segments.length === segments.length &&
    each.segments.every((word, i) => word === '{}' || word === segments[i]);
  return table.filter(fits).sort((a, b) => placeholders(a) - placeholders(b))[0];
}

/** Whoever is asked for exists. */
function people(documents: readonly Json[], query: URLSearchParams): Json {
  const [first] = (documents[0] as { identities: Record<string, Json>[] }).identities;
  const asked = (name: string) => query.get(name)?.split(',') ?? [];
  return {
    identities: [
      ...asked('ids').map((id) => ({ ...first, id })),
      ...asked('usernames').map((username) => ({ ...first, username })),
    ],
  };
}

const token = { access_token: 'a-token', expires_in: 3600, token_type: 'Bearer', scope: 'a', other_tokens: [] };

/** A request, and the answer that it would have. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly document: Json;
}
export interface AnsweringOptions {
  /** Which of several documents that a request may be answered with. */
  readonly variant?: number;
  /** The answer in place of the usual one; undefined leaves it as it is. */
  readonly change?: (asked: Asked) => Response | undefined;
  /** After so many requests the network breaks: a wait whose end never comes has to end, too. */
  readonly limit?: number;
}

/** The network, with what was asked of it that nothing answers. */
export function answering({ variant = 0, change, limit = 60 }: AnsweringOptions = {}): FakeApi & {
  readonly unanswered: readonly string[];
} {
  const unanswered: string[] = [];
  let asked = 0;
  const fetched: typeof fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? request?.method ?? 'GET';
    if (++asked > limit)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no more'), { code: 'ECONNREFUSED' }) });
    const document = answerTo(method, url, variant);
    if (document === undefined) {
      unanswered.push(`${method} ${url.href}`);
      return Response.json({ code: 'NotFound', message: 'There is none.' }, { status: 404 });
    }
    return change?.({ method, url, document }) ?? Response.json(document);
  };
  return { fetch: fetched, calls: [], verify: () => undefined, unanswered };
}

/** What is answered to a request; undefined where nothing is. */
export function answerTo(method: string, url: URL, variant: number): Json | undefined {
  if (url.pathname === '/v2/oauth2/token') return token;
  const known = knownOf(method, url);
  if (!known) return undefined;
  if (known.request === 'auth GET /v2/api/identities') return people(known.documents, url.searchParams);
  return known.documents[variant % known.documents.length];
}

/** Logins for whatever the examples are about: all of them stand for one id. */
export const exampleLogins: Readonly<Record<string, string>> = {
  ...usualLogins,
  [exampleId]: [
    `urn:globus:auth:scope:${exampleId}:manage_collections`,
    `https://auth.globus.org/scopes/${exampleId}/flow_${exampleId.replaceAll('-', '_')}_user`,
    `https://auth.globus.org/scopes/${exampleId}/data_access`,
    `https://auth.globus.org/scopes/${exampleId}/https`,
  ].join(' '),
};
