import { command, param } from '#command';
import { clientId } from '../_client.js';
import { credentialView } from './_credential.js';

export default command({
  summary: 'Make a secret for a client.',
  description: 'The secret is printed only once, on standard output, and cannot be shown again.',
  examples: [
    { title: 'Make a secret', line: "globus client credential create 'Beamline tool' 'host7 since 2026'" },
    {
      title: 'Write it to a file',
      line: "globus client credential create 'Beamline tool' host7 --jmespath credential.secret --format unix > secret",
    },
  ],
  needs: ['auth'],
  args: { clientId, name: param.text({ summary: 'A name to recognize it by' }) },
  output: credentialView,
  run: ({ args, auth }) => auth.createClientCredential(args.clientId, { credential: { name: args.name } }),
});
