import { command, param } from '#command';
import { cancelView } from './_cancel.js';

export default command({
  summary: 'Show whether a cancellation of tasks is done.',
  examples: [{ title: 'Look at a cancellation', line: 'globus endpoint-manager task cancel-status 12' }],
  needs: ['transfer'],
  args: { adminCancelId: param.integer({ summary: 'The cancellation, as `task cancel` names it', min: 0 }) },
  output: cancelView,
  run: ({ args, transfer }) => transfer.getCancelStatus(args.adminCancelId),
});
