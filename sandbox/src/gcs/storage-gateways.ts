import { join } from 'node:path';
import { makeFolder } from '../state/new-folder.js';
import type { Hono } from 'hono';
import type { Identity } from '../auth/state.js';
import { isObject, type Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { FieldRule, Issues } from '../http/issues.js';
import { parameter } from '../http/query.js';
import { groupsState } from '../groups/state.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { accountOf, allowedIdentities } from './accounts.js';
import { administering, isEndpointAdmin, viewing, type Visit } from './access.js';
import { inheritFromGateway } from './collections/fields.js';
import { collectionsOf, rowOf } from './collections/rows.js';
import { connectorOf } from './connectors.js';
import { checked, documentOf, includes, page, result } from './envelope.js';
import { conflict, invalid, notFound, subscriptionRequired } from './errors.js';
import { defaultTimeout } from './gateway-access.js';
import { checkMappings } from './identity-mapping.js';
import { checkNetworkUse, networkRules } from './network-use.js';
import { checkRestrictions, checkTexts } from './path-restrictions.js';
import { gcsState, type StorageGateway } from './state.js';

const gatewayRules: Record<string, FieldRule> = {
  display_name: { kind: 'string', notNull: true },
  allowed_domains: { kind: 'list' },
  admin_managed_credentials: { kind: 'boolean' },
  authentication_timeout_mins: { kind: 'integer' },
  require_mfa: { kind: 'boolean' },
  identity_mappings: { kind: 'list' },
  restrict_paths: { kind: 'object' },
  users_allow: { kind: 'list' },
  users_deny: { kind: 'list' },
  process_user: { kind: 'string' },
  load_dsi_module: { kind: 'string' },
  policies: { kind: 'object' },
  ...networkRules,
};
const fixed: Record<string, FieldRule> = { connector_id: { kind: 'uuid' }, high_assurance: { kind: 'boolean' } };
/** Only for administrators. */
const privateFields = [
  'restrict_paths',
  'users_allow',
  'users_deny',
  'identity_mappings',
  'process_user',
  'load_dsi_module',
  'policies',
];

/** `/storage_gateways`: by what an endpoint reaches storage systems, and who may. */
export function storageGatewayRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { gateways, gatewaysByEndpoint } = gcsState(world);
  const given = (c: SandboxContext, { endpoint }: Visit): StorageGateway =>
    gatewayOf(world, endpoint.id, parameter(c, 'id'));
  const on = ({ id, endpoint }: StorageGateway) =>
    collectionsOf(world, endpoint).filter((collection) => rowOf(world, collection).storage_gateway_id === id);
  const show = (by: Visit, gateway: StorageGateway) => gatewayDocument(gateway, isEndpointAdmin(world, by));
  const accounts = (c: SandboxContext, by: Visit, shown: StorageGateway[]) =>
    includes(c, 'accounts')
      ? shown.flatMap((gateway) =>
          allowedIdentities(world, gateway, by.who.identityIds).flatMap((identity) =>
            accountDocuments(gateway, identity),
          ),
        )
      : [];

  app.get('/storage_gateways', (c) => {
    const by = viewing(world, c, 'storage gateways');
    const rows = gatewaysByEndpoint.all(by.endpoint.id);
    const documents = [...rows.map((gateway) => show(by, gateway)), ...accounts(c, by, rows)];
    return page(c, documents, (document) => document);
  });
  app.post('/storage_gateways', async (c) => {
    const by = administering(world, c);
    const body = await documentOf(c, 'storage_gateway');
    const given = readGateway(body);
    const { connector_id = '' } = given;
    if (given['high_assurance'] === true) requireHighAssurance(world, by, connector_id);
    const gateway = putGateway(world, by.endpoint, given, world.ids.uuid('storage gateway'));
    return result(c, [show(by, gateway)], { status: 201, message: `Created Storage Gateway ${gateway.id}` });
  });
  app.get('/storage_gateways/:id', (c) => {
    const by = viewing(world, c);
    const gateway = given(c, by);
    return result(c, [show(by, gateway), ...accounts(c, by, [gateway])], { message: 'Operation successful' });
  });
  const update = (whole: boolean) => async (c: SandboxContext) => {
    const by = administering(world, c);
    const gateway = given(c, by);
    const body = await documentOf(c, 'storage_gateway');
    const rules = whole ? { ...gatewayRules, display_name: { kind: 'string', required: true } as const } : gatewayRules;
    const {
      display_name = gateway.display_name,
      connector_id,
      high_assurance,
      ...settings
    } = read(body, { ...rules, ...fixed });
    if (typeof connector_id === 'string' && connector_id !== gateway.connector_id)
      throw invalid('connector_id', 'cannot be changed');
    if (typeof high_assurance === 'boolean' && high_assurance !== (gateway.settings['high_assurance'] === true))
      throw invalid('high_assurance', 'cannot be changed');
    requireKnownPolicies(gateway.connector_id, settings['policies']);
    const kept = whole ? { high_assurance: gateway.settings['high_assurance'] } : gateway.settings;
    const changed = gateways.put(gateway.id, {
      ...gateway,
      display_name,
      settings: withoutNulls({ ...kept, ...settings }),
    });
    for (const collection of on(gateway)) {
      inheritFromGateway(collection, changed);
      transferState(world).endpoints.put(collection.id, collection);
    }
    return result(c, [show(by, changed)], { message: `Updated Storage Gateway ${gateway.id}` });
  };
  app.put('/storage_gateways/:id', update(true));
  app.patch('/storage_gateways/:id', update(false));
  app.delete('/storage_gateways/:id', (c) => {
    const by = administering(world, c);
    const gateway = given(c, by);
    const { id } = gateway;
    const there = on(gateway);
    if (there.length > 0)
      throw conflict(
        'The storage gateway still has collections; delete them first',
        there.map((collection) => collection.id),
      );
    const { credentials, credentialsByGateway } = gcsState(world);
    for (const credential of credentialsByGateway.all(id)) credentials.delete(credential.id);
    gateways.delete(id);
    return result(c, [], { message: `Deleted Storage Gateway ${id}` });
  });
}

/** The document of a new storage gateway, checked; 422 with all that is wrong. */
export function readGateway(body: Json): Given {
  const given = read(body, {
    ...gatewayRules,
    ...fixed,
    display_name: { kind: 'string', required: true },
    connector_id: { kind: 'uuid', required: true },
  });
  requireKnownPolicies(given.connector_id ?? '', given['policies']);
  return given;
}

/** Writes a storage gateway down, with a folder that stands for its storage. */
export function putGateway(world: World, endpoint: Endpoint, given: Given, id: string): StorageGateway {
  const { display_name = '', connector_id = '', ...settings } = given;
  const folder = `collections/gateway-${id}`;
  makeFolder(join(world.options.dir, folder));
  return gcsState(world).gateways.put(id, {
    id,
    endpoint: endpoint.id,
    display_name,
    connector_id,
    folder,
    settings: withoutNulls(settings),
  });
}

/** The storage gateway of this id; 404 when the endpoint has none such. */
export function gatewayOf(world: World, endpointId: string, id: string): StorageGateway {
  const gateway = gcsState(world).gateways.get(id.toLowerCase());
  if (gateway?.endpoint !== endpointId) throw notFound('storage gateway', id);
  return gateway;
}

/** The policies of a gateway's connector, with what was not set about it. */
function policiesOf(connectorId: string, given: unknown): Json {
  const prefix = connectorOf(connectorId)?.prefix ?? 'posix';
  return {
    DATA_TYPE: `${prefix}_storage_policies#1.0.0`,
    ...(prefix === 'posix' ? { groups_allow: [], groups_deny: [] } : {}),
    ...(isObject(given) ? given : {}),
  };
}

/** The document of a storage gateway; what is private is for administrators. */
export function gatewayDocument({ id, display_name, connector_id, settings }: StorageGateway, isAdmin: boolean): Json {
  const timeout = settings['authentication_timeout_mins'] ?? defaultTimeout;
  const high = settings['high_assurance'] === true;
  const shown = isAdmin
    ? settings
    : Object.fromEntries(Object.entries(settings).filter(([name]) => !privateFields.includes(name)));
  return {
    DATA_TYPE: 'storage_gateway#1.3.0',
    admin_managed_credentials: false,
    allowed_domains: [],
    require_mfa: false,
    mapping: settings['identity_mappings'] === undefined ? 'username_without_domain' : null,
    ...(isAdmin ? { restrict_paths: null, users_allow: [], users_deny: [] } : {}),
    ...shown,
    ...(isAdmin ? { policies: policiesOf(connector_id, settings['policies']) } : {}),
    id,
    display_name,
    connector_id,
    high_assurance: high,
    require_high_assurance: high,
    authentication_timeout_mins: timeout,
    authentication_assurance_timeout: timeout,
  };
}

export interface Given extends Record<string, unknown> {
  readonly display_name?: string;
  readonly connector_id?: string;
  readonly high_assurance?: boolean | null;
}

function read(body: Json, rules: Record<string, FieldRule>): Given {
  return checked<Given>(body, rules, (issues: Issues, fields) => {
    checkNetworkUse(issues, fields);
    checkRestrictions(issues, 'restrict_paths', fields['restrict_paths']);
    checkMappings(issues, fields['identity_mappings']);
    for (const name of ['allowed_domains', 'users_allow', 'users_deny']) checkTexts(issues, name, fields[name]);
    if (typeof fields.connector_id === 'string' && !connectorOf(fields.connector_id))
      issues.add(['connector_id'], `there is no connector ${fields.connector_id}`);
  });
}

function accountDocuments(gateway: StorageGateway, identity: Identity): Json[] {
  const mapped = accountOf(gateway, identity);
  return 'account' in mapped
    ? [
        {
          DATA_TYPE: 'account#1.0.0',
          identity_id: identity.id,
          storage_gateway_id: gateway.id,
          username: mapped.account,
        },
      ]
    : [];
}

function requireKnownPolicies(connectorId: string, policies: unknown): void {
  const connector = connectorOf(connectorId);
  const type = isObject(policies) ? policies['DATA_TYPE'] : undefined;
  if (typeof type === 'string' && connector && !type.startsWith(`${connector.prefix}_`))
    throw invalid('policies', `'${type}' is not for the connector ${connector.display_name}`);
}

function requireHighAssurance(world: World, { endpoint }: Visit, connectorId: string): void {
  const subscription = endpoint.fields['subscription_id'];
  const group =
    typeof subscription === 'string' ? groupsState(world).groupBySubscription.first(subscription) : undefined;
  if (group?.subscription_info?.connectors[connectorId]?.is_ha !== true)
    throw subscriptionRequired("The endpoint's subscription has no high assurance for this connector", [
      'high_assurance',
    ]);
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
