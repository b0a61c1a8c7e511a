import { command } from '#command';
import { pauseInfoView } from '../../_pause-info.js';
import { taskId } from '../_params.js';

export default command({
  summary: "Show why somebody's task is paused.",
  examples: [{ title: 'See why nothing moves', line: 'globus endpoint-manager task pause-info nightly' }],
  needs: ['transfer'],
  args: { taskId },
  output: ({ args }) => pauseInfoView(args.taskId),
  run: ({ args, transfer }) => transfer.getManagedTaskPauseInfo(args.taskId),
});
