import { identity, jsonText, param, record, table, ownedByName } from '#command';
import type { Result, UserCredential } from '#services/gcs';
import { connector } from '../_connectors.js';
import { endpointId } from '../_params.js';
import { serviceMessageOf } from '../_views.js';

export const userCredentialId = ownedByName('userCredential', 'endpointId')({ summary: 'The user credential' });

/** The arguments that every new credential has, whatever the connector. */
export const whose = {
  endpointId,
  storageGateway: ownedByName('storageGateway', 'endpointId')({ summary: 'The storage gateway' }),
  globusIdentity: param.text({ summary: 'Whose credential, by identity id or username' }),
  localUsername: param.text({ summary: 'The account on the storage' }),
};
export const displayName = param.text({ summary: 'A name for it' });

interface Whose {
  readonly storageGateway: string;
  readonly localUsername: string;
}
/** The document of a new credential with the policies of its connector. */
export const credentialBody = (
  args: Whose,
  owner: string,
  name: string | undefined,
  policies: Readonly<Record<string, unknown>>,
) => ({
  DATA_TYPE: 'user_credential#1.0.0',
  storage_gateway_id: args.storageGateway,
  identity_id: owner,
  username: args.localUsername,
  policies,
  ...(name !== undefined && { display_name: name }),
});

/** What the service says it did; the credential for everything but text. */
export const credentialMessage = serviceMessageOf<UserCredential>('user_credential');
export const credentialTable = table((result: Result<UserCredential>) => result.data ?? [], {
  ID: 'id',
  'Display Name': 'display_name',
  'Globus Identity': identity('identity_id'),
  'Local Username': 'username',
  Invalid: 'invalid',
});
export const credentialView = record<UserCredential>({
  ID: 'id',
  'Display Name': 'display_name',
  'Globus Identity': identity('identity_id'),
  'Local Username': 'username',
  Connector: connector(),
  Invalid: 'invalid',
  Provisioned: 'provisioned',
  Policies: jsonText('policies'),
});
