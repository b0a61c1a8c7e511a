import { command, grantee, grantees, param, reading } from '#command';
import { subscription } from '../_subscription.js';
import { aboutFlags, definition, definedFields } from './_document.js';
import { administeredFlowId, principalHelp } from './_params.js';
import { flowView } from './_views.js';

export default command({
  summary: 'Change a flow.',
  description: `What you do not give stays as it is. A list replaces the old one; '' empties it. Runs that have started keep their definition.\n\n${principalHelp}`,
  examples: [
    { title: 'Give it another title', line: "globus flows update 'Nightly copy' --title 'Weekly copy'" },
    {
      title: 'Let everyone who logs in start it',
      line: "globus flows update 'Nightly copy' --starters everyone",
    },
  ],
  needs: ['flows'],
  args: { flowId: administeredFlowId },
  flags: {
    title: param.text({ summary: 'Its title', bare: 'Rename it' }),
    definition,
    owner: grantee({ summary: 'Its new owner; this can only be you' }),
    ...aboutFlags,
    administrators: grantees({ summary: 'Who may change the flow' }),
    starters: grantees({ summary: 'Who may start it', everybody: 'all_authenticated_users' }),
    viewers: grantees({ summary: 'Who may see it', everybody: 'public' }),
    runManagers: grantees({ summary: 'Who may manage all its runs' }),
    runMonitors: grantees({ summary: 'Who may see all its runs' }),
    keywords: param.commaList({ summary: 'Keywords to find it by' }),
    subscriptionId: subscription({ summary: 'The subscription that it belongs to' }),
  },
  changes: {
    now: reading(({ flowId: id }, { flows }) => flows.getFlow(id)),
    fields: {
      owner: 'flow_owner',
      administrators: 'flow_administrators',
      starters: 'flow_starters',
      viewers: 'flow_viewers',
    },
  },
  output: flowView,
  run: ({ args, flags, flows }) =>
    flows.updateFlow(
      args.flowId,
      definedFields({
        title: flags.title,
        definition: flags.definition,
        flow_owner: flags.owner,
        subtitle: flags.subtitle,
        description: flags.description,
        input_schema: flags.inputSchema,
        flow_administrators: flags.administrators,
        flow_starters: flags.starters,
        flow_viewers: flags.viewers,
        run_managers: flags.runManagers,
        run_monitors: flags.runMonitors,
        keywords: flags.keywords,
        authentication_policy_id: flags.authenticationPolicyId,
        subscription_id: flags.subscriptionId,
      }),
    ),
});
