import { command, message } from '#command';
import { computeEndpointLoss } from '#globus/losing/running';
import { endpointId } from '../_params.js';

export default command({
  summary: 'Delete an endpoint from the service.',
  examples: [{ title: 'Delete an endpoint', line: 'globus compute endpoint delete cluster' }],
  needs: ['compute'],
  args: { endpointId },
  losing: { what: ({ args, compute }) => computeEndpointLoss(args.endpointId, compute) },
  output: ({ args }) => message(`Endpoint ${args.endpointId} was deleted.`),
  run: ({ args, compute }) => compute.deleteEndpoint(args.endpointId),
});
