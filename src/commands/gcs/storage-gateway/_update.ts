import { command, onlyGiven, param, reading } from '#command';
import type { StorageGateway } from '#services/gcs';
import { nothingGiven } from '../_json.js';
import { gatewayChanges, gatewayFields, withItsPolicies } from '#globus/collections/gateway-document';
import { endpointManager } from '#globus/collections/reach';
import { gatewaySettings } from '#globus/collections/settings';
import { endpointId } from '../_params.js';
import { networkAlso, networkComplaint } from '../_network.js';
import { serviceMessageOf } from '../_views.js';
import type { Connector } from './_connector.js';
import { gatewayFlags, storageGatewayId } from './_gateway.js';

/** `storage-gateway update NAME` of a connector. */
export const updateGateway = (connector: Connector) => {
  const flags = {
    ...connector.flags,
    ...gatewayFlags,
    displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
  };
  const line = `gcs storage-gateway update ${connector.name}`;
  return command({
    summary: `Change a storage gateway ${connector.title}.`,
    examples: [
      {
        title: 'Give it another name',
        line: `globus gcs storage-gateway update ${connector.name} 'Lab endpoint' 'Lab disk' --display-name 'Lab storage'`,
      },
    ],
    needs: ['transfer', 'gcs'],
    args: { endpointId, storageGatewayId },
    flags,
    check: ({ flags: values, given }) => nothingGiven(flags, given) ?? networkComplaint(values),
    changes: {
      now: reading(({ endpointId: at, storageGatewayId: id }, { gcs }) =>
        gatewaySettings(gcs, { endpointId: at, id }, line),
      ),
      fields: gatewayFields(connector),
      also: networkAlso,
    },
    output: serviceMessageOf<StorageGateway>('storage_gateway'),
    run: async ({ args, flags: values, given, gcs }) => {
      const manager = await endpointManager(gcs, args.endpointId, line);
      const changes = gatewayChanges(connector, onlyGiven(values, given));
      const whole = await withItsPolicies(changes, args.storageGatewayId, manager);
      return manager.updateStorageGateway(args.storageGatewayId, whole);
    },
  });
};
