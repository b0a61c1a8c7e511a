import { authState } from '../auth/state.js';
import type { World } from '../world.js';
import { domainOf } from './domains.js';
import { httpsServer } from './https-server.js';
import { effectiveRoles, type Requester } from './permissions.js';
import { transferState, type Endpoint } from './state.js';
import { taskTime } from './tasks/task-time.js';

const base32Letters = 'abcdefghijklmnopqrstuvwxyz234567';

const defaults: Record<string, unknown> = {
  description: null,
  organization: null,
  department: null,
  keywords: null,
  contact_email: null,
  contact_info: null,
  info_link: null,
  user_message: null,
  user_message_link: null,
  public: true,
  subscription_id: null,
  subscription_admin_verified: null,
  default_directory: null,
  force_encryption: false,
  disable_verify: false,
  force_verify: false,
  disable_anonymous_writes: false,
  high_assurance: false,
  authentication_timeout_mins: null,
  authentication_policy_id: null,
  acl_max_expiration_period_mins: null,
  mfa_required: false,
  requester_pays: false,
  is_globus_connect: false,
  is_go_storage: false,
  globus_connect_setup_key: null,
  gcp_connected: null,
  gcp_paused: null,
  gcs_version: null,
  gcs_manager_url: null,
  https_server: null,
  tlsftp_server: null,
  storage_type: null,
  network_use: 'normal',
  location: 'Automatic',
  max_concurrency: 4,
  preferred_concurrency: 2,
  max_parallelism: 8,
  preferred_parallelism: 4,
  auto_delete_timeout: null,
  skip_auto_delete: null,
  restrict_transfers_to_high_assurance: null,
  preserve_modtime: null,
  associated_flow_policy: null,
  guest_collection_activity_notification_policy: null,
  french_english_bilingual: false,
  activated: false,
  expires_in: -1,
  expire_time: null,
  myproxy_server: null,
  myproxy_dn: null,
  oauth_server: null,
  s3_url: null,
  s3_owner_activated: false,
  sharing_target_endpoint: null,
  sharing_target_root_path: null,
  local_user_info_available: null,
};

/** The document of an endpoint or collection, with every key clients index. */
export function endpointDocument(world: World, endpoint: Endpoint, requester: Requester): Record<string, unknown> {
  const { endpoints } = transferState(world);
  const { entity_type: type } = endpoint;
  const guest = type.endsWith('guest_collection');
  const server = type.startsWith('GCSv5_');
  const mapped = endpoint.mapped_collection === null ? undefined : endpoints.get(endpoint.mapped_collection);
  const gcs = endpoint.gcs_endpoint === null ? undefined : endpoints.get(endpoint.gcs_endpoint);
  // For GCSv5 the owner is the GCS endpoint: clients use it as the resource server of manage_collections.
  const ownerId = server ? (endpoint.gcs_endpoint ?? endpoint.id) : endpoint.owner_identity;
  const owner = authState(world).identities.get(ownerId);
  const ownerString = server
    ? (endpoint.fields['owner_string'] ?? `${ownerId}@clients.auth.globus.org`)
    : (owner?.username ?? ownerId);
  const username = localName(ownerId);
  const roles = effectiveRoles(world, endpoint, requester);
  const told = {
    id: endpoint.id,
    entity_type: type,
    display_name: endpoint.display_name,
    name: endpoint.id,
    canonical_name: `${username}#${endpoint.id}`,
    username,
    owner_id: ownerId,
    owner_string: ownerString,
    gcs_manager_url: server ? managerUrl(world, ownerId) : null,
    https_server: httpsServer(world, endpoint),
    tlsftp_server: server ? `tlsftp://${domainOf(world, endpoint)}:443` : null,
    host_endpoint: mapped ? `${username}#${mapped.id}` : null,
    host_endpoint_id: mapped?.id ?? null,
    host_endpoint_display_name: mapped?.display_name ?? null,
    host_path: endpoint.host_path,
    mapped_collection_id: mapped?.id ?? null,
    mapped_collection_display_name: mapped?.display_name ?? null,
    non_functional: type === 'GCSv5_endpoint',
    non_functional_endpoint_id: gcs?.id ?? null,
    non_functional_endpoint_display_name: gcs?.display_name ?? null,
    acl_available: guest,
    acl_editable: guest && roles.some((role) => role === 'administrator' || role === 'access_manager'),
    shareable: type === 'GCSv5_mapped_collection' || type === 'GCP_mapped_collection',
    in_use: isInUse(world, endpoint),
    my_effective_roles: roles,
    authentication_assurance_timeout: endpoint.fields['authentication_timeout_mins'] ?? null,
    last_accessed_time: endpoint.last_accessed === null ? null : taskTime(endpoint.last_accessed),
    DATA: serverDocuments(world, endpoint),
  };
  blank ??= { DATA_TYPE: 'endpoint', ...told, ...defaults };
  const document = { ...blank };
  for (const name in endpoint.fields) if (name in defaults) document[name] = endpoint.fields[name];
  return Object.assign(document, told);
}

/** A document with every key: copying one costs a tenth of adding ninety keys one by one. */
let blank: Record<string, unknown> | undefined;

/** Where the GCS manager of an endpoint listens; its API is below. */
export function managerUrl(world: World, endpointId: string): string {
  return `${world.tlsUrl}/gcs/${endpointId}`;
}

/** The servers of an endpoint. */
export function serverDocuments(world: World, endpoint: Endpoint): Record<string, unknown>[] {
  const personal = endpoint.entity_type.startsWith('GCP_');
  const hostname = personal ? null : domainOf(world, endpoint);
  return [
    {
      DATA_TYPE: 'server',
      id: parseInt(endpoint.id.replace(/-/g, '').slice(0, 7), 16),
      hostname,
      port: personal ? null : 443,
      scheme: personal ? null : 'tlsftp',
      uri: personal ? null : `tlsftp://${hostname}:443`,
      subject: null,
      is_connected: personal ? endpoint.fields['gcp_connected'] !== false : true,
      is_paused: endpoint.fields['gcp_paused'] === true,
      incoming_data_port_start: null,
      incoming_data_port_end: null,
      outgoing_data_port_start: null,
      outgoing_data_port_end: null,
    },
  ];
}

const localNames = new Map<string, string>();

/** The name Transfer gives an identity: `u_` and its id in base 32. Known ones are kept: every document of a task or an endpoint has some. */
export function localName(id: string): string {
  let name = localNames.get(id);
  if (name === undefined) localNames.set(id, (name = `u_${base32(id.replace(/-/g, ''))}`));
  return name;
}

function base32(hex: string): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const digit of hex) {
    value = (value << 4) | parseInt(digit, 16);
    bits += 4;
    if (bits >= 5) {
      bits -= 5;
      text += base32Letters.charAt((value >> bits) & 31);
      value &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + base32Letters.charAt((value << (5 - bits)) & 31) : text;
}

function isInUse(world: World, { id }: Endpoint): boolean {
  for (const task of transferState(world).tasks.values()) {
    if (task.status === 'ACTIVE' && (task.source_endpoint_id === id || task.destination_endpoint_id === id))
      return true;
  }
  return false;
}
