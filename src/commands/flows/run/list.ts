import { command, limit, listing, param, things } from '#command';
import { orderby, orderQuery } from '../_params.js';
import { runsView } from '../_views.js';

export default command({
  summary: 'List runs that you can see, newest first.',
  examples: [
    { title: 'List the last runs of a flow', line: "globus flows run list --filter-flow-id 'Nightly copy'" },
    { title: 'List those that wait for something', line: 'globus flows run list --filter-status INACTIVE' },
  ],
  needs: ['flows'],
  flags: {
    filterFlowId: things.flow({ summary: 'Only runs of this flow', multiple: true }),
    filterRole: param.choice(['run_owner', 'run_manager', 'run_monitor', 'flow_run_manager', 'flow_run_monitor'], {
      summary: 'Only runs where you have this role',
      multiple: true,
    }),
    filterStatus: param.choice(['ACTIVE', 'INACTIVE', 'SUCCEEDED', 'FAILED', 'ENDED'], {
      summary: 'Only runs in this state',
      multiple: true,
    }),
    orderby: orderby(['start_time', 'completion_time', 'label', 'status', 'run_id'], []),
    limit: limit(25),
  },
  nothing: 'No runs yet. Start a flow:  globus flows start',
  output: runsView,
  run: ({ flags, flows }) => {
    const query = {
      filter_flow_id: flags.filterFlowId.join(','),
      filter_roles: flags.filterRole.join(','),
      filter_status: flags.filterStatus.join(',') || undefined,
      orderby: orderQuery(flags.orderby),
    };
    return listing(flows.listRuns(query, flags.limit), (rows) => ({ runs: rows }));
  },
});
