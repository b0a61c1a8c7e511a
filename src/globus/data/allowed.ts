import { AuthRequiredError } from '../../errors.js';
import type { RemoteFile } from './file-server.js';
import type { Action } from './plan.js';
import type { Item } from './sources.js';

/**
 * Holds back what comes before the first file until its collection answers to this login: a folder that was made by a line that wants
 * a login first would be there when the same line is run again, and take the copy into itself. `fileOfItem` is undefined where
 * nothing is made for the file.
 */
export async function* onceAllowed(
  actions: AsyncIterable<Action<Item>>,
  fileOfItem: (item: Item, isBelowFolders: boolean) => RemoteFile | undefined,
  what: 'reading' | 'writing',
): AsyncGenerator<Action<Item>> {
  const held: Action<Item>[] = [];
  let isAsked = false;
  for await (const action of actions) {
    if (isAsked) {
      yield action;
      continue;
    }
    held.push(action);
    const { sign, entry } = action;
    if (sign === '=' || entry.type !== 'file') continue;
    const file = fileOfItem(entry, held.length > 1);
    if (file) await demandAllowed(file, what);
    isAsked = true;
    yield* held.splice(0);
  }
  yield* held;
}

/** Throws where a login or a consent is missing. What else is wrong with a file is said when it is copied. */
async function demandAllowed({ server, path }: RemoteFile, what: 'reading' | 'writing'): Promise<void> {
  try {
    // an answer to HEAD could not say which consent it is
    const answer = await server[what]((files) => files.getFile(path, { range: { first: 0, last: 0 } }));
    answer.cancel();
  } catch (error) {
    if (error instanceof AuthRequiredError) throw error;
  }
}
