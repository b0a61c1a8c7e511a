import { jsonObjectOrNull, param, UsageError, listed } from '#command';
import { activityNotifications } from './_notifications.js';

/** One of these words, or null. */
const nullableChoice = (choices: readonly string[], summary: string) =>
  param.custom(
    (raw, { name }): string | null => {
      const found = [...choices, 'null'].find((each) => each === raw.toLowerCase());
      if (found === undefined)
        throw new UsageError(`Invalid value for ${name}: '${raw}' is not one of ${choices.join(', ')} or null.`);
      return found === 'null' ? null : found;
    },
    { choices: [...choices, 'null'] },
  )({ summary });
const directions = ['inbound', 'outbound', 'all'] as const;

/** What every collection has. */
export const commonFlags = {
  verify: param.choice(['force', 'disable', 'default'], { summary: 'Whether transfers compare checksums' }),
  userMessageLink: param.nullableUrl({ summary: 'A web page shown to users beside the message' }),
  userMessage: param.nullable({ summary: 'A message shown to users' }),
  forceEncryption: param.toggle({ summary: 'Encrypt every transfer', off: ['--no-force-encryption'] }),
  defaultDirectory: param.nullable({ summary: 'Where users start' }),
  keywords: param.commaList({ summary: 'Keywords to find it by' }),
  department: param.nullable({ summary: 'The department that runs it' }),
  organization: param.nullable({ summary: 'The organization that runs it' }),
  contactEmail: param.nullable({ summary: 'Where users write for help' }),
  contactInfo: param.nullable({ summary: 'Other ways to reach support' }),
  infoLink: param.nullable({ summary: 'A web page about it' }),
  description: param.nullable({ summary: 'What it is' }),
  enableHttps: param.toggle({ summary: 'Serve its files over HTTPS', off: ['--disable-https'] }),
  httpsMethods: param.commaList({ summary: 'The HTTPS methods it answers: GET, PUT, DELETE', metavar: 'METHOD,...' }),
  aclExpirationMins: param.nullableInteger({
    summary: 'How long permissions last on guest collections (high assurance)',
  }),
  preserveModtime: nullableChoice(directions, 'Which transfers have to keep modification times'),
  associatedFlows: jsonObjectOrNull({ summary: 'Flows that run when it is used' }),
};
/** What mapped collections alone have. */
export const mappedFlags = {
  sharingRestrictPaths: jsonObjectOrNull({
    summary: 'What may be shared: lists of paths under read, read_write and none',
  }),
  allowGuestCollections: param.toggle({
    summary: 'Let users make guest collections on it',
    off: ['--no-allow-guest-collections'],
  }),
  disableAnonymousWrites: param.toggle({
    summary: 'Forbid writing without a login',
    off: ['--enable-anonymous-writes'],
  }),
  domainName: param.text({ summary: 'The DNS name it is served under' }),
  sharingUserAllow: param.text({
    summary: 'A local account that may make guest collections; "" for no list',
    multiple: true,
  }),
  sharingUserDeny: param.text({
    summary: 'A local account that may not make guest collections; "" for no list',
    multiple: true,
  }),
  deleteProtected: param.toggle({ summary: 'Protect it from being deleted', off: ['--no-delete-protected'] }),
  autoDeleteTimeout: param.nullableInteger({
    summary: 'Delete guest collections that were not used for this many days',
  }),
  guestAuthPolicyId: listed(
    param.nullable({ summary: 'The authentication policy of its guest collections', metavar: 'UUID|null' }),
    'policy',
  ),
  restrictTransfersToHighAssurance: nullableChoice(directions, 'Which transfers need high assurance on the other side'),
};
/** What guest collections alone have. */
export const guestFlags = {
  activityNotifications: activityNotifications({ summary: 'When its administrators get email about transfers' }),
  skipAutoDelete: param.toggle({ summary: 'Keep it, however long it is not used', off: ['--no-skip-auto-delete'] }),
};
export const mappedKeys: readonly string[] = Object.keys(mappedFlags);
export const guestKeys: readonly string[] = Object.keys(guestFlags);
