import { command, message } from '#command';
import { tunnelId } from './_tunnel.js';

export default command({
  summary: 'Delete a tunnel.',
  examples: [{ title: 'Delete a tunnel', line: 'globus streams tunnel delete beamline' }],
  needs: ['transfer'],
  args: { tunnelId },
  confirm: ({ args }) => `Delete the tunnel ${args.tunnelId}?`,
  output: ({ args }) => message(`Tunnel ${args.tunnelId} deleted.`),
  run: ({ args, transfer }) => transfer.deleteTunnel(args.tunnelId),
});
