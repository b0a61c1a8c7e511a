import { command, record } from '#command';
import type { Endpoint } from '#services/transfer';
import { endpointId } from '../_params.js';
import { columns } from './_columns.js';

export default command({
  summary: 'Show a collection or endpoint you manage.',
  description: 'Also shows what its owner keeps private, such as the folder that a guest collection shares.',
  examples: [{ title: 'Show a collection', line: "globus endpoint-manager endpoint show 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId },
  output: record<Endpoint>({
    ...columns,
    Description: 'description',
    'Host Endpoint ID': 'host_endpoint_id',
    'Host Path': 'host_path',
    'Subscription ID': 'subscription_id',
    'High Assurance': 'high_assurance',
    Visibility: 'public',
    'Contact E-mail': 'contact_email',
  }),
  run: ({ args, transfer }) => transfer.getManagedEndpoint(args.endpointId),
});
