import { uuidOf } from '../ids.js';
import type { ScopeInfo } from './state.js';

interface ResourceServer {
  readonly name: string;
  readonly client: string;
  readonly scopes: string[];
}

const urn = (server: string, names: string[]): string[] =>
  names.map((name) => `urn:globus:auth:scope:${server}:${name}`);
const url = (id: string, names: string[]): string[] =>
  names.map((name) => `https://auth.globus.org/scopes/${id}/${name}`);
const clientOf = (name: string): string => uuidOf(`resource server ${name}`);

/** The application id of the Transfer service: the client that receives data_access consents. */
export const transferClient = '2fbdda78-a599-4cb5-ac3d-1fbcfbc6a754';
export const timersClient = '524230d7-ea86-4a52-8312-86065a9e0417';
export const flowsClient = 'eec9b274-0c81-4334-bdc2-54e90e689b9a';
export const computeClient = 'facd7ccc-c5f4-42aa-916b-a0e270e2c2a9';
export const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
export const timerScope = `https://auth.globus.org/scopes/${timersClient}/timer`;
/** The scope that lets someone run this flow. */
export const flowScope = (flowId: string): string => roleScope(flowId, 'User');
/** The scope of a token that stands for a role in this flow, as `RunAs` names it. */
export const roleScope = (flowId: string, role: string): string =>
  `https://auth.globus.org/scopes/${flowId}/flow_${flowId.replaceAll('-', '_')}_${role.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
export const authScopePrefix = 'urn:globus:auth:scope:auth.globus.org:';

const servers: ResourceServer[] = [
  {
    name: 'auth.globus.org',
    client: clientOf('auth.globus.org'),
    scopes: [
      'openid',
      'email',
      'profile',
      ...urn('auth.globus.org', [
        'view_identity_set',
        'view_identities',
        'view_consents',
        'manage_projects',
        'view_authentications',
        'view_clients',
        'view_clients_and_scopes',
      ]),
    ],
  },
  {
    name: 'transfer.api.globus.org',
    client: transferClient,
    scopes: urn('transfer.api.globus.org', ['all', 'gcp_install']),
  },
  {
    name: 'groups.api.globus.org',
    client: clientOf('groups.api.globus.org'),
    scopes: urn('groups.api.globus.org', ['all', 'view_my_groups_and_memberships']),
  },
  {
    name: 'search.api.globus.org',
    client: clientOf('search.api.globus.org'),
    scopes: urn('search.api.globus.org', ['all', 'ingest', 'search', 'globus_connect_server']),
  },
  {
    name: 'flows.globus.org',
    client: flowsClient,
    scopes: url(flowsClient, ['all', 'manage_flows', 'view_flows', 'run', 'run_status', 'run_manage']),
  },
  { name: timersClient, client: timersClient, scopes: [timerScope] },
  { name: 'funcx_service', client: computeClient, scopes: url(computeClient, ['all']) },
];

const knownIds: Record<string, string> = { [transferAll]: '89ecabba-4acf-4e2e-a98d-ce592ccc2818' };
const idOf = (scopeString: string): string => knownIds[scopeString] ?? uuidOf(`scope ${scopeString}`);

/**
 * What the scopes of the services bring with them, unasked. The others bring nothing: the consents of people who
 * gave an application all of Transfer show nothing below it, and no documentation of the rest names a dependency.
 * What action providers and flows depend on is said where they are (`flows/scopes.ts`).
 */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  // Timers submit transfers for their owners.
  [timerScope]: [transferAll],
};

/** The scopes of the Globus services themselves, by scope string. */
export const wellKnownScopes: ReadonlyMap<string, ScopeInfo> = new Map(
  servers.flatMap((server) =>
    server.scopes.map((scopeString): [string, ScopeInfo] => [
      scopeString,
      {
        resource_server: server.name,
        scope: {
          id: idOf(scopeString),
          scope_string: scopeString,
          name: scopeString,
          description: scopeString,
          client: server.client,
          advertised: true,
          allows_refresh_token: true,
          required_domains: [],
          dependent_scopes: (dependencies[scopeString] ?? []).map((needed) => ({
            scope: idOf(needed),
            optional: false,
            requires_refresh_token: true,
          })),
        },
      },
    ]),
  ),
);
