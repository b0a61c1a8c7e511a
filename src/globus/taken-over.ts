import { shellLine } from '../shell.js';
import type { Notices } from '../tools.js';
import { UsageError } from '../errors.js';
import { visible } from '../visible.js';
import { collectionsNamed } from './things/collections-named.js';
import type { CollectionSearch } from './things/sources.js';
import { isFolder } from './things/thing.js';

interface Bookmarked {
  readonly name: string;
  /** The id of its collection. */
  readonly collection: string;
  readonly path: string;
}
interface Telling {
  readonly transfer: CollectionSearch;
  readonly notices: Pick<Notices, 'warn' | 'isRead'>;
}

/**
 * Tells a person that a bookmark has the name of a collection that they can see: without `@`, the name is the bookmark's
 * from then on. Nothing is said where both are the same place, or where collections cannot be asked for: the bookmark is made by then.
 */
export async function tellTakenOver(made: Bookmarked, { transfer, notices }: Telling): Promise<void> {
  if (!notices.isRead) return;
  const name = made.name.toLowerCase();
  const found = await collectionsNamed(transfer, made.name).catch(() => []);
  const isSamePlace = (id: string) => id === made.collection && !isFolder(made);
  const taken = found.find((each) => each.name.toLowerCase() === name && !isSamePlace(each.id));
  if (!taken) return;
  const shown = visible(taken.name);
  notices.warn(
    `A collection is called '${shown}', too: from now on '${shown}:' is the bookmark. The collection is ${taken.id}.\n` +
      `Give the bookmark another name:  ${shellLine(['bookmark', 'rename', made.name, otherName(made)])}`,
  );
}

/** That of the folder, or one that says that it is a folder. */
function otherName({ name, path }: Pick<Bookmarked, 'name' | 'path'>): string {
  const folder = path.split('/').findLast((part) => part !== '' && part !== '~');
  return folder === undefined || folder.toLowerCase() === name.toLowerCase() ? `${name}-folder` : folder;
}

/** UsageError for a name that is a place: whoever typed it has the words in the other order. */
export function demandName(name: string): void {
  if (!/^[^:]+:[/~]/.test(name)) return;
  const [collection = '', path = ''] = name.split(/:(.*)/s);
  const own = otherName({ name: collection, path });
  throw new UsageError(`'${visible(name)}' is a place, and no name for a bookmark.`, {
    hint: `The place comes first, and then the name:  ${shellLine(['bookmark', 'create', name, own])}`,
  });
}
