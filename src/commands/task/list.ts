import { command, exclusive, limit, listing, moment, utcStamp, param, rowsTable, things } from '#command';
import { tasksOfGroup } from '#globus/transfer/group-record';
import type { Task } from '#services/transfer';
import { taskScreen } from '../_task-screen.js';

const view = rowsTable<Task>(
  {
    'Task ID': 'task_id',
    Status: 'status',
    Type: 'type',
    'Source Display Name': 'source_endpoint_display_name',
    'Dest Display Name': 'destination_endpoint_display_name',
    Label: 'label',
  },
  taskScreen,
);

/** `from,to` as the service's date ranges are written, in UTC; undefined where neither is given. */
const range = (after?: Date, before?: Date) =>
  after || before ? `${after ? utcStamp(after) : ''},${before ? utcStamp(before) : ''}` : undefined;

/** `field:value/field:value` of those that have one. */
const clauses = (fields: Readonly<Record<string, string | undefined>>) =>
  Object.entries(fields)
    .filter(([, value]) => value)
    .map(([field, value]) => `${field}:${value}`)
    .join('/');

export default command({
  summary: 'List your tasks, newest first.',
  examples: [
    { title: 'List the last ten tasks', line: 'globus task list' },
    { title: 'List what is running now', line: 'globus task list --filter-status ACTIVE --limit 100' },
  ],
  needs: ['transfer', 'records'],
  flags: {
    limit: limit(10),
    group: param.text({ summary: 'Only the tasks of a manifest that was submitted under this name on this machine' }),
    filterTaskId: things.task({ summary: 'Only this task', multiple: true }),
    filterType: param.choice(['TRANSFER', 'DELETE'], { summary: 'Only tasks of this type' }),
    filterStatus: param.choice(['ACTIVE', 'INACTIVE', 'FAILED', 'SUCCEEDED'], {
      summary: 'Only tasks in this state',
      multiple: true,
    }),
    filterLabel: param.text({ summary: 'Only tasks with this label', multiple: true, bare: 'Look for it' }),
    filterNotLabel: param.text({ summary: 'Leave out tasks with this label', multiple: true }),
    inexact: param.toggle({
      summary: 'Labels may hold the wildcard *',
      names: ['--inexact'],
      off: ['--exact'],
      default: true,
    }),
    filterRequestedAfter: moment({ summary: 'Only tasks requested after this' }),
    filterRequestedBefore: moment({ summary: 'Only tasks requested before this' }),
    filterCompletedAfter: moment({ summary: 'Only tasks completed after this' }),
    filterCompletedBefore: moment({ summary: 'Only tasks completed before this' }),
  },
  rules: [
    exclusive('group', 'filterTaskId'),
    exclusive('group', 'filterStatus'),
    exclusive('group', 'filterType'),
    exclusive('filterTaskId', 'filterStatus'),
    exclusive('filterTaskId', 'filterType'),
  ],
  nothing: 'No tasks. Copy something:  globus transfer',
  output: view,
  run: async ({ flags, given, transfer, records }) => {
    const taskIds = flags.group === undefined ? flags.filterTaskId : await tasksOfGroup(flags.group, records);
    const most = flags.group === undefined || given('limit') ? flags.limit : taskIds.length;
    const like = flags.inexact ? '~' : '';
    const not = flags.inexact ? '!~' : '!';
    const labels = [
      ...flags.filterLabel.map((label) => `${like}${label}`),
      ...flags.filterNotLabel.map((label) => `${not}${label}`),
    ];
    const filter = clauses({
      task_id: taskIds.join(','),
      status: flags.filterStatus.join(','),
      type: flags.filterType ?? 'TRANSFER,DELETE',
      label: labels.join(','),
      request_time: range(flags.filterRequestedAfter, flags.filterRequestedBefore),
      completion_time: range(flags.filterCompletedAfter, flags.filterCompletedBefore),
    });
    return listing(transfer.listTasks({ orderby: 'request_time DESC', filter }, most), (rows) => ({
      DATA: rows,
    }));
  },
});
