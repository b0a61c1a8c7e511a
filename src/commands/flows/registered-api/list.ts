import { command, date, limit, listing, param, rowsTable } from '#command';
import type { RegisteredApi } from '#services/flows';
import { orderby, orderQuery } from '../_params.js';

export default command({
  summary: 'List registered APIs, newest first.',
  examples: [
    {
      title: 'List those that you own',
      line: 'globus flows registered-api list --filter-role owner --orderby name:ASC',
    },
  ],
  needs: ['flows'],
  flags: {
    filterRole: param.choice(['owner', 'administrator', 'viewer'], {
      summary: 'Only those where you have this role',
      multiple: true,
    }),
    orderby: orderby(['id', 'name', 'created_timestamp', 'updated_timestamp'], ['created_timestamp:DESC']),
    limit: limit(25),
  },
  nothing: 'No registered APIs.',
  output: rowsTable<RegisteredApi>({
    'Registered API ID': 'id',
    Name: 'name',
    'Created At': date('created_timestamp'),
    'Updated At': date('updated_timestamp'),
  }),
  run: ({ flags, flows }) => {
    const query = { filter_roles: flags.filterRole.join(',') || undefined, orderby: orderQuery(flags.orderby) };
    return listing(flows.listRegisteredApis(query, flags.limit), (rows) => ({ registered_apis: rows }));
  },
});
