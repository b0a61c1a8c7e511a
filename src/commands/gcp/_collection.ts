import { param, UsageError } from '#command';
import type { Endpoint } from '#services/transfer';
import { metadataFields, metadataFlags, publicity } from '../_metadata.js';

const statuses = ['SUCCEEDED', 'FAILED'] as const;
const uses = ['source', 'destination'] as const;

/** Which tasks on a guest collection its administrators get mail about. */
export interface ActivityNotifications {
  readonly status: readonly string[];
  readonly transfer_use: readonly string[];
}

/**
 * `all`, `none`, or a comma list of succeeded, failed, source and destination. Where only states are named, both uses are
 * meant, and the other way round.
 */
const activityNotifications = param.custom(
  (raw, { name }): ActivityNotifications | null => {
    const words = raw
      .toLowerCase()
      .split(',')
      .map((word) => word.trim());
    if (words.length === 1 && words[0] === 'none') return null;
    if (words.length === 1 && words[0] === 'all') return { status: statuses, transfer_use: uses };
    const known = [...statuses, ...uses].map((word) => word.toLowerCase());
    const unknown = words.find((word) => !known.includes(word));
    if (unknown !== undefined) {
      throw new UsageError(
        `Invalid value for ${name}: '${unknown}' is not one of ${known.join(', ')}; or give 'all' or 'none'.`,
      );
    }
    const chosen = (all: readonly string[]) => {
      const some = all.filter((each) => words.includes(each.toLowerCase()));
      return some.length ? some : all;
    };
    return { status: chosen(statuses), transfer_use: chosen(uses) };
  },
  { metavar: 'all|none|STATUS,USE,...' },
);

/** What both kinds of collection take. */
export const commonFlags = {
  verify: param.choice(['force', 'disable', 'default'], {
    summary: 'Verify checksums after transfers: always, never, or as each transfer asks',
  }),
  ...metadataFlags,
};
export const mappedFlags = { ...commonFlags, ...publicity };
export const guestFlags = {
  ...commonFlags,
  activityNotifications: activityNotifications({ summary: 'Which tasks to send email about' }),
};
/** The older spelling of `--verify disable`. */
export const oldVerify = {
  disableVerify: param.toggle({
    summary: 'Leave out the checksum test after transfers',
    off: ['--no-disable-verify'],
    hidden: true,
  }),
};
export const subscriptionAdminVerified = param.boolean({
  summary: 'Whether an administrator of the subscription verified it',
});

const fields: Readonly<Record<string, string>> = {
  ...metadataFields,
  subscriptionAdminVerified: 'subscription_admin_verified',
  activityNotifications: 'guest_collection_activity_notification_policy',
};
const verification: Readonly<Record<string, object>> = {
  force: { force_verify: true, disable_verify: false },
  disable: { force_verify: false, disable_verify: true },
  default: { force_verify: false, disable_verify: false },
};

/** The fields of a collection document for the flags that were given. */
export function collectionFields(flags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(fields).filter(([key]) => flags[key] !== undefined);
  return {
    ...Object.fromEntries(given.map(([key, field]) => [field, flags[key]] as const)),
    ...(typeof flags['verify'] === 'string' ? verification[flags['verify']] : {}),
  };
}

/** What a collection is set to, with how it verifies checksums in the word of the line. */
export function verified(endpoint: Endpoint) {
  const document = endpoint as Endpoint & { readonly force_verify?: boolean; readonly disable_verify?: boolean };
  const verify = document.force_verify ? 'force' : document.disable_verify ? 'disable' : 'default';
  return { document: { ...document, verify } };
}

/** The complaint about an update that changes nothing. */
export const nothingToChange = (flags: Readonly<Record<string, unknown>>) =>
  Object.keys(collectionFields(flags)).length ? undefined : 'Give at least one setting to change.';
