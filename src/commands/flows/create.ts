import { command, grantee, listed, param, sentence } from '#command';
import { aboutFlags, definition, definedFields } from './_document.js';
import { principalHelp } from './_params.js';
import { flowView } from './_views.js';

export default command({
  summary: 'Make a flow from a definition.',
  description:
    `The definition and the input schema are JSON, or files that hold it. Without an input schema, a run takes any input.\n\n${principalHelp} ` +
    'As a viewer, "public" stands for everyone; as a starter, "all_authenticated_users" stands for everyone who logs in. The word everyone stands for both.',
  examples: [
    { title: 'Make a flow', line: "globus flows create 'Nightly copy' definition.json --input-schema schema.json" },
    { title: 'Let a group start it', line: "globus flows create Copy definition.json --starter 'group:Genome lab'" },
  ],
  needs: ['flows'],
  args: { title: param.text({ summary: 'The title of the new flow' }), definition },
  flags: {
    ...aboutFlags,
    administrator: grantee({ summary: 'Who may change the flow', multiple: true }),
    starter: grantee({ summary: 'Who may start it', multiple: true, everybody: 'all_authenticated_users' }),
    viewer: grantee({ summary: 'Who may see it', multiple: true, everybody: 'public' }),
    keyword: param.text({ summary: 'A keyword to find it by', multiple: true }),
    runManager: grantee({ summary: 'Who may manage all its runs', multiple: true }),
    runMonitor: grantee({ summary: 'Who may see all its runs', multiple: true }),
    subscriptionId: listed(param.uuid({ summary: 'The subscription that it belongs to' }), 'subscription'),
  },
  output: flowView,
  run: ({ args, flags, flows }) =>
    flows.createFlow(
      definedFields({
        title: args.title,
        definition: args.definition,
        input_schema: flags.inputSchema ?? {},
        subtitle: flags.subtitle,
        description: flags.description,
        flow_administrators: flags.administrator,
        flow_starters: flags.starter,
        flow_viewers: flags.viewer,
        keywords: flags.keyword,
        run_managers: flags.runManager,
        run_monitors: flags.runMonitor,
        authentication_policy_id: flags.authenticationPolicyId,
        subscription_id: flags.subscriptionId ?? null,
      }),
    ),
  made: ({ id }, { args }) => ({ id, name: args.title }),
  next: ({ id }) => sentence`Start it:  globus flows start ${id}`,
});
