import { command } from '#command';
import { apiVersion, endpointId } from '../_params.js';
import { locked } from './_views.js';

export default command({
  summary: 'Block registrations of an endpoint for a short time.',
  description:
    'Use it to stop or move the endpoint program, so that the program does not start itself again. The lock ends on its own.',
  examples: [{ title: 'Lock an endpoint', line: 'globus compute endpoint lock cluster' }],
  needs: ['compute'],
  args: { endpointId },
  flags: { apiVersion },
  output: locked,
  run: ({ args, flags, compute }) =>
    flags.apiVersion === 'v2' ? compute.lockEndpointV2(args.endpointId) : compute.lockEndpointV3(args.endpointId),
});
