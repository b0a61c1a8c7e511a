import { command, message } from '#command';
import { endpointId } from '../_params.js';

export default command({
  summary: 'Delete an endpoint from the service.',
  examples: [{ title: 'Delete an endpoint', line: 'globus compute endpoint delete cluster' }],
  needs: ['compute'],
  args: { endpointId },
  confirm: ({ args }) => `Delete the endpoint ${args.endpointId}? Tasks that wait for it will never run.`,
  output: ({ args }) => message(`Endpoint ${args.endpointId} was deleted.`),
  run: ({ args, compute }) => compute.deleteEndpoint(args.endpointId),
});
