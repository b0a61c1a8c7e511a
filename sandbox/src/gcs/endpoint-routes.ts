import type { Hono } from 'hono';
import type { Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { FieldRule } from '../http/issues.js';
import { domainOf } from '../transfer/domains.js';
import { managerUrl } from '../transfer/endpoint-document.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { administering, endpointInPath, viewing } from './access.js';
import { day } from './collections/document.js';
import { knownConnectors } from './connectors.js';
import { checked, documentOf, includes, page, result } from './envelope.js';
import { checkNetworkUse, networkRules } from './network-use.js';
import { gcsState } from './state.js';
import { setSubscription } from './subscriptions.js';

const apiVersion = '1.29.0';

/** What is kept in Transfer's table. */
const sharedFields: Record<string, FieldRule> = {
  contact_email: { kind: 'string' },
  contact_info: { kind: 'string' },
  department: { kind: 'string' },
  description: { kind: 'string' },
  info_link: { kind: 'string' },
  keywords: { kind: 'list' },
  organization: { kind: 'string' },
  public: { kind: 'boolean', notNull: true },
  ...networkRules,
};
/** What only the manager knows. */
const ownFields: Record<string, FieldRule> = {
  allow_udt: { kind: 'boolean', notNull: true },
  gridftp_control_channel_port: { kind: 'integer' },
};

/** `/info` and `/endpoint`. */
export function endpointRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.get('/info', (c) => {
    const endpoint = endpointInPath(world, c);
    const info = {
      DATA_TYPE: 'info#1.0.0',
      api_version: apiVersion,
      client_id: endpoint.id,
      domain_name: domainOf(world, endpoint),
      endpoint_id: endpoint.id,
      manager_version: endpoint.fields['gcs_version'],
    };
    const connectors = knownConnectors.map(({ id, display_name }) => ({
      DATA_TYPE: 'connector#1.1.0',
      display_name,
      id,
      is_baa: false,
      is_ha: false,
    }));
    return page<Json>(c, [info, ...connectors], (document) => document);
  });
  app.get('/endpoint', (c) => result(c, [endpointDocument(world, viewing(world, c).endpoint)]));
  const update = (whole: boolean) => async (c: SandboxContext) => {
    const by = administering(world, c);
    const { endpoint } = by;
    const body = await documentOf(c, 'endpoint');
    const given = checked<Json>(
      body,
      { ...sharedFields, ...ownFields, display_name: { kind: 'string', notNull: true, required: whole } },
      (issues, fields) => {
        checkNetworkUse(issues, fields);
        if (fields['display_name'] === '') issues.add(['display_name'], 'must not be empty');
      },
    );
    if ('subscription_id' in body) setSubscription(world, by, body['subscription_id']);
    if (typeof given['display_name'] === 'string') endpoint.display_name = given['display_name'];
    const own = { ...gcsState(world).endpoints.get(endpoint.id) };
    take(endpoint.fields, sharedFields, given, whole);
    take(own, ownFields, given, whole);
    gcsState(world).endpoints.put(endpoint.id, own);
    transferState(world).endpoints.put(endpoint.id, endpoint);
    return result(c, includes(c, 'endpoint') ? [endpointDocument(world, endpoint)] : [], {
      message: `Updated endpoint ${endpoint.id}`,
    });
  };
  app.put('/endpoint', update(true));
  app.patch('/endpoint', update(false));
}

function take(home: Record<string, unknown>, rules: Record<string, FieldRule>, given: Json, whole: boolean): void {
  for (const name of Object.keys(rules)) {
    if (!(name in given) && !whole) continue;
    const value = given[name] ?? null;
    if (value === null) delete home[name];
    else home[name] = Array.isArray(value) ? value.join(',') : value;
  }
}

function endpointDocument(world: World, endpoint: Endpoint): Json {
  const { keywords, ...shared } = Object.fromEntries(
    Object.keys(sharedFields).flatMap((name) =>
      endpoint.fields[name] === undefined ? [] : [[name, endpoint.fields[name]]],
    ),
  ) as Json;
  return {
    DATA_TYPE: 'endpoint#1.2.0',
    allow_udt: false,
    gridftp_control_channel_port: 443,
    network_use: 'normal',
    max_concurrency: null,
    preferred_concurrency: null,
    max_parallelism: null,
    preferred_parallelism: null,
    organization: null,
    contact_email: null,
    public: true,
    ...shared,
    ...(typeof keywords === 'string' ? { keywords: keywords.split(',') } : {}),
    ...gcsState(world).endpoints.get(endpoint.id),
    id: endpoint.id,
    display_name: endpoint.display_name,
    gcs_manager_url: managerUrl(world, endpoint.id),
    earliest_last_access: day(endpoint.created),
    subscription_id: endpoint.fields['subscription_id'] ?? null,
  };
}
