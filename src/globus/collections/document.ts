import { type Settings, versioned, type VersionedFields } from './versioned.js';

/** What a collection can be set to, in `collection#1.x.0`. */
const fields: VersionedFields = {
  displayName: ['display_name', 0],
  description: ['description', 0],
  defaultDirectory: ['default_directory', 0],
  keywords: ['keywords', 0],
  department: ['department', 0],
  organization: ['organization', 0],
  contactEmail: ['contact_email', 0],
  contactInfo: ['contact_info', 0],
  infoLink: ['info_link', 0],
  forceEncryption: ['force_encryption', 0],
  public: ['public', 0],
  sharingRestrictPaths: ['sharing_restrict_paths', 0],
  allowGuestCollections: ['allow_guest_collections', 0],
  domainName: ['domain_name', 0],
  enableHttps: ['enable_https', 1],
  userMessage: ['user_message', 1],
  userMessageLink: ['user_message_link', 1],
  sharingUserAllow: ['sharing_users_allow', 2],
  sharingUserDeny: ['sharing_users_deny', 2],
  disableAnonymousWrites: ['disable_anonymous_writes', 5],
  guestAuthPolicyId: ['guest_auth_policy_id', 6],
  deleteProtected: ['delete_protected', 8],
  aclExpirationMins: ['acl_expiration_mins', 10],
  restrictTransfersToHighAssurance: ['restrict_transfers_to_high_assurance', 12],
  autoDeleteTimeout: ['auto_delete_timeout', 13],
  skipAutoDelete: ['skip_auto_delete', 13],
  activityNotifications: ['activity_notification_policy', 14],
  associatedFlows: ['associated_flow_policy', 15],
  httpsMethods: ['https_methods', 16],
  preserveModtime: ['preserve_modtime', 16],
};
/** The field of a setting in the document of a collection. */
export const settingFields: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(fields).map(([key, [field]]) => [key, field] as const),
);
const verify = {
  force: { force_verify: true, disable_verify: false },
  disable: { force_verify: false, disable_verify: true },
  default: { force_verify: false, disable_verify: false },
} as const;
const verifySince = 4;
/** Of mapped collections, the expiration of access rules is older by one version. */
const guestExpirationSince = 11;
/** A document with how checksums are compared in one word, as it is set. */
export const withVerify = <T extends { readonly force_verify?: unknown; readonly disable_verify?: unknown }>(
  document: T,
) => ({
  ...document,
  verify: document.force_verify ? 'force' : document.disable_verify ? 'disable' : 'default',
});
/** The length of a user message up to which version 1.1.0 takes it. */
const shortMessage = 64;
const longMessageSince = 7;

/**
 * The collection document of these settings (undefined: not given), in the oldest version that has all of them, so that older servers
 * take it. `verify` is force, disable or default; `more` are fields as they are.
 */
export function collectionDocument(
  type: 'mapped' | 'guest',
  settings: Settings,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { minor, document } = versioned(fields, settings);
  const checks = verify[settings['verify'] as keyof typeof verify] as object | undefined;
  const message = settings['userMessage'];
  const needed = [
    minor,
    type === 'guest' && settings['aclExpirationMins'] !== undefined ? guestExpirationSince : 0,
    checks ? verifySince : 0,
    typeof message === 'string' && message.length > shortMessage ? longMessageSince : 0,
  ];
  return {
    DATA_TYPE: `collection#1.${Math.max(...needed)}.0`,
    collection_type: type,
    ...document,
    ...checks,
    ...more,
  };
}
