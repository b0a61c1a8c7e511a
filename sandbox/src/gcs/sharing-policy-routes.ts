import type { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { parameter } from '../http/query.js';
import { isGuest } from '../transfer/endpoints.js';
import type { Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { collectionOf, requireCollectionAdmin, visit, type Visit } from './access.js';
import { checked, documentOf, page, result } from './envelope.js';
import { badRequest, invalid, notFound } from './errors.js';
import { checkRestrictions } from './path-restrictions.js';
import { gcsState, type SharingPolicy } from './state.js';

/** `/sharing_policies`: what accounts may share of a mapped collection; looked at when a guest collection is made. */
export function sharingPolicyRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { policies, policiesByCollection } = gcsState(world);
  const administered = (by: Visit, id: string): Endpoint => {
    const collection = collectionOf(world, by, id);
    requireCollectionAdmin(world, by, collection);
    if (isGuest(collection)) throw invalid('collection_id', 'is the id of a guest collection');
    return collection;
  };
  const given = (c: SandboxContext): SharingPolicy => {
    const by = visit(world, c);
    const id = parameter(c, 'id').toLowerCase();
    const policy = policies.get(id);
    if (policy?.endpoint !== by.endpoint.id) throw notFound('sharing policy', id);
    administered(by, policy.collection_id);
    return policy;
  };

  app.get('/sharing_policies', (c) => {
    const by = visit(world, c);
    const { collection_id: id, username } = c.req.query();
    if (!id) throw badRequest("'collection_id' is required");
    const rows = policiesByCollection.all(administered(by, id).id);
    return page(
      c,
      rows.filter(({ users }) => username === undefined || users === null || users.includes(username)),
      policyDocument,
    );
  });
  app.post('/sharing_policies', async (c) => {
    const by = visit(world, c);
    const fields = checked<SharingPolicy>(
      await documentOf(c, 'sharing_policy'),
      {
        collection_id: { kind: 'uuid', required: true },
        sharing_restrict_paths: { kind: 'object', required: true },
        users: { kind: 'list' },
      },
      (issues, { sharing_restrict_paths: paths, users }) => {
        checkRestrictions(issues, 'sharing_restrict_paths', paths);
        if (users && !users.every((user) => typeof user === 'string')) issues.add(['users'], 'must be account names');
      },
    );
    const collection = administered(by, fields.collection_id ?? '');
    const id = world.ids.uuid('sharing policy');
    const { sharing_restrict_paths = {}, users = null } = fields;
    const policy = policies.put(id, {
      id,
      endpoint: by.endpoint.id,
      collection_id: collection.id,
      sharing_restrict_paths,
      users,
    });
    return result(c, [policyDocument(policy)], { status: 201, message: `Created Sharing Policy ${id}` });
  });
  app.get('/sharing_policies/:id', (c) => result(c, [policyDocument(given(c))]));
  app.delete('/sharing_policies/:id', (c) => {
    const { id } = given(c);
    policies.delete(id);
    return result(c, [], { message: `Deleted Sharing Policy ${id}` });
  });
}

function policyDocument({
  endpoint: _endpoint,
  sharing_restrict_paths: paths,
  ...policy
}: SharingPolicy): Record<string, unknown> {
  return {
    DATA_TYPE: 'sharing_policy#1.0.0',
    ...policy,
    sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', ...paths },
  };
}
