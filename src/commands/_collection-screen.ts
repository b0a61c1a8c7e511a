import { idOf, kind, summary, timeSpan } from '#command';
import { connectorNames } from '#globus/collections/connectors';
import { kindWord } from '#globus/collections/kinds';
import type { Collection } from '#services/gcs';
import type { Endpoint } from '#services/transfer';

const nameOf = (row: Endpoint) => row.display_name ?? row.canonical_name ?? row.id;
const parts = (...texts: readonly (string | null | undefined | false)[]) => texts.filter(Boolean).join(' · ');

/** What tells collections and endpoints apart in a list. */
export const endpointScreen = {
  Name: kind<Endpoint>('name', nameOf),
  Kind: (row: Endpoint) => kindWord(row.entity_type),
  Owner: 'owner_string',
  Description: 'description',
  ID: idOf<Endpoint>('collection', 'id'),
} as const;

const connection = ({ gcp_connected: isConnected, gcp_paused: isPaused }: Endpoint) =>
  isPaused ? 'paused' : isConnected === true ? 'connected' : isConnected === false ? 'offline' : undefined;

/** A collection or an endpoint in a few lines. */
export const endpointSummary = summary((row: Endpoint) => {
  const state = connection(row);
  return [
    [
      { text: nameOf(row), as: 'strong' },
      `  ${parts(kindWord(row.entity_type), row.high_assurance && 'high assurance', row.public === false && 'private')}`,
    ],
    state !== undefined && [{ text: state, as: 'state' }],
    parts(owned(row.owner_string), row.organization, row.department),
    row.description,
    parts(row.contact_email, row.info_link),
    row.my_effective_roles?.length
      ? `You are its ${row.my_effective_roles.join(', ').replaceAll('_', ' ')}`
      : undefined,
    row.entity_type?.endsWith('_collection')
      ? [`Look into it:  `, { text: `globus ls ${row.id}`, as: 'command' }]
      : [{ text: row.id, as: 'dim' }],
  ];
});
const owned = (owner: string | null | undefined) =>
  owner ? `owned by ${/@clients\.auth\.globus\.org$/.test(owner) ? 'a service' : owner}` : undefined;

/** A collection as the manager of its endpoint knows it, in a few lines. */
export const collectionSummary = summary(
  (row: Collection, { names }) => [
    [
      { text: row.display_name, as: 'strong' },
      `  ${parts(row.collection_type, row.high_assurance && 'high assurance', !row.public && 'private')}`,
    ],
    parts(owned(names.identity.get(row.identity_id) ?? row.identity_id), row.organization, row.department),
    row.description ?? undefined,
    parts(
      connectorNames.get(row.connector_id ?? '') && `on ${connectorNames.get(row.connector_id ?? '')}`,
      row.allow_guest_collections && 'may be shared',
      row.https_url && 'files over HTTPS',
      row.authentication_timeout_mins
        ? `a login holds for ${timeSpan(row.authentication_timeout_mins * 60)}`
        : undefined,
    ),
    row.user_message ?? undefined,
    [`Look into it:  `, { text: `globus ls ${row.id}`, as: 'command' }],
  ],
  { lookup: (row) => ({ identity: [row.identity_id] }) },
);
export const collectionScreen = {
  Name: kind<Collection>('name', 'display_name'),
  Kind: 'collection_type',
  Public: 'public',
  Description: 'description',
  ID: idOf<Collection>('collection', 'id'),
} as const;
