import { CliError, isNotFound, ServiceError } from '../../errors.js';
import type { FileEntry, TransferOperations } from '../../services/transfer.js';
import { shellLine } from '../../shell.js';
import { isUuid } from '../../uuid.js';
import { visible } from '../../visible.js';
import type { EndpointPath } from '../endpoint-path.js';
import { above } from './folders.js';

type Transfer = Pick<TransferOperations, 'statFile'>;

/** Why a path cannot be read, and what to do about it. */
interface Told {
  readonly message: string;
  readonly hint: string;
}

/** What is at a path; undefined where there is nothing. */
async function entryAt(
  transfer: Transfer,
  endpoint: string,
  path: string,
): Promise<Pick<FileEntry, 'type'> | undefined> {
  // the folder of all folders has no name of its own to be asked for
  if (/^(?:\/|\/?~)$/.test(path)) return { type: 'dir' };
  try {
    return await transfer.statFile(endpoint, { path });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** A path from the root or the home folder on, without a slash at its end. */
const written = (path: string) =>
  (path.startsWith('/') ? path : path.startsWith('~') ? `/${path}` : `/~/${path}`).replace(/(?<=[^/]|^\/)\/+$/, '');

/**
 * Names the nearest folder that is there, or says that a file is one; undefined where the path is a folder, or a file where one is
 * wanted.
 */
export async function troubleWith(
  place: EndpointPath,
  transfer: Transfer,
  wanted: 'folder' | 'file' = 'folder',
): Promise<Told | undefined> {
  const { endpoint } = place;
  const path = written(place.path);
  let missing: string | undefined;
  for (let at: string | undefined = path; at; at = above(at)?.replace(/(?<=[^/]|^\/)\/+$/, '')) {
    const entry = await entryAt(transfer, endpoint, at);
    if (!entry) {
      missing = at;
      continue;
    }
    const isFolder = entry.type === 'dir';
    if (missing === undefined)
      return isFolder || wanted === 'file'
        ? undefined
        : {
            message: `${visible(at)} is a file, and not a folder.`,
            hint: `Show it:  ${shellLine(['stat', `${endpoint}:${at}`])}`,
          };
    return {
      message: isFolder
        ? `${visible(at)} is there, ${visible(missing)} is not.`
        : `${visible(at)} is a file: nothing can be below it.`,
      hint: `Look at what is there:  ${shellLine(['ls', `${endpoint}:${isFolder ? at : (above(at) ?? '/')}`])}`,
    };
  }
  return undefined;
}

/** Whether it is the file server of a collection that refused. */
export const isOfFile = (error: ServiceError): boolean => error.response.service === 'https';

/** Whether Transfer or a file server says of a path that it is not there, or is no folder. */
const isAboutPath = (error: unknown): error is ServiceError =>
  error instanceof ServiceError &&
  (error.response.service === 'transfer' || isOfFile(error)) &&
  /(?:NotFound|NotDirectory|NotADirectory)$/.test(error.response.code ?? '') &&
  !/^EndpointNotFound$/.test(error.response.code ?? '');

/** Whether Transfer says that there is something at the path of what was to be made, or to be called so. */
const isTaken = (error: unknown): error is ServiceError =>
  error instanceof ServiceError &&
  error.response.service === 'transfer' &&
  /Failed\.Exists$/.test(error.response.code ?? '');

/** The places among the values of a line: each as one value, or paths behind the id of their collection. */
export function placesAmong(values: readonly unknown[]): readonly EndpointPath[] {
  const [first, ...others] = values.flat();
  if (typeof first === 'string' && isUuid(first))
    return others.flatMap((path) => (isPath(path) ? [{ endpoint: first, path }] : []));
  return values
    .flat()
    .filter(
      (value): value is EndpointPath =>
        typeof value === 'object' &&
        value !== null &&
        'endpoint' in value &&
        typeof value.endpoint === 'string' &&
        'path' in value &&
        typeof value.path === 'string',
    );
}
const isPath = (text: unknown): text is string => typeof text === 'string' && /^[/~]/.test(text);

/** The error, told with what is wrong with the path that it is about; as it came where that cannot be found out. */
export async function toldOfPath(
  error: unknown,
  places: readonly EndpointPath[],
  connect: () => Promise<Transfer>,
): Promise<unknown> {
  const last = places.at(-1);
  // where something is to be, stands last on a line
  if (isTaken(error) && last) {
    const place = `${last.endpoint}:${written(last.path)}`;
    return error.toldWith(`${visible(place)} is there already.`, {
      hint: `Look at it:  ${shellLine(['stat', place])}\nOr take another name.`,
    });
  }
  if (!isAboutPath(error) || !places.length) return error;
  try {
    const transfer = await connect();
    for (const place of places) {
      const told = await troubleWith(place, transfer, isOfFile(error) ? 'file' : 'folder');
      // a file server's own refusal is told anywhere, and names no collection by its id
      const where = isOfFile(error) ? '' : `${place.endpoint}:`;
      if (told) return error.toldWith(`${where}${told.message}`, { hint: told.hint });
    }
  } catch (second) {
    // what went wrong first is what the person asked about
    if (!(second instanceof CliError)) throw second;
  }
  return error;
}
