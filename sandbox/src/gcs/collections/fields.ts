import type { FieldKind, FieldRule } from '../../http/issues.js';
import type { Json } from '../../http/body.js';
import type { NotificationPolicy } from '../../transfer/collections/fields.js';
import type { Endpoint } from '../../transfer/state.js';
import { defaultTimeout } from '../gateway-access.js';
import type { CollectionRow, StorageGateway } from '../state.js';

type Kind = 'mapped' | 'guest';
interface Field {
  readonly kind: FieldKind;
  /** Where it can be set, when not on both kinds. */
  readonly of?: Kind;
  /** The name under which it is kept with the collection, Transfer's own where it has one; null for what concerns the manager alone. */
  readonly transfer: string | null;
  readonly notNull?: boolean;
  /** Only for collections on a storage gateway of high assurance. */
  readonly high?: boolean;
}

const text = (name: string): [string, Field] => [name, { kind: 'string', transfer: name }];
const flag = (name: string): [string, Field] => [name, { kind: 'boolean', transfer: name, notNull: true }];
const directions: FieldKind = ['inbound', 'outbound', 'all'];

/** What can be set about a collection, beside its name and where it is. */
const fields: Readonly<Record<string, Field>> = {
  ...Object.fromEntries(
    [
      'description',
      'organization',
      'department',
      'contact_email',
      'contact_info',
      'info_link',
      'default_directory',
    ].map(text),
  ),
  ...Object.fromEntries(['public', 'force_encryption', 'disable_verify', 'force_verify'].map(flag)),
  keywords: { kind: 'list', transfer: 'keywords' },
  preserve_modtime: { kind: directions, transfer: 'preserve_modtime' },
  associated_flow_policy: { kind: 'object', transfer: 'associated_flow_policy' },
  acl_expiration_mins: { kind: 'integer', transfer: 'acl_max_expiration_period_mins', high: true },
  enable_https: { kind: 'boolean', transfer: 'enable_https', notNull: true },
  https_methods: { kind: 'list', transfer: 'https_methods' },
  policies: { kind: 'object', transfer: null },
  user_message: { kind: 'string', of: 'mapped', transfer: 'user_message' },
  user_message_link: { kind: 'string', of: 'mapped', transfer: 'user_message_link' },
  disable_anonymous_writes: { kind: 'boolean', of: 'mapped', transfer: 'disable_anonymous_writes', notNull: true },
  auto_delete_timeout: { kind: 'integer', of: 'mapped', transfer: 'auto_delete_timeout' },
  restrict_transfers_to_high_assurance: {
    kind: directions,
    of: 'mapped',
    transfer: 'restrict_transfers_to_high_assurance',
    high: true,
  },
  allow_guest_collections: { kind: 'boolean', of: 'mapped', transfer: 'allow_guest_collections', notNull: true },
  delete_protected: { kind: 'boolean', of: 'mapped', transfer: null, notNull: true },
  guest_auth_policy_id: { kind: 'uuid', of: 'mapped', transfer: null },
  sharing_restrict_paths: { kind: 'object', of: 'mapped', transfer: null },
  sharing_users_allow: { kind: 'list', of: 'mapped', transfer: null },
  sharing_users_deny: { kind: 'list', of: 'mapped', transfer: null },
  skip_auto_delete: { kind: 'boolean', of: 'guest', transfer: 'skip_auto_delete', notNull: true },
  activity_notification_policy: {
    kind: 'object',
    of: 'guest',
    transfer: 'guest_collection_activity_notification_policy',
  },
};

/** What Transfer writes otherwise than the manager, and back. */
const forTransfer: Record<string, (value: never) => unknown> = {
  keywords: (words: string[]) => words.join(','),
  activity_notification_policy: (policy: NotificationPolicy) => ({
    ...policy,
    status: policy.status.map((word) => word.toUpperCase()),
  }),
};
const fromTransfer: Record<string, (value: never) => unknown> = {
  keywords: (words: string) => words.split(','),
  activity_notification_policy: (policy: NotificationPolicy) => ({
    ...policy,
    status: policy.status.map((word) => word.toLowerCase()),
  }),
};

const fieldsOf = (kind: Kind): [string, Field][] =>
  Object.entries(fields).filter(([, { of }]) => of === undefined || of === kind);

/** The rules for what can be set on a collection of this kind. What is read-only there is passed over, so that documents can be sent back. */
export const rulesOf = (kind: Kind): Record<string, FieldRule> =>
  Object.fromEntries(
    fieldsOf(kind).map(([name, { kind: value, notNull }]) => [name, { kind: value, ...(notNull ? { notNull } : {}) }]),
  );

/** The names of settings that only high assurance collections have. */
export const highAssuranceFields = Object.keys(fields).filter((name) => fields[name]?.high);

/** Sets what was given, in Transfer's table or the manager's; null takes away. With `whole`, what was not given is taken away, too. */
export function setFields(collection: Endpoint, row: CollectionRow, kind: Kind, given: Json, whole: boolean): void {
  for (const [name, { transfer }] of fieldsOf(kind)) {
    const value = given[name] ?? null;
    if (!(name in given) && !whole) continue;
    const [home, key] = transfer === null ? [row.settings, name] : [collection.fields, transfer];
    if (value === null) delete home[key];
    else home[key] = forTransfer[name]?.(value as never) ?? value;
  }
}

/** What was set about a collection, by the names the manager has for it. */
export function getFields(collection: Endpoint, row: CollectionRow, kind: Kind): Json {
  const shown: Json = {};
  for (const [name, { transfer }] of fieldsOf(kind)) {
    const value = transfer === null ? row.settings[name] : collection.fields[transfer];
    if (value !== undefined && value !== null) shown[name] = fromTransfer[name]?.(value as never) ?? value;
  }
  return shown;
}

/** What a guest collection has because its mapped collection does. */
export function inheritFields(guest: Endpoint, mapped: Endpoint, row: CollectionRow): void {
  for (const name of [
    'user_message',
    'user_message_link',
    'disable_anonymous_writes',
    'restrict_transfers_to_high_assurance',
    'high_assurance',
    'authentication_timeout_mins',
    'mfa_required',
  ]) {
    if (mapped.fields[name] === undefined) delete guest.fields[name];
    else guest.fields[name] = mapped.fields[name];
  }
  if (mapped.fields['force_encryption'] === true) guest.fields['force_encryption'] = true;
  const policy = row.settings['guest_auth_policy_id'];
  if (policy === undefined) delete guest.fields['authentication_policy_id'];
  else guest.fields['authentication_policy_id'] = policy;
}

/** What a collection has because its storage gateway does. */
export function inheritFromGateway(collection: Endpoint, { settings }: StorageGateway): void {
  if (settings['high_assurance'] === true) collection.fields['high_assurance'] = true;
  collection.fields['mfa_required'] = settings['require_mfa'] === true;
  collection.fields['authentication_timeout_mins'] = settings['authentication_timeout_mins'] ?? defaultTimeout;
}
