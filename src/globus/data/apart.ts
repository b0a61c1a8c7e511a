import { CliError, UsageError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import type { Entry } from './entries.js';
import { type CollectionPlace, nameOf, type Place } from './place.js';

type Lists = () => Promise<Pick<TransferOperations, 'listDirectory'>>;

/** How two paths of one collection lie to each other; undefined where neither holds the other, or they are of two. */
export type Overlap = 'same' | 'destination within source' | 'source within destination';

const within = (path: string, folder: string) => path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** Asks for the absolute path of `/~` where only one of the two is written with it. */
export async function overlapOf(source: Place, destination: Place, transfer: Lists): Promise<Overlap | undefined> {
  if (source.at === 'local' || destination.at === 'local') return undefined;
  if (source.endpoint.id !== destination.endpoint.id) return undefined;
  const isBelowHome = [source, destination].map(({ path }) => path === '/~' || path.startsWith('/~/'));
  const home = isBelowHome[0] === isBelowHome[1] ? undefined : await homeOf(source, transfer);
  const [from = '', to = ''] = [source, destination].map(({ path }) =>
    home === undefined ? path : path.replace(/^\/~(?=\/|$)/, home),
  );
  if (from === to) return 'same';
  if (within(to, from)) return 'destination within source';
  return within(from, to) ? 'source within destination' : undefined;
}

/** Where `/~` of a collection is, without a slash at its end; undefined where the collection does not say. */
export async function homeOf({ endpoint }: CollectionPlace, transfer: Lists): Promise<string | undefined> {
  const { absolute_path: path } = await (await transfer()).listDirectory(endpoint.id, { path: '/~/', limit: 1 });
  return path?.replace(/(?<!\/)\/+$/, '');
}

export const ontoItself = (path: string) => new UsageError(`${visible(path)} would be copied onto itself.`);

/** Refuses to copy something onto itself, or a folder into itself: Globus would write over what it reads. */
export async function demandCopyApart(source: Place, target: Place, transfer: Lists): Promise<void> {
  const overlap = await overlapOf(source, target, transfer);
  if (overlap === 'same') throw ontoItself(source.path);
  if (overlap === 'destination within source')
    throw new UsageError(`${visible(source.path)} would be copied into itself, to ${visible(target.path)}.`, {
      hint: 'Give a destination that is not in it.',
    });
}

/** Refuses to make a folder as one is that it lies in, or as one in it where what is extra goes: the source would go with it. */
export async function demandSyncApart(
  { source, destination }: { readonly source: Place; readonly destination: Place },
  takesAway: boolean,
  transfer: Lists,
): Promise<void> {
  const overlap = await overlapOf(source, destination, transfer);
  if (overlap === 'same') throw new UsageError('Both of these are the same folder.');
  if (overlap === 'destination within source')
    throw new UsageError(`${visible(destination.path)} is in the folder that it is to be made as.`, {
      hint: 'Give a destination that is not in it.',
    });
  if (overlap === 'source within destination' && takesAway)
    throw new UsageError(`${visible(source.path)} is in the destination: --delete would take it away.`, {
      hint: 'Leave out --delete, or give a destination that does not hold it.',
    });
}

const seconds = ({ modified }: Entry) => (modified === undefined ? undefined : Math.floor(modified / 1000));

/**
 * Refuses to move something to where the very same may lie already: two collections, or one and this machine, can have one disk, and
 * what is removed at the source would be gone. `there` is what the destination has.
 */
export function demandMoveApart(source: Place, found: Entry, there: Entry | undefined): void {
  if (!there || there.type !== found.type || there.size !== found.size) return;
  const date = seconds(found);
  if (date === undefined || date !== seconds(there)) return;
  const name = visible(nameOf(source));
  throw new CliError(
    `The destination has ${visible(name)} already, with the same size and date: it may be the very same, on a disk that both have. Nothing was moved.`,
    { hint: 'If there are two of them, compare them with globus check --by content, and move or remove one by hand.' },
  );
}
