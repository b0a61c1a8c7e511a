import type { Collection, GcsEndpoint, Node, UserCredential } from '../../services/gcs.js';
import type { GcsConnector } from '../../services/index.js';
import { withVerify } from './document.js';
import { itemOf } from './envelope.js';
import { changing, collectionManager, endpointManager } from './reach.js';

/** What an endpoint is set to. `line` is the command that asks, for what is no endpoint; here and below. */
export async function endpointSettings(gcs: GcsConnector, id: string, line: string): Promise<GcsEndpoint> {
  const manager = await endpointManager(gcs, id, line);
  return itemOf(await manager.getEndpoint(), 'endpoint');
}

/** What a collection is set to, and of which kind it is. */
export async function collectionSettings(
  gcs: GcsConnector,
  id: string,
): Promise<{ readonly document: Collection; readonly isGuest: boolean }> {
  const manager = await collectionManager(gcs, id, changing);
  const document = withVerify(itemOf(await manager.getCollection(id), 'collection'));
  return { document, isGuest: manager.endpoint.entity_type === 'GCSv5_guest_collection' };
}

interface Below {
  readonly endpointId: string;
  readonly id: string;
}

/** What a storage gateway is set to, its policies among it. */
export async function gatewaySettings(gcs: GcsConnector, { endpointId, id }: Below, line: string): Promise<object> {
  const manager = await endpointManager(gcs, endpointId, line);
  const gateway = itemOf(await manager.getStorageGateway(id), 'storage_gateway');
  return { ...(gateway.policies as object | null), ...gateway };
}

export async function nodeSettings(gcs: GcsConnector, { endpointId, id }: Below, line: string): Promise<Node> {
  const manager = await endpointManager(gcs, endpointId, line);
  return itemOf(await manager.getNode(id), 'node');
}

export async function credentialSettings(
  gcs: GcsConnector,
  { endpointId, id }: Below,
  line: string,
): Promise<UserCredential> {
  const manager = await endpointManager(gcs, endpointId, line);
  return itemOf(await manager.getUserCredential(id), 'user_credential');
}
