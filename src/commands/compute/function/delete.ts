import { command, message } from '#command';
import { functionLoss } from '#globus/losing/running';
import { functionId } from '../_params.js';

export default command({
  summary: 'Delete a registered function.',
  examples: [{ title: 'Delete a function', line: 'globus compute function delete FUNCTION_ID' }],
  needs: ['compute'],
  args: { functionId },
  losing: { what: ({ args, compute }) => functionLoss(args.functionId, compute) },
  output: ({ args }) => message(`Function ${args.functionId} was deleted.`),
  run: ({ args, compute }) => compute.deleteFunction(args.functionId),
});
