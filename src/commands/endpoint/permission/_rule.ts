import { date, owned, param, things } from '#command';
import type { AccessRule } from '#services/transfer';
import { access, sharedWith, sharedWithWhom } from '../../_principal.js';

export const endpointId = things.collection({ summary: 'The guest collection', only: 'guests' });
export const ruleId = owned(param.text({ summary: 'The access rule' }), 'accessRule', 'endpointId');

/** The columns of an access rule in a list; a record tells when it ends, too. */
export const ruleColumns = {
  'Rule ID': 'id',
  Permissions: 'permissions',
  'Shared With': sharedWith<AccessRule>(),
  Path: 'path',
} as const;
/** The same for a person. */
export const ruleScreen = {
  'Shared With': sharedWithWhom<AccessRule>(),
  Access: access<AccessRule>(),
  Path: 'path',
  Until: date<AccessRule>('expiration_date'),
  ID: 'id',
} as const;
