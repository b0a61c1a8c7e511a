import type { Hono } from 'hono';
import { authState } from '../auth/state.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { parameter } from '../http/query.js';
import { isGuest } from '../transfer/endpoints.js';
import { effectiveRoles } from '../transfer/permissions.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import {
  administering,
  collectionOf,
  isIdentity,
  requireCollectionAdmin,
  requireOwnIdentity,
  visit,
  type Visit,
} from './access.js';
import { checked, documentOf, result } from './envelope.js';
import { conflict, invalid, missingRole } from './errors.js';

/** `owner` and `owner_string` of the endpoint and of its collections: who they belong to, and who they say they belong to. */
export function ownershipRoutes(app: Hono<SandboxEnv>, world: World): void {
  const collectionIn = (c: SandboxContext, by: Visit): Endpoint => collectionOf(world, by, parameter(c, 'id'));
  const saved = (c: SandboxContext, owned: Endpoint): Response => {
    transferState(world).endpoints.put(owned.id, owned);
    return result(c, [], {
      message: `Updated ${owned.entity_type === 'GCSv5_endpoint' ? 'Endpoint' : 'Collection'} ${owned.id}`,
    });
  };
  const setOwner = async (c: SandboxContext, by: Visit, owned: Endpoint, kind: string): Promise<Response> => {
    const { identity_id: given = '' } = checked<{ identity_id: string }>(await documentOf(c, kind), {
      identity_id: { kind: 'uuid', required: true },
    });
    const owner = given.toLowerCase();
    if (owner === by.endpoint.id) throw invalid('identity_id', "cannot be the endpoint's own client");
    if (!isIdentity(world, owner)) throw invalid('identity_id', 'is not known to Globus Auth');
    owned.owner_identity = owner;
    return saved(c, owned);
  };
  const advertise = async (c: SandboxContext, by: Visit, owned: Endpoint): Promise<Response> => {
    const { identity_id: given } = checked<{ identity_id: string }>(await documentOf(c, 'owner_string'), {
      identity_id: { kind: 'uuid', notNull: true },
    });
    const id = given?.toLowerCase() ?? by.who.identity.id;
    requireOwnIdentity(by, id);
    if (!effectiveRoles(world, owned, { ...by.who, identityIds: [id] }).includes('administrator')) {
      throw missingRole([{ role: 'administrator', ...(owned.id === by.endpoint.id ? {} : { collection: owned.id }) }]);
    }
    owned.fields['owner_string'] = authState(world).identities.get(id)?.username;
    return saved(c, owned);
  };
  const withdraw = (c: SandboxContext, owned: Endpoint): Response => {
    delete owned.fields['owner_string'];
    return saved(c, owned);
  };

  app.put('/endpoint/owner', (c) => {
    const by = administering(world, c);
    return setOwner(c, by, by.endpoint, 'endpoint_owner');
  });
  app.put('/endpoint/owner_string', (c) => {
    const by = administering(world, c);
    return advertise(c, by, by.endpoint);
  });
  app.delete('/endpoint/owner_string', (c) => withdraw(c, administering(world, c).endpoint));

  app.put('/collections/:id/owner', (c) => {
    const by = administering(world, c);
    const collection = collectionIn(c, by);
    if (isGuest(collection)) throw conflict('Only mapped collections can be given to another owner');
    return setOwner(c, by, collection, 'collection_owner');
  });
  app.put('/collections/:id/owner_string', (c) => {
    const by = visit(world, c);
    return advertise(c, by, collectionIn(c, by));
  });
  app.delete('/collections/:id/owner_string', (c) => {
    const by = visit(world, c);
    const collection = collectionIn(c, by);
    requireCollectionAdmin(world, by, collection);
    return withdraw(c, collection);
  });
}
