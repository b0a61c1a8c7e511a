import { listed } from '../_json.js';

type Given = Readonly<Record<string, unknown>>;

/** Document key by flag, and the minor version of `collection#1.x.0` that brought it. */
const fields: Readonly<Record<string, readonly [key: string, since: number]>> = {
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
const verify = {
  force: { force_verify: true, disable_verify: false },
  disable: { force_verify: false, disable_verify: true },
  default: { force_verify: false, disable_verify: false },
} as const;
/** The length of a user message up to which version 1.1.0 takes it. */
const shortMessage = 64;

/**
 * The collection document of the flags that were given (undefined: not given), in the oldest version that has all of them,
 * so that older servers take it.
 */
export function collectionDocument(type: 'mapped' | 'guest', flags: Given, more: Given = {}): Record<string, unknown> {
  const given = Object.entries(fields).filter(([flag]) => flags[flag] !== undefined);
  const checks = flags['verify'] === undefined ? undefined : verify[flags['verify'] as keyof typeof verify];
  const message = flags['userMessage'];
  const versions = [
    ...given.map(([flag, [, since]]) => (flag === 'aclExpirationMins' && type === 'guest' ? since + 1 : since)),
    checks ? 4 : 0,
    typeof message === 'string' && message.length > shortMessage ? 7 : 0,
  ];
  return {
    DATA_TYPE: `collection#1.${Math.max(...versions)}.0`,
    collection_type: type,
    ...Object.fromEntries(given.map(([flag, [key]]) => [key, listed(flags[flag])])),
    ...checks,
    ...more,
  };
}
