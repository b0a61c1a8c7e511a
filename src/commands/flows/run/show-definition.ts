import { command } from '#command';
import { jsonView } from '../../_json-view.js';
import { runId } from '../_params.js';

export default command({
  summary: 'Show the definition that a run was started with.',
  description: 'It is printed as JSON, even with --format text. The flow may have changed since the run was started.',
  examples: [
    { title: 'Keep the definition of a run', line: 'globus flows run show-definition @last --jmespath definition' },
  ],
  needs: ['flows'],
  args: { runId },
  output: jsonView,
  run: ({ args, flows }) => flows.getRunDefinition(args.runId),
});
