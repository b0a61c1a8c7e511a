import { command, requires, waiting } from '#command';
import { stopTunnel, waitUntilStopped } from '#globus/transfer/tunnels';
import { openTunnelId, tunnelView } from './_tunnel.js';

export default command({
  summary: 'Close a tunnel; it stays in the list.',
  description: 'The tunnel stops a little later; with --wait, the command waits until it has stopped.',
  examples: [
    { title: 'Close a tunnel', line: 'globus streams tunnel stop beamline' },
    { title: 'Wait until it is closed', line: 'globus streams tunnel stop beamline --wait --wait-timeout 1m' },
  ],
  needs: ['transfer', 'progress', 'clock'],
  args: { tunnelId: openTunnelId },
  flags: { wait: waiting.wait, waitTimeout: waiting.waitTimeout },
  rules: [requires('waitTimeout', 'wait')],
  output: tunnelView,
  run: async ({ args, flags, transfer, ...tools }) => {
    const asked = await stopTunnel(args.tunnelId, transfer);
    return flags.wait ? waitUntilStopped(args.tunnelId, flags.waitTimeout, { transfer, ...tools }) : asked;
  },
});
