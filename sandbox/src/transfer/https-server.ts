import type { World } from '../world.js';
import { transferState, type Endpoint } from './state.js';

/** Where the files of a collection are to be had over HTTPS; null where they are not: GCS collections have it unless it was switched off, or transfers are restricted to high assurance. */
export function httpsServer(world: World, endpoint: Endpoint): string | null {
  const { entity_type: type, fields, mapped_collection: below } = endpoint;
  if (type !== 'GCSv5_mapped_collection' && type !== 'GCSv5_guest_collection') return null;
  const mapped = below === null ? undefined : transferState(world).endpoints.get(below);
  if (fields['enable_https'] === false || mapped?.fields['enable_https'] === false) return null;
  if ((fields['restrict_transfers_to_high_assurance'] ?? null) !== null) return null;
  return `${world.tlsUrl}/data/${endpoint.id}`;
}

/** What a collection answers over HTTPS: a guest collection nothing that its mapped collection does not. */
export function httpsMethods(world: World, { fields, mapped_collection: below }: Endpoint): string[] {
  const mapped = below === null ? undefined : transferState(world).endpoints.get(below);
  const lists = [fields['https_methods'], mapped?.fields['https_methods']].filter(Array.isArray);
  return ['GET', 'PUT', 'DELETE'].filter((method) => lists.every((list) => list.includes(method)));
}
