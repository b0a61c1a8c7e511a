import { command, param } from '#command';
import { runId } from '../_params.js';
import { describedRunView, runView } from '../_views.js';

export default command({
  summary: 'Show a run.',
  examples: [
    { title: 'Show a run', line: 'globus flows run show RUN_ID' },
    { title: 'See what it made', line: 'globus flows run show RUN_ID --jmespath details.output' },
  ],
  needs: ['flows'],
  args: { runId },
  flags: { includeFlowDescription: param.switch({ summary: 'Also say what its flow is about' }) },
  output: ({ flags }) => (flags.includeFlowDescription ? describedRunView : runView),
  run: ({ args, flags, flows }) =>
    flows.getRun(args.runId, flags.includeFlowDescription ? { include_flow_description: 'True' } : {}),
});
