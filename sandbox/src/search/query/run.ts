import { ApiError } from '../../http/api-error.js';
import { TooSlow, withinTime } from '../../within-time.js';
import type { World } from '../../world.js';
import type { Entry, SearchIndex } from '../state.js';
import { contentsOf, type Contents } from './contents.js';
import { leavesAt, wordsOf } from './fields.js';
import { firstOf } from './first-of.js';
import { hasRegex, matcherOf, wordsAsked, type Match } from './matcher.js';
import { isVisible, type SearchRequest } from './request.js';
import { orderKey, orderOfKeys, type OrderKey } from './values.js';

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
}

/** What a search found. Only what is shown is put in order and made a `Hit`. */
export interface Found {
  /** How many subjects. */
  readonly total: number;
  /** The entries that facets count, where there are facets. */
  readonly counted: Entry[];
  /** Subjects from one place up to before another: best first, or as the request sorts. */
  page: (start: number, end: number) => Hit[];
  /** Subjects in the order of their names, so many after one. */
  after: (subject: string | undefined, count: number) => { hits: Hit[]; isLast: boolean };
  /** Every entry that fits. */
  entries: () => Entry[];
}

/** Everything a search finds. 400 when its regular expressions take too long. */
export function runSearch(world: World, index: SearchIndex, request: SearchRequest, searcher: Searcher): Found {
  const contents = contentsOf(world, index.id);
  const match = matcherOf(request.query, contents, request.operator);
  const look = () => matching(contents, match, request, searcher);
  try {
    const fitting = hasRegex(request.query) ? withinTime(regexMs, look) : look();
    return found(contents, request, fitting);
  } catch (error) {
    throw error instanceof TooSlow
      ? new ApiError(400, 'BadRequest.QueryParseError', `The query cannot be answered: ${error.message}`)
      : error;
  }
}

interface Fitting {
  /** 1 for each entry that fits, by its number. */
  readonly marks: Uint8Array;
  /** An entry of each subject that was found, the first, in the order they were. */
  readonly firsts: number[];
  /** How well the best entry of a subject fits, by the subject's number. */
  readonly scores: Float64Array;
  readonly counted: Entry[];
}

function matching(contents: Contents, match: Match, request: SearchRequest, searcher: Searcher): Fitting {
  const boost = boostOf(request);
  const marks = new Uint8Array(contents.entries.length);
  const scores = new Float64Array(contents.subjectNumberEnd).fill(-Infinity);
  const firsts: number[] = [];
  const counted: Entry[] = [];
  const { entries } = contents;
  const { visibilities } = searcher;
  const isSeen = visibilities && contents.visibility((principals) => isVisible(principals, visibilities));
  for (let number = 0; number < entries.length; number += 1) {
    const entry = entries[number];
    if (entry === undefined) continue;
    const score = match(entry, number);
    if (score === undefined || isSeen?.(number) === false) continue;
    if (request.principalSets) {
      const matched = matchedSets(entry, searcher.urns);
      if (!request.principalSets.some((name) => matched.includes(name))) continue;
    }
    if (!request.filters.every((test) => test(entry))) continue;
    if (request.facets.length > 0) counted.push(entry);
    if (!request.postFilters.every((test) => test(entry))) continue;
    marks[number] = 1;
    const subject = contents.subjectAt(number);
    const best = scores[subject] ?? -Infinity;
    if (best === -Infinity) firsts.push(number);
    scores[subject] = Math.max(best, score * boost(entry));
  }
  return { marks, firsts, scores, counted };
}

function found(contents: Contents, request: SearchRequest, { marks, firsts, scores, counted }: Fitting): Found {
  const { entries } = contents;
  const subjectOf = (first: number) => entries[first]?.subject ?? '';
  const hit = (first: number): Hit => {
    const subject = subjectOf(first);
    const about = contents.about(subject).filter((number) => marks[number] === 1);
    return { subject, entries: about.map((number) => entries[number] as Entry) };
  };
  const scoreOf = (first: number) => scores[contents.subjectAt(first)] ?? 0;
  return {
    total: firsts.length,
    counted,
    page: (start, end) =>
      request.sort.length === 0
        ? firstOf(firsts, end, (a, b) => scoreOf(b) - scoreOf(a))
            .slice(start)
            .map(hit)
        : // A sort leaves no room for how well something fits.
          sorted(firsts.map(hit), request.sort, end).slice(start),
    after: (subject, count) => {
      const rest = subject === undefined ? firsts : firsts.filter((first) => subjectOf(first) > subject);
      const first = firstOf(rest, count, (a, b) => (subjectOf(a) < subjectOf(b) ? -1 : 1));
      return { hits: first.map(hit), isLast: first.length === rest.length };
    },
    entries: () => entries.filter((entry, number): entry is Entry => entry !== undefined && marks[number] === 1),
  };
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

/** The first `count` hits by the values of fields. */
function sorted(hits: Hit[], sort: SearchRequest['sort'], count: number): Hit[] {
  const key = (hit: Hit, { field, order }: SearchRequest['sort'][number]): OrderKey | undefined => {
    const values = hit.entries.flatMap(({ content }) => leavesAt(content, field)).map(orderKey);
    if (values.length === 0) return undefined;
    return values.reduce((end, value) =>
      (order === 'asc' ? orderOfKeys(value, end) : orderOfKeys(end, value)) < 0 ? value : end,
    );
  };
  const keyed = hits.map((hit) => ({ hit, keys: sort.map((rule) => key(hit, rule)) }));
  const compare = (one: (typeof keyed)[number], other: (typeof keyed)[number]): number => {
    for (const [at, { order }] of sort.entries()) {
      const [a, b] = [one.keys[at], other.keys[at]];
      if (a === undefined && b === undefined) continue;
      // What lacks the field comes last either way.
      if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
      const difference = orderOfKeys(a, b);
      if (difference !== 0) return order === 'asc' ? difference : -difference;
    }
    return 0;
  };
  return firstOf(keyed, count, compare).map(({ hit }) => hit);
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
