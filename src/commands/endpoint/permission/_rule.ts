import { param, parseDateTime } from '#command';
import type { AccessRule } from '#services/transfer';
import { sharedWith } from '../../_principal.js';

export const ruleId = param.text({ summary: 'The access rule' });

/** When a rule ends; the text goes to the service as it was typed, once it is known to be a date. */
export const expirationDate = param.custom(
  (raw, context) => {
    parseDateTime(raw, context);
    return raw.trim();
  },
  { metavar: 'DATETIME' },
);

/** The columns of an access rule in a list; a record tells when it ends, too. */
export const ruleColumns = {
  'Rule ID': 'id',
  Permissions: 'permissions',
  'Shared With': sharedWith<AccessRule>(),
  Path: 'path',
} as const;
