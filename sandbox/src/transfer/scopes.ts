import { impliedScope } from '../auth/scope-directory.js';
import type { ScopeInfo } from '../auth/state.js';
import type { World } from '../world.js';
import { transferState } from './state.js';

const ofCollection = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/(data_access|https)$/;
const ofEndpoint = /^urn:globus:auth:scope:([0-9a-f-]{36}):manage_collections$/;

/** The scopes that exist because a collection or a GCS endpoint does. */
export function findTransferScope(world: World, scopeString: string): ScopeInfo | undefined {
  const [, id, name] = ofCollection.exec(scopeString) ?? ofEndpoint.exec(scopeString) ?? [];
  const endpoint = id === undefined ? undefined : transferState(world).endpoints.get(id);
  if (!endpoint || endpoint.deleted || id === undefined) return undefined;
  if (name === undefined && endpoint.entity_type !== 'GCSv5_endpoint') return undefined;
  return {
    scope: impliedScope(scopeString, id, `${name ?? 'manage_collections'} on ${endpoint.display_name}`),
    resource_server: id,
  };
}
