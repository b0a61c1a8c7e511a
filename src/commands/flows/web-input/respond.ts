import { command, message, param } from '#command';
import { optionId } from '#globus/flows/web-input';
import { answerer } from '../../_flow-input.js';
import { webInputId } from './_params.js';

export default command({
  summary: 'Answer a question, so that its run continues.',
  description:
    'The answer is the label or the id of one of the options. Without it, on a terminal, the options are shown to choose from.',
  examples: [{ title: 'Approve', line: 'globus flows web-input respond WEB_INPUT_ID Approve' }],
  needs: ['flows', 'prompt'],
  args: { webInputId, option: param.text({ summary: 'The answer, by label or id', optional: true }) },
  output: message('Your answer was sent.'),
  run: async ({ args, flows, prompt }) =>
    flows.respondToWebInput(args.webInputId, {
      response: { value: await optionId(args.webInputId, args.option, { flows, ask: answerer(prompt) }) },
    }),
});
