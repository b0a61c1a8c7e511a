import { isObject, type Json } from '../../http/body.js';
import { Messages, missing } from '../errors.js';
import type { SearchIndex } from '../state.js';
import { advancedQuery } from './advanced.js';
import { readFacets, type Facet } from './facets.js';
import type { FieldPath } from './fields.js';
import { fieldOf, readFilters, type Test } from './filters.js';
import { simpleQuery, type Operator, type QueryNode } from './syntax.js';

/** The most results that pages can reach. */
export const reach = 10_000;

/** A search as it is carried out. */
export interface SearchRequest {
  readonly query: QueryNode;
  readonly operator: Operator;
  readonly limit: number;
  readonly offset: number;
  readonly bypassVisibleTo: boolean;
  /** Only entries one of whose principal sets of these names the caller is in. */
  readonly principalSets: string[] | undefined;
  /** Decide what is found and what facets count. */
  readonly filters: Test[];
  /** Decide what is found only. */
  readonly postFilters: Test[];
  readonly facets: Facet[];
  readonly boosts: { field: FieldPath; factor: number }[];
  readonly sort: { field: FieldPath; order: 'asc' | 'desc' }[];
  readonly marker: string | undefined;
}

type Kind = 'search' | 'scroll' | 'delete';
type Document = Json & { filters?: unknown };

const versions: Record<Kind, string[]> = {
  search: ['2017-09-01', 'query#1.0.0'],
  scroll: ['2017-09-01', 'scroll#1.0.0'],
  delete: ['2017-09-01', 'delete_by_query#1.0.0'],
};

/** Reads the parameters of a GET search. */
export function requestOfQuery(
  query: Record<string, string>,
  index: SearchIndex,
  principalSets: string[],
): SearchRequest {
  const messages = new Messages('query');
  const document: Json = { ...query };
  for (const name of ['limit', 'offset'])
    if (query[name] !== undefined) document[name] = /^\d+$/.test(query[name]) ? Number(query[name]) : query[name];
  for (const name of ['advanced', 'bypass_visible_to'])
    if (query[name] !== undefined)
      document[name] =
        /^(true|1|yes|on)$/i.test(query[name]) || (!/^(false|0|no|off)$/i.test(query[name]) && query[name]);
  if (query['q'] === undefined) {
    messages.add(['q'], missing);
    document['q'] = '';
  }
  if (query['filter_principal_sets'] !== undefined) document['filter_principal_sets'] = principalSets;
  return read({ ...document, '@version': undefined }, index, messages, 'search');
}

/** Reads a GSearchRequest, a GScrollRequest or a query to delete by. 400 with everything that is wrong. */
export function requestOf(document: Json, index: SearchIndex, kind: Kind = 'search'): SearchRequest {
  return read(document, index, new Messages('json'), kind);
}

function read(document: Document, index: SearchIndex, messages: Messages, kind: Kind): SearchRequest {
  const version = document['@version'] ?? '2017-09-01';
  if (!versions[kind].includes(version as string))
    messages.add(['@version'], `Must be one of: ${versions[kind].join(', ')}.`);
  const flag = (name: string): boolean => {
    const value = document[name];
    if (value !== undefined && value !== null && typeof value !== 'boolean')
      messages.add([name], 'Not a valid boolean.');
    return value === true;
  };
  const number = (name: string, fallback: number): number => {
    const value = document[name] ?? fallback;
    if (Number.isInteger(value) && (value as number) >= 0) return value as number;
    messages.add([name], 'Not a valid integer, 0 or more.');
    return fallback;
  };
  const q = document['q'];
  if (q !== undefined && q !== null && typeof q !== 'string') messages.add(['q'], 'Not a valid string.');
  const text = typeof q === 'string' ? q : undefined;
  const reading = { messages, mapping: index.field_mapping };
  const filters = readFilters(document['filters'], ['filters'], reading);
  if (text === undefined && filters.length === 0 && kind !== 'scroll')
    messages.add(['q'], 'A query needs q or filters.');
  const { operator, mode } = settings(document['q_settings'], messages);
  const limit = number('limit', 10);
  const offset = number('offset', 0);
  if (limit + offset > reach) messages.add(['limit'], `limit and offset together may not be more than ${reach}.`);
  const postFilter = (filter: Json): boolean =>
    version === '2017-09-01' && ((filter['post_filter'] as boolean | undefined) ?? filter['type'] !== 'match_all');
  const request: Omit<SearchRequest, 'query'> = {
    operator,
    limit,
    offset,
    bypassVisibleTo: flag('bypass_visible_to'),
    principalSets: strings(document['filter_principal_sets'], 'filter_principal_sets', messages),
    filters: filters.filter((filter) => !postFilter(filter.document)).map(({ test }) => test),
    postFilters: [
      ...filters.filter((filter) => postFilter(filter.document)),
      ...readFilters(document['post_facet_filters'], ['post_facet_filters'], reading),
    ].map(({ test }) => test),
    facets: kind === 'search' ? readFacets(document['facets'], ['facets'], reading) : [],
    boosts:
      kind === 'search'
        ? list(document['boosts'], 'boosts', messages).map(({ item, path }) => boostOf(item, path, messages))
        : [],
    sort:
      kind === 'search'
        ? list(document['sort'], 'sort', messages).map(({ item, path }) => sortOf(item, path, messages))
        : [],
    marker: typeof document['marker'] === 'string' ? document['marker'] : undefined,
  };
  const advanced = flag('advanced') || mode === 'advanced_query_string';
  messages.refuse();
  return { ...request, query: queryOf(text, advanced, operator) };
}

function queryOf(text: string | undefined, advanced: boolean, operator: Operator): QueryNode {
  if (text === undefined || text.trim() === '') return { type: 'all' };
  return advanced ? advancedQuery(text, operator) : simpleQuery(text, operator);
}

function settings(value: unknown, messages: Messages): { operator: Operator; mode: unknown } {
  const { default_operator: operator = 'or', mode } = isObject(value) ? value : {};
  const chosen = String(operator).toLowerCase();
  if (chosen !== 'and' && chosen !== 'or') messages.add(['q_settings', 'default_operator'], 'Must be one of: and, or.');
  return { operator: chosen === 'and' ? 'and' : 'or', mode };
}

function strings(value: unknown, name: string, messages: Messages): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  messages.add([name], 'Not a valid list of strings.');
  return undefined;
}

function list(value: unknown, name: string, messages: Messages): { item: Json; path: (string | number)[] }[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    messages.add([name], 'Not a valid list.');
    return [];
  }
  return value.map((item: unknown, index) => ({ item: isObject(item) ? item : {}, path: [name, index] }));
}

function boostOf(item: Json, path: (string | number)[], messages: Messages): SearchRequest['boosts'][number] {
  const { factor } = item;
  if (typeof factor !== 'number')
    messages.add([...path, 'factor'], factor === undefined ? missing : 'Not a valid number.');
  return { field: fieldOf(item, path, messages), factor: Number(factor) };
}

function sortOf(item: Json, path: (string | number)[], messages: Messages): SearchRequest['sort'][number] {
  const { order = 'desc' } = item;
  if (order !== 'asc' && order !== 'desc') messages.add([...path, 'order'], 'Must be one of: asc, desc.');
  return { field: fieldOf(item, path, messages), order: order === 'asc' ? 'asc' : 'desc' };
}

/** Whether an entry may be shown to someone for whom these stand. */
export function isVisible(visibleTo: readonly string[], visibilities: ReadonlySet<string>): boolean {
  return visibleTo.some((principal) => visibilities.has(principal));
}
