import { seededSubscription } from '../../groups/seed.js';
import { isObject, type Json } from '../../http/body.js';
import { isUuid } from '../../ids.js';
import { badRequest } from '../errors.js';

type Kind = 'string' | 'boolean' | 'integer' | 'uuid' | 'subscription' | 'notification policy';

/** Which tasks on a guest collection its administrators get mail about. */
export interface NotificationPolicy {
  readonly status: string[];
  readonly transfer_use: string[];
}

const editable: Record<string, Kind> = {
  description: 'string',
  organization: 'string',
  department: 'string',
  keywords: 'string',
  contact_email: 'string',
  contact_info: 'string',
  info_link: 'string',
  user_message: 'string',
  user_message_link: 'string',
  default_directory: 'string',
  location: 'string',
  network_use: 'string',
  public: 'boolean',
  force_encryption: 'boolean',
  disable_verify: 'boolean',
  force_verify: 'boolean',
  disable_anonymous_writes: 'boolean',
  restrict_transfers_to_high_assurance: 'string',
  acl_max_expiration_period_mins: 'integer',
  authentication_policy_id: 'uuid',
  subscription_id: 'subscription',
  max_concurrency: 'integer',
  preferred_concurrency: 'integer',
  max_parallelism: 'integer',
  preferred_parallelism: 'integer',
  auto_delete_timeout: 'integer',
  skip_auto_delete: 'boolean',
  preserve_modtime: 'boolean',
};

const tests: Record<Kind, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  uuid: isUuid,
  subscription: (value) => value === '' || value === defaultSubscription || isUuid(value),
  'notification policy': isNotificationPolicy,
};

function isNotificationPolicy(value: unknown): value is NotificationPolicy {
  const holdsOnly = (list: unknown, words: unknown[]) =>
    Array.isArray(list) && list.every((word) => words.includes(word));
  return (
    isObject(value) &&
    holdsOnly(value['status'], ['SUCCEEDED', 'FAILED']) &&
    holdsOnly(value['transfer_use'], ['source', 'destination'])
  );
}

/** What only guest collections have. */
const ofGuests: Record<string, Kind> = { guest_collection_activity_notification_policy: 'notification policy' };

/** What stands for the one subscription that somebody has. */
const defaultSubscription = 'DEFAULT';

/** The subscription that a client's text means. */
export function subscriptionMeant(value: unknown): unknown {
  return value === defaultSubscription ? seededSubscription : value;
}

/** The fields of an endpoint document that people may set, checked; those not mentioned stay out, unknown ones are ignored. */
export function editableFields(body: Json, of: 'guest' | 'other'): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(of === 'guest' ? { ...editable, ...ofGuests } : editable)) {
    const value = body[name];
    if (value === undefined) continue;
    const nullable = kind !== 'boolean';
    if (!(nullable && value === null) && !tests[kind](value))
      throw badRequest(`'${name}' must be a ${kind}${nullable ? ' or null' : ''}`);
    fields[name] = value === '' ? null : kind === 'subscription' ? subscriptionMeant(value) : value;
  }
  return fields;
}
