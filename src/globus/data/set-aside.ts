import { randomBytes } from 'node:crypto';
import { CliError, InterruptedError, isNotFound, ServiceError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import { remoteEntry } from './entries.js';
import { below, type CollectionPlace, nameOf } from './place.js';

type Renaming = Pick<TransferOperations, 'rename' | 'statFile'>;

/** A file or folder that nobody finds under its name any more. */
export interface Aside {
  readonly place: CollectionPlace;
  /** Puts it back, and throws `cause`, which says where it is if that fails. */
  readonly putBack: (cause: unknown) => Promise<never>;
}

/**
 * Renames something on a collection, within the folder that holds it: a delete task may wait for hours, and would take along whatever
 * comes into a folder, or under a file's name, meanwhile. Undefined where the collection refuses it, as those do that cannot rename, or let nobody write above.
 */
export async function setAside(place: CollectionPlace, transfer: Renaming): Promise<Aside | undefined> {
  const name = nameOf(place);
  // where a collection begins, and a home folder
  if (name === '' || name === '~') return undefined;
  // names have 255 bytes at most
  const aside = `.globus-moved-${randomBytes(4).toString('hex')}-${Array.from(name).slice(0, 40).join('')}`;
  const there = below(place, `../${aside}`);
  const rename = (old_path: string, new_path: string) =>
    transfer.rename(place.endpoint.id, { DATA_TYPE: 'rename', old_path, new_path }, { repeatable: true });
  try {
    await rename(place.path, there.path);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // a try that seemed to fail may have done it, and then there is nothing left to rename
    if (!isNotFound(error) || !(await remoteEntry(transfer, place.endpoint.id, there.path))) return undefined;
  }
  return {
    place: there,
    putBack: async (cause) => {
      const isBack = await rename(there.path, place.path).then(
        () => true,
        () => false,
      );
      throw isBack || !(cause instanceof CliError) ? cause : leftAside(cause, there.path);
    },
  };
}

const leftAside = (cause: CliError, path: string) =>
  cause.toldWith(`${cause.message} It is called ${visible(path)} now.`, { hint: cause.hint });

/** Does what is to be done to what was set aside: if this fails, it gets its name back. */
export async function* withAside<T>({ place, putBack }: Aside, work: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* work;
  } catch (error) {
    // a task that deletes it goes on; nothing can be asked of the service any more
    if (error instanceof InterruptedError)
      throw error.toldWith(
        `${error.message} What was to be removed is called ${visible(place.path)} until it is gone.`,
        {
          hint: error.hint,
        },
      );
    await putBack(error);
  }
}
