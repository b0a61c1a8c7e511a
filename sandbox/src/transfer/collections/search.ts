import type { Hono } from 'hono';
import type { SandboxEnv } from '../../http/context.js';
import { keptJson } from '../../http/kept-json.js';
import { booleanOf, integerOf, listOf } from '../../http/query.js';
import type { World } from '../../world.js';
import { authState } from '../../auth/state.js';
import { requester } from '../context.js';
import { endpointDocument } from '../endpoint-document.js';
import { isGuest } from '../endpoints.js';
import { badRequest } from '../errors.js';
import { effectiveRoles, type Requester } from '../permissions.js';
import { transferState, type Endpoint } from '../state.js';
import { isVisible } from './routes.js';

const mostResults = 1000;

type Scope = (world: World, endpoint: Endpoint, who: Requester) => boolean;

const owns: Scope = (_world, endpoint, who) => who.identityIds.includes(endpoint.owner_identity);

const scopes: Record<string, Scope> = {
  all: () => true,
  'my-endpoints': owns,
  'my-gcp-endpoints': (world, endpoint, who) =>
    endpoint.entity_type === 'GCP_mapped_collection' && owns(world, endpoint, who),
  'recently-used': (world, endpoint, who) => usesIn(world, endpoint, who, false),
  'in-use': (world, endpoint, who) => usesIn(world, endpoint, who, true),
  'shared-by-me': (world, endpoint, who) => isGuest(endpoint) && owns(world, endpoint, who),
  'shared-with-me': (world, endpoint, who) =>
    isGuest(endpoint) &&
    !owns(world, endpoint, who) &&
    isVisible(world, { ...endpoint, fields: { ...endpoint.fields, public: false } }, who),
  'administered-by-me': (world, endpoint, who) => effectiveRoles(world, endpoint, who).includes('administrator'),
};

/** `GET /endpoint_search`. */
export function searchRoute(app: Hono<SandboxEnv>, world: World): void {
  app.get('/v0.10/endpoint_search', (c) =>
    keptJson(world, c, c.get('caller'), () => endpointList(world, requester(world, c), c.req.query())),
  );
}

function endpointList(world: World, who: Requester, query: Record<string, string>): object {
  const scope = query['filter_scope'] || 'all';
  const inScope = Object.hasOwn(scopes, scope) ? scopes[scope] : undefined;
  if (!inScope) throw badRequest(`'filter_scope' must be one of ${Object.keys(scopes).join(', ')}`);
  const words = (query['filter_fulltext'] ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (scope === 'all' && words.length === 0 && !query['filter_owner_id'] && !query['filter_host_endpoint']) {
    throw badRequest("'filter_fulltext' is required with filter_scope=all");
  }
  const limit = integerOf('limit', query['limit'], 100, 1000);
  const offset = integerOf('offset', query['offset'], 0, mostResults);
  const types = listOf(query['filter_entity_type']);
  const found = transferState(world)
    .endpoints.filter(
      (endpoint) => !endpoint.deleted && isVisible(world, endpoint, who) && inScope(world, endpoint, who),
    )
    .filter((endpoint) => types.length === 0 || types.includes(endpoint.entity_type))
    .filter(
      (endpoint) =>
        !query['filter_owner_id'] ||
        [endpoint.owner_identity, endpoint.gcs_endpoint].includes(query['filter_owner_id']),
    )
    .filter(
      (endpoint) => !query['filter_host_endpoint'] || endpoint.mapped_collection === query['filter_host_endpoint'],
    )
    .filter(
      (endpoint) =>
        query['filter_non_functional'] === undefined ||
        booleanOf(query['filter_non_functional'], false) === (endpoint.entity_type === 'GCSv5_endpoint'),
    )
    .map((endpoint) => ({ endpoint, rank: rankOf(world, endpoint, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.endpoint.display_name.localeCompare(b.endpoint.display_name))
    .slice(0, mostResults);
  const page = found.slice(offset, offset + limit);
  return {
    DATA_TYPE: 'endpoint_list',
    limit,
    offset,
    has_next_page: offset + limit < found.length,
    DATA: page.map(({ endpoint, rank }) => ({ ...endpointDocument(world, endpoint, who), _rank: rank })),
  };
}

/** How well all words fit; 0 when one does not. A word fits the beginning of a word, best in the name. */
function rankOf(world: World, endpoint: Endpoint, words: string[]): number {
  if (words.length === 0) return 1;
  const owner = authState(world).identities.get(endpoint.owner_identity)?.username;
  const name = endpoint.display_name.toLowerCase();
  const rest = [
    endpoint.id,
    owner,
    ...['description', 'organization', 'department', 'keywords', 'contact_email', 'default_directory'].map(
      (field) => endpoint.fields[field],
    ),
  ]
    .filter((text): text is string => typeof text === 'string')
    .join(' ')
    .toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (beginsAWord(name, word)) rank += 2;
    else if (beginsAWord(rest, word)) rank += 1;
    else return 0;
  }
  return rank / words.length;
}

function beginsAWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[a-z0-9]/.test(text.charAt(at - 1))) return true;
  return false;
}

function usesIn(world: World, { id }: Endpoint, who: Requester, now: boolean): boolean {
  const { tasksByOwner } = transferState(world);
  return who.identityIds
    .flatMap((identity) => tasksByOwner.all(identity))
    .some(
      (task) =>
        (!now || task.status === 'ACTIVE') && (task.source_endpoint_id === id || task.destination_endpoint_id === id),
    );
}
