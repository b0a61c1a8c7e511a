import { command, param, type Param } from '#command';
import { spelled } from '../_json.js';
import { itemOf } from '#globus/collections/envelope';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { networkComplaint } from '../_network.js';
import { type Connector, policiesOf } from './_connector.js';
import { gatewayDocument, gatewayFlags, gatewayView } from './_gateway.js';

/** `storage-gateway create NAME` of a connector. */
export const createGateway = (connector: Connector) => {
  const required = connector.required ?? [];
  const flags = Object.fromEntries(
    Object.entries(connector.flags).map(([key, flag]): [string, Param<unknown>] => [
      key,
      required.includes(key) ? { ...flag, required: true } : flag,
    ]),
  );
  const needed = required.map((key) => `${spelled(key)} VALUE`).join(' ');
  return command({
    summary: `Make a storage gateway ${connector.title}.`,
    examples: [
      {
        title: 'Make one for the users of a domain',
        line: `globus gcs storage-gateway create ${connector.name} ENDPOINT_ID 'Lab storage' --domain example.org ${exampleOf(connector) || needed}`.trim(),
      },
    ],
    needs: ['transfer', 'gcs'],
    args: { endpointId, displayName: param.text({ summary: 'Its name' }) },
    flags: { ...flags, ...gatewayFlags },
    check: ({ flags: given }) => networkComplaint(given),
    output: gatewayView,
    run: async ({ args, flags: values, given, gcs }) => {
      const manager = await endpointManager(gcs, args.endpointId, `gcs storage-gateway create ${connector.name}`);
      const typed = { ...only(values, given as (key: string) => boolean), displayName: args.displayName };
      const body = gatewayDocument(typed, { connector_id: connector.id, policies: policiesOf(connector, typed, true) });
      return itemOf(await manager.createStorageGateway(body), 'storage_gateway');
    },
  });
};

/** The flags that were given: a list flag that was not is an empty list otherwise. */
export const only = (
  flags: Readonly<Record<string, unknown>>,
  given: (key: string) => boolean,
): Record<string, unknown> => Object.fromEntries(Object.entries(flags).filter(([key]) => given(key)));

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
  clientSecret: 'SECRET',
  cephAdminKeyId: 'KEY',
  cephAdminSecretKey: 'SECRET',
};
const exampleOf = ({ required = [] }: Connector) =>
  required.map((key) => `${spelled(key)} ${values[key] ?? 'VALUE'}`).join(' ');
