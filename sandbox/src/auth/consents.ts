import type { World } from '../world.js';
import { findScope } from './scope-directory.js';
import type { ScopeForest } from './scope-grammar.js';
import { authState, type Consent } from './state.js';

/** Times as Auth writes them: microseconds and an offset, which older Python versions insist on. */
export function authTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000+00:00');
}

/**
 * Records that `identity` lets `client` use a forest of scopes: one row per node, under the row of the node above. What was
 * consented to before stays; what is consented to again is renewed.
 */
export function recordConsents(
  world: World,
  client: string,
  identity: string,
  forest: ScopeForest,
  offline: boolean,
): void {
  const now = authTime(world.clock.now());
  const grow = (level: ScopeForest, path: number[], receiver: string): void => {
    for (const node of level.values()) {
      const info = findScope(world, node.scope);
      if (!info) continue;
      const present = childOf(world, client, identity, path, node.scope);
      const id = present?.id ?? world.ids.number('consent') + 100_000;
      const row: Consent = {
        id,
        client: receiver,
        root_client: client,
        scope: info.scope.id,
        scope_name: node.scope,
        effective_identity: identity,
        dependency_path: [...path, id],
        created: present?.created ?? now,
        updated: now,
        last_used: now,
        status: 'approved',
        allows_refresh: offline || (present?.allows_refresh ?? false),
        auto_approved: false,
        atomically_revocable: node.optional,
      };
      authState(world).consents.put(String(id), row);
      grow(node.children, row.dependency_path, info.scope.client);
    }
  };
  grow(forest, [], client);
}

/** All consents of one identity; with `client`, those in the trees given to that client. */
export function consentsOf(world: World, identity: string, client?: string): Consent[] {
  const rows = authState(world).consentsByIdentity.all(identity);
  return client === undefined ? rows : rows.filter((row) => row.root_client === client);
}

/**
 * Whether `identity` consented that `client` uses `path[0]`, and through it `path[1]`, and so on. Without a client, the
 * tree may have been given to any.
 */
export function hasConsent(world: World, identity: string, path: string[], client?: string): boolean {
  const rows = consentsOf(world, identity, client);
  const names = new Map(rows.map((row) => [row.id, row.scope_name]));
  const wanted = path.join(' ');
  return rows.some(
    (row) =>
      row.dependency_path.length === path.length && row.dependency_path.map((id) => names.get(id)).join(' ') === wanted,
  );
}

/** The consents directly below a consent. */
export function dependentConsents(world: World, parent: Consent): Consent[] {
  return consentsOf(world, parent.effective_identity).filter(
    (row) =>
      row.dependency_path.length === parent.dependency_path.length + 1 && row.dependency_path.at(-2) === parent.id,
  );
}

/** Takes back what an identity consented to: every consent to one scope, or to all, with those below it. How many went. */
export function withdrawConsents(world: World, identity: string, scope?: string): number {
  const rows = consentsOf(world, identity);
  const roots = new Set(rows.filter((row) => scope === undefined || row.scope_name === scope).map((row) => row.id));
  const gone = rows.filter((row) => row.dependency_path.some((id) => roots.has(id)));
  for (const row of gone) authState(world).consents.delete(String(row.id));
  return gone.length;
}

function childOf(world: World, client: string, identity: string, path: number[], scope: string): Consent | undefined {
  return consentsOf(world, identity, client).find(
    (row) =>
      row.scope_name === scope &&
      row.dependency_path.length === path.length + 1 &&
      row.dependency_path.at(-2) === path.at(-1),
  );
}
