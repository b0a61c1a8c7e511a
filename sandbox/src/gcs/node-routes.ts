import { isIP } from 'node:net';
import type { Hono } from 'hono';
import type { Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { FieldRule, Issues } from '../http/issues.js';
import { parameter } from '../http/query.js';
import type { World } from '../world.js';
import { administering, viewing, type Visit } from './access.js';
import { checked, documentOf, includes, page, result } from './envelope.js';
import { notFound } from './errors.js';
import { gcsState, type Node } from './state.js';

const nodeRules: Record<string, FieldRule> = {
  ip_addresses: { kind: 'list', notNull: true },
  status: { kind: ['active', 'inactive'], notNull: true },
  incoming_port_range: { kind: 'list' },
  outgoing_port_range: { kind: 'list' },
  data_interface: { kind: 'string' },
  data_interface6: { kind: 'string' },
};
const rest = {
  incoming_port_range: null,
  outgoing_port_range: null,
  data_interface: null,
  data_interface6: null,
  status: 'active',
} as const;
const lastPort = 65_535;

/** `/nodes`: the machines that move the data of an endpoint. */
export function nodeRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { nodes, nodesByEndpoint } = gcsState(world);
  const given = (c: SandboxContext, { endpoint }: Visit): Node => {
    const id = parameter(c, 'id').toLowerCase();
    const node = nodes.get(id);
    if (node?.endpoint !== endpoint.id) throw notFound('node', id);
    return node;
  };

  app.get('/nodes', (c) => page(c, nodesByEndpoint.all(viewing(world, c).endpoint.id), nodeDocument));
  app.post('/nodes', async (c) => {
    const { endpoint } = administering(world, c);
    const fields = read(await documentOf(c, 'node'), true);
    const id = world.ids.uuid('node');
    const node = nodes.put(id, { ip_addresses: [], ...rest, ...fields, id, endpoint: endpoint.id });
    return result(c, [nodeDocument(node)], { message: `Created Node ${id}` });
  });
  app.get('/nodes/:id', (c) => result(c, [nodeDocument(given(c, viewing(world, c)))]));
  const update = (whole: boolean) => async (c: SandboxContext) => {
    const node = given(c, administering(world, c));
    const fields = read(await documentOf(c, 'node'), whole);
    const changed = nodes.put(node.id, { ...node, ...(whole ? rest : {}), ...fields });
    return result(c, includes(c, 'node') ? [nodeDocument(changed)] : [], { message: `Updated Node ${node.id}` });
  };
  app.put('/nodes/:id', update(true));
  app.patch('/nodes/:id', update(false));
  app.delete('/nodes/:id', (c) => {
    const { id } = given(c, administering(world, c));
    nodes.delete(id);
    return result(c, [], { message: `Deleted Node ${id}` });
  });
}

function read(body: Json, whole: boolean): Partial<Node> {
  const rules: Record<string, FieldRule> = whole
    ? { ...nodeRules, ip_addresses: { kind: 'list', required: true } }
    : nodeRules;
  return checked<Node>(body, rules, (issues, fields) => {
    const { ip_addresses: addresses } = fields;
    if (addresses && (addresses.length === 0 || !addresses.every((address) => isIP(String(address)) > 0)))
      issues.add(['ip_addresses'], 'must be IP addresses, at least one');
    for (const name of ['incoming_port_range', 'outgoing_port_range'] as const) checkRange(issues, name, fields[name]);
  });
}

function checkRange(issues: Issues, name: string, range: number[] | null | undefined): void {
  if (!range) return;
  const [first, last] = range;
  const right =
    range.length === 2 &&
    range.every(Number.isInteger) &&
    Number(first) >= 1 &&
    Number(first) <= Number(last) &&
    Number(last) <= lastPort;
  if (!right) issues.add([name], 'must be the first and the last port');
}

function nodeDocument({ endpoint: _endpoint, ...node }: Node): Record<string, unknown> {
  return {
    DATA_TYPE: 'node#1.2.0',
    ...node,
    incoming_port_range: node.incoming_port_range ?? [50_000, 51_000],
    outgoing_port_range: node.outgoing_port_range ?? [1, lastPort],
  };
}
