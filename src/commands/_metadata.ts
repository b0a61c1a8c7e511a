import { param } from '#command';

/** What every collection and endpoint says of itself. Where it may be null, the word null clears it. */
export const metadataFlags = {
  description: param.nullable({ summary: 'What it is' }),
  infoLink: param.nullable({ summary: 'A page about it' }),
  contactInfo: param.nullable({ summary: 'How to reach whoever runs it' }),
  contactEmail: param.nullable({ summary: 'The mail address of whoever runs it' }),
  organization: param.nullable({ summary: 'The organization that runs it' }),
  department: param.nullable({ summary: 'The department that runs it' }),
  keywords: param.text({ summary: 'Words to find it by, with commas between' }),
  defaultDirectory: param.nullable({ summary: 'The folder to start in' }),
  forceEncryption: param.toggle({ summary: 'Encrypt every transfer', off: ['--no-force-encryption'] }),
};

/** Who finds it, and what they are told. */
export const publicity = {
  userMessage: param.nullable({ summary: 'Words to show to those who use it' }),
  userMessageLink: param.nullableUrl({ summary: 'A page for those words' }),
  public: param.toggle({ summary: 'Whether others find it', off: ['--private'] }),
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
