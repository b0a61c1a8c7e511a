import type { Hono } from 'hono';
import type { Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { FieldRule } from '../http/issues.js';
import { parameter } from '../http/query.js';
import { transferState, type StreamAccessPoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { administering, viewing, type Visit } from './access.js';
import { checked, documentOf, includes, page, result } from './envelope.js';
import { conflict, notFound } from './errors.js';

const texts = [
  'advertised_owner',
  'contact_email',
  'contact_info',
  'department',
  'description',
  'info_link',
  'organization',
] as const;
const streamGatewayRules: Record<string, FieldRule> = {
  display_name: { kind: 'string', notNull: true },
  keywords: { kind: 'list' },
  ...Object.fromEntries(texts.map((name): [string, FieldRule] => [name, { kind: 'string' }])),
};
const nothing = Object.fromEntries([...texts, 'keywords'].map((name) => [name, null]));

/** `/stream_gateways`: where streams come in and go out. Transfer shows the same rows as stream access points. */
export function streamGatewayRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { accessPoints, tunnels } = transferState(world);
  const given = (c: SandboxContext, { endpoint }: Visit): StreamAccessPoint => {
    const id = parameter(c, 'id').toLowerCase();
    const found = accessPoints.get(id);
    if (found?.host_endpoint !== endpoint.id) throw notFound('stream gateway', id);
    return found;
  };

  app.get('/stream_gateways', (c) => {
    const { endpoint } = viewing(world, c);
    return page(
      c,
      accessPoints.filter(({ host_endpoint: host }) => host === endpoint.id),
      gatewayDocument,
    );
  });
  app.post('/stream_gateways', async (c) => {
    const { endpoint, who } = administering(world, c);
    const fields = read(await documentOf(c, 'stream_gateway'), true);
    const id = world.ids.uuid('stream gateway');
    const attributes = {
      ...nothing,
      advertised_owner: who.identity.username,
      ...fields,
      tlsftp_server: `tlsftp://s-${id.slice(0, 6)}.sandbox.data.globus.org:443`,
    };
    const made = accessPoints.put(id, { id, host_endpoint: endpoint.id, attributes });
    return result(c, [gatewayDocument(made)], { status: 201, message: `Created Stream Gateway ${id}` });
  });
  app.get('/stream_gateways/:id', (c) => result(c, [gatewayDocument(given(c, viewing(world, c)))]));
  const update = (whole: boolean) => async (c: SandboxContext) => {
    const present = given(c, administering(world, c));
    const fields = read(await documentOf(c, 'stream_gateway'), whole);
    const changed = accessPoints.put(present.id, {
      ...present,
      attributes: { ...present.attributes, ...(whole ? nothing : {}), ...fields },
    });
    return result(c, includes(c, 'stream_gateway') ? [gatewayDocument(changed)] : [], {
      message: `Updated Stream Gateway ${present.id}`,
    });
  };
  app.put('/stream_gateways/:id', update(true));
  app.patch('/stream_gateways/:id', update(false));
  app.delete('/stream_gateways/:id', (c) => {
    const { id } = given(c, administering(world, c));
    const inUse = tunnels
      .filter(
        ({ listener, initiator, attributes }) =>
          (listener === id || initiator === id) && attributes['state'] !== 'STOPPED',
      )
      .map((tunnel) => tunnel.id);
    if (inUse.length > 0) throw conflict('The stream gateway still has tunnels; stop them first', inUse);
    accessPoints.delete(id);
    return result(c, [], { message: `Deleted Stream Gateway ${id}` });
  });
}

function read(body: Json, whole: boolean): Json {
  const rules: Record<string, FieldRule> = whole
    ? { ...streamGatewayRules, display_name: { kind: 'string', required: true } }
    : streamGatewayRules;
  const fields = checked<Json>(body, rules, (issues, { display_name: name, keywords }) => {
    if (name === '') issues.add(['display_name'], 'must not be empty');
    if (Array.isArray(keywords) && !keywords.every((word) => typeof word === 'string'))
      issues.add(['keywords'], 'must be a list of words');
  });
  // Transfer has one text for what is a list here
  return Array.isArray(fields['keywords']) ? { ...fields, keywords: fields['keywords'].join(',') } : fields;
}

function gatewayDocument({ id, host_endpoint, attributes }: StreamAccessPoint): Json {
  const { keywords } = attributes;
  return {
    DATA_TYPE: 'stream_gateway#1.0.0',
    ...attributes,
    keywords: typeof keywords === 'string' && keywords !== '' ? keywords.split(',') : [],
    id,
    endpoint_id: host_endpoint,
  };
}
