import { jsonObjectOrNull, bool, jsonObject, jsonText, list, param, type View, owned } from '#command';
import type { StorageGateway } from '#services/gcs';
import { connector } from '../_connectors.js';
import { networkFlags } from '../_network.js';
import { present } from '../_views.js';

export const storageGatewayId = owned(param.uuid({ summary: 'The storage gateway' }), 'storageGateway', 'endpointId');

/** What every storage gateway has, whatever it reaches. */
export const gatewayFlags = {
  domain: param.text({ summary: 'A domain whose identities may use it', multiple: true }),
  identityMapping: jsonObject({ summary: 'A rule from identities to accounts', multiple: true }),
  restrictPaths: jsonObjectOrNull({ summary: 'What may be reached: lists of paths under read, read_write and none' }),
  userAllow: param.text({ summary: 'An account that has access; "" for no list', multiple: true }),
  userDeny: param.text({ summary: 'An account that has no access; "" for no list', multiple: true }),
  highAssurance: param.toggle({
    summary: 'Whether it holds data that needs high assurance',
    off: ['--no-high-assurance'],
  }),
  mfa: param.toggle({ summary: 'Whether users need a second factor', off: ['--no-mfa'] }),
  authenticationTimeoutMins: param.nullableInteger({ summary: 'How long a login is good for access' }),
  adminManagedCredentials: param.toggle({
    summary: 'Let administrators register keys for others',
    off: ['--no-admin-managed-credentials'],
  }),
  processUser: param.nullable({ summary: 'The local account that the transfer server runs as' }),
  loadDsiModule: param.nullable({ summary: 'The storage interface module to load' }),
  ...networkFlags,
};
export const gatewayView: View<StorageGateway> = present<StorageGateway>({
  ID: 'id',
  'Display Name': 'display_name',
  Connector: connector(),
  'High Assurance': bool('high_assurance'),
  'Multi-factor Authentication': bool('require_mfa'),
  'Authentication Timeout (Minutes)': 'authentication_timeout_mins',
  'Allowed Domains': list('allowed_domains'),
  'Admin Managed Credentials': bool('admin_managed_credentials'),
  'Identity Mappings': jsonText('identity_mappings'),
  'Path Restrictions': jsonText('restrict_paths'),
  'Allowed Users': list('users_allow'),
  'Denied Users': list('users_deny'),
  'Process User': 'process_user',
  'DSI Module': 'load_dsi_module',
  'Network Use': 'network_use',
  Policies: jsonText('policies'),
});
