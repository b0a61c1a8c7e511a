import { type Field, plain } from '#command';
import { connectorNames } from '#globus/collections/connectors';

/** A connector id as the connector's name. */
export const connector = <T extends { readonly connector_id?: string }>(): Field<T> => ({
  get: (row) => row.connector_id,
  format: (value) => (typeof value === 'string' ? (connectorNames.get(value) ?? `UNKNOWN (${value})`) : plain(value)),
});
