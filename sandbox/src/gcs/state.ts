import { defineState } from '../state/store.js';

/** By what an endpoint reaches a storage system. */
export interface StorageGateway {
  id: string;
  endpoint: string;
  display_name: string;
  connector_id: string;
  /** What stands for the storage system: a folder relative to the sandbox's. */
  folder: string;
  /** Whatever else was set, as its document shows it. */
  settings: Record<string, unknown>;
}

/** The account of an identity on a storage gateway. */
export interface UserCredential {
  id: string;
  endpoint: string;
  storage_gateway_id: string;
  identity_id: string;
  username: string;
  display_name: string | null;
  policies: Record<string, unknown>;
  invalid: boolean;
  provisioned: boolean;
}

/** A machine that moves data. */
export interface Node {
  id: string;
  endpoint: string;
  ip_addresses: string[];
  status: 'active' | 'inactive';
  incoming_port_range: number[] | null;
  outgoing_port_range: number[] | null;
  data_interface: string | null;
  data_interface6: string | null;
}

/** Lists of path patterns, as storage gateways, collections and sharing policies have them. */
export interface PathRestrictions {
  none?: string[];
  read?: string[];
  read_write?: string[];
}

/** What the accounts (all, for null) may share of a mapped collection. */
export interface SharingPolicy {
  id: string;
  endpoint: string;
  collection_id: string;
  sharing_restrict_paths: PathRestrictions;
  users: string[] | null;
}

/** What a GCS manager knows of a collection beyond what Transfer does. */
export interface CollectionRow {
  id: string;
  storage_gateway_id: string;
  user_credential_id: string | null;
  collection_base_path: string;
  settings: Record<string, unknown>;
}

/** The tables of the GCS managers. Endpoints, collections, roles and domains are in Transfer's tables: there is one truth of them. */
export const gcsState = defineState((store) => {
  const gateways = store.table<StorageGateway>('gcs.storage_gateways');
  const credentials = store.table<UserCredential>('gcs.user_credentials');
  const nodes = store.table<Node>('gcs.nodes');
  const policies = store.table<SharingPolicy>('gcs.sharing_policies');
  return {
    gateways,
    gatewaysByEndpoint: gateways.index((gateway) => gateway.endpoint),
    credentials,
    credentialsByGateway: credentials.index((credential) => credential.storage_gateway_id),
    nodes,
    nodesByEndpoint: nodes.index((node) => node.endpoint),
    policies,
    policiesByCollection: policies.index((policy) => policy.collection_id),
    collections: store.table<CollectionRow>('gcs.collections'),
    /** Settings of endpoints that Transfer has no word for. */
    endpoints: store.table<Record<string, unknown>>('gcs.endpoints'),
  };
});
