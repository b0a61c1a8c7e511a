import { param } from '#command';

/** What every collection and endpoint says of itself. Where it may be null, the word null clears it. */
export const metadataFlags = {
  description: param.nullable({ summary: 'What it is' }),
  infoLink: param.nullable({ summary: 'A page about it' }),
  contactInfo: param.nullable({ summary: 'How to contact those who run it' }),
  contactEmail: param.nullable({ summary: 'The email address of those who run it' }),
  organization: param.nullable({ summary: 'The organization that runs it' }),
  department: param.nullable({ summary: 'The department that runs it' }),
  keywords: param.text({ summary: 'Keywords, separated by commas' }),
  defaultDirectory: param.nullable({ summary: 'The folder to start in' }),
  forceEncryption: param.toggle({ summary: 'Encrypt every transfer', off: ['--no-force-encryption'] }),
};

/** Who finds it, and what they are told. */
export const publicity = {
  userMessage: param.nullable({ summary: 'A message to show to users' }),
  userMessageLink: param.nullableUrl({ summary: 'A web page to show beside that message' }),
  public: param.toggle({ summary: 'Whether others can find it', off: ['--private'] }),
};

/** The fields of a Transfer document that these flags, and the few more that all kinds share, set. */
export const metadataFields = {
  displayName: 'display_name',
  description: 'description',
  infoLink: 'info_link',
  contactInfo: 'contact_info',
  contactEmail: 'contact_email',
  organization: 'organization',
  department: 'department',
  keywords: 'keywords',
  defaultDirectory: 'default_directory',
  forceEncryption: 'force_encryption',
  userMessage: 'user_message',
  userMessageLink: 'user_message_link',
  public: 'public',
  disableVerify: 'disable_verify',
  subscriptionId: 'subscription_id',
} as const;
