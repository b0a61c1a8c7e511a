import type { World } from '../world.js';
import { transferState, type Endpoint } from './state.js';

/** The DNS name below which a GCS endpoint's names are, unless it has one of its own. */
export const defaultDomain = 'sandbox.data.globus.org';

/**
 * The DNS name of a GCS endpoint or collection: the one given to it, or a subdomain of the wildcard name given to what it
 * hangs below, or one below the default.
 */
export function domainOf(world: World, endpoint: Endpoint): string {
  const { domains } = transferState(world);
  const own = domains.get(endpoint.id);
  if (own) return own.domain_name;
  if (endpoint.entity_type === 'GCSv5_endpoint') return defaultDomain;
  const label = `${endpoint.entity_type === 'GCSv5_guest_collection' ? 'g' : 'm'}-${endpoint.id.slice(0, 6)}`;
  const above = [endpoint.mapped_collection, endpoint.gcs_endpoint].map((id) =>
    id === null ? undefined : domains.get(id),
  );
  return `${label}.${above.find((domain) => domain?.wildcard)?.domain_name ?? defaultDomain}`;
}
