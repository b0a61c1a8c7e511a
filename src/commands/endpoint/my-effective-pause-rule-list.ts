import { command, firstRows, optionalLimit, table } from '#command';
import type { Page, PauseRule } from '#services/transfer';
import { pausedOperations } from '../_pause-info.js';
import { endpointId } from './_params.js';

export default command({
  summary: 'List what is paused for you on a collection.',
  examples: [{ title: 'See why nothing moves', line: "globus endpoint my-effective-pause-rule-list 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'Nothing of yours is paused here.',
  output: table((page: Page<PauseRule>) => page.DATA, {
    Operations: pausedOperations,
    'On Endpoint': 'endpoint_display_name',
    Since: 'start_time',
    Message: 'message',
  }),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listMyEffectivePauseRules(args.endpointId), 'DATA', flags.limit),
});
