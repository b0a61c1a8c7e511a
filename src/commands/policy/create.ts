import { command, param, sentence, things } from '#command';
import { policyBody, policyFlags, policyView } from './_policy.js';

export default command({
  summary: 'Make a policy for logins.',
  examples: [
    {
      title: 'Let one domain in',
      line: "globus policy create 'Lab only' --project 'Beamline portal' --description 'Members of the lab' --domain-constraints-include lab.example.org",
    },
    {
      title: 'Ask for a login of the last hour with a second factor',
      line: "globus policy create Strict --project 'Beamline portal' --description 'For patient data' --high-assurance --authentication-assurance-timeout 3600 --required-mfa",
    },
  ],
  needs: ['auth'],
  args: { displayName: param.text({ summary: 'The name of the new policy' }) },
  flags: {
    project: things.project({ summary: 'The project it belongs to', metavar: 'PROJECT_ID', required: true }),
    description: param.text({ summary: 'What the policy is for', required: true }),
    highAssurance: param.toggle({ summary: 'Require it again in every session', off: ['--no-high-assurance'] }),
    ...policyFlags,
  },
  output: policyView,
  run: ({ args, flags, auth }) => auth.createPolicy(policyBody({ ...flags, displayName: args.displayName })),
  made: ({ policy }, { args }) => ({ id: policy.id, name: args.displayName }),
  next: ({ policy }) => sentence`See it:  globus policy show ${policy.id}`,
});
