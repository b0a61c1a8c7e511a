import { command, firstRows, optionalLimit, param, table } from '#command';
import type { IndexList } from '#services/search';
import { indexScreen } from './_screen.js';
import { indexColumns } from './_views.js';

export default command({
  summary: 'List the indexes that you have a role on.',
  examples: [
    { title: 'List your indexes', line: 'globus search index list' },
    { title: 'List those you own', line: 'globus search index list --filter-role owner' },
  ],
  needs: ['search'],
  flags: {
    filterRole: param.choice(['owner', 'admin', 'writer'], {
      summary: 'Only those where you have this role',
      multiple: true,
    }),
    limit: optionalLimit,
  },
  nothing: 'You have a role on no index. Make one:  globus search index create',
  output: table((list: IndexList) => list.index_list, indexColumns, { screen: indexScreen }),
  run: async ({ flags, search }) =>
    firstRows(
      await search.indexList({ filter_roles: flags.filterRole.join(',') || undefined }),
      'index_list',
      flags.limit,
    ),
});
