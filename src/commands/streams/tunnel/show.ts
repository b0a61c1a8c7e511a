import { command } from '#command';
import { tunnelId, tunnelView } from './_tunnel.js';

export default command({
  summary: 'Show a tunnel.',
  examples: [{ title: 'Show where to connect to', line: 'globus streams tunnel show beamline' }],
  needs: ['transfer'],
  args: { tunnelId },
  output: tunnelView,
  run: ({ args, transfer }) => transfer.getTunnel(args.tunnelId),
});
