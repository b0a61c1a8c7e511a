import { transferState, type Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import { gcsState, type CollectionRow } from '../state.js';

/** The collections of an endpoint, in the order they were made. */
export function collectionsOf(world: World, endpointId: string): Endpoint[] {
  return transferState(world).endpoints.filter((other) => other.gcs_endpoint === endpointId && !other.deleted);
}

/**
 * What the manager knows of a collection. One that was not made here (the sandbox's own, or one over a folder of this
 * machine) is as if it were on the first storage gateway.
 */
export function rowOf(world: World, collection: Endpoint): CollectionRow {
  const { collections, gatewaysByEndpoint } = gcsState(world);
  const gateway = gatewaysByEndpoint.all(collection.gcs_endpoint ?? '')[0];
  return (
    collections.get(collection.id) ?? {
      id: collection.id,
      storage_gateway_id: gateway?.id ?? '',
      user_credential_id: null,
      collection_base_path: collection.host_path ?? '/',
      settings: {},
    }
  );
}

/** The mapped collection below a guest collection; the collection itself when it is mapped. */
export function mappedOf(world: World, collection: Endpoint): Endpoint {
  return (
    (collection.mapped_collection === null
      ? undefined
      : transferState(world).endpoints.get(collection.mapped_collection)) ?? collection
  );
}
