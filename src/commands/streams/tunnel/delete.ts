import { command, message } from '#command';
import { tunnelLoss } from '#globus/losing/places';
import { deleteTunnel } from '#globus/transfer/tunnels';
import { tunnelId } from './_tunnel.js';

export default command({
  summary: 'Delete a tunnel.',
  examples: [{ title: 'Delete a tunnel', line: 'globus streams tunnel delete beamline' }],
  needs: ['transfer'],
  args: { tunnelId },
  losing: { what: ({ args, transfer }) => tunnelLoss(args.tunnelId, transfer) },
  output: ({ args }) => message(`Tunnel ${args.tunnelId} deleted.`),
  run: ({ args, transfer }) => deleteTunnel(args.tunnelId, transfer),
});
