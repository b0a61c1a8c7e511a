import type { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { resultDocument } from '../result.js';
import { transferState, type AccessRule, type Endpoint } from '../state.js';
import { changeRule, createRule, managedCollection, ruleOn } from './requests.js';

/** `/endpoint/{id}/access`: who may read and write which folder of a guest collection. */
export function accessRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { rules, rulesByEndpoint } = transferState(world);
  const managed = (c: SandboxContext): Endpoint => managedCollection(world, requester(world, c), parameter(c, 'id'));
  const ruleOf = (c: SandboxContext): AccessRule => ruleOn(world, managed(c), parameter(c, 'rule'));

  app.get('/v0.10/endpoint/:id/access_list', (c) => {
    const endpoint = managed(c);
    const rows = rulesByEndpoint.all(endpoint.id).map(accessDocument);
    return c.json({ DATA_TYPE: 'access_list', endpoint: endpoint.id, length: rows.length, DATA: rows });
  });
  app.get('/v0.10/endpoint/:id/access/:rule', (c) => c.json(accessDocument(ruleOf(c))));
  app.post('/v0.10/endpoint/:id/access', async (c) => {
    const body = await documentOf(c, 'access');
    const rule = createRule(world, managed(c), body);
    return c.json(
      resultDocument(c, 'Created', 'Access rule created successfully.', {
        DATA_TYPE: 'access_create_result',
        access_id: rule.id,
      }),
      201,
    );
  });
  app.put('/v0.10/endpoint/:id/access/:rule', async (c) => {
    const body = await documentOf(c, 'access');
    const rule = ruleOf(c);
    changeRule(world, rule, body);
    return c.json(resultDocument(c, 'Updated', `Access rule '${rule.id}' permissions updated successfully`));
  });
  app.delete('/v0.10/endpoint/:id/access/:rule', (c) => {
    const rule = ruleOf(c);
    rules.delete(rule.id);
    return c.json(resultDocument(c, 'Deleted', `Access rule '${rule.id}' deleted successfully`));
  });
}

/** The document of an access rule. */
export function accessDocument({ endpoint: _endpoint, ...rule }: AccessRule): Record<string, unknown> {
  return { DATA_TYPE: 'access', ...rule };
}
