import { visible } from '../../visible.js';

/** What Transfer calls a kind of collection or endpoint (`entity_type`), in words. */
const kinds: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    GCSv5_endpoint: 'a Globus Connect Server endpoint',
    GCSv5_mapped_collection: 'a mapped collection',
    GCSv5_guest_collection: 'a guest collection',
    GCP_mapped_collection: 'a Globus Connect Personal mapped collection',
    GCP_guest_collection: 'a Globus Connect Personal guest collection',
    GCSv4_host: 'a Globus Connect Server v4 endpoint',
    GCSv4_share: 'a Globus Connect Server v4 share',
  }),
);

/** A kind in words that complete '... is'. */
export const describeKind = (kind: string | undefined): string =>
  kinds.get(kind ?? '') ?? (kind === undefined ? 'of an unknown kind' : `of an unknown kind (${visible(kind)})`);

/** Whether it belongs to a Globus Connect Server, version 5: those have managers, and commands of their own. */
export const isOfServer = (kind: string | undefined): kind is `GCSv5_${string}` => kind?.startsWith('GCSv5_') ?? false;

const shortKinds: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    GCSv5_endpoint: 'server',
    GCSv5_mapped_collection: 'mapped',
    GCSv5_guest_collection: 'guest',
    GCP_mapped_collection: 'personal',
    GCP_guest_collection: 'guest',
    GCSv4_host: 'old server',
    GCSv4_share: 'old share',
  }),
);
/** A kind in a word, for a column: guest, mapped, personal, server. Nothing for one that we do not know. */
export const kindWord = (kind: string | undefined): string => shortKinds.get(kind ?? '') ?? '';
