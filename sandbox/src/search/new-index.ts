import type { World } from '../world.js';
import { searchState, type IndexRole, type RoleName, type SearchIndex } from './state.js';

/** Creates an index with every field it must have: a trial one, unless the fields say otherwise. */
export function newIndex(
  world: World,
  fields: Partial<SearchIndex> & { display_name: string; description: string },
): SearchIndex {
  const id = fields.id ?? world.ids.uuid('search index');
  return searchState(world).indexes.put(id, {
    created: world.clock.now(),
    modified: null,
    is_trial: true,
    subscription_id: null,
    max_size_in_mb: 1,
    status: 'open',
    field_mapping: {},
    ...fields,
    id,
  });
}

/** Gives the principal, a URN, a role on the index. */
export function putRole(world: World, index: SearchIndex, role_name: RoleName, principal: string): IndexRole {
  const id = Buffer.from(String(world.ids.number('search role')).padStart(6, '0')).toString('base64url');
  return searchState(world).roles.put(id, { id, index_id: index.id, role_name, principal, created: world.clock.now() });
}
