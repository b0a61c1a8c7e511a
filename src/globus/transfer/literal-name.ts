import { isNotFound } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import type { EndpointPath } from '../endpoint-path.js';
import { isPattern, lastName } from './globs.js';

/**
 * Whether the last name of a path is to be read as a pattern, where patterns are read. One that is there just as it is written is itself
 * meant: a file that somebody called `*`, and whose path a program hands on, would take all others of its folder along.
 */
export async function isReadAsPattern(
  { endpoint, path }: EndpointPath,
  { enableGlobs, localUser }: { readonly enableGlobs: boolean; readonly localUser?: string | undefined },
  transfer: Pick<TransferOperations, 'statFile'>,
): Promise<boolean> {
  if (!enableGlobs || !isPattern(lastName(path).name)) return enableGlobs;
  try {
    await transfer.statFile(endpoint, { path, local_user: localUser });
    return false;
  } catch (error) {
    // a pattern takes others along, so that only a clear answer makes one of a name
    if (isNotFound(error)) return true;
    throw error;
  }
}
