import { command, date, limit, listing, param, rowsTable, things } from '#command';
import type { WebInputSummary } from '#services/flows';
import { orderby, orderQuery } from '../_params.js';

export default command({
  summary: 'List questions that runs wait on.',
  examples: [
    {
      title: 'List what you can answer',
      line: 'globus flows web-input list --filter-role respondent --filter-state open',
    },
  ],
  needs: ['flows'],
  flags: {
    filterRole: param.choice(['viewer', 'respondent'], {
      summary: 'Only those where you have this role',
      multiple: true,
    }),
    filterState: param.choice(['open', 'closed'], {
      summary: 'Only those in this state',
      multiple: true,
    }),
    filterFlowId: things.flow({ summary: 'Only those of this flow', multiple: true }),
    filterRunId: things.run({ summary: 'Only those of this run', multiple: true }),
    orderby: orderby(['id', 'created_timestamp', 'edited_timestamp', 'closed_timestamp'], []),
    limit: limit(25),
  },
  nothing: 'No run waits for an answer of yours.',
  output: rowsTable<WebInputSummary>({
    'Web Input ID': 'id',
    Title: 'title',
    Status: 'status',
    'Run Label': 'run.label',
    'Flow Title': 'flow.title',
    'Created At': date('created_timestamp'),
  }),
  run: ({ flags, flows }) => {
    const query = {
      filter_roles: flags.filterRole.join(',') || undefined,
      filter_states: flags.filterState.join(',') || undefined,
      filter_flow_ids: flags.filterFlowId.join(',') || undefined,
      filter_run_ids: flags.filterRunId.join(',') || undefined,
      orderby: orderQuery(flags.orderby),
    };
    return listing(flows.listWebInputs(query, flags.limit), (rows) => ({ web_input_summaries: rows }));
  },
});
