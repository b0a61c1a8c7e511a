import { command, oneOf, param, reading } from '#command';
import { tunnelId, tunnelView } from './_tunnel.js';

export default command({
  summary: 'Change the label or the listening side of a tunnel.',
  examples: [
    { title: 'Give a tunnel a label', line: "globus streams tunnel update beamline --label 'beamline 7'" },
    {
      title: 'Say where the data arrives',
      line: 'globus streams tunnel update beamline --listener-ip-address 192.0.2.7 --listener-port 5000',
    },
  ],
  needs: ['transfer'],
  args: { tunnelId },
  flags: {
    label: param.text({ summary: 'Its label', bare: 'Rename it' }),
    listenerIpAddress: param.text({ summary: 'The address that listens, as its access point sees it', metavar: 'IP' }),
    listenerPort: param.integer({ summary: 'The port that listens', min: 1, max: 65_535 }),
  },
  rules: [oneOf('label', 'listenerIpAddress', 'listenerPort')],
  changes: {
    now: reading(
      ({ tunnelId: id }, { transfer }) => transfer.getTunnel(id),
      ({ data }) => ({ document: data.attributes }),
    ),
  },
  output: tunnelView,
  run: ({ args, flags, transfer }) =>
    transfer.updateTunnel(args.tunnelId, {
      data: {
        type: 'Tunnel',
        attributes: {
          ...(flags.label !== undefined && { label: flags.label }),
          ...(flags.listenerIpAddress !== undefined && { listener_ip_address: flags.listenerIpAddress }),
          ...(flags.listenerPort !== undefined && { listener_port: flags.listenerPort }),
        },
      },
    }),
});
