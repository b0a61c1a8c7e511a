import { command, firstRows, optionalLimit, table } from '#command';
import type { Endpoint, Page } from '#services/transfer';
import { columns, screen } from './_columns.js';

export default command({
  summary: 'List the collections and endpoints you manage.',
  description: 'Those where you have the role activity_monitor, activity_manager or administrator.',
  examples: [{ title: 'List them', line: 'globus endpoint-manager endpoint list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  nothing: 'You manage no collections. To manage one, you need the role activity monitor or activity manager on it.',
  output: table((page: Page<Endpoint>) => page.DATA, columns, { screen }),
  run: async ({ flags, transfer }) => firstRows(await transfer.listMonitoredEndpoints(), 'DATA', flags.limit),
});
