import { ApiError } from '../http/api-error.js';
import type { World } from '../world.js';
import { findScope, findScopeById } from './scope-directory.js';
import type { ScopeInfo } from './state.js';
import { addTo, type ScopeForest } from './scope-grammar.js';

/**
 * Checks that every scope exists and adds the dependencies that a scope always brings with it. 400 `invalid_scope` names
 * the scopes nobody knows.
 */
export function completeForest(world: World, forest: ScopeForest): ScopeForest {
  const unknown: string[] = [];
  const complete = (level: ScopeForest, above: string[]): void => {
    for (const node of level.values()) {
      const info = findScope(world, node.scope);
      if (!info) unknown.push(node.scope);
      else {
        for (const dependency of requiredDependencies(world, info)) {
          if (!above.includes(dependency))
            addTo(node.children, { scope: dependency, optional: false, children: new Map() });
        }
        complete(node.children, [...above, node.scope]);
      }
    }
  };
  complete(forest, []);
  if (unknown.length > 0) throw new ApiError(400, 'invalid_scope', `unknown scopes: ${unknown.join(' ')}`);
  return forest;
}

/** The scope strings that a scope cannot do without. */
export function requiredDependencies(world: World, { scope }: ScopeInfo): string[] {
  return scope.dependent_scopes
    .filter(({ optional }) => !optional)
    .flatMap((dependency) => findScopeById(world, dependency.scope)?.scope.scope_string ?? []);
}
