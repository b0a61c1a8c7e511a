import { command, listing, onScreen, optionalLimit, param, rowsTable } from '#command';
import type { TaskEvent } from '#services/transfer';
import { eventTimeline } from '../../_event-screen.js';
import { taskId } from '../_params.js';

export default command({
  summary: "List what happened in somebody's task, newest first.",
  examples: [
    { title: 'List the errors of a task', line: 'globus endpoint-manager task event-list nightly --filter-errors' },
  ],
  needs: ['transfer'],
  args: { taskId },
  flags: { filterErrors: param.switch({ summary: 'Only errors' }), limit: optionalLimit },
  nothing: 'Nothing has happened in this task yet.',
  output: onScreen(
    eventTimeline,
    rowsTable<TaskEvent>({
      Time: 'time',
      Code: 'code',
      'Is Error': 'is_error',
      Details: ({ details }) => details.replace(/\s+/g, ' ').trim(),
    }),
  ),
  run: ({ args, flags, transfer }) =>
    listing(
      transfer.listManagedTaskEvents(args.taskId, { filter_is_error: flags.filterErrors ? 1 : undefined }, flags.limit),
      (rows) => ({ DATA: rows }),
    ),
});
