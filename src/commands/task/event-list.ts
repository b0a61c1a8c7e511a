import {
  command,
  exclusive,
  limit,
  listing,
  onScreen,
  param,
  parseJson,
  rowsTable,
  sortKeys,
  stringifyJson,
} from '#command';
import type { TaskEvent } from '#services/transfer';
import { eventTimeline } from '../_event-screen.js';
import { taskId } from './_params.js';

const view = rowsTable<TaskEvent>({
  Time: 'time',
  Code: 'code',
  'Is Error': 'is_error',
  Details: ({ details }) => compact(details),
});

/** Details that are JSON, on one line with sorted keys; other text as it is. */
function compact(details: string): string {
  try {
    return stringifyJson(sortKeys(parseJson(details)));
  } catch {
    return details; // most details are sentences
  }
}

export default command({
  summary: 'List what happened in a task, newest first.',
  examples: [{ title: 'List the errors of a task', line: 'globus task event-list @last --filter-errors' }],
  needs: ['transfer'],
  args: { taskId },
  flags: {
    limit: limit(10),
    filterErrors: param.switch({ summary: 'Only errors' }),
    filterNonErrors: param.switch({ summary: 'Leave out errors' }),
  },
  rules: [exclusive('filterErrors', 'filterNonErrors')],
  nothing: 'Nothing has happened in this task yet.',
  output: onScreen(eventTimeline, view),
  run: ({ args, flags, transfer }) => {
    const filter = flags.filterErrors ? 'is_error:1' : flags.filterNonErrors ? 'is_error:0' : '';
    return listing(transfer.listTaskEvents(args.taskId, { filter }, flags.limit), (rows) => ({ DATA: rows }));
  },
});
