import { isObject } from '../../exact-json.js';
import type { GcsOperations } from '../../services/gcs.js';
import { networkKeys } from './network.js';
import { type Settings, versioned, type VersionedFields } from './versioned.js';

/** What a gateway reaches its storage with, as far as its document tells. */
export interface StorageConnector {
  readonly id: string;
  /** The policies' document type, version aside. */
  readonly type: string;
  /** Policy key by setting, and the minor version of the document type that brought it. */
  readonly fields: VersionedFields;
  /** Keys that a new gateway's policies must hold, with what they hold when nothing was given. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** What a gateway can be set to, in `storage_gateway#1.x.0`. */
const fields: VersionedFields = {
  displayName: ['display_name', 0],
  domain: ['allowed_domains', 0],
  identityMapping: ['identity_mappings', 0],
  restrictPaths: ['restrict_paths', 0],
  userAllow: ['users_allow', 0],
  userDeny: ['users_deny', 0],
  highAssurance: ['high_assurance', 0],
  authenticationTimeoutMins: ['authentication_timeout_mins', 0],
  processUser: ['process_user', 0],
  loadDsiModule: ['load_dsi_module', 0],
  mfa: ['require_mfa', 1],
  adminManagedCredentials: ['admin_managed_credentials', 2],
  ...Object.fromEntries(Object.entries(networkKeys).map(([flag, key]) => [flag, [key, 3] as const])),
};

/** The field of a setting, in a gateway's document or in its policies. */
export const gatewayFields = ({ fields: own }: StorageConnector): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ ...own, ...fields }).map(([key, [field]]) => [key, field] as const));

const gateway = (settings: Settings, more: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { minor, document } = versioned(fields, settings);
  return { DATA_TYPE: `storage_gateway#1.${minor}.0`, ...document, ...more };
};

/** The policies of these settings, in the oldest version of their document that has them all. */
const policies = ({ type, fields: keys }: StorageConnector, settings: Settings) => {
  const { minor, document } = versioned(keys, settings);
  return { type: `${type}#1.${minor}.0`, document };
};

/** The document of a new gateway with these settings (undefined: not given), in the oldest version that has them all. */
export function newGateway(connector: StorageConnector, settings: Settings): Record<string, unknown> {
  const { type, document } = policies(connector, settings);
  return gateway(settings, {
    connector_id: connector.id,
    policies: { DATA_TYPE: type, ...connector.defaults, ...document },
  });
}

/** The document that changes these settings of a gateway, and no others. */
export function gatewayChanges(connector: StorageConnector, settings: Settings): Record<string, unknown> {
  const { type, document } = policies(connector, settings);
  return gateway(settings, Object.keys(document).length ? { policies: { DATA_TYPE: type, ...document } } : {});
}

type Manager = Pick<GcsOperations, 'getStorageGateway'>;

/**
 * Changes of a gateway with the policies that it has and that are not changed: the manager takes the whole of them, and those that it is
 * not told are gone. Asks for them only where there is one to change.
 */
export async function withItsPolicies(
  changes: Readonly<Record<string, unknown>>,
  id: string,
  manager: Manager,
): Promise<Readonly<Record<string, unknown>>> {
  const changed = changes['policies'];
  if (!isObject(changed)) return changes;
  const { data } = await manager.getStorageGateway(id, { include: 'private_policies' });
  const there = data?.[0]?.['policies'];
  if (!isObject(there)) return changes;
  return { ...changes, policies: { ...there, ...changed, DATA_TYPE: later(there['DATA_TYPE'], changed['DATA_TYPE']) } };
}

/** Of two versions of one document type the later: what is there may have fields that the other does not know. */
function later(there: unknown, changed: unknown): unknown {
  const minorOf = (type: unknown) => Number(/#1\.(\d+)\./.exec(String(type))?.[1] ?? -1);
  return minorOf(there) > minorOf(changed) ? there : changed;
}
