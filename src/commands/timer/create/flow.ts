import { command, dryRun, param } from '#command';
import { flowInput } from '../../_flow-input.js';
import { jsonView } from '../../_json-view.js';
import { demandFlowAccess } from '../_access.js';
import { previewRuns, scheduleComplaint, scheduleFlags, scheduleOf, scheduleRules, timerName } from '../_schedule.js';
import { createdView } from '../_views.js';

export default command({
  summary: 'Make a timer that starts a flow.',
  description:
    'Timers needs your consent to start the flow for you: globus login --timer flow:FLOW_ID. On a terminal it is asked for here.',
  examples: [
    { title: 'Start a flow every night at two', line: "globus timer create flow FLOW_ID --cron '0 2 * * *' --input input.json" },
    { title: 'Start it once, next year', line: 'globus timer create flow FLOW_ID --start 2027-01-31T10:00:00 --stop-after-runs 1' },
  ],
  needs: ['timers', 'auth', 'session', 'prompt', 'notices', 'clock'],
  args: { flowId: param.uuid({ summary: 'The flow' }) },
  flags: { input: flowInput, ...scheduleFlags, dryRun },
  rules: scheduleRules,
  check: ({ flags }) => scheduleComplaint(flags),
  output: ({ flags }) => (flags.dryRun ? jsonView : createdView),
  run: async ({ args, flags, timers, prompt, ...tools }) => {
    const now = tools.clock.now();
    const schedule = scheduleOf(flags, now);
    const timer = { timer_type: 'flow', flow_id: args.flowId, name: timerName(flags.name, now), schedule, body: { body: flags.input ?? {} } };
    previewRuns(schedule, tools);
    if (flags.dryRun) return { timer };
    // elsewhere nobody could answer, and the service refuses what it has no consent for
    if (prompt.available) await demandFlowAccess(args.flowId, tools);
    return timers.createTimer({ timer });
  },
});
