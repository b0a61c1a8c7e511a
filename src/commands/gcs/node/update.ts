import { command, oneOf, param, reading } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { nodeSettings } from '#globus/collections/settings';
import { endpointId } from '../_params.js';
import { nodeId, nodeMessage, portRange } from './_node.js';

export default command({
  summary: 'Change or deactivate a data transfer node.',
  examples: [
    { title: 'Take it out of service', line: "globus gcs node update 'Lab endpoint' NODE_ID --status inactive" },
    {
      title: 'Limit the ports of incoming data',
      line: "globus gcs node update 'Lab endpoint' NODE_ID --incoming-port-range 50000-51000",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, nodeId },
  flags: {
    status: param.choice(['active', 'inactive'], { summary: 'Whether it takes part in transfers' }),
    ipAddress: param.text({ summary: 'An address that it is reached at', multiple: true }),
    incomingPortRange: portRange({ summary: 'The ports of incoming data' }),
    outgoingPortRange: portRange({ summary: 'The ports of outgoing data' }),
    dataInterface: param.nullable({ summary: 'The address that data goes through' }),
    dataInterface6: param.nullable({
      summary: 'The IPv6 address that data goes through',
      names: ['--data-interface6'],
    }),
  },
  rules: [oneOf('status', 'ipAddress', 'incomingPortRange', 'outgoingPortRange', 'dataInterface', 'dataInterface6')],
  changes: {
    now: reading(({ endpointId: at, nodeId: id }, { gcs }) =>
      nodeSettings(gcs, { endpointId: at, id }, 'gcs node update'),
    ),
    fields: { ipAddress: 'ip_addresses' },
  },
  output: nodeMessage,
  run: async ({ args, flags, given, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs node update');
    const version = flags.dataInterface6 !== undefined ? 2 : flags.dataInterface !== undefined ? 1 : 0;
    return manager.updateNode(args.nodeId, {
      DATA_TYPE: `node#1.${version}.0`,
      ...(flags.status && { status: flags.status }),
      ...(given('ipAddress') && { ip_addresses: flags.ipAddress }),
      ...(flags.incomingPortRange && { incoming_port_range: flags.incomingPortRange }),
      ...(flags.outgoingPortRange && { outgoing_port_range: flags.outgoingPortRange }),
      ...(flags.dataInterface !== undefined && { data_interface: flags.dataInterface }),
      ...(flags.dataInterface6 !== undefined && { data_interface6: flags.dataInterface6 }),
    });
  },
});
