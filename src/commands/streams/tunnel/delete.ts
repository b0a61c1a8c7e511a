import { command, message } from '#command';
import { deleteTunnel } from '#globus/transfer/tunnels';
import { tunnelId } from './_tunnel.js';

export default command({
  summary: 'Delete a tunnel.',
  examples: [{ title: 'Delete a tunnel', line: 'globus streams tunnel delete TUNNEL_ID' }],
  needs: ['transfer'],
  args: { tunnelId },
  confirm: ({ args }) => `Delete the tunnel ${args.tunnelId}?`,
  output: ({ args }) => message(`Tunnel ${args.tunnelId} deleted.`),
  run: ({ args, transfer }) => deleteTunnel(args.tunnelId, transfer),
});
