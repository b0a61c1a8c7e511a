import { command, param } from '#command';
import { failureOf, saysMore, tellFailure } from '#globus/flows/failure';
import { runId } from '../_params.js';
import { describedRunView, runView } from '../_views.js';

export default command({
  summary: 'Show a run.',
  description: 'On a terminal, it also shows why the run failed.',
  examples: [
    { title: 'Show a run', line: 'globus flows run show @last' },
    { title: 'See what it made', line: 'globus flows run show @last --jmespath details.output' },
  ],
  needs: ['flows', 'notices', 'prompt'],
  args: { runId },
  flags: { includeFlowDescription: param.switch({ summary: 'Also show the title and the description of its flow' }) },
  output: ({ flags }) => (flags.includeFlowDescription ? describedRunView : runView),
  run: async ({ args, flags, flows, notices, prompt, drawn }) => {
    const run = await flows.getRun(
      args.runId,
      flags.includeFlowDescription ? { include_flow_description: 'True' } : {},
    );
    const failure = drawn && prompt.available ? await failureOf(run, flows) : undefined;
    if (failure && saysMore(run, failure)) notices.info(tellFailure(run, failure).message);
    return run;
  },
});
