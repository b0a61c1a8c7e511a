import { command, jsonObject, param } from '#command';
import { said } from './_document.js';
import { flowId, principal } from './_params.js';
import { runView } from './_views.js';

export default command({
  summary: 'Start a run of a flow.',
  examples: [{ title: 'Start a flow', line: 'globus flows start FLOW_ID --input input.json --label tuesday' }],
  needs: ['flow'],
  args: { flowId },
  flags: {
    input: jsonObject({ summary: 'The input, as JSON or a file that holds it' }),
    label: param.text({ summary: 'A label to find the run by' }),
    manager: principal({ summary: 'Who may steer it', multiple: true }),
    monitor: principal({ summary: 'Who may see it', multiple: true }),
    tag: param.text({ summary: 'A word to find it by', multiple: true }),
    activityNotificationPolicy: param.choice(['INACTIVE', 'FAILED', 'SUCCEEDED'], { summary: 'Send mail when it gets there' }),
  },
  output: runView,
  run: async ({ args, flags, flow }) =>
    (await flow.at(args.flowId)).runFlow(said({
      body: flags.input ?? {},
      label: flags.label,
      tags: flags.tag,
      run_managers: flags.manager,
      run_monitors: flags.monitor,
      activity_notification_policy: flags.activityNotificationPolicy && { status: [flags.activityNotificationPolicy] },
    })),
});
