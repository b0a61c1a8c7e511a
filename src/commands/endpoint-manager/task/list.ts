import { command, moment as pastMoment, listing, optionalLimit, param, requires, rowsTable, things } from '#command';
import type { Task } from '#services/transfer';
import { identityId } from '#globus/people/identity';
import { watchedScreen } from '../../_task-screen.js';
import { taskColumns } from './_task.js';

/** A moment as the service's filters write it. */
const moment = (date: Date | undefined) => date?.toISOString().replace(/\.\d+Z$/, '+00:00') ?? '';

export default command({
  summary: 'List tasks on collections you manage.',
  examples: [
    {
      title: 'List what runs on a collection now',
      line: "globus endpoint-manager task list --filter-endpoint 'Lab data' --filter-status ACTIVE",
    },
    {
      title: 'Find tasks in trouble',
      line: 'globus endpoint-manager task list --filter-status ACTIVE --filter-min-faults 100',
    },
  ],
  needs: ['transfer', 'auth'],
  flags: {
    filterStatus: param.choice(['ACTIVE', 'INACTIVE', 'FAILED', 'SUCCEEDED'], {
      summary: 'Only tasks in this state',
      multiple: true,
    }),
    filterTaskId: things.managedTask({ summary: 'Only this task', multiple: true }),
    filterOwnerId: param.text({ summary: 'Only tasks of this owner, by id or username' }),
    filterEndpoint: things.collection({ summary: 'Only tasks on this collection or endpoint' }),
    filterEndpointUse: param.choice(['source', 'destination'], {
      summary: 'Only where that endpoint is the source or the destination',
    }),
    filterIsPaused: param.toggle({
      summary: 'Only tasks that are paused, or are not',
      off: ['--filter-is-not-paused'],
    }),
    filterCompletedAfter: pastMoment({ summary: 'Only tasks completed after this' }),
    filterCompletedBefore: pastMoment({ summary: 'Only tasks completed before this' }),
    filterMinFaults: param.integer({ summary: 'Only tasks with at least this many faults', metavar: 'N', min: 0 }),
    filterLocalUser: param.text({ summary: 'Only tasks of this local account; needs --filter-endpoint' }),
    limit: optionalLimit,
  },
  rules: [requires('filterEndpointUse', 'filterEndpoint'), requires('filterLocalUser', 'filterEndpoint')],
  nothing: 'No tasks on the collections that you manage.',
  output: rowsTable<Task>(taskColumns, watchedScreen),
  run: async ({ flags, transfer, auth }) => {
    const { filterCompletedAfter: after, filterCompletedBefore: before } = flags;
    const query = {
      filter_status: flags.filterStatus.join(',') || undefined,
      filter_task_id: flags.filterTaskId.join(',') || undefined,
      filter_owner_id: flags.filterOwnerId === undefined ? undefined : await identityId(flags.filterOwnerId, auth),
      filter_endpoint: flags.filterEndpoint,
      filter_endpoint_use: flags.filterEndpointUse,
      filter_is_paused: flags.filterIsPaused === undefined ? undefined : String(flags.filterIsPaused),
      filter_completion_time: after || before ? `${moment(after)},${moment(before)}` : undefined,
      filter_min_faults: flags.filterMinFaults,
      filter_local_user: flags.filterLocalUser,
    };
    return listing(transfer.listManagedTasks(query, flags.limit), (rows) => ({ DATA: rows }));
  },
});
