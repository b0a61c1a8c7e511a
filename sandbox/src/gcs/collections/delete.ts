import { deleteEndpoint } from '../../transfer/collections/delete.js';
import { guestsOf } from '../../transfer/collections/routes.js';
import { isGuest } from '../../transfer/endpoints.js';
import { transferState, type Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import { conflict } from '../errors.js';
import { gcsState } from '../state.js';
import { rowOf } from './rows.js';

/** Whether a collection must not be deleted; mapped ones are protected until that is turned off. */
const isProtected = (world: World, collection: Endpoint): boolean =>
  !isGuest(collection) && rowOf(world, collection).settings['delete_protected'] !== false;

/** Deletes a collection with the guest collections on it, their roles, permissions and sharing policies; files stay. 409 when it is protected. */
export function deleteCollection(world: World, collection: Endpoint): void {
  if (isProtected(world, collection))
    throw conflict(`The collection ${collection.id} is protected from deletion; turn delete_protected off first`);
  const { collections, policies, policiesByCollection } = gcsState(world);
  const { domains } = transferState(world);
  for (const { id } of [collection, ...guestsOf(world, collection)]) {
    for (const policy of policiesByCollection.all(id)) policies.delete(policy.id);
    collections.delete(id);
    domains.delete(id);
  }
  deleteEndpoint(world, collection);
}
