import { command, flagName, onlyGiven, param, type Param, sentence } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { newGateway } from '#globus/collections/gateway-document';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { networkComplaint } from '../_network.js';
import type { Connector } from './_connector.js';
import { gatewayFlags, gatewayView } from './_gateway.js';

/** `storage-gateway create NAME` of a connector. */
export const createGateway = (connector: Connector) => {
  const required = connector.required ?? [];
  const policyFlags = Object.fromEntries(
    Object.entries(connector.flags).map(([key, flag]): [string, Param<unknown>] => [
      key,
      required.includes(key) ? { ...flag, required: true } : flag,
    ]),
  );
  return command({
    summary: `Make a storage gateway ${connector.title}.`,
    examples: [
      {
        title: 'Make one for the users of a domain',
        line: `globus gcs storage-gateway create ${connector.name} 'Lab endpoint' 'Lab storage' --domain example.org ${exampleOf(connector)}`.trim(),
      },
    ],
    needs: ['transfer', 'gcs'],
    args: { endpointId, displayName: param.text({ summary: 'The name of the new storage gateway' }) },
    flags: { ...policyFlags, ...gatewayFlags },
    check: ({ flags: given }) => networkComplaint(given),
    output: gatewayView,
    run: async ({ args, flags, given, gcs }) => {
      const manager = await endpointManager(gcs, args.endpointId, `gcs storage-gateway create ${connector.name}`);
      const settings = { ...onlyGiven(flags, given), displayName: args.displayName };
      return itemOf(await manager.createStorageGateway(newGateway(connector, settings)), 'storage_gateway');
    },
    next: ({ id }, { args }) => sentence`See it:  globus gcs storage-gateway show ${args.endpointId} ${id}`,
  });
};

const values: Readonly<Record<string, string>> = {
  s3Endpoint: 'https://s3.example.org',
  authenticationMech: 'unix',
  authenticator: 'auth_keytab:/var/hpss/etc/gridftp.keytab',
  authType: 'user',
  account: 'labdata',
  stageApp: '/usr/local/bin/stage',
  irodsEnvironmentFile: '/var/irods/irods_environment.json',
  bpAccessIdFile: '/etc/bp-accounts.json',
  clientId: 'CLIENT',
  cephAdminKeyId: 'KEY',
};
const exampleOf = ({ required = [], flags }: Connector) =>
  required
    .map((key) =>
      flags[key]?.secret ? `${flagName(key)}-file secret.txt` : `${flagName(key)} ${values[key] ?? 'VALUE'}`,
    )
    .join(' ');
