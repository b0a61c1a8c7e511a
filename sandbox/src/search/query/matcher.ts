import { anyOne, globOf, literal, type Glob } from '../../glob.js';
import type { Entry } from '../state.js';
import type { Contents } from './contents.js';
import { leavesAt, leavesOf, valuesAt, wordsOf, type FieldPath } from './fields.js';
import { distanceOf } from './nearness.js';
import type { Operator, QueryNode } from './syntax.js';
import { sameValue, within } from './values.js';

/** How well an entry, of this number, fits a query; undefined when it does not. */
export type Match = (entry: Entry, number: number) => number | undefined;

/** Turns a query into a test of entries. Words without a field are looked up in the contents, once for each word. */
export function matcherOf(node: QueryNode, contents: Contents, operator: Operator): Match {
  const sub = (child: QueryNode): Match => matcherOf(child, contents, operator);
  switch (node.type) {
    case 'all':
      return () => 1;
    case 'words':
      return wordsMatch(node, contents, operator);
    case 'phrase': {
      const wanted = wordsOf(node.text);
      return (entry) =>
        leaves(entry, node.field).some(
          (leaf) => sameValue(leaf, node.text) || hasPhrase(wordsOf(String(leaf)), wanted, node.slop),
        )
          ? 2 * node.boost
          : undefined;
    }
    case 'wildcard': {
      const pattern = wildcardOf(node.pattern);
      return (entry) =>
        leaves(entry, node.field).some(
          (leaf) =>
            pattern.test(String(leaf).toLowerCase()) || wordsOf(String(leaf)).some((word) => pattern.test(word)),
        )
          ? node.boost
          : undefined;
    }
    case 'regex':
      return (entry) =>
        leaves(entry, node.field).some(
          (leaf) => node.pattern.test(String(leaf)) || wordsOf(String(leaf)).some((word) => node.pattern.test(word)),
        )
          ? 1
          : undefined;
    case 'range':
      return (entry) => (leavesAt(entry.content, node.field).some((leaf) => within(leaf, node.bounds)) ? 1 : undefined);
    case 'exists':
      return (entry) => (valuesAt(entry.content, node.field).length > 0 ? 1 : undefined);
    case 'boosted': {
      const match = sub(node.node);
      return (entry, number) => {
        const score = match(entry, number);
        return score === undefined ? undefined : score * node.boost;
      };
    }
    case 'bool':
      return boolMatch(node.must.map(sub), node.should.map(sub), node.mustNot.map(sub));
  }
}

/** The words a query asks for, negated ones aside: what boosts of fields are about. */
export function wordsAsked(node: QueryNode): string[] {
  if (node.type === 'words' || node.type === 'phrase') return wordsOf(node.text);
  if (node.type === 'boosted') return wordsAsked(node.node);
  return node.type === 'bool' ? [...node.must, ...node.should].flatMap(wordsAsked) : [];
}

/** Whether a query asks for regular expressions. */
export function hasRegex(node: QueryNode): boolean {
  if (node.type === 'boosted') return hasRegex(node.node);
  return (
    node.type === 'regex' || (node.type === 'bool' && [...node.must, ...node.should, ...node.mustNot].some(hasRegex))
  );
}

/** A pattern in which `*` is any text and `?` any one character; a backslash takes their meaning away. */
export function wildcardOf(pattern: string): Glob {
  const parts = pattern.match(/\\[^]|[^]/gu) ?? [];
  return globOf(
    parts.map((part) => (part === '*' ? '*' : part === '?' ? anyOne : literal(Array.from(part).at(-1) ?? ''))),
  );
}

function wordsMatch(node: Extract<QueryNode, { type: 'words' }>, contents: Contents, operator: Operator): Match {
  const wanted = wordsOf(node.text);
  const combine = (matches: Match[]): Match => {
    const [only, ...others] = matches;
    // most searches are for one word, and are over every entry
    if (only && others.length === 0) return only;
    return operator === 'and' ? boolMatch(matches, [], []) : boolMatch([], matches, []);
  };
  if (node.field === null) {
    return combine(
      wanted.map((word): Match => {
        const scores = contents.scores(word, node.fuzzy);
        return (_, number) => {
          const score = scores[number] ?? 0;
          return score === 0 ? undefined : score * node.boost;
        };
      }),
    );
  }
  const { field } = node;
  const byWord = combine(
    wanted.map(
      (word): Match =>
        (entry) =>
          leavesAt(entry.content, field).some((leaf) =>
            wordsOf(String(leaf)).some((own) => distanceOf(own, word, node.fuzzy) !== undefined),
          )
            ? node.boost
            : undefined,
    ),
  );
  return (entry, number) =>
    leavesAt(entry.content, field).some((leaf) => sameValue(leaf, node.text))
      ? 2 * node.boost
      : wanted.length === 0
        ? undefined
        : byWord(entry, number);
}

function boolMatch(must: Match[], should: Match[], mustNot: Match[]): Match {
  return (entry, number) => {
    let score = 0;
    for (const match of must) {
      const part = match(entry, number);
      if (part === undefined) return undefined;
      score += part;
    }
    if (mustNot.some((match) => match(entry, number) !== undefined)) return undefined;
    let any = false;
    for (const match of should) {
      const part = match(entry, number);
      if (part === undefined) continue;
      any = true;
      score += part;
    }
    if (any || must.length > 0) return score;
    return should.length === 0 && mustNot.length > 0 ? 1 : undefined;
  };
}

function leaves(entry: Entry, field: FieldPath | null): (string | number | boolean)[] {
  return field === null ? leavesOf(entry.content) : leavesAt(entry.content, field);
}

function hasPhrase(words: string[], wanted: string[], slop: number): boolean {
  if (wanted.length === 0) return false;
  return words.some((first, start) => {
    if (first !== wanted[0]) return false;
    let at = start;
    for (const word of wanted.slice(1)) {
      const next = words.indexOf(word, at + 1);
      if (next < 0 || next - at - 1 > slop) return false;
      at = next;
    }
    return true;
  });
}
