import { choice, message, record, sections, table } from '#command';
import type { PauseInfo, PauseRule } from '#services/transfer';

const words = {
  pause_task_transfer_write: 'write',
  pause_task_transfer_read: 'read',
  pause_task_delete: 'delete',
  pause_rename: 'rename',
  pause_mkdir: 'mkdir',
  pause_ls: 'ls',
  pause_symlink: 'symlink',
} as const;
/** What a pause rule stops, joined: `write/read/...`. */
export const pausedOperations = (rule: PauseRule) =>
  Object.entries(words)
    .filter(([key]) => rule[key as keyof typeof words])
    .map(([, word]) => word)
    .join('/');

const rules = table(
  (document: PauseInfo) => document.pause_rules,
  {
    Operations: pausedOperations,
    'On Endpoint': 'endpoint_display_name',
    'All Users': 'identity_id',
    Message: 'message',
  },
  { heading: 'The following pause rules are effective on this task:\n' },
);

const messages = record<PauseInfo>({
  'Source Endpoint': 'source_pause_message',
  'Source Shared Endpoint': 'source_pause_message_share',
  'Destination Endpoint': 'destination_pause_message',
  'Destination Shared Endpoint': 'destination_pause_message_share',
});
const hasMessages = (info: PauseInfo) =>
  Boolean(
    info.source_pause_message ||
    info.destination_pause_message ||
    info.source_pause_message_share ||
    info.destination_pause_message_share,
  );

/** Why a task is paused, or that it is not. */
export const pauseInfoView = choice((info: PauseInfo) => {
  const parts = [...(info.pause_rules.length ? [rules] : []), ...(hasMessages(info) ? [messages] : [])];
  return parts.length ? sections<PauseInfo>(...parts) : message(`Task is not currently paused.`);
});
