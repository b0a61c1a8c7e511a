import { param, recordOf, listed } from '#command';
import type { BookmarkV2, JsonApiPage } from '#services/transfer';

export const bookmarkId = listed(param.uuid({ summary: 'The bookmark' }), 'bookmarkV2');

const collectionId = (bookmark: BookmarkV2) => bookmark.relationships?.['collection']?.data.id;

/** The columns of a bookmark alone. */
const bookmarkColumns = {
  ID: 'id',
  Name: 'attributes.name',
  'Collection ID': collectionId,
  Path: 'attributes.path',
} as const;

/** A bookmark with what the document includes of its collection. */
export interface Placed {
  readonly bookmark: BookmarkV2;
  readonly collection: NonNullable<JsonApiPage<BookmarkV2>['included']>[number] | undefined;
}
/** Bookmarks joined to the collections that came along. */
export const placed = (
  bookmarks: readonly BookmarkV2[],
  included: JsonApiPage<BookmarkV2>['included'],
): readonly Placed[] =>
  bookmarks.map((bookmark) => ({ bookmark, collection: included?.find(({ id }) => id === collectionId(bookmark)) }));

/** The columns of a bookmark and its collection. */
export const placedColumns = {
  ID: 'bookmark.id',
  Name: 'bookmark.attributes.name',
  'Collection ID': ({ bookmark }: Placed) => collectionId(bookmark),
  'Collection Name': ({ collection }: Placed) => collection?.attributes.display_name,
  'High Assurance': ({ collection }: Placed) => collection?.attributes.high_assurance,
  Path: 'bookmark.attributes.path',
} as const;

/** One bookmark, out of its JSON:API document. */
export const bookmarkView = recordOf((document: { readonly data: BookmarkV2 }) => document.data, bookmarkColumns);
