import type { World } from '../../world.js';
import type { Resource } from '../json-api.js';
import { transferState, type StreamAccessPoint, type Tunnel } from '../state.js';

/** A tunnel as a resource. */
export function tunnelResource({ id, owner, submission_id, listener, initiator, attributes }: Tunnel): Resource {
  return {
    type: 'Tunnel',
    id,
    attributes: { ...attributes, submission_id },
    relationships: {
      listener: { data: { type: 'StreamAccessPoint', id: listener } },
      initiator: { data: { type: 'StreamAccessPoint', id: initiator } },
      owner: { data: { type: 'Identity', id: owner } },
    },
  };
}

/** A stream access point as a resource. */
export function accessPointResource({ id, host_endpoint, attributes }: StreamAccessPoint): Resource {
  return {
    type: 'StreamAccessPoint',
    id,
    attributes,
    relationships: { host_endpoint: { data: { type: 'Endpoint', id: host_endpoint } } },
  };
}

/** The times of tunnels: no offset. */
export function tunnelTime(world: World): string {
  return new Date(world.clock.now()).toISOString().replace('Z', '000');
}

/** Adds an event to a tunnel. */
export function addTunnelEvent(
  world: World,
  tunnel: Tunnel,
  code: string,
  description: string,
  details: string,
  isError = false,
): void {
  tunnel.events.push({
    id: world.ids.number('tunnel event') + 1000,
    code,
    is_error: isError,
    description,
    details,
    time: tunnelTime(world),
  });
}

/** Brings a tunnel to where it is by now: what was asked to stop has stopped, and what outlived its time ends. */
export function settleTunnel(world: World, tunnel: Tunnel): Tunnel {
  const { attributes } = tunnel;
  const stop = (code: string, details: string) => {
    Object.assign(attributes, { state: 'STOPPED', status: details });
    addTunnelEvent(world, tunnel, code, 'tunnel has been stopped', details);
    transferState(world).tunnels.put(tunnel.id, tunnel);
  };
  const ends = Date.parse(`${attributes['created_time'] as string}Z`) + Number(attributes['lifetime_mins']) * 60_000;
  if (attributes['state'] === 'STOPPING') stop('TUNNEL_STOPPED', 'Tunnel stopped as requested.');
  else if (attributes['state'] !== 'STOPPED' && world.clock.now() >= ends)
    stop('TUNNEL_STOPPED', 'The lifetime of the tunnel is over.');
  return tunnel;
}
