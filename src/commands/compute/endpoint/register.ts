import { byFlag, command, dryRun, param, visible, listed } from '#command';
import { jsonView } from '../../_json-view.js';
import { apiVersion } from '../_params.js';
import { endpointDocument, endpointFlags } from './_registration.js';
import { registered } from './_views.js';

export default command({
  summary: 'Register an endpoint with the service.',
  description:
    'The service answers with the queues that the endpoint program then connects to; JSON output shows them, with their passwords. ' +
    'Usually the endpoint program does this itself when it is started.',
  examples: [
    { title: 'Register an endpoint', line: 'globus compute endpoint register cluster --display-name "Our cluster"' },
  ],
  needs: ['compute', 'notices'],
  args: { endpointName: param.text({ summary: 'The name of the new endpoint' }) },
  flags: {
    ...endpointFlags,
    endpointId: listed(param.uuid({ summary: 'The id of an endpoint that is registered again' }), 'computeEndpoint'),
    dryRun,
    apiVersion,
  },
  output: byFlag(registered, { dryRun: jsonView }),
  run: async ({ args, flags, compute, notices }) => {
    const id = flags.endpointId && { endpoint_uuid: flags.endpointId };
    const document = { endpoint_name: args.endpointName, ...id, ...endpointDocument(flags) };
    if (flags.dryRun) return document;
    const registration = await (flags.apiVersion === 'v2'
      ? compute.registerEndpointV2(document)
      : compute.registerEndpointV3(document));
    for (const warning of registration.warnings ?? []) notices.warn(visible(warning));
    return registration;
  },
});
