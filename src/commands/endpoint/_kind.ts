import type { Endpoint } from '#services/transfer';

const words: Readonly<Record<string, string>> = {
  GCSv5_endpoint: 'a Globus Connect Server endpoint',
  GCSv5_mapped_collection: 'a mapped collection',
  GCSv5_guest_collection: 'a guest collection',
  GCP_mapped_collection: 'a Globus Connect Personal mapped collection',
  GCP_guest_collection: 'a Globus Connect Personal guest collection',
  GCSv4_host: 'a Globus Connect Server v4 endpoint',
  GCSv4_share: 'a Globus Connect Server v4 share',
};

/** What a document of Transfer is, by its entity type. */
export const kindOf = (endpoint: Pick<Endpoint, 'entity_type'>) => endpoint.entity_type;
/** The kind in words. */
export const describeType = (kind: string | undefined) => (kind && words[kind]) ?? 'of an unknown kind';
