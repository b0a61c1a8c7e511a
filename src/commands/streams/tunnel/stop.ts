import { command } from '#command';
import { tunnelId, tunnelView } from './_tunnel.js';

export default command({
  summary: 'Close a tunnel; it stays in the list.',
  examples: [{ title: 'Close a tunnel', line: 'globus streams tunnel stop TUNNEL_ID' }],
  needs: ['transfer'],
  args: { tunnelId },
  output: tunnelView,
  run: ({ args, transfer }) => transfer.updateTunnel(args.tunnelId, { data: { type: 'Tunnel', attributes: { state: 'STOPPING' } } }),
});
