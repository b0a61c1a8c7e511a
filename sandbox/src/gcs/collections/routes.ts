import type { Hono } from 'hono';
import { isGuest } from '../../transfer/endpoints.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import {
  administering,
  collectionOf,
  isCollectionAdmin,
  maySee,
  requireCollectionAdmin,
  viewing,
  visit,
  type Visit,
} from '../access.js';
import { checked, documentOf, includes, page, result } from '../envelope.js';
import { denied, missingRole } from '../errors.js';
import { troublesOf } from './check.js';
import { createGuest, createMapped } from './create.js';
import { deleteCollection } from './delete.js';
import { collectionDocument } from './document.js';
import { wantedCollections } from './filters.js';
import { collectionsOf } from './rows.js';
import { updateCollection } from './update.js';

/** `/collections`: making, showing, changing, checking and deleting collections. What happens here, Transfer sees at once. */
export function collectionRoutes(app: Hono<SandboxEnv>, world: World): void {
  const given = (c: SandboxContext, by: Visit): Endpoint => collectionOf(world, by, parameter(c, 'id'));
  const administered = (c: SandboxContext): { by: Visit; collection: Endpoint } => {
    const by = visit(world, c);
    const collection = given(c, by);
    requireCollectionAdmin(world, by, collection);
    return { by, collection };
  };
  const wanted = (c: SandboxContext, by: Visit): Endpoint[] => {
    const fits = wantedCollections(world, c, by.who);
    return collectionsOf(world, by.endpoint.id).filter(
      (collection) => maySee(world, by, collection) && fits(collection),
    );
  };

  app.get('/collections', (c) => {
    const by = viewing(world, c, 'collections');
    const privately = includes(c, 'private_policies');
    return page(c, wanted(c, by), (collection) => collectionDocument(world, by, collection, privately));
  });
  app.post('/collections', async (c) => {
    const by = visit(world, c);
    const body = await documentOf(c, 'collection');
    checked(body, { collection_type: { kind: ['mapped', 'guest'], required: true } });
    const collection =
      body['collection_type'] === 'mapped' ? createMapped(world, by, body) : createGuest(world, by, body);
    return result(c, [collectionDocument(world, by, collection, false)], {
      status: 201,
      message: `Created Collection ${collection.id}`,
    });
  });
  app.get('/collections/check', (c) => {
    const by = administering(world, c);
    const troubles = wanted(c, by).flatMap((collection) => troublesOf(world, collection));
    return page(c, troubles, (trouble) => trouble);
  });
  app.post('/collections/batch_delete', async (c) => {
    const by = visit(world, c);
    const { ids } = checked<{ ids: unknown[] }>(await documentOf(c, 'batch'), {
      ids: { kind: 'list', required: true },
    });
    const there = collectionsOf(world, by.endpoint.id).filter(({ id }) => ids?.includes(id));
    const mapped = there.filter((collection) => !isGuest(collection)).map(({ id }) => id);
    if (mapped.length > 0)
      throw denied('Only guest collections are deleted in batches', { DATA_TYPE: 'batch#1.0.0', ids: mapped });
    const others = there.filter((collection) => !isCollectionAdmin(world, by, collection));
    if (others.length > 0) throw missingRole(others.map(({ id }) => ({ role: 'administrator', collection: id })));
    for (const collection of there) deleteCollection(world, collection);
    return result(c, [{ DATA_TYPE: 'batch#1.0.0', ids: there.map(({ id }) => id) }], {
      status: 202,
      message: `Deleting ${there.length} collections`,
    });
  });

  app.get('/collections/:id', (c) => {
    const by = viewing(world, c);
    return result(c, [collectionDocument(world, by, given(c, by), includes(c, 'private_policies'))]);
  });
  const update = (whole: boolean) => async (c: SandboxContext) => {
    const { by, collection } = administered(c);
    updateCollection(world, by, collection, await documentOf(c, 'collection'), whole);
    return result(c, [collectionDocument(world, by, collection, false)], {
      message: `Updated Collection ${collection.id}`,
    });
  };
  app.put('/collections/:id', update(true));
  app.patch('/collections/:id', update(false));
  app.delete('/collections/:id', (c) => {
    const { collection } = administered(c);
    deleteCollection(world, collection);
    return result(c, [], { message: `Deleted Collection ${collection.id}` });
  });
  app.get('/collections/:id/check', (c) => result(c, troublesOf(world, administered(c).collection)));
}
