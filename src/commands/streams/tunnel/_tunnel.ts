import { recordOf, things } from '#command';
import type { Tunnel } from '#services/transfer';

export const tunnelId = things.tunnel({ summary: 'The tunnel' });
/** One that is not closed. */
export const openTunnelId = things.tunnel({ summary: 'The tunnel', only: 'open' });

/** One tunnel, out of its JSON:API document. */
export const tunnelView = recordOf((document: { readonly data: Tunnel }) => document.data, {
  ID: 'id',
  Label: 'attributes.label',
  State: 'attributes.state',
  Status: 'attributes.status',
  'Listener Access Point': (tunnel: Tunnel) => tunnel.relationships?.['listener']?.data.id,
  'Listener IP': 'attributes.listener_ip_address',
  'Listener Port': 'attributes.listener_port',
  'Initiator Access Point': (tunnel: Tunnel) => tunnel.relationships?.['initiator']?.data.id,
  'Initiator IP': 'attributes.initiator_ip_address',
  'Initiator Port': 'attributes.initiator_port',
});
