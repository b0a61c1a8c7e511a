import type { Consent } from '../../services/auth.js';

/** A consent, with those that were given so that its service can use others in turn. */
export interface ConsentTree {
  readonly consent: Consent;
  readonly children: readonly ConsentTree[];
}

/** Consents under those they depend on, in the order they came in: a path ends with the consent's own id, the rest leads to it from the root. */
export function consentTrees(consents: readonly Consent[]): readonly ConsentTree[] {
  const trees = new Map(consents.map((consent) => [consent.id, { consent, children: [] as ConsentTree[] }]));
  const roots: ConsentTree[] = [];
  for (const tree of trees.values()) {
    const parent = trees.get(tree.consent.dependency_path.at(-2) ?? NaN);
    (parent ? parent.children : roots).push(tree);
  }
  return roots;
}
