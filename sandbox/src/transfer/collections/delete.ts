import { conflict } from '../errors.js';
import { isGuest } from '../endpoints.js';
import { transferState, type Endpoint } from '../state.js';
import type { World } from '../../world.js';

/**
 * Deletes an endpoint with its roles and access rules, and the guest collections on it; files stay. 409 for a GCS endpoint
 * that has collections. It is remembered as deleted, so that its id answers `EndpointDeleted`.
 */
export function deleteEndpoint(world: World, endpoint: Endpoint): void {
  const { endpoints, roles, rolesByEndpoint, rules, rulesByEndpoint, pauses, pausesByEndpoint } = transferState(world);
  const below = endpoints.filter(
    (other) =>
      !other.deleted &&
      (other.gcs_endpoint === endpoint.id || (isGuest(other) && other.mapped_collection === endpoint.id)),
  );
  if (endpoint.entity_type === 'GCSv5_endpoint' && below.length > 0)
    throw conflict('The endpoint still has collections');
  for (const guest of below) deleteEndpoint(world, guest);
  for (const { id } of rolesByEndpoint.all(endpoint.id)) roles.delete(id);
  for (const { id } of rulesByEndpoint.all(endpoint.id)) rules.delete(id);
  for (const { id } of pausesByEndpoint.all(endpoint.id)) pauses.delete(id);
  endpoint.deleted = true;
  endpoints.put(endpoint.id, endpoint);
}
