import type { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { listOf, parameter } from '../../http/query.js';
import { requestId } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { attributeText, oneDocument, pageDocument, relatedId, resourceOf, type Resource } from '../json-api.js';
import { transferState, type Bookmark } from '../state.js';
import { addBookmark, bookmarksOf, changeBookmark, findBookmark, removeBookmark } from './bookmarks.js';

/** `/v2/bookmarks`: the same bookmarks as JSON:API resources. */
export function bookmarkV2Routes(app: Hono<SandboxEnv>, world: World): void {
  const mine = (c: SandboxContext): Bookmark => findBookmark(world, requester(world, c).identity, parameter(c, 'id'));
  const wantsCollections = (c: SandboxContext): boolean => listOf(c.req.query('include')).includes('collection');
  const collectionsOf = (resources: Resource[]): Resource[] => {
    const ids = new Set(resources.map((resource) => resource.relationships?.['collection']?.data.id));
    return [...ids].flatMap((id) => {
      const endpoint = id === undefined ? undefined : transferState(world).endpoints.get(id);
      return endpoint
        ? [
            {
              type: 'Collection',
              id: endpoint.id,
              attributes: {
                display_name: endpoint.display_name,
                high_assurance: endpoint.fields['high_assurance'] === true,
              },
            },
          ]
        : [];
    });
  };
  const answer = (c: SandboxContext, bookmark: Bookmark, status: 200 | 201 = 200): Response => {
    const resource = resourceDocument(bookmark);
    return c.json(oneDocument(resource, wantsCollections(c) ? { included: collectionsOf([resource]) } : {}), status);
  };

  app.get('/v2/bookmarks', (c) =>
    c.json(
      pageDocument(
        c,
        bookmarksOf(world, requester(world, c).identity).map(resourceDocument),
        wantsCollections(c) ? collectionsOf : undefined,
      ),
    ),
  );
  app.post('/v2/bookmarks', async (c) => {
    const { attributes, relationships } = await resourceOf(c, 'Bookmark');
    const fields = {
      name: attributeText(attributes, 'name', true) ?? '',
      path: attributeText(attributes, 'path', true) ?? '',
      endpoint_id: relatedId(relationships, 'collection', 'Collection'),
      pinned: attributes['pinned'] === true,
    };
    return answer(c, addBookmark(world, requester(world, c).identity, fields), 201);
  });
  app.get('/v2/bookmarks/:id', (c) => answer(c, mine(c)));
  app.patch('/v2/bookmarks/:id', async (c) => {
    const { attributes } = await resourceOf(c, 'Bookmark');
    const bookmark = mine(c);
    const changes = {
      name: attributeText(attributes, 'name', false) ?? bookmark.name,
      path: attributeText(attributes, 'path', false) ?? bookmark.path,
      pinned: typeof attributes['pinned'] === 'boolean' ? attributes['pinned'] : bookmark.pinned,
    };
    return answer(c, changeBookmark(world, bookmark, changes));
  });
  app.delete('/v2/bookmarks/:id', (c) => {
    removeBookmark(world, mine(c));
    return c.json({ meta: { request_id: requestId() } });
  });
}

function resourceDocument({ id, name, path, endpoint_id }: Bookmark): Resource {
  return {
    type: 'Bookmark',
    id,
    attributes: { name, path },
    relationships: { collection: { data: { type: 'Collection', id: endpoint_id } } },
  };
}
