import { command, message, record, sections, table } from '#command';
import type { PauseInfo, PauseRule } from '#services/transfer';
import { taskId } from './_params.js';

const words = {
  pause_task_transfer_write: 'write',
  pause_task_transfer_read: 'read',
  pause_task_delete: 'delete',
  pause_rename: 'rename',
  pause_mkdir: 'mkdir',
  pause_ls: 'ls',
} as const;
const operations = (rule: PauseRule) =>
  Object.entries(words)
    .filter(([key]) => rule[key as keyof typeof words])
    .map(([, word]) => word)
    .join('/');

const rules = table((document: PauseInfo) => document.pause_rules, {
  Operations: operations,
  'On Endpoint': 'endpoint_display_name',
  'All Users': 'identity_id',
  Message: 'message',
}, { heading: 'The following pause rules are effective on this task:\n' });

const messages = record<PauseInfo>({
  'Source Endpoint': 'source_pause_message',
  'Source Shared Endpoint': 'source_pause_message_share',
  'Destination Endpoint': 'destination_pause_message',
  'Destination Shared Endpoint': 'destination_pause_message_share',
});
const hasMessages = (info: PauseInfo) =>
  Boolean(info.source_pause_message || info.destination_pause_message || info.source_pause_message_share || info.destination_pause_message_share);

export default command({
  summary: 'Show why a task is paused.',
  examples: [{ title: 'Ask why nothing moves', line: 'globus task pause-info TASK_ID' }],
  needs: ['transfer'],
  args: { taskId },
  output: {
    type: 'choice',
    choose: (info: PauseInfo) => {
      const parts = [...(info.pause_rules.length ? [rules] : []), ...(hasMessages(info) ? [messages] : [])];
      return parts.length ? sections<PauseInfo>(...parts) : message(`Task is not currently paused.`);
    },
  },
  run: ({ args, transfer }) => transfer.getTaskPauseInfo(args.taskId),
});
