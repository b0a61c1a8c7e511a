import type { Bounds } from './values.js';
import type { FieldPath } from './fields.js';

/** What a query asks of an entry. A `field` limits it to one place; without, all of the content counts. */
export type QueryNode =
  | { type: 'all' }
  | { type: 'words'; field: FieldPath | null; text: string; fuzzy: number; boost: number }
  | { type: 'phrase'; field: FieldPath | null; text: string; slop: number; boost: number }
  | { type: 'wildcard'; field: FieldPath | null; pattern: string; boost: number }
  | { type: 'regex'; field: FieldPath | null; pattern: RegExp }
  | { type: 'range'; field: FieldPath; bounds: Bounds }
  | { type: 'exists'; field: FieldPath }
  | { type: 'boosted'; node: QueryNode; boost: number }
  | { type: 'bool'; must: QueryNode[]; should: QueryNode[]; mustNot: QueryNode[] };

/** How words next to each other are joined. */
export type Operator = 'and' | 'or';

/** The node for what users type into a box: words, each of which counts; `*` alone is everything. */
export function simpleQuery(q: string, operator: Operator): QueryNode {
  const parts = q
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  if (parts.length === 1 && parts[0] === '*') return { type: 'all' };
  const nodes = parts.map((text): QueryNode => ({ type: 'words', field: null, text, fuzzy: 0, boost: 1 }));
  return operator === 'and'
    ? { type: 'bool', must: nodes, should: [], mustNot: [] }
    : { type: 'bool', must: [], should: nodes, mustNot: [] };
}
