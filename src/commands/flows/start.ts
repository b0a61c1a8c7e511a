import { command, dryRun, requires, sentence, waiting } from '#command';
import { demandFlowData, logInToFlow } from '#globus/flows/data-access';
import { runInput } from '#globus/flows/input';
import { submitting } from '#globus/submitting';
import { judgeRun, waitForRun } from '#globus/flows/waiting';
import { answerer, inputFields, inputHelp } from '../_flow-input.js';
import { labelled } from '../_labelled.js';
import { jsonView } from '../_json-view.js';
import { flowId, principalHelp } from './_params.js';
import { runFlags, runRequest } from './_run-request.js';
import { startGuide } from './_start-guide.js';
import { runView } from './_views.js';

const newRun = (flowId: string) => ({
  what: 'The run',
  see: `globus flows run list --filter-flow-id ${flowId}`,
  cancel: 'globus flows run cancel RUN_ID',
});

export default command({
  summary: 'Start a run of a flow.',
  description:
    'If you give no input, you are asked for it on a terminal, field by field, as the input schema of the flow defines it; elsewhere the run gets none. ' +
    `Answers and fields are checked before anything is sent.\n\n${inputHelp}\n\n${principalHelp}\n\n` +
    'With --wait the steps are shown as they come; a run that fails, or waits for a person, ends with exit code 1.',
  examples: [
    { title: 'Start a flow', line: "globus flows start 'Nightly copy' --input input.json --label tuesday" },
    {
      title: 'Give the input field by field, and wait',
      line: "globus flows start 'Nightly copy' source=@data retries=3 --wait",
    },
    { title: 'See what would be sent', line: "globus flows start 'Nightly copy' --input input.json --dry-run" },
  ],
  needs: ['flows', 'flow', 'transfer', 'auth', 'session', 'names', 'prompt', 'progress', 'notices', 'clock'],
  args: { flowId, fields: inputFields },
  flags: { ...runFlags, wait: waiting.wait, waitTimeout: waiting.waitTimeout, dryRun },
  rules: [requires('waitTimeout', 'wait')],
  guide: startGuide,
  login: { of: ['flowId'], demand: ({ flowId: id }, tools) => logInToFlow(id, tools) },
  output: ({ flags }) => (flags.dryRun ? jsonView : runView),
  run: async ({ args, flags, flow, ...tools }) => {
    const body = await runInput(
      { flowId: args.flowId, input: flags.input, fields: args.fields, check: flags.dryRun },
      {
        ...{ ...tools, places: tools.names.places, ask: answerer(tools.prompt) },
        beforeAsking: flags.dryRun ? undefined : () => logInToFlow(args.flowId, { flow, ...tools }),
      },
    );
    const request = runRequest(body, flags);
    if (flags.dryRun) return request;
    await demandFlowData(args.flowId, body, tools);
    const one = await flow.at(args.flowId);
    const run = await submitting(newRun(args.flowId), () => one.runFlow(request));
    if (!flags.wait) return run;
    tools.notices.info(`Run ${run.run_id} was started.`);
    return judgeRun(
      await waitForRun(run.run_id, tools, { pollingInterval: 1, timeout: flags.waitTimeout, hasBegun: true }),
      tools.flows,
    );
  },
  made: (run, { flags }) => ('run_id' in run ? labelled(run.run_id, flags.label) : undefined),
  next: (run, { flags }) =>
    'run_id' in run && !flags.wait ? sentence`Follow it:  globus flows run watch ${run.run_id}` : undefined,
});
