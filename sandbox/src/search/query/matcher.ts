import { anyOne, globOf, literal, type Glob } from '../../glob.js';
import { entryKey, type Entry } from '../state.js';
import { leavesAt, leavesOf, valuesAt, wordsOf, type FieldPath } from './fields.js';
import type { Operator, QueryNode } from './syntax.js';
import type { TextIndex } from './text-index.js';
import { sameValue, within } from './values.js';

/** How well an entry fits a query; undefined when it does not. */
export type Match = (entry: Entry) => number | undefined;

/** Turns a query into a test of entries. Words without a field are looked up in `words`, once for each word. */
export function matcherOf(node: QueryNode, words: TextIndex, operator: Operator): Match {
  const sub = (child: QueryNode): Match => matcherOf(child, words, operator);
  switch (node.type) {
    case 'all':
      return () => 1;
    case 'words':
      return wordsMatch(node, words, operator);
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
      return (entry) => {
        const score = match(entry);
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

function wordsMatch(node: Extract<QueryNode, { type: 'words' }>, words: TextIndex, operator: Operator): Match {
  const wanted = wordsOf(node.text);
  const combine = (matches: Match[]): Match =>
    operator === 'and' ? boolMatch(matches, [], []) : boolMatch([], matches, []);
  if (node.field === null) {
    return combine(
      wanted.map((word): Match => {
        const scores = words.scores(word, { fuzzy: node.fuzzy });
        return (entry) => {
          const score = scores.get(entryKey(entry.index_id, entry.subject, entry.entry_id));
          return score === undefined ? undefined : score * node.boost;
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
            wordsOf(String(leaf)).some((own) => isNear(own, word, node.fuzzy)),
          )
            ? node.boost
            : undefined,
    ),
  );
  return (entry) =>
    leavesAt(entry.content, field).some((leaf) => sameValue(leaf, node.text))
      ? 2 * node.boost
      : wanted.length === 0
        ? undefined
        : byWord(entry);
}

function boolMatch(must: Match[], should: Match[], mustNot: Match[]): Match {
  return (entry) => {
    let score = 0;
    for (const match of must) {
      const part = match(entry);
      if (part === undefined) return undefined;
      score += part;
    }
    if (mustNot.some((match) => match(entry) !== undefined)) return undefined;
    let any = false;
    for (const match of should) {
      const part = match(entry);
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

function isNear(word: string, wanted: string, distance: number): boolean {
  if (distance === 0 || Math.abs(word.length - wanted.length) > distance) return word === wanted;
  let row = Array.from({ length: wanted.length + 1 }, (_, index) => index);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= wanted.length; j += 1) {
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + Number(word[i - 1] !== wanted[j - 1])),
      );
    }
    row = next;
  }
  return (row.at(-1) ?? Infinity) <= distance;
}
