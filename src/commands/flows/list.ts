import { command, date, limit, listing, param, principal, rowsTable } from '#command';
import type { Flow } from '#services/flows';
import { flowScreen } from './_screen.js';
import { orderby, orderQuery } from './_params.js';

export default command({
  summary: 'List flows that you can see, newest first.',
  examples: [
    { title: 'List the flows that you own', line: 'globus flows list --filter-role flow_owner' },
    { title: 'Find flows by words', line: 'globus flows list --filter-fulltext transfer --orderby title:ASC' },
  ],
  needs: ['flows'],
  flags: {
    filterRole: param.choice(
      ['flow_viewer', 'flow_starter', 'flow_administrator', 'flow_owner', 'run_manager', 'run_monitor'],
      {
        summary: 'Only flows where you have this role',
        multiple: true,
      },
    ),
    filterFulltext: param.text({ summary: 'Only flows with these words', bare: 'Look for it' }),
    orderby: orderby(['id', 'scope_string', 'title', 'created_at', 'updated_at'], ['updated_at:DESC']),
    limit: limit(25),
  },
  nothing: 'You see no flows. Make one:  globus flows create',
  output: rowsTable<Flow>(
    {
      'Flow ID': 'id',
      Title: 'title',
      Owner: principal('flow_owner'),
      'Created At': date('created_at'),
      'Updated At': date('updated_at'),
    },
    flowScreen,
  ),
  run: ({ flags, flows }) => {
    const query = {
      filter_roles: flags.filterRole.join(',') || undefined,
      filter_fulltext: flags.filterFulltext,
      orderby: orderQuery(flags.orderby),
    };
    return listing(flows.listFlows(query, flags.limit), (rows) => ({ flows: rows }));
  },
});
