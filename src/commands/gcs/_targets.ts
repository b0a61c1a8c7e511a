import { type NeedTypes, param } from '#command';
import type { Result } from '#services/gcs';

/** What runs on an endpoint takes its id; what runs on a collection, the collection's. */
export const endpointId = param.uuid({ summary: 'The endpoint' });
export const collectionId = param.uuid({ summary: 'The collection' });
export const roleId = param.uuid({ summary: 'The role' });

type Gcs = NeedTypes['gcs'];
export type Manager = Awaited<ReturnType<Gcs['at']>>;
type Kind = 'GCSv5_mapped_collection' | 'GCSv5_guest_collection';
const collections: readonly Kind[] = ['GCSv5_mapped_collection', 'GCSv5_guest_collection'];

/** The manager of an endpoint; for a collection's id, the error says `line` with the id of its endpoint. */
export const endpointManager = (gcs: Gcs, id: string, line: string): Promise<Manager> =>
  gcs.at(id, {
    kinds: ['GCSv5_endpoint'],
    instead: Object.fromEntries(collections.map((kind) => [kind, `globus ${line} ENDPOINT_ID`])),
  });

/** The manager of a collection; `instead` are the commands for what is not one. */
export const collectionManager = (
  gcs: Gcs,
  id: string,
  instead: Instead = looking,
  kinds: readonly Kind[] = collections,
): Promise<Manager> => gcs.at(id, { kinds, instead });

type Instead = Readonly<Record<string, string>>;
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

/** The document of this kind in an envelope; the answer itself where the service sent it bare. */
export function itemOf<T extends { readonly DATA_TYPE: string }>(answer: Result<T> | T, kind: string): T {
  const items: readonly unknown[] = 'data' in answer && Array.isArray(answer.data) ? answer.data : [answer];
  const isKind = (item: unknown) => (item as Partial<T> | null)?.DATA_TYPE?.startsWith(`${kind}#`);
  return (items.find(isKind) ?? items[0] ?? answer) as T;
}
