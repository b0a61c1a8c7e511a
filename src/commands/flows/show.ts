import { command } from '#command';
import { flowId } from './_params.js';
import { flowView } from './_views.js';

export default command({
  summary: 'Show what a flow is and who may use it.',
  description: 'The definition and the input schema are in the JSON form: --format json.',
  examples: [
    { title: 'Show a flow', line: "globus flows show 'Nightly copy'" },
    { title: 'See what input it takes', line: "globus flows show 'Nightly copy' --jmespath input_schema" },
  ],
  needs: ['flows'],
  args: { flowId },
  output: flowView,
  run: ({ args, flows }) => flows.getFlow(args.flowId),
});
