import { byFlag, command, onScreen, param, raw, record, summary } from '#command';
import type { ComputeEndpoint } from '#services/compute';
import { endpointId } from '../_params.js';
import { endingInBreak } from '../_views.js';

const parts = (...texts: readonly (string | null | false | undefined)[]) => texts.filter(Boolean).join(' · ');
const inLines = summary((row: ComputeEndpoint) => [
  [
    { text: row.display_name || row.name, as: 'strong' },
    `  ${parts(row.public ? 'public' : 'private', row.multi_user && 'one for each user')}`,
  ],
  row.description,
  parts(
    row.hostname && `on ${row.hostname}`,
    row.local_user && `as ${row.local_user}`,
    row.endpoint_version && `version ${row.endpoint_version}`,
  ),
  [{ text: row.uuid, as: 'dim' }],
  [`Is it up:  `, { text: `globus compute endpoint status ${row.uuid}`, as: 'command' }],
]);
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
    { title: 'Save its configuration', line: 'globus compute endpoint show cluster --config > config.yaml' },
  ],
  needs: ['compute'],
  args: { endpointId },
  flags: { config: param.switch({ summary: 'Print its configuration, as YAML' }) },
  output: byFlag(onScreen(inLines, detail), { config: configuration }),
  run: ({ args, compute }) => compute.getEndpoint(args.endpointId),
});
