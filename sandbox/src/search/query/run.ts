import { ApiError } from '../../http/api-error.js';
import { TooSlow, withinTime } from '../../within-time.js';
import type { World } from '../../world.js';
import { searchState, type Entry, type SearchIndex } from '../state.js';
import { leavesAt, wordsOf } from './fields.js';
import { hasRegex, matcherOf, wordsAsked, type Match } from './matcher.js';
import { isVisible, type SearchRequest } from './request.js';
import { textIndexOf } from './text-index.js';
import { inOrder } from './values.js';

/** As long as a regular expression may be looked for. */
const regexMs = 1000;

/** For whom a search is done: what lets them see entries, and who they are. */
export interface Searcher {
  /** Undefined sees everything. */
  readonly visibilities: ReadonlySet<string> | undefined;
  readonly urns: ReadonlySet<string>;
}

/** A subject that was found, with those of its entries that fit. */
export interface Hit {
  readonly subject: string;
  readonly entries: Entry[];
  score: number;
}

/** Everything a search finds, best first, and the entries its facets count. 400 when its regular expressions take too long. */
export function runSearch(
  world: World,
  index: SearchIndex,
  request: SearchRequest,
  searcher: Searcher,
): { hits: Hit[]; counted: Entry[] } {
  const match = matcherOf(request.query, textIndexOf(world, index.id), request.operator);
  const look = () => matching(searchState(world).entriesByIndex.all(index.id), match, request, searcher);
  try {
    return hasRegex(request.query) ? withinTime(regexMs, look) : look();
  } catch (error) {
    throw error instanceof TooSlow
      ? new ApiError(400, 'BadRequest.QueryParseError', `The query cannot be answered: ${error.message}`)
      : error;
  }
}

function matching(
  entries: Iterable<Entry>,
  match: Match,
  request: SearchRequest,
  searcher: Searcher,
): { hits: Hit[]; counted: Entry[] } {
  const boost = boostOf(request);
  const hits = new Map<string, Hit>();
  const counted: Entry[] = [];
  for (const entry of entries) {
    if (searcher.visibilities && !isVisible(entry, searcher.visibilities)) continue;
    if (request.principalSets) {
      const matched = matchedSets(entry, searcher.urns);
      if (!request.principalSets.some((name) => matched.includes(name))) continue;
    }
    if (!request.filters.every((test) => test(entry))) continue;
    const score = match(entry);
    if (score === undefined) continue;
    counted.push(entry);
    if (!request.postFilters.every((test) => test(entry))) continue;
    const hit = hits.get(entry.subject) ?? { subject: entry.subject, entries: [], score: 0 };
    hit.entries.push(entry);
    hit.score = Math.max(hit.score, score * boost(entry));
    hits.set(entry.subject, hit);
  }
  return { hits: ordered([...hits.values()], request), counted };
}

/** The document of a subject with its entries. */
export function subjectDocument(subject: string, entries: Entry[], urns: ReadonlySet<string>): Record<string, unknown> {
  return {
    '@datatype': 'GMetaResult',
    '@version': '2019-08-27',
    subject,
    entries: entries.map((entry) => ({
      entry_id: entry.entry_id,
      matched_principal_sets: matchedSets(entry, urns),
      content: entry.content,
    })),
  };
}

function matchedSets({ principal_sets: sets }: Entry, urns: ReadonlySet<string>): string[] {
  return Object.entries(sets).flatMap(([name, members]) => (members.some((member) => urns.has(member)) ? [name] : []));
}

// A sort leaves no room for how well something fits.
function ordered(hits: Hit[], { sort }: SearchRequest): Hit[] {
  if (sort.length === 0) return hits.sort((a, b) => b.score - a.score);
  const key = (hit: Hit, { field, order }: SearchRequest['sort'][number]) => {
    const values = hit.entries.flatMap(({ content }) => leavesAt(content, field)).sort(inOrder);
    return order === 'asc' ? values[0] : values.at(-1);
  };
  const keys = new Map(hits.map((hit) => [hit, sort.map((rule) => key(hit, rule))]));
  return hits.sort((one, other) => {
    for (const [at, { order }] of sort.entries()) {
      const [a, b] = [keys.get(one)?.[at], keys.get(other)?.[at]];
      if (a === undefined && b === undefined) continue;
      // What lacks the field comes last either way.
      if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
      const difference = inOrder(a, b);
      if (difference !== 0) return order === 'asc' ? difference : -difference;
    }
    return 0;
  });
}

function boostOf({ boosts, query, sort }: SearchRequest): (entry: Entry) => number {
  const asked = new Set(boosts.length > 0 && sort.length === 0 ? wordsAsked(query) : []);
  if (asked.size === 0) return () => 1;
  return ({ content }) =>
    boosts.reduce(
      (factor, boost) =>
        leavesAt(content, boost.field).some((leaf) => wordsOf(String(leaf)).some((word) => asked.has(word)))
          ? factor * boost.factor
          : factor,
      1,
    );
}
