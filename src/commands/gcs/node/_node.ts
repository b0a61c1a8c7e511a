import { list, param, record, rowsTable, UsageError, owned } from '#command';
import type { Node } from '#services/gcs';
import { serviceMessageOf } from '../_views.js';

export const nodeId = owned(param.uuid({ summary: 'The node' }), 'node', 'endpointId');

/** `FIRST-LAST` as the two numbers. */
export const portRange = param.custom(
  (raw, { name }): readonly number[] => {
    const ports = /^(\d+)-(\d+)$/.exec(raw)?.slice(1).map(Number) ?? [];
    const [first = 0, last = 0] = ports;
    if (first < 1 || last > 65_535 || first > last)
      throw new UsageError(`Invalid value for ${name}: '${raw}' is not a range of ports such as 50000-51000.`);
    return ports;
  },
  { metavar: 'FIRST-LAST' },
);

export const nodeTable = rowsTable<Node>({ ID: 'id', 'IP Addresses': list('ip_addresses'), Status: 'status' });
export const nodeView = record<Node>({
  ID: 'id',
  'IP Addresses': list('ip_addresses'),
  Status: 'status',
  'Incoming Ports': list('incoming_port_range', '-'),
  'Outgoing Ports': list('outgoing_port_range', '-'),
  'Data Interface': 'data_interface',
  'Data Interface (IPv6)': 'data_interface6',
});
export const nodeMessage = serviceMessageOf<Node>('node');
