import { CliError, isNotFound, ServiceError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import { troubleWith } from '../places/missing.js';
import { lastName } from '../transfer/globs.js';

type Transfer = Pick<TransferOperations, 'statFile' | 'listDirectory'>;

/** Whether its folder lists it all the same: a link that leads nowhere can be deleted, too. */
async function isListed(
  endpoint: string,
  path: string,
  localUser: string | undefined,
  { listDirectory }: Transfer,
): Promise<boolean> {
  const { folder, name } = lastName(path);
  try {
    const query = { path: folder || undefined, show_hidden: '1', local_user: localUser };
    return (await listDirectory(endpoint, query)).DATA.some((each) => each.name === name);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/**
 * The error for a path that is not there, with the nearest folder that is: a deletion of it would be a task that fails, or a question about
 * nothing. Undefined where something is there, or nobody can tell.
 */
export async function nothingThere(
  {
    endpoint,
    path,
    localUser,
    where,
  }: { endpoint: string; path: string; localUser: string | undefined; where: string },
  transfer: Transfer,
): Promise<CliError | undefined> {
  try {
    if (await isListed(endpoint, path, localUser, transfer)) return undefined;
    const hint = (await troubleWith({ endpoint, path }, transfer, 'file'))?.hint;
    return new CliError(`There is no ${visible(path)} ${where}. Nothing was deleted.`, { hint });
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}
