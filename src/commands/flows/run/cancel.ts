import { command } from '#command';
import { openRunId } from '../_params.js';
import { runView } from '../_views.js';

export default command({
  summary: 'Cancel a run.',
  examples: [{ title: 'Cancel a run', line: 'globus flows run cancel @last' }],
  needs: ['flows'],
  args: { runId: openRunId },
  output: runView,
  run: ({ args, flows }) => flows.cancelRun(args.runId),
});
