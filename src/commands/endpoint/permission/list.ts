import { command, firstRows, optionalLimit, table } from '#command';
import type { AccessRule, Page } from '#services/transfer';
import { endpointId, ruleColumns, ruleScreen } from './_rule.js';

export default command({
  summary: 'List who has access to a guest collection.',
  examples: [{ title: 'List the rules of a collection', line: "globus endpoint permission list 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'Shared with nobody yet. Share it:  globus endpoint permission create',
  output: table((page: Page<AccessRule>) => page.DATA, ruleColumns, { screen: ruleScreen }),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listAccessRules(args.endpointId), 'DATA', flags.limit),
});
