import { WrongTypeError } from '../../errors.js';
import type { Collection } from '../../services/gcs.js';
import type { GcsConnector, GcsKind, GcsManager } from '../../services/index.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { itemOf } from './envelope.js';

/** The command to use instead, by the kind of thing that the id names; ID stands for the id. */
export type Instead = Readonly<Record<string, string>>;

type CollectionKind = Exclude<GcsKind, 'GCSv5_endpoint'>;
const collections: readonly CollectionKind[] = ['GCSv5_mapped_collection', 'GCSv5_guest_collection'];

/** The commands that look at what is not a collection of Globus Connect Server. */
export const looking: Instead = { GCSv5_endpoint: 'globus gcs endpoint show ID' };
export const changing: Instead = {
  GCSv5_endpoint: 'globus gcs endpoint update ID',
  GCP_mapped_collection: 'globus gcp update mapped ID',
  GCP_guest_collection: 'globus gcp update guest ID',
};
export const deleting: Instead = {
  GCP_mapped_collection: 'globus endpoint delete ID',
  GCP_guest_collection: 'globus endpoint delete ID',
};
/** Where a guest collection could be made, or what to look at, for what is not a mapped collection of Globus Connect Server. */
export const sharing: Instead = {
  GCSv5_endpoint: 'globus gcs collection list ID --filter mapped-collections',
  GCSv5_guest_collection: 'globus gcs collection show ID',
  GCP_mapped_collection: 'globus gcp create guest ID',
};

/** The manager of an endpoint. WrongTypeError for anything else; for a collection it says `line` with the id of its endpoint. */
export const endpointManager = (gcs: GcsConnector, id: string, line: string): Promise<GcsManager> =>
  gcs.at(id, {
    kinds: ['GCSv5_endpoint'],
    instead: Object.fromEntries(collections.map((kind) => [kind, `globus ${line} ENDPOINT_ID`])),
  });

/**
 * The same for what only reads: a person at a terminal who names a collection is shown what its endpoint has. A script is told, since
 * the id that it holds is not what it takes it for.
 */
export const endpointToRead = (
  gcs: GcsConnector,
  id: string,
  line: string,
  isOnScreen: boolean,
): Promise<GcsManager> => (isOnScreen ? gcs.at(id) : endpointManager(gcs, id, line));

/**
 * A collection as its manager knows it. What is no collection of Globus Connect Server is shown to a person at a terminal as Globus Transfer
 * knows it, and is a WrongTypeError everywhere else.
 */
export async function collectionToRead(
  id: string,
  query: Readonly<Record<string, string>>,
  { transfer, gcs, isOnScreen }: ReadingTools,
): Promise<Collection | Endpoint> {
  try {
    const manager = await collectionManager(gcs, id, looking);
    return itemOf(await manager.getCollection(id, query), 'collection');
  } catch (error) {
    if (isOnScreen && error instanceof WrongTypeError) return transfer.getEndpoint(id);
    throw error;
  }
}
interface ReadingTools {
  readonly transfer: Pick<TransferOperations, 'getEndpoint'>;
  readonly gcs: GcsConnector;
  readonly isOnScreen: boolean;
}

/** The manager of a collection of these kinds. WrongTypeError for anything else, with the command to use instead. */
export const collectionManager = (
  gcs: GcsConnector,
  id: string,
  instead: Instead = looking,
  kinds: readonly CollectionKind[] = collections,
): Promise<GcsManager> => gcs.at(id, { kinds, instead });
