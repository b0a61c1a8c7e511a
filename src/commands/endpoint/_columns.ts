import type { Endpoint } from '#services/transfer';

/** The host name of the collection, out of the URLs of its servers; an endpoint has only its manager's. */
export const domain = (row: Endpoint) => {
  const server = row.tlsftp_server ?? row.https_server ?? row.gcs_manager_url;
  return server ? (/^[a-z]+:\/\/([^:/]+)/.exec(server)?.[1] ?? server) : null;
};

/** How collections and endpoints are listed. */
export const endpointColumns = {
  ID: 'id',
  Owner: 'owner_string',
  'Display Name': (row: Endpoint) => row.display_name ?? row.canonical_name,
  Domain: domain,
} as const;
