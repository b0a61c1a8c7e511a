import { choice, command, message, table } from '#command';
import type { AllowedFunctions } from '#services/compute';
import { endpointId } from '../_params.js';

const any = message('Any function may run on this endpoint.');
const some = table((document: AllowedFunctions) => document.functions.map((id) => ({ id })), { 'Function ID': 'id' });

export default command({
  summary: 'List the functions that may run on an endpoint.',
  examples: [{ title: 'List them', line: 'globus compute endpoint allowed-functions cluster' }],
  needs: ['compute'],
  args: { endpointId },
  nothing: 'No function is named: the endpoint runs any.',
  output: choice((document: AllowedFunctions) => (document.restricted ? some : any)),
  run: ({ args, compute }) => compute.getEndpointAllowlist(args.endpointId),
});
