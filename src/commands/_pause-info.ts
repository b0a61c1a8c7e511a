import { choice, kind, message, record, sections, table, told } from '#command';
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
const everything = Object.values(words).join('/');
/** What a pause rule stops: `write/read/...`, and on a terminal in words. */
export const pausedOperations = told<PauseRule>(
  (rule: PauseRule) =>
    Object.entries(words)
      .filter(([key]) => rule[key as keyof typeof words])
      .map(([, word]) => word)
      .join('/'),
  (stopped) => (stopped === everything ? 'everything' : String(stopped).replaceAll('/', ', ')),
);

const rules = table(
  (document: PauseInfo) => document.pause_rules,
  {
    Operations: pausedOperations,
    'On Endpoint': 'endpoint_display_name',
    'All Users': 'identity_id',
    Message: 'message',
  },
  {
    heading: 'The following pause rules are effective on this task:\n',
    screen: { On: kind<PauseRule>('name', 'endpoint_display_name'), Stops: pausedOperations, Message: 'message' },
  },
);

const messages = {
  'Source Endpoint': 'source_pause_message',
  'Source Shared Endpoint': 'source_pause_message_share',
  'Destination Endpoint': 'destination_pause_message',
  'Destination Shared Endpoint': 'destination_pause_message_share',
} as const;
/** The messages that there are: those of endpoints that say nothing are left out. */
const saidBy = (info: PauseInfo) => Object.entries(messages).filter(([, key]) => info[key]);

/** Why this task is paused, or that it is not. */
export const pauseInfoView = (taskId: string) =>
  choice((info: PauseInfo) => {
    const said = saidBy(info);
    const explicit = said.length
      ? [message('This task has been explicitly paused.'), record<PauseInfo>(Object.fromEntries(said))]
      : [];
    const parts = [...explicit, ...(info.pause_rules.length ? [rules] : [])];
    return parts.length ? sections<PauseInfo>(...parts) : message(`Task ${taskId} is not paused.`);
  });
