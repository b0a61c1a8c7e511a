import { byFlag, command, param, raw, record } from '#command';
import type { ComputeEndpoint } from '#services/compute';
import { endpointId } from '../_params.js';
import { endingInBreak } from '../_views.js';

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

/** The configuration as the YAML text that it is. */
const configuration = raw((endpoint: ComputeEndpoint) => endingInBreak(endpoint.endpoint_config ?? ''));

export default command({
  summary: 'Show a Compute endpoint.',
  examples: [
    { title: 'Show an endpoint', line: 'globus compute endpoint show cluster' },
    { title: 'Keep its configuration', line: 'globus compute endpoint show cluster --config > config.yaml' },
  ],
  needs: ['compute'],
  args: { endpointId },
  flags: { config: param.switch({ summary: 'Print its configuration as the YAML it is' }) },
  output: byFlag(detail, { config: configuration }),
  run: ({ args, compute }) => compute.getEndpoint(args.endpointId),
});
