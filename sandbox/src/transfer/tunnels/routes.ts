import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { attributeText, invalid, oneDocument, pageDocument, relatedId, resourceOf } from '../json-api.js';
import { transferState, type StreamAccessPoint, type Tunnel } from '../state.js';
import { accessPointResource, addTunnelEvent, settleTunnel, tunnelResource, tunnelTime } from './tunnel-document.js';

const defaultLifetimeMinutes = 360;
const longestLifetimeMinutes = 7 * 24 * 60;

/** `/v2/tunnels` and `/v2/stream_access_points`. No bytes flow: a tunnel only has the states a client would see. */
export function tunnelRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { tunnels, accessPoints } = transferState(world);
  const mine = (c: SandboxContext): Tunnel => {
    const tunnel = tunnels.get(parameter(c, 'id'));
    if (tunnel?.owner !== requester(world, c).identity.account)
      throw new ApiError(404, 'NotFound', `No such tunnel '${parameter(c, 'id')}'`);
    return settleTunnel(world, tunnel);
  };
  const accessPoint = (id: string): StreamAccessPoint => {
    const found = accessPoints.get(id);
    if (!found) throw new ApiError(404, 'NotFound', `No such stream access point '${id}'`);
    return found;
  };

  app.get('/v2/tunnels', (c) => {
    const { account } = requester(world, c).identity;
    const rows = tunnels
      .filter(({ owner }) => owner === account)
      .map((tunnel) => tunnelResource(settleTunnel(world, tunnel)));
    return c.json(pageDocument(c, rows));
  });
  app.post('/v2/tunnels', async (c) => {
    const { attributes, relationships } = await resourceOf(c, 'Tunnel');
    const owner = requester(world, c).identity.account;
    const submission_id = attributes['submission_id'];
    if (!isUuid(submission_id))
      throw invalid(['data', 'attributes', 'submission_id'], 'must be a UUID', 'uuid_parsing');
    const again = tunnels.filter((tunnel) => tunnel.owner === owner && tunnel.submission_id === submission_id)[0];
    if (again) return c.json(oneDocument(tunnelResource(settleTunnel(world, again))));
    const listener = accessPoint(relatedId(relationships, 'listener', 'StreamAccessPoint')).id;
    const initiator = accessPoint(relatedId(relationships, 'initiator', 'StreamAccessPoint')).id;
    const id = world.ids.uuid('tunnel');
    const tunnel = tunnels.put(id, {
      id,
      owner,
      submission_id,
      listener,
      initiator,
      attributes: newAttributes(world, attributes),
      events: [],
    });
    addTunnelEvent(world, tunnel, 'STARTED', 'started', 'Attempting tunnel establishment');
    return c.json(oneDocument(tunnelResource(tunnel)));
  });
  app.get('/v2/tunnels/:id', (c) => c.json(oneDocument(tunnelResource(mine(c)))));
  app.patch('/v2/tunnels/:id', async (c) => {
    const { attributes } = await resourceOf(c, 'Tunnel');
    const tunnel = mine(c);
    if (tunnel.attributes['state'] === 'STOPPED') throw new ApiError(409, 'Conflict', 'The tunnel has stopped');
    change(world, tunnel, attributes);
    return c.json(oneDocument(tunnelResource(tunnels.put(tunnel.id, tunnel))));
  });
  app.delete('/v2/tunnels/:id', (c) => {
    const { id, attributes } = mine(c);
    if (attributes['state'] !== 'STOPPED')
      throw new ApiError(
        409,
        'Conflict',
        `The tunnel is ${String(attributes['state'])}; only a stopped one can be deleted`,
      );
    tunnels.delete(id);
    return c.json(oneDocument(null));
  });
  app.get('/v2/tunnels/:id/events', (c) =>
    c.json(
      pageDocument(
        c,
        mine(c).events.map(({ id, ...attributes }) => ({ type: 'TunnelEvent', id, attributes })),
      ),
    ),
  );

  app.get('/v2/stream_access_points', (c) =>
    c.json(pageDocument(c, [...accessPoints.values()].map(accessPointResource))),
  );
  app.get('/v2/stream_access_points/:id', (c) =>
    c.json(oneDocument(accessPointResource(accessPoint(parameter(c, 'id'))))),
  );
}

function newAttributes(world: World, given: Json): Record<string, unknown> {
  const { lifetime_mins: lifetime = defaultLifetimeMinutes, restartable = false } = given;
  if (!Number.isInteger(lifetime) || (lifetime as number) < 1 || (lifetime as number) > longestLifetimeMinutes) {
    throw invalid(
      ['data', 'attributes', 'lifetime_mins'],
      `must be a whole number from 1 to ${longestLifetimeMinutes}`,
    );
  }
  if (typeof restartable !== 'boolean')
    throw invalid(['data', 'attributes', 'restartable'], 'must be true or false', 'bool_type');
  return {
    created_time: tunnelTime(world),
    initiator_ip_address: null,
    initiator_port: null,
    label: attributeText(given, 'label', false),
    lifetime_mins: lifetime,
    listener_ip_address: null,
    listener_port: null,
    restartable,
    state: 'AWAITING_LISTENER',
    status: 'The tunnel is waiting for listening contact detail setup.',
  };
}

function change(world: World, tunnel: Tunnel, given: Json): void {
  const { attributes } = tunnel;
  if ('label' in given) attributes['label'] = attributeText(given, 'label', false);
  if (given['state'] !== undefined) {
    if (given['state'] !== 'STOPPING') throw invalid(['data', 'attributes', 'state'], "can only be set to 'STOPPING'");
    Object.assign(attributes, { state: 'STOPPING', status: 'A request to stop tunnel has been received.' });
    return;
  }
  const address = attributeText(given, 'listener_ip_address', false);
  if (address !== null) attributes['listener_ip_address'] = address;
  const { listener_port: port } = given;
  if (port !== undefined && port !== null) {
    if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65_535)
      throw invalid(['data', 'attributes', 'listener_port'], 'must be a port number');
    attributes['listener_port'] = port;
  }
  if (
    attributes['state'] !== 'AWAITING_LISTENER' ||
    attributes['listener_ip_address'] === null ||
    attributes['listener_port'] === null
  )
    return;
  Object.assign(attributes, {
    state: 'ACTIVE',
    status: 'The tunnel is active.',
    initiator_ip_address: '127.0.0.1',
    initiator_port: 50_000 + (world.ids.number('tunnel port') % 10_000),
  });
  addTunnelEvent(world, tunnel, 'TUNNEL_ACTIVE', 'tunnel is active', 'Tunnel has been established');
}
