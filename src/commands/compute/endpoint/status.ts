import { command, record } from '#command';
import type { ComputeEndpointStatus } from '#services/compute';
import { endpointId } from '../_params.js';

export default command({
  summary: 'Show whether an endpoint is online and busy.',
  examples: [{ title: 'Look before submitting', line: 'globus compute endpoint status cluster' }],
  needs: ['compute'],
  args: { endpointId },
  output: record<ComputeEndpointStatus>({
    Status: 'status',
    'Total Workers': 'details.total_workers',
    'Idle Workers': 'details.idle_workers',
    'Pending Tasks': 'details.pending_tasks',
    'Outstanding Tasks': 'details.outstanding_tasks',
    Managers: 'details.managers',
  }),
  run: ({ args, compute }) => compute.getEndpointStatus(args.endpointId),
});
