import { uuidOf } from '../ids.js';
import { perWorld } from '../per-world.js';
import type { World } from '../world.js';
import { authState, type Scope, type ScopeInfo } from './state.js';
import { wellKnownScopes } from './well-known-scopes.js';

/** Finds scopes that are not rows of the scope table but follow from a service's things. */
export type ScopeFinder = (world: World, scopeString: string) => ScopeInfo | undefined;
/** All such scopes of a service on which others may depend, by their strings. */
export type ScopeLister = (world: World) => Iterable<string>;

const findersOf = perWorld((): { find: ScopeFinder; list: ScopeLister }[] => []);

/** Asks `find` from now on, too; for wings that join a world. */
export function addScopeFinder(world: World, find: ScopeFinder, list: ScopeLister = () => []): void {
  findersOf(world).push({ find, list });
}

const impliedId = (scopeString: string): string => uuidOf(`scope ${scopeString}`);

/** A scope document for something that exists only as a name: with an id that follows from the scope string. */
export function impliedScope(scopeString: string, client: string, name: string): Scope {
  return {
    id: impliedId(scopeString),
    scope_string: scopeString,
    name,
    description: name,
    client,
    advertised: false,
    allows_refresh_token: true,
    required_domains: [],
    dependent_scopes: [],
  };
}

/** The scope with this string: a well-known one, a registered one, or one that follows from a service's things. */
export function findScope(world: World, scopeString: string): ScopeInfo | undefined {
  const wellKnown = wellKnownScopes.get(scopeString);
  if (wellKnown) return wellKnown;
  const registered = authState(world).scopeByString.first(scopeString);
  if (registered) return { scope: registered, resource_server: registered.client };
  for (const { find } of findersOf(world)) {
    const found = find(world, scopeString);
    if (found) return found;
  }
  return undefined;
}

/** The scope with this id, among the registered and the well-known ones, and those that others depend on. */
export function findScopeById(world: World, id: string): ScopeInfo | undefined {
  const registered = authState(world).scopes.get(id);
  if (registered) return { scope: registered, resource_server: registered.client };
  for (const info of wellKnownScopes.values()) if (info.scope.id === id) return info;
  for (const { find, list } of findersOf(world))
    for (const scopeString of list(world)) if (impliedId(scopeString) === id) return find(world, scopeString);
  return undefined;
}
