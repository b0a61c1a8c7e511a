import { defineState } from '../state/store.js';

/** By what an endpoint reaches a storage system. */
export interface StorageGateway {
  readonly id: string;
  readonly endpoint: string;
  readonly display_name: string;
  readonly connector_id: string;
  /** What stands for the storage system: a folder relative to the sandbox's. */
  readonly folder: string;
  /** Whatever else was set, as its document shows it. */
  readonly settings: Record<string, unknown>;
}

/** The account of an identity on a storage gateway. */
export interface UserCredential {
  readonly id: string;
  readonly endpoint: string;
  readonly storage_gateway_id: string;
  readonly identity_id: string;
  readonly username: string;
  readonly display_name: string | null;
  readonly policies: Record<string, unknown>;
  readonly invalid: boolean;
  readonly provisioned: boolean;
}

/** A machine that moves data. */
export interface Node {
  readonly id: string;
  readonly endpoint: string;
  readonly ip_addresses: string[];
  readonly status: 'active' | 'inactive';
  readonly incoming_port_range: number[] | null;
  readonly outgoing_port_range: number[] | null;
  readonly data_interface: string | null;
  readonly data_interface6: string | null;
}

/** Lists of path patterns, as storage gateways, collections and sharing policies have them. */
export interface PathRestrictions {
  readonly none?: string[];
  readonly read?: string[];
  readonly read_write?: string[];
}

/** What the accounts (all, for null) may share of a mapped collection. */
export interface SharingPolicy {
  readonly id: string;
  readonly endpoint: string;
  readonly collection_id: string;
  readonly sharing_restrict_paths: PathRestrictions;
  readonly users: string[] | null;
}

/** What a GCS manager knows of a collection beyond what Transfer does. */
export interface CollectionRow {
  readonly id: string;
  readonly storage_gateway_id: string;
  readonly user_credential_id: string | null;
  readonly collection_base_path: string;
  readonly settings: Record<string, unknown>;
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
