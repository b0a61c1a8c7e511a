import type { World } from '../world.js';
import { transferState, type Endpoint } from './state.js';

/** Where the files of a collection are to be had over HTTPS; null where they are not: GCS collections have it unless it was switched off. */
export function httpsServer(world: World, endpoint: Endpoint): string | null {
  const { entity_type: type, fields, mapped_collection: below } = endpoint;
  if (type !== 'GCSv5_mapped_collection' && type !== 'GCSv5_guest_collection') return null;
  const mapped = below === null ? undefined : transferState(world).endpoints.get(below);
  if (fields['enable_https'] === false || mapped?.fields['enable_https'] === false) return null;
  return `${world.tlsUrl}/data/${endpoint.id}`;
}
