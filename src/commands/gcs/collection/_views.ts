import { bool, identity, jsonText, list, onScreen, quotedList, rowsTable } from '#command';
import type { Collection } from '#services/gcs';
import { collectionScreen, collectionSummary } from '../../_collection-screen.js';
import { connector } from '../_connectors.js';
import { present } from '../_views.js';

const columns = {
  'Display Name': 'display_name',
  Owner: identity<Collection>('identity_id'),
  ID: 'id',
  'Collection Type': 'collection_type',
  'Mapped Collection ID': 'mapped_collection_id',
  'User Credential ID': 'user_credential_id',
  'Storage Gateway ID': 'storage_gateway_id',
  Connector: connector<Collection>(),
  'Allow Guest Collections': bool<Collection>('allow_guest_collections'),
  'Disable Anonymous Writes': bool<Collection>('disable_anonymous_writes'),
  'High Assurance': bool<Collection>('high_assurance'),
  'Authentication Timeout (Minutes)': 'authentication_timeout_mins',
  'Multi-factor Authentication': bool<Collection>('require_mfa'),
  'Manager URL': 'manager_url',
  'HTTPS URL': 'https_url',
  'TLSFTP URL': 'tlsftp_url',
  'Force Encryption': bool<Collection>('force_encryption'),
  Public: bool<Collection>('public'),
  Organization: 'organization',
  Department: 'department',
  Keywords: quotedList<Collection>('keywords'),
  Description: 'description',
  'Contact E-mail': 'contact_email',
  'Contact Info': 'contact_info',
  'Collection Info Link': 'info_link',
  'User Message': 'user_message',
  'User Message Link': 'user_message_link',
} as const;
/** What only administrators of the collection get to see, and only when they ask for it. */
const privateColumns = {
  'Root Path': 'root_path',
  'Default Directory': 'default_directory',
  'Sharing Path Restrictions': jsonText<Collection>('sharing_restrict_paths'),
  'Sharing Allowed Users': list<Collection>('sharing_users_allow'),
  'Sharing Denied Users': list<Collection>('sharing_users_deny'),
  'Sharing Allowed POSIX Groups': list<Collection>((row) => row.policies?.['sharing_groups_allow']),
  'Sharing Denied POSIX Groups': list<Collection>((row) => row.policies?.['sharing_groups_deny']),
} as const;

export const collectionView = onScreen<Collection>(collectionSummary, present<Collection>(columns));
export const privateView = present<Collection>({ ...columns, ...privateColumns });
export const collectionTable = rowsTable<Collection>(
  {
    ID: 'id',
    'Display Name': 'display_name',
    Owner: identity('identity_id'),
    'Collection Type': 'collection_type',
    'Storage Gateway ID': 'storage_gateway_id',
  },
  collectionScreen,
);
