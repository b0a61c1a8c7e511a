import { byFlag, command, param, record } from '#command';
import type { ComputeEndpoint } from '#services/compute';
import { configuration, endpointId } from '../_params.js';

const detail = record<ComputeEndpoint>({
  'Endpoint ID': 'uuid',
  Name: 'name',
  'Display Name': 'display_name',
  Description: 'description',
  Public: 'public',
  'Multi-user': 'multi_user',
  Hostname: 'hostname',
  'Local User': 'local_user',
  'IP Address': 'ip_address',
  'Endpoint Version': 'endpoint_version',
  'SDK Version': 'sdk_version',
  'Subscription ID': 'subscription_uuid',
});

export default command({
  summary: 'Show a Compute endpoint.',
  examples: [
    { title: 'Show an endpoint', line: 'globus compute endpoint show ENDPOINT_ID' },
    { title: 'Keep its configuration', line: 'globus compute endpoint show ENDPOINT_ID --config > config.yaml' },
  ],
  needs: ['compute'],
  args: { endpointId },
  flags: { config: param.switch({ summary: 'Print its configuration as the YAML it is' }) },
  output: byFlag(detail, { config: configuration }),
  run: ({ args, compute }) => compute.getEndpoint(args.endpointId),
});
