import { CliError, isUuid, type NeedTypes, param, ServiceError } from '#command';
import type { Bookmark } from '#services/transfer';

export const bookmark = param.text({ summary: 'The bookmark, by id or name', names: ['BOOKMARK_ID_OR_NAME'] });

/** The bookmark of that id or name; names are compared exactly. */
export async function findBookmark(idOrName: string, transfer: NeedTypes['transfer']): Promise<Bookmark> {
  if (isUuid(idOrName)) {
    try {
      return await transfer.getBookmark(idOrName.toLowerCase());
    } catch (error) {
      // a name may look like an id
      if (!(error instanceof ServiceError && error.response.status === 404)) throw error;
    }
  }
  const { DATA: all } = await transfer.listBookmarks();
  const found = all.find((each) => each.name === idOrName);
  if (!found)
    throw new CliError(`You have no bookmark '${idOrName}'.`, { hint: 'See those you have: globus bookmark list' });
  return found;
}
