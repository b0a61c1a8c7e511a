import { flagName, param, UsageError, WrongTypeError } from '#command';
import { describeKind, isOfServer } from '#globus/collections/kinds';
import type { Endpoint } from '#services/transfer';
import { metadataFields } from '../_metadata.js';

/** What only a Globus Connect Server endpoint has, flag key by field. */
const serverOnly = {
  location: 'location',
  myproxyDn: 'myproxy_dn',
  myproxyServer: 'myproxy_server',
  oauthServer: 'oauth_server',
} as const;
/** What only a Globus Connect Server endpoint under a subscription has. */
const managedOnly = {
  networkUse: 'network_use',
  maxConcurrency: 'max_concurrency',
  preferredConcurrency: 'preferred_concurrency',
  maxParallelism: 'max_parallelism',
  preferredParallelism: 'preferred_parallelism',
} as const;
const fields: Readonly<Record<string, string>> = { ...metadataFields, ...serverOnly, ...managedOnly };

/** `LATITUDE,LONGITUDE`, or Automatic. */
export const location = param.custom(
  (raw, { name }) => {
    const number = String.raw`\s*[+-]?\d+(\.\d+)?\s*`;
    if (raw === 'Automatic' || new RegExp(`^${number},${number}$`).test(raw)) return raw;
    throw new UsageError(`Invalid value for ${name}: '${raw}' is not LATITUDE,LONGITUDE in degrees.`);
  },
  { metavar: 'LATITUDE,LONGITUDE' },
);

type Settings = Readonly<Record<string, unknown>>;
type UpdateFlags = Settings & {
  readonly managed: boolean;
  readonly noManaged: boolean;
  readonly noDefaultDirectory: boolean;
};
const givenOf = (flags: Settings, keys: Readonly<Record<string, string>>) =>
  Object.keys(keys).filter((key) => flags[key] !== undefined);

/** The endpoint document of what was given. */
export function updateBody(flags: UpdateFlags): Record<string, unknown> {
  return {
    DATA_TYPE: 'endpoint',
    ...Object.fromEntries(givenOf(flags, fields).map((key) => [fields[key] ?? key, flags[key]] as const)),
    ...(flags.managed && { subscription_id: 'DEFAULT' }),
    ...(flags.noManaged && { subscription_id: null }),
    ...(flags.noDefaultDirectory && { default_directory: null }),
  };
}

/** What an endpoint is set to. Throws where it is of a kind that is changed by another command. */
export function settingsNow(endpoint: Endpoint) {
  checkKind(endpoint, { managed: false, noManaged: false, noDefaultDirectory: false });
  const isServer = endpoint.entity_type === 'GCSv4_host';
  const isManaged = isServer && Boolean(endpoint.subscription_id);
  const without = [...(isServer ? [] : Object.keys(serverOnly)), ...(isManaged ? [] : Object.keys(managedOnly))];
  return { document: endpoint, without };
}

/** Throws where the endpoint is of a kind that has not what was given. */
export function checkKind(endpoint: Endpoint, flags: UpdateFlags): void {
  const kind = endpoint.entity_type;
  if (isOfServer(kind)) {
    const better = kind === 'GCSv5_endpoint' ? 'globus gcs endpoint update' : 'globus gcs collection update';
    throw new WrongTypeError(`${endpoint.id} is ${describeKind(kind)}; 'globus endpoint update' is for other kinds.`, {
      hint: `Run instead:\n\n  ${better} ${endpoint.id}`,
      data: { found: kind },
    });
  }
  const wrong = kind === 'GCSv4_host' ? undefined : (givenOf(flags, serverOnly)[0] ?? givenOf(flags, managedOnly)[0]);
  if (wrong)
    throw new UsageError(
      `${flagName(wrong)} is for Globus Connect Server endpoints, and ${endpoint.id} is ${describeKind(kind)}.`,
    );
  const [unmanaged] =
    endpoint.subscription_id || flags.managed || flags['subscriptionId'] ? [] : givenOf(flags, managedOnly);
  if (unmanaged) {
    throw new UsageError(`${flagName(unmanaged)} is for endpoints under a subscription, and ${endpoint.id} has none.`, {
      hint: 'Give it one with --managed or --subscription-id.',
    });
  }
}
