import { command, dryRun, sentence, things, whenWords } from '#command';
import { runInput } from '#globus/flows/input';
import { demandFlowAccess } from '#globus/timers/consents';
import { submitting } from '#globus/submitting';
import { previewRuns, scheduleOf, timerName } from '#globus/timers/schedule';
import { answerer, flowInput, inputFields, inputHelp } from '../../_flow-input.js';
import { jsonView } from '../../_json-view.js';
import { newTimer } from './_new-timer.js';
import { whenItRuns } from './_when.js';
import { scheduleComplaint, scheduleFlags, scheduleRules } from '../_schedule.js';
import { createdView } from '../_views.js';

export default command({
  summary: 'Make a timer that starts a flow.',
  description:
    'Timers needs your consent to start the flow for you: globus login --timer flow:FLOW_ID. On a terminal, this command asks for it.\n\n' +
    'If you give no input, you are asked for it on a terminal, field by field, as the input schema of the flow defines it; elsewhere each run gets none. ' +
    `Answers and fields are checked before the timer is made.\n\n${inputHelp}`,
  examples: [
    {
      title: 'Start a flow every night at two',
      line: "globus timer create flow 'Nightly copy' --cron '0 2 * * *' --input input.json",
    },
    {
      title: 'Give the input field by field',
      line: "globus timer create flow 'Nightly copy' source=@data retries=3 --every 1d",
    },
    {
      title: 'Start it once, next year',
      line: "globus timer create flow 'Nightly copy' --start 2027-01-31T10:00:00 --stop-after-runs 1",
    },
  ],
  needs: ['timers', 'flows', 'auth', 'session', 'names', 'prompt', 'notices', 'clock'],
  args: { flowId: things.flow({ summary: 'The flow' }), fields: inputFields },
  flags: { input: flowInput, ...scheduleFlags, dryRun },
  rules: scheduleRules,
  check: ({ flags }) => scheduleComplaint(flags),
  guide: { offers: whenItRuns, question: 'Give its input next, then make the timer?' },
  login: { of: ['flowId'], demand: ({ flowId }, tools) => demandFlowAccess(flowId, tools) },
  output: ({ flags }) => (flags.dryRun ? jsonView : createdView),
  run: async ({ args, flags, timers, flows, names, prompt, ...tools }) => {
    // first, since a form may take its time, and the schedule begins when it is filled in
    const body = await runInput(
      { flowId: args.flowId, input: flags.input, fields: args.fields },
      {
        ...{ flows, notices: tools.notices, places: names.places, ask: answerer(prompt) },
        beforeAsking: flags.dryRun ? undefined : () => demandFlowAccess(args.flowId, tools),
      },
    );
    const now = tools.clock.now();
    const schedule = scheduleOf(flags, now);
    const timer = {
      timer_type: 'flow',
      flow_id: args.flowId,
      name: timerName(flags.name, now),
      schedule,
      body: { body },
    };
    previewRuns(schedule, { ...tools, words: prompt.available ? whenWords : undefined });
    if (flags.dryRun) return { timer };
    // the service takes a timer without it, and then pauses it at its first run
    await demandFlowAccess(args.flowId, tools);
    return (await submitting(newTimer, () => timers.createTimer({ timer }))).timer;
  },
  made: (made, { flags }) => ('job_id' in made ? { id: made.job_id, name: flags.name } : undefined),
  next: (made) => ('job_id' in made ? sentence`See it:  globus timer show ${made.job_id}` : undefined),
});
