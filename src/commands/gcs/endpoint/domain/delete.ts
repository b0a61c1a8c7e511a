import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointDomainLoss } from '#globus/losing/collections';
import { endpointId } from '../../_params.js';
import { serviceMessage } from '../../_views.js';

export default command({
  summary: 'Stop serving an endpoint under a DNS name of your own.',
  examples: [{ title: 'Go back to the standard name', line: "globus gcs endpoint domain delete 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  losing: { what: ({ args, ...tools }) => endpointDomainLoss(args.endpointId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs endpoint domain delete')).deleteEndpointDomain(),
});
