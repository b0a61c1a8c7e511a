import { isGuest, jailOf } from '../../transfer/endpoints.js';
import { StorageError } from '../../transfer/storage/storage-error.js';
import { transferState, type Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import { gcsState } from '../state.js';
import { rowOf } from './rows.js';

/** What is wrong with a collection: nothing, where all is well. */
export function troublesOf(world: World, collection: Endpoint): Record<string, unknown>[] {
  const { gateways, credentials } = gcsState(world);
  const { id } = collection;
  const trouble = (message: string, error: Record<string, unknown>) => ({
    DATA_TYPE: 'check_result#1.0.0',
    id,
    message,
    error,
  });
  const found: Record<string, unknown>[] = [];
  const row = rowOf(world, collection);
  if (!gateways.has(row.storage_gateway_id)) {
    found.push(
      trouble('Its storage gateway does not exist', {
        DATA_TYPE: 'storage_gateway_not_found#1.0.0',
        storage_gateway_id: row.storage_gateway_id,
      }),
    );
  }
  if (isGuest(collection)) {
    const mapped =
      collection.mapped_collection === null
        ? undefined
        : transferState(world).endpoints.get(collection.mapped_collection);
    if (!mapped || mapped.deleted)
      return [
        ...found,
        trouble('Its mapped collection does not exist', {
          DATA_TYPE: 'collection_not_found#1.0.0',
          collection_id: collection.mapped_collection,
        }),
      ];
    if (mapped.fields['allow_guest_collections'] !== true)
      found.push(trouble('Its mapped collection does not allow guest collections', { collection_id: mapped.id }));
    const credential = row.user_credential_id === null ? undefined : credentials.get(row.user_credential_id);
    if (row.user_credential_id !== null && (!credential || credential.invalid)) {
      found.push(
        trouble('Its user credential is missing or invalid', {
          DATA_TYPE: 'invalid_credential#1.0.0',
          user_credential_id: row.user_credential_id,
        }),
      );
    }
  }
  try {
    jailOf(world, collection).folder('/').close();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    found.push(trouble('Its folder cannot be reached', { code: error.code }));
  }
  return found;
}
