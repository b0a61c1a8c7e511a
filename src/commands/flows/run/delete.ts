import { command } from '#command';
import { runLoss } from '#globus/losing/running';
import { runId } from '../_params.js';
import { runView } from '../_views.js';

export default command({
  summary: 'Delete a run that has ended, and its log.',
  examples: [{ title: 'Delete a run', line: 'globus flows run delete @last' }],
  needs: ['flows'],
  args: { runId },
  losing: { what: ({ args, flows }) => runLoss(args.runId, flows) },
  output: runView,
  run: ({ args, flows }) => flows.deleteRun(args.runId),
});
