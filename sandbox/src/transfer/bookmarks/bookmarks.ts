import type { Identity } from '../../auth/state.js';
import { ApiError } from '../../http/api-error.js';
import type { World } from '../../world.js';
import { findEndpoint } from '../endpoints.js';
import { transferState, type Bookmark } from '../state.js';

/** The bookmarks of a person, by name. */
export function bookmarksOf(world: World, { account }: Identity): Bookmark[] {
  return transferState(world)
    .bookmarksByOwner.all(account)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A bookmark of this person; 404 for another's. */
export function findBookmark(world: World, { account }: Identity, id: string): Bookmark {
  const bookmark = transferState(world).bookmarks.get(id);
  if (bookmark?.owner !== account) throw new ApiError(404, 'BookmarkNotFound', `No such bookmark '${id}'`);
  return bookmark;
}

/** Makes a bookmark; 409 when the person has one of that name, 404 when there is no such collection. */
export function addBookmark(world: World, { account }: Identity, fields: Omit<Bookmark, 'id' | 'owner'>): Bookmark {
  requireFreeName(world, account, fields.name);
  const endpoint_id = findEndpoint(world, fields.endpoint_id).id;
  const id = world.ids.uuid('bookmark');
  return transferState(world).bookmarks.put(id, { id, owner: account, ...fields, endpoint_id });
}

/** What of a bookmark may change. */
type Changes = Partial<Pick<Bookmark, 'name' | 'path' | 'pinned'>>;

/** Changes a bookmark; 409 when the person has another one of that name. */
export function changeBookmark(world: World, bookmark: Bookmark, changes: Changes): Bookmark {
  const { name } = changes;
  if (name !== undefined && name !== bookmark.name) requireFreeName(world, bookmark.owner, name);
  return transferState(world).bookmarks.put(bookmark.id, { ...bookmark, ...changes });
}

export function removeBookmark(world: World, { id }: Bookmark): void {
  transferState(world).bookmarks.delete(id);
}

function requireFreeName(world: World, owner: string, name: string): void {
  if (name.length > 128) throw new ApiError(400, 'BadRequest', "'name' is too long");
  if (
    transferState(world)
      .bookmarksByOwner.all(owner)
      .some((other) => other.name === name)
  )
    throw new ApiError(409, 'Exists', `There is a bookmark named '${name}' already`);
}
