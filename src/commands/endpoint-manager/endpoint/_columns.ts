import { kindWord } from '#globus/collections/kinds';
import type { Endpoint } from '#services/transfer';

/** How collections and endpoints are listed to those who watch over them. */
export const columns = {
  ID: 'id',
  Type: 'entity_type',
  Owner: 'owner_string',
  'Display Name': (row: Endpoint) => row.display_name ?? row.canonical_name,
} as const;
/** The same on a terminal: names first, kinds in words. */
export const screen = {
  Name: columns['Display Name'],
  Kind: (row: Endpoint) => kindWord(row.entity_type),
  Owner: columns.Owner,
  ID: columns.ID,
} as const;
