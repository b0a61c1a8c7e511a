import { CliError, isNotFound } from '../errors.js';
import type { Bookmark, TransferOperations } from '../services/transfer.js';
import { canonicalUuid, isUuid } from '../uuid.js';
import { visible } from '../visible.js';

/**
 * The bookmark of that id or name; names are compared exactly. CliError where there is none. A text that looks like an id is asked for
 * as one, and then looked for among the names, since a name may look like that, too.
 */
export async function findBookmark(
  idOrName: string,
  transfer: Pick<TransferOperations, 'getBookmark' | 'listBookmarks'>,
): Promise<Bookmark> {
  if (isUuid(idOrName)) {
    try {
      return await transfer.getBookmark(canonicalUuid(idOrName));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  const { DATA: bookmarks } = await transfer.listBookmarks();
  const found = bookmarks.find((each) => each.name === idOrName);
  if (found) return found;
  throw new UnknownBookmarkError(
    idOrName,
    bookmarks.map(({ name }) => name),
  );
}

/** There is no bookmark of a name; these are those that there are. */
export class UnknownBookmarkError extends CliError {
  constructor(
    readonly wanted: string,
    readonly names: readonly string[],
  ) {
    super(`You have no bookmark '${visible(wanted)}'.`, { hint: 'See those you have: globus bookmark list' });
    // what scripts are told is a failure like others
    this.name = CliError.name;
  }
}
