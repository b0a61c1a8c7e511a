import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { badRequest } from '../errors.js';
import { resultDocument } from '../result.js';
import type { Bookmark } from '../state.js';
import { requiredText } from '../tasks/options.js';
import { addBookmark, bookmarksOf, changeBookmark, findBookmark, removeBookmark } from './bookmarks.js';

/** `/bookmark`, version 0.10. */
export function bookmarkRoutes(app: Hono<SandboxEnv>, world: World): void {
  const mine = (c: SandboxContext): Bookmark => findBookmark(world, requester(world, c).identity, parameter(c, 'id'));

  app.get('/v0.10/bookmark_list', (c) => {
    const rows = bookmarksOf(world, requester(world, c).identity).map(document);
    return c.json({ DATA_TYPE: 'bookmark_list', length: rows.length, DATA: rows });
  });
  app.post('/v0.10/bookmark', async (c) => {
    const body = await documentOf(c, 'bookmark');
    const fields = {
      name: requiredText(body, 'name'),
      endpoint_id: requiredText(body, 'endpoint_id'),
      path: requiredText(body, 'path'),
      pinned: pinnedOf(body) ?? false,
    };
    return c.json(document(addBookmark(world, requester(world, c).identity, fields)), 201);
  });
  app.get('/v0.10/bookmark/:id', (c) => c.json(document(mine(c))));
  app.put('/v0.10/bookmark/:id', async (c) => {
    const body = await documentOf(c, 'bookmark');
    const bookmark = mine(c);
    for (const fixed of ['endpoint_id', 'path'] as const) {
      if (body[fixed] !== undefined && body[fixed] !== bookmark[fixed])
        throw new ApiError(400, 'BadRequest', `the '${fixed}' of a bookmark cannot be changed`);
    }
    const name = body['name'] === undefined ? bookmark.name : requiredText(body, 'name');
    return c.json(document(changeBookmark(world, bookmark, { name, pinned: pinnedOf(body) ?? bookmark.pinned })));
  });
  app.delete('/v0.10/bookmark/:id', (c) => {
    const bookmark = mine(c);
    removeBookmark(world, bookmark);
    return c.json(resultDocument(c, 'Deleted', `Bookmark '${bookmark.id}' deleted successfully`));
  });
}

function document({ owner: _owner, ...bookmark }: Bookmark): Record<string, unknown> {
  return { DATA_TYPE: 'bookmark', ...bookmark };
}

function pinnedOf(body: Json): boolean | undefined {
  const { pinned } = body;
  if (pinned !== undefined && typeof pinned !== 'boolean') throw badRequest("'pinned' must be true or false");
  return pinned;
}
