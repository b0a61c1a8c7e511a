import { byFlag, command, dryRun, exclusive, param, visible, reading } from '#command';
import { jsonView } from '../../_json-view.js';
import { endpointId } from '../_params.js';
import { endpointDocument, endpointFlags } from './_registration.js';
import { registered } from './_views.js';

export default command({
  summary: 'Change the registration of an endpoint.',
  examples: [
    {
      title: 'Rename an endpoint',
      line: 'globus compute endpoint update cluster --display-name "Our new cluster"',
    },
    { title: 'Let any function run again', line: 'globus compute endpoint update cluster --any-function' },
  ],
  needs: ['compute', 'notices'],
  args: { endpointId },
  flags: {
    ...endpointFlags,
    displayName: { ...endpointFlags.displayName, bare: 'Rename it' },
    endpointName: param.text({ summary: 'A new name' }),
    anyFunction: param.switch({ summary: 'Let any function run there' }),
    dryRun,
  },
  rules: [exclusive('anyFunction', 'allowedFunction')],
  check: ({ given }) =>
    [...Object.keys(endpointFlags), 'endpointName', 'anyFunction'].some((key) =>
      given(key as keyof typeof endpointFlags),
    )
      ? undefined
      : 'Give at least one setting to change.',
  changes: {
    now: reading(({ endpointId: id }, { compute }) => compute.getEndpoint(id)),
    fields: { endpointName: 'name', subscriptionId: 'subscription_uuid' },
  },
  output: byFlag(registered, { dryRun: jsonView }),
  run: async ({ args, flags, compute, notices }) => {
    const document = {
      ...(flags.endpointName !== undefined && { endpoint_name: flags.endpointName }),
      ...endpointDocument(flags),
      ...(flags.anyFunction && { allowed_functions: null }),
    };
    if (flags.dryRun) return document;
    const registration = await compute.updateEndpoint(args.endpointId, document);
    for (const warning of registration.warnings ?? []) notices.warn(visible(warning));
    return registration;
  },
});
