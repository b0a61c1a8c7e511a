import type { Hono } from 'hono';
import { clientIdentity } from '../auth/identities.js';
import { newClient } from '../auth/clients.js';
import { authState } from '../auth/state.js';
import { jsonBody, type Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { keptJson } from '../http/kept-json.js';
import type { World } from '../world.js';
import { flowFor, flowRoles, flowsCaller, mayView, type FlowRole } from './access.js';
import { warningsAbout } from './definition/validate.js';
import { flowDocument } from './documents.js';
import { forbidden, unprocessable } from './errors.js';
import { readFlow } from './flow-fields.js';
import { filterOf, ordered, pageOf } from './paging.js';
import { identityUrn } from './principals.js';
import { flowScope } from '../auth/well-known-scopes.js';
import { scopesByRole } from './scopes.js';
import { flowsState, type Definition, type Flow } from './state.js';
import { flowsTime } from './time.js';
import { writtenJson } from '../http/written-json.js';

const orderedBy = [
  'id',
  'scope_string',
  'flow_owner',
  'flow_administrators',
  'title',
  'created_at',
  'updated_at',
] as const;
const roles: FlowRole[] = [
  'flow_owner',
  'flow_administrator',
  'flow_starter',
  'flow_viewer',
  'run_manager',
  'run_monitor',
];
/** `filter_role`, which came before `filter_roles`, asks for a role or a mightier one. */
const ranked: FlowRole[] = ['flow_owner', 'flow_administrator', 'flow_starter', 'flow_viewer'];

/** `/flows`, but for running them. */
export function flowRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { flows } = flowsState(world);

  app.post('/flows/validate', async (c) => {
    flowsCaller(world, c, 'manage_flows');
    const { definition } = readFlow(await body(c), ['definition']);
    const warnings = warningsAbout(definition as Definition);
    return c.json({ scopes: scopesByRole(definition as Definition), ...(warnings.length > 0 ? { warnings } : {}) });
  });

  app.post('/flows', async (c) => {
    const caller = flowsCaller(world, c, 'manage_flows');
    const fields = readFlow(await body(c), ['title', 'definition', 'input_schema']);
    const flow = newFlow(world, identityUrn(caller.identity.id), fields as Flow);
    return writtenJson(c, flowDocument(caller, flow), 201);
  });

  app.get('/flows', (c) => {
    const caller = flowsCaller(world, c, 'view_flows', 'manage_flows');
    return keptJson(world, c, caller, () => {
      const wanted = rolesWanted(c);
      const words = (c.req.query('filter_fulltext') ?? '').toLowerCase().split(/\s+/);
      const found = flows.filter((flow) => {
        const roles = flowRoles(caller, flow);
        if (wanted ? !roles.some((role) => wanted.includes(role)) : !mayView(roles)) return false;
        const text = [flow.id, flow.title, flow.subtitle, flow.description, ...flow.keywords].join(' ').toLowerCase();
        return words.every((word) => text.includes(word));
      });
      const { rows, ...page } = pageOf(
        c,
        ordered(c, found.map(sortable), orderedBy, 'created_at DESC'),
        'per_page',
        20,
      );
      return { flows: rows.map(({ flow }) => flowDocument(caller, flow)), ...page };
    });
  });

  app.get('/flows/:id', (c) => {
    const caller = flowsCaller(world, c, 'view_flows', 'manage_flows');
    return writtenJson(c, flowDocument(caller, flowFor(world, c, caller, 'VIEW')));
  });

  app.put('/flows/:id', async (c) => {
    const caller = flowsCaller(world, c, 'manage_flows');
    const flow = flowFor(world, c, caller, 'UPDATE');
    const fields = readFlow(await body(c), []);
    // Ownership is taken, not given: who takes it must be the owner or an administrator, which UPDATE made sure of.
    if (
      fields.flow_owner !== undefined &&
      fields.flow_owner !== flow.flow_owner &&
      !caller.person.isIn([fields.flow_owner])
    )
      throw forbidden('flow', flow.id, 'UPDATE_OWNER');
    const changed = flows.put(flow.id, { ...flow, ...fields, updated_at: flowsTime(world) });
    return writtenJson(c, flowDocument(caller, changed));
  });

  app.delete('/flows/:id', (c) => {
    const caller = flowsCaller(world, c, 'manage_flows');
    const flow = flowFor(world, c, caller, 'DELETE');
    flows.delete(flow.id);
    authState(world).clients.delete(flow.id);
    return writtenJson(c, { ...flowDocument(caller, flow), DELETED: true, deleted_at: flowsTime(world) });
  });
}

/** Makes a flow, with an identity of its own that its actions can act as. */
export function newFlow(
  world: World,
  owner: string,
  fields: Partial<Flow> & Pick<Flow, 'title' | 'definition' | 'input_schema'>,
): Flow {
  const id = fields.id ?? world.ids.uuid('flow');
  const now = flowsTime(world);
  clientIdentity(
    world,
    newClient(world, { id, name: fields.title, client_type: 'resource_server', visibility: 'public' }),
  );
  return flowsState(world).flows.put(id, {
    subtitle: '',
    description: '',
    keywords: [],
    flow_viewers: [],
    flow_starters: [],
    flow_administrators: [],
    run_managers: [],
    run_monitors: [],
    subscription_id: null,
    authentication_policy_id: null,
    flow_owner: owner,
    ...fields,
    id,
    created_by: owner,
    created_at: now,
    updated_at: now,
  });
}

/** A flow beside what listings can be ordered by. */
function sortable(flow: Flow) {
  const { id, flow_owner, title, created_at, updated_at } = flow;
  return {
    flow,
    id,
    scope_string: flowScope(id),
    flow_owner,
    flow_administrators: flow.flow_administrators.join(','),
    title,
    created_at,
    updated_at,
  };
}

function rolesWanted(c: SandboxContext): FlowRole[] | undefined {
  const atLeast = c.req.query('filter_role');
  const named = [...filterOf(c, 'filter_roles'), ...(atLeast === undefined ? [] : [atLeast])] as FlowRole[];
  const unknown = named.find((role) => !roles.includes(role));
  if (unknown !== undefined)
    throw unprocessable([
      {
        loc: ['query', 'filter_roles'],
        msg: `'${unknown}' is not a role; permitted: ${roles.join(', ')}`,
        type: 'type_error.enum',
      },
    ]);
  if (named.length === 0) return undefined;
  return atLeast === undefined ? named : ranked.slice(0, ranked.indexOf(atLeast as FlowRole) + 1);
}

const body = (c: SandboxContext): Promise<Json> =>
  jsonBody(c, 'UNPROCESSABLE_ENTITY', 422, ['definition', 'input_schema']);
