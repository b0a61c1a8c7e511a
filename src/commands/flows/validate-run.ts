import { command, message } from '#command';
import { runInput } from '#globus/flows/input';
import { answerer, inputFields, inputHelp } from '../_flow-input.js';
import { flowId } from './_params.js';
import { runFlags, runRequest } from './_run-request.js';

export default command({
  summary: 'Ask a flow whether it would accept this run.',
  description: `Checks the input, the people and your right to start the flow, and starts nothing.\n\n${inputHelp}`,
  examples: [{ title: 'Check an input', line: "globus flows validate-run 'Nightly copy' --input input.json" }],
  needs: ['flows', 'flow', 'names', 'prompt', 'notices'],
  args: { flowId, fields: inputFields },
  flags: runFlags,
  output: message((answer: { readonly message: string }) => answer.message),
  run: async ({ args, flags, flow, flows, names, notices, prompt }) => {
    const wanted = { flowId: args.flowId, input: flags.input, fields: args.fields };
    const body = await runInput(wanted, {
      ...{ flows, notices, places: names.places, ask: answerer(prompt) },
      beforeAsking: () => flow.logIn(args.flowId),
    });
    return (await flow.at(args.flowId)).validateRun(runRequest(body, flags));
  },
});
