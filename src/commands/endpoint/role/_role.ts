import { param, owned } from '#command';
import type { Role } from '#services/transfer';
import { sharedWith } from '../../_principal.js';

export const roleId = owned(param.text({ summary: 'The role' }), 'role', 'endpointId');
/** A username, or the page of a group. */
export const holder = sharedWith<Role>((row) => row.principal);
