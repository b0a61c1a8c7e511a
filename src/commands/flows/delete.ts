import { command } from '#command';
import { flowLoss } from '#globus/losing/running';
import { administeredFlowId } from './_params.js';
import { deletedFlowView } from './_views.js';

export default command({
  summary: 'Delete a flow; its runs stay.',
  examples: [{ title: 'Delete a flow', line: "globus flows delete 'Nightly copy'" }],
  needs: ['flows'],
  args: { flowId: administeredFlowId },
  losing: { what: ({ args, flows }) => flowLoss(args.flowId, flows) },
  output: deletedFlowView,
  run: ({ args, flows }) => flows.deleteFlow(args.flowId),
});
