import type { Hono } from 'hono';
import { jsonBody, type Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { listOf, parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { forbidden, invalid, notFound } from '../errors.js';
import { findScope, findScopeById } from '../scope-directory.js';
import { authState, type Scope } from '../state.js';
import { controls, developer } from './access.js';
import { pick, unwrap } from './fields.js';

const scopeFields = {
  name: 'string',
  description: 'string',
  advertised: 'boolean',
  allows_refresh_token: 'boolean',
  required_domains: 'strings',
  dependent_scopes: 'objects',
} as const;
const readers = ['manage_projects', 'view_clients_and_scopes'];

/** `/v2/api/scopes` and the creation of a client's scopes. */
export function scopeRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { scopes, scopeByString, clients } = authState(world);
  const mine = (c: SandboxContext): Scope => {
    const who = developer(world, c, 'manage_projects');
    const scope = scopes.get(parameter(c, 'id'));
    if (!scope) throw notFound('scope', parameter(c, 'id'));
    const client = clients.get(scope.client);
    if (!client || !controls(world, who, client)) throw forbidden();
    return scope;
  };

  app.get('/v2/api/scopes', (c) => {
    const who = developer(world, c, ...readers);
    const strings = listOf(c.req.query('scope_strings'));
    const ids = listOf(c.req.query('ids'));
    if (strings.length > 0 && ids.length > 0) throw invalid("'ids' and 'scope_strings' exclude each other");
    if (strings.length > 0) return c.json({ scopes: strings.flatMap((text) => findScope(world, text)?.scope ?? []) });
    if (ids.length > 0) return c.json({ scopes: ids.flatMap((id) => findScopeById(world, id)?.scope ?? []) });
    return c.json({
      scopes: scopes.filter((scope) => {
        const client = clients.get(scope.client);
        return client !== undefined && controls(world, who, client);
      }),
    });
  });
  app.get('/v2/api/scopes/:id', (c) => {
    developer(world, c, ...readers);
    const info = findScopeById(world, c.req.param('id'));
    if (!info) throw notFound('scope', c.req.param('id'));
    return c.json({ scope: info.scope });
  });
  app.post('/v2/api/clients/:id/scopes', async (c) => {
    const who = developer(world, c, 'manage_projects');
    const client = clients.get(c.req.param('id'));
    if (!client) throw notFound('client', c.req.param('id'));
    if (!controls(world, who, client)) throw forbidden();
    const body = unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'scope');
    const suffix = body['scope_suffix'];
    if (typeof suffix !== 'string' || !/^[a-z0-9_]{1,80}$/.test(suffix))
      throw invalid("'scope_suffix' must be made of a-z, 0-9 and _");
    const fields = read(world, body, ['name', 'description']);
    const scopeString = `https://auth.globus.org/scopes/${client.fqdns[0] ?? client.id}/${suffix}`;
    if (scopeByString.first(scopeString)) throw invalid(`the scope ${scopeString} exists already`);
    const scope = {
      advertised: false,
      allows_refresh_token: true,
      required_domains: [],
      dependent_scopes: [],
      ...fields,
      id: world.ids.uuid('scope'),
      client: client.id,
      scope_string: scopeString,
    } as unknown as Scope;
    return c.json({ scope: scopes.put(scope.id, scope) }, 201);
  });
  app.put('/v2/api/scopes/:id', async (c) => {
    const scope = mine(c);
    const body = unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'scope');
    const suffix = body['scope_suffix'];
    const scopeString = typeof suffix === 'string' ? scope.scope_string.replace(/[^/]*$/, suffix) : scope.scope_string;
    return c.json({ scope: scopes.put(scope.id, { ...scope, ...read(world, body), scope_string: scopeString }) });
  });
  app.delete('/v2/api/scopes/:id', (c) => {
    const scope = mine(c);
    scopes.delete(scope.id);
    return c.json({ scope });
  });
}

function read(world: World, body: Json, required: string[] = []): Partial<Scope> {
  const fields = pick<Scope>(body, scopeFields, required);
  for (const dependency of fields.dependent_scopes ?? []) {
    if (typeof dependency['optional'] !== 'boolean' || typeof dependency['requires_refresh_token'] !== 'boolean') {
      throw invalid("each of 'dependent_scopes' needs scope, optional and requires_refresh_token");
    }
    if (!findScopeById(world, String(dependency['scope'])))
      throw invalid(`no such scope: ${String(dependency['scope'])}`);
  }
  return fields;
}
