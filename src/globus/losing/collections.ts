import type { GcsConnector, GcsManager } from '../../services/index.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { allRows } from '../all-rows.js';
import { collectionManager, deleting, endpointManager, looking } from '../collections/reach.js';
import { identityId, type Lookup } from '../people/identity.js';
import { collectionName, gcsRoleLoss } from './access.js';
import { amount, called, ifShown, type Loss, severalNames } from './loss.js';

type Transfer = Pick<TransferOperations, 'getEndpoint'>;
interface Tools {
  readonly gcs: GcsConnector;
  readonly transfer: Transfer;
}

const nameOf = ({ display_name: name, canonical_name: canonical }: Pick<Endpoint, 'display_name' | 'canonical_name'>) =>
  name ?? canonical ?? undefined;

/** A collection of Globus Connect Personal, or another endpoint that Transfer itself deletes. */
export async function endpointLoss(id: string, transfer: Transfer): Promise<Loss> {
  const endpoint = await ifShown(transfer.getEndpoint(id));
  const name = endpoint && nameOf(endpoint);
  return {
    question: `Delete ${called(name, id)}, with its roles and access rules? Its files stay. This cannot be undone.`,
    name,
  };
}

/** A collection of a server; a mapped one takes its guest collections along. */
export async function collectionLoss(id: string, { gcs }: Tools): Promise<Loss> {
  const manager = await collectionManager(gcs, id, deleting);
  const collection = (await ifShown(manager.getCollection(id)))?.data?.[0];
  const guests =
    collection?.collection_type === 'mapped'
      ? await ifShown(allRows(manager.listCollections({ mapped_collection_id: id, filter: 'guest_collections' })))
      : undefined;
  const kind = collection ? `${collection.collection_type} collection` : 'collection';
  const along = guests?.length ? `, with its ${amount(guests.length, 'guest collection')}` : '';
  return {
    question: `Delete the ${kind} ${called(collection?.display_name, id)}${along}? Its files stay. This cannot be undone.`,
    name: collection?.display_name,
  };
}

/** Several guest collections of an endpoint, whose name stands for them all. */
export async function guestCollectionsLoss(
  endpoint: string,
  ids: readonly string[],
  { gcs, transfer }: Tools,
): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs collection batch-delete');
  const names = await Promise.all(ids.slice(0, 5).map((id) => collectionName(id, transfer)));
  const name = nameOf(manager.endpoint);
  return {
    question: `Delete ${amount(ids.length, 'guest collection')} of ${called(name, endpoint)} (${severalNames([...names, ...ids.slice(5)])})? Their files stay. This cannot be undone.`,
  };
}

/** A storage gateway, with its collections. */
export async function gatewayLoss(endpoint: string, id: string, { gcs }: Tools): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs storage-gateway delete');
  const gateway = (await ifShown(manager.getStorageGateway(id)))?.data?.[0];
  const inside = await ifShown(allRows(manager.listCollections({})));
  const count = inside?.filter(({ storage_gateway_id: of }) => of === id).length;
  const along = count === undefined ? 'its collections' : `its ${amount(count, 'collection')}`;
  return {
    question: `Delete the storage gateway ${called(gateway?.display_name, id)} of ${serverName(manager)}, with ${along} and user credentials? The storage stays. This cannot be undone.`,
    name: gateway?.display_name,
  };
}

/** A data transfer node. */
export async function nodeLoss(endpoint: string, id: string, { gcs }: Tools): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs node delete');
  const node = (await ifShown(manager.getNode(id)))?.data?.[0];
  const addresses = node?.ip_addresses.length ? ` (${node.ip_addresses.join(', ')})` : '';
  return { question: `Take the node ${called(node?.name, id)}${addresses} off ${serverName(manager)}?` };
}

/** A user credential of a storage gateway. */
export async function credentialLoss(endpoint: string, id: string, { gcs }: Tools): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs user-credential delete');
  const credential = (await ifShown(manager.getUserCredential(id)))?.data?.[0];
  const whose = credential?.username ? ` of ${credential.username}` : '';
  return {
    question: `Delete the user credential ${called(credential?.display_name, id)}${whose} on ${serverName(manager)}? Guest collections that use it stop working.`,
  };
}

/** A policy for sharing. */
export async function sharingPolicyLoss(endpoint: string, id: string, { gcs, transfer }: Tools): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs sharing-policy delete');
  const policy = (await ifShown(manager.getSharingPolicy(id)))?.data?.[0];
  const where = policy ? ` for ${await collectionName(policy.collection_id, transfer)}` : '';
  return { question: `Delete the sharing policy ${id}${where} on ${serverName(manager)}?` };
}

/** The DNS name of an endpoint. */
export async function endpointDomainLoss(endpoint: string, { gcs }: Tools): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs endpoint domain delete');
  return domainLoss((await ifShown(manager.getEndpointDomain()))?.data?.[0]?.domain_name, serverName(manager));
}

/** The DNS name of a collection. */
export async function collectionDomainLoss(id: string, { gcs, transfer }: Tools): Promise<Loss> {
  const manager = await collectionManager(gcs, id, looking);
  const domain = (await ifShown(manager.getCollectionDomain(id)))?.data?.[0]?.domain_name;
  return domainLoss(domain, await collectionName(id, transfer));
}

const domainLoss = (domain: string | undefined, where: string): Loss => ({
  question: `Stop serving ${where} under ${domain ?? 'its own DNS name'}? Addresses with that name stop working.`,
});

type RoleTools = Tools & { readonly publicAuth: Lookup };

/** A role on an endpoint. */
export async function endpointRoleLoss(endpoint: string, id: string, { gcs, publicAuth }: RoleTools): Promise<Loss> {
  const manager = await endpointManager(gcs, endpoint, 'gcs endpoint role delete');
  return gcsRoleLoss(manager, id, serverName(manager), publicAuth);
}

/** A role on a collection. */
export async function collectionRoleLoss(
  collection: string,
  id: string,
  { gcs, transfer, publicAuth }: RoleTools,
): Promise<Loss> {
  const manager = await collectionManager(gcs, collection, looking);
  return gcsRoleLoss(manager, id, await collectionName(collection, transfer), publicAuth);
}

/** Somebody else gets a collection or an endpoint. Throws UsageError where there is nobody of that name. */
export async function ownershipLoss(
  id: string,
  owner: string,
  { transfer, auth }: { readonly transfer: Transfer; readonly auth: Lookup },
): Promise<Loss> {
  const [name] = await Promise.all([collectionName(id, transfer), identityId(owner, auth)]);
  return { question: `Make ${owner} the owner of ${name}? You cannot take it back yourself.` };
}

const serverName = ({ endpoint }: GcsManager): string => nameOf(endpoint) ?? endpoint.id;
