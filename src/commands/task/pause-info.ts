import { command } from '#command';
import { pauseInfoView } from '../_pause-info.js';
import { taskId } from './_params.js';

export default command({
  summary: 'Show why a task is paused.',
  examples: [{ title: 'See why nothing moves', line: 'globus task pause-info @last' }],
  needs: ['transfer'],
  args: { taskId },
  output: ({ args }) => pauseInfoView(args.taskId),
  run: ({ args, transfer }) => transfer.getTaskPauseInfo(args.taskId),
});
