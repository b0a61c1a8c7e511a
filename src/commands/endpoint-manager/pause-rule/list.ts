import { command, firstRows, optionalLimit, table, things } from '#command';
import type { Page, PauseRule } from '#services/transfer';
import { ruleColumns } from './_rule.js';

export default command({
  summary: 'List pause rules on collections you manage.',
  examples: [
    {
      title: 'List those of one collection',
      line: "globus endpoint-manager pause-rule list --filter-endpoint 'Lab data'",
    },
  ],
  needs: ['transfer'],
  flags: {
    filterEndpoint: things.collection({ summary: 'Only those on this collection or endpoint' }),
    limit: optionalLimit,
  },
  nothing: 'No pause rules. Make one:  globus endpoint-manager pause-rule create',
  output: table((page: Page<PauseRule>) => page.DATA, ruleColumns),
  run: async ({ flags, transfer }) =>
    firstRows(await transfer.listPauseRules({ filter_endpoint: flags.filterEndpoint }), 'DATA', flags.limit),
});
