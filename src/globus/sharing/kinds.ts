/** Kinds of collections whose folders are shared by rules. */
export const guestKinds: readonly string[] = ['GCSv5_guest_collection', 'GCP_guest_collection', 'GCSv4_share'];
/** Kinds whose folders are shared by a guest collection that begins there. */
export const hostKinds: readonly string[] = ['GCSv5_mapped_collection', 'GCP_mapped_collection'];
