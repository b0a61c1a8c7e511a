import type { Hono } from 'hono';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../http/api-error.js';
import { isObject, jsonBody, type Json } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import type { World } from '../world.js';
import { computeCaller, flag, idOf, isOwner, ownEndpoint, requiredText, text, usableEndpoint, uuid } from './access.js';
import { forbidden, malformed } from './errors.js';
import { computeState, type ComputeEndpoint } from './state.js';
import { mostWorkers, workersOf } from './workers.js';
import { writtenJson } from '../http/written-json.js';

const lockMs = 10_000;

/** `/v2/endpoints` and `/v3/endpoints`, but for the submission of tasks. */
export function endpointRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { endpoints, tasks } = computeState(world);

  app.get('/v2/endpoints', (c) => {
    const caller = computeCaller(world, c);
    const role = c.req.query('role') ?? 'owner';
    if (role !== 'owner' && role !== 'any') throw malformed(`'role' must be owner or any, not '${role}'`);
    const found = endpoints.filter((endpoint) => isOwner(caller, endpoint) || (role === 'any' && endpoint.public));
    return c.json(found.map(({ uuid: id, name, display_name, owner }) => ({ uuid: id, name, display_name, owner })));
  });
  for (const version of ['v2', 'v3']) {
    app.get(`/${version}/endpoints/:id`, (c) =>
      writtenJson(c, document(usableEndpoint(world, computeCaller(world, c), idOf(c)))),
    );
    app.post(`/${version}/endpoints/:id/lock`, (c) => {
      const endpoint = ownEndpoint(world, computeCaller(world, c), idOf(c));
      const until = world.clock.now() + lockMs;
      endpoints.put(endpoint.uuid, { ...endpoint, locked_until: until });
      return c.json({ endpoint_id: endpoint.uuid, lock_expiration_timestamp: zonelessTime(until) });
    });
    app.post(`/${version}/endpoints`, async (c) => {
      const caller = computeCaller(world, c);
      const body = await jsonBody(c, 'REQUEST_MALFORMED');
      const id = body['endpoint_uuid'] ?? body['endpoint_id'];
      const endpoint = register(
        world,
        caller,
        id === undefined || id === null ? world.ids.uuid('compute endpoint') : uuid(id, 'endpoint_uuid'),
        body,
      );
      return c.json(registration(endpoint));
    });
  }
  app.put('/v3/endpoints/:id', async (c) => {
    const caller = computeCaller(world, c);
    const { uuid: id } = ownEndpoint(world, caller, idOf(c));
    return c.json(
      registration(register(world, caller, id, await jsonBody(c, 'REQUEST_MALFORMED', 400, ['user_config_schema']))),
    );
  });
  app.delete('/v2/endpoints/:id', (c) => {
    const endpoint = ownEndpoint(world, computeCaller(world, c), idOf(c));
    endpoints.delete(endpoint.uuid);
    return c.json({ result: 302 });
  });
  app.get('/v2/endpoints/:id/status', (c) => {
    const endpoint = usableEndpoint(world, computeCaller(world, c), idOf(c));
    const open = tasks.filter((task) => task.endpoint === endpoint.uuid && task.completed === null);
    const workers = endpoint.online ? mostWorkers : 0;
    const idle = endpoint.online ? workersOf(world).idle : 0;
    const pending = open.filter(({ status }) => status !== 'running').length;
    return c.json({
      status: endpoint.online ? 'online' : 'offline',
      details: {
        total_workers: workers,
        idle_workers: idle,
        pending_tasks: pending,
        outstanding_tasks: open.length,
        managers: endpoint.online ? 1 : 0,
      },
    });
  });
  app.get('/v3/endpoints/:id/allowed_functions', (c) => {
    const { uuid: id, allowed_functions } = ownEndpoint(world, computeCaller(world, c), idOf(c));
    return c.json({ endpoint_id: id, restricted: allowed_functions !== null, functions: allowed_functions ?? [] });
  });
}

/** Creates the endpoint, or renews the registration of one that is the caller's. */
function register(world: World, caller: Caller, id: string, body: Json): ComputeEndpoint {
  const { endpoints } = computeState(world);
  const present = endpoints.get(id);
  if (present && !isOwner(caller, present)) throw forbidden('endpoint', id);
  if (present && present.locked_until > world.clock.now()) {
    throw new ApiError(423, 'ENDPOINT_LOCKED', `Endpoint ${id} is locked until ${zonelessTime(present.locked_until)}`, {
      error_args: [id],
    });
  }
  const name = body['endpoint_name'] === undefined && present ? present.name : requiredText(body, 'endpoint_name');
  const metadata = body['metadata'] ?? {};
  if (!isObject(metadata)) throw malformed("'metadata' must be an object");
  const allowed = body['allowed_functions'];
  if (allowed !== undefined && allowed !== null && !Array.isArray(allowed))
    throw malformed("'allowed_functions' must be a list of function ids");
  return endpoints.put(id, {
    uuid: id,
    owner: present?.owner ?? caller.identity.id,
    name,
    display_name: text(body, 'display_name', present?.display_name ?? name),
    description: text(metadata, 'description', present?.description ?? ''),
    public: flag(body, 'public', present?.public ?? false),
    multi_user: flag(body, 'multi_user', present?.multi_user ?? false),
    endpoint_config: text(metadata, 'endpoint_config', present?.endpoint_config ?? ''),
    user_config_template: text(metadata, 'user_config_template', present?.user_config_template ?? ''),
    user_config_schema: metadata['user_config_schema'] ?? present?.user_config_schema ?? {},
    hostname: text(metadata, 'hostname', present?.hostname ?? null),
    local_user: text(metadata, 'local_user', present?.local_user ?? null),
    ip_address: text(metadata, 'ip_address', present?.ip_address ?? null),
    endpoint_version: text(body, 'version', present?.endpoint_version ?? null),
    sdk_version: text(metadata, 'sdk_version', present?.sdk_version ?? null),
    subscription_uuid: text(body, 'subscription_uuid', present?.subscription_uuid ?? null),
    allowed_functions:
      allowed === undefined
        ? (present?.allowed_functions ?? null)
        : (allowed?.map((each: unknown) => uuid(each, 'allowed_functions')) ?? null),
    online: present?.online ?? false,
    locked_until: 0,
  });
}

function document({
  owner: _,
  allowed_functions: _a,
  online: _o,
  locked_until: _l,
  ...fields
}: ComputeEndpoint): Record<string, unknown> {
  return fields;
}

function registration(endpoint: ComputeEndpoint): Record<string, unknown> {
  const queue = { connection_url: 'amqps://sandbox.invalid', exchange: 'sandbox', queue: `${endpoint.uuid}.tasks` };
  return {
    endpoint_id: endpoint.uuid,
    task_queue_info: queue,
    result_queue_info: { ...queue, queue: `${endpoint.uuid}.results`, queue_publish_kwargs: {} },
    warnings: ['The sandbox has no message queue: an endpoint registered here gets no tasks and stays offline'],
  };
}

function zonelessTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000');
}
