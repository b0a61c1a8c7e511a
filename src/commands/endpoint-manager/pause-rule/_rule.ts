import { type Field, identity, param, listed } from '#command';
import type { PauseRule } from '#services/transfer';
import { pausedOperations } from '../../_pause-info.js';

export const pauseRuleId = listed(param.uuid({ summary: 'The pause rule' }), 'pauseRule');

const fields = {
  read: 'pause_task_transfer_read',
  write: 'pause_task_transfer_write',
  delete: 'pause_task_delete',
  ls: 'pause_ls',
  mkdir: 'pause_mkdir',
  rename: 'pause_rename',
  symlink: 'pause_symlink',
} as const;
const words = ['read', 'write', 'delete', 'ls', 'mkdir', 'rename', 'symlink'] as const;

/** What a rule pauses; read and write are those of transfers. */
export const operation = param.choice(words, {
  summary: 'What to pause; read and write are those of transfers',
  multiple: true,
});
/** All switches of a rule: on where the operation is among those given. */
export const switches = (operations: readonly string[]) =>
  Object.fromEntries(words.map((word) => [fields[word], operations.includes(word)] as const));

const named = identity<PauseRule>('identity_id');
/** Whom a rule is for: a username, or everyone. */
const whom: Field<PauseRule> = {
  ...named,
  format: (value, names) => (value ? (named.format?.(value, names) ?? '') : 'everyone'),
};

/** How a rule is listed. */
export const ruleColumns = {
  ID: 'id',
  'On Endpoint': 'endpoint_display_name',
  Operations: pausedOperations,
  For: whom,
  Message: 'message',
} as const;
/** All there is to say of a rule. */
export const ruleDetail = {
  ...ruleColumns,
  'Endpoint ID': 'endpoint_id',
  Since: 'start_time',
  'Made by Host Manager': 'created_by_host_manager',
  Editable: 'editable',
  'Modified By': identity<PauseRule>('modified_by_id'),
} as const;
