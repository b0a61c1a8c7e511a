import { ApiError } from '../http/api-error.js';

/** One scope asked for, with the scopes asked for on its behalf. */
export interface ScopeNode {
  readonly scope: string;
  /** Marked with `*`: the consent can be withdrawn alone. */
  optional: boolean;
  children: ScopeForest;
}

/** Scopes by their string; one node per scope on each level. */
export type ScopeForest = Map<string, ScopeNode>;

/**
 * Reads `scope[dependency *optional[deeper]] other`. A scope named twice on one level is one node with the dependencies of
 * both. Throws 400 `invalid_scope` on anything else.
 */
export function parseScopes(text: string): ScopeForest {
  let at = 0;
  const fail = (why: string): never => {
    throw new ApiError(400, 'invalid_scope', `${why} at character ${at + 1} of the scope string`);
  };
  const level = (depth: number): ScopeForest => {
    const forest: ScopeForest = new Map();
    for (;;) {
      while (text[at] === ' ') at += 1;
      if (at >= text.length || text[at] === ']') return forest;
      if (depth > 20) fail('too many levels');
      const optional = text[at] === '*';
      if (optional) at += 1;
      const start = at;
      while (at < text.length && !' []*'.includes(text.charAt(at))) at += 1;
      if (at === start) fail('a scope is missing');
      const node: ScopeNode = { scope: text.slice(start, at), optional, children: new Map() };
      if (text[at] === '[') {
        at += 1;
        node.children = level(depth + 1);
        if (node.children.size === 0) fail('empty brackets');
        if (text[at] !== ']') fail("']' is missing");
        at += 1;
      }
      addTo(forest, node);
    }
  };
  const forest = level(0);
  if (at < text.length) fail("unexpected ']'");
  return forest;
}

/** Adds a tree to a forest, merging it with a tree of the same scope. */
export function addTo(forest: ScopeForest, node: ScopeNode): void {
  const present = forest.get(node.scope);
  if (!present) {
    forest.set(node.scope, node);
    return;
  }
  present.optional &&= node.optional;
  for (const child of node.children.values()) addTo(present.children, child);
}
