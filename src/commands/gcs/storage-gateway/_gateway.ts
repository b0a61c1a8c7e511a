import {
  bad,
  bool,
  isObject,
  jsonObject,
  jsonOrFile,
  jsonText,
  list,
  ownedByName,
  param,
  type ParseContext,
  UsageError,
  type View,
} from '#command';
import type { StorageGateway } from '#services/gcs';
import { connector } from '../_connectors.js';
import { networkFlags } from '../_network.js';
import { present } from '../_views.js';

export const storageGatewayId = ownedByName('storageGateway', 'endpointId')({ summary: 'The storage gateway' });

/** A domain. No domain at all lets in identities of every one, which no empty variable may say. */
const domain = param.custom(
  (raw, context) => {
    const { name } = context;
    if (raw.trim() === '') throw new UsageError(`Invalid value for ${name}: it is empty. Name a domain.`);
    if (/[\s,]/.test(raw)) throw bad(context, raw, `one domain; give ${name} again for another`);
    return raw;
  },
  { metavar: 'DOMAIN' },
);

function listsOfPaths(value: unknown, raw: string, context: ParseContext): Record<string, unknown> | null {
  const lists = ['read', 'read_write', 'none'];
  if (value === null) return null;
  const isList = (each: unknown) =>
    each === null || (Array.isArray(each) && each.every((path) => typeof path === 'string'));
  if (!isObject(value)) throw bad(context, raw, 'a JSON object ({...}) or null');
  for (const [key, paths] of Object.entries(value))
    if (key !== 'DATA_TYPE' && !(lists.includes(key) && isList(paths)))
      throw bad(context, raw, `lists of paths under ${lists.join(', ')}: '${key}' is none`);
  return value;
}

/** Lists of paths under `read`, `read_write` and `none`, as an object, inline or from a file; null for none. A key with another name would restrict nothing. */
const restrictedPaths = param.custom(
  (raw, context) => jsonOrFile(raw, context).then((value) => listsOfPaths(value, raw, context)),
  { metavar: 'JSON|null', completes: 'file' },
);

/** What every storage gateway has, whatever it reaches. */
export const gatewayFlags = {
  domain: domain({ summary: 'A domain whose identities may use it', multiple: true }),
  identityMapping: jsonObject({ summary: 'A rule that maps identities to accounts', multiple: true }),
  restrictPaths: restrictedPaths({ summary: 'What may be reached: lists of paths under read, read_write and none' }),
  userAllow: param.text({ summary: 'An account that has access; "" for no list', multiple: true }),
  userDeny: param.text({ summary: 'An account that has no access; "" for no list', multiple: true }),
  highAssurance: param.toggle({
    summary: 'Whether it holds data that needs high assurance',
    off: ['--no-high-assurance'],
  }),
  mfa: param.toggle({ summary: 'Whether users need a second factor', off: ['--no-mfa'] }),
  authenticationTimeoutMins: param.nullableInteger({ summary: 'How long a login gives access' }),
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
