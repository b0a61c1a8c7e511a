import { mkdirSync } from 'node:fs';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import { endpointDocument } from '../../transfer/endpoint-document.js';
import { findEndpoint, pathIn } from '../../transfer/endpoints.js';
import { operationError, type DirectoryOperation } from '../../transfer/errors.js';
import { requireNotPaused, type PauseFlag } from '../../transfer/manager/pauses.js';
import { listDirectory } from '../../transfer/operations/ls.js';
import { jailFor, requireAccess, requireDataUse } from '../../transfer/permissions.js';
import { fileDocument } from '../../transfer/storage/file-document.js';
import { StorageError } from '../../transfer/storage/storage-error.js';
import { optionalText, text } from './body.js';
import { atOnce, type ActionContext, type ActionProvider } from './provider.js';

/** A folder's list, as Transfer gives it. */
export const lsAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, (context, body) => {
    const shown = optionalText(body, 'path') ?? '/~/';
    const { endpoint, path, jail } = place(context, body, shown, 'r', 'pause_ls');
    const filters = optionalText(body, 'filter');
    const asked = ['show_hidden', 'limit', 'offset', 'orderby'].filter((name) => body[name] !== undefined);
    const query = Object.fromEntries(asked.map((name) => [name, wordOf(body[name])]));
    return translated('DirListing', () =>
      listDirectory(jail(), endpoint, shown, path, query, filters === undefined ? [] : [filters]),
    );
  });

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** One file or folder. Where there is none, the action succeeds and says so: flows ask by it whether a path exists. */
export const statAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, (context, body) => {
    const { path, jail } = place(context, body, text(body, 'path'), 'r', 'pause_ls');
    try {
      const inside = jail();
      return inside.within(path, (folder, name) => fileDocument(inside, folder, name));
    } catch (error) {
      const refusal = operationError(error, 'DirListing');
      if (!(refusal instanceof ApiError) || !refusal.code.endsWith('NotFound')) throw refusal;
      return { code: 'NotFound', message: refusal.message };
    }
  });

/** A new folder; one that is there already is an error, as in Transfer. */
export const mkdirAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, async (context, body) => {
    const { path, jail } = place(context, body, text(body, 'path'), 'w', 'pause_mkdir');
    await translated('Mkdir', () => {
      if (path === '/') throw new StorageError('EXISTS');
      jail().within(path, (folder, name) => mkdirSync(folder.at(name)));
    });
    return { DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated', message: 'The directory was created successfully' };
  });

/** What Transfer says of a collection. */
export const collectionInfoAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, ({ world, requester }, body) => endpointDocument(world, findEndpoint(world, idIn(body)), requester));

function place({ world, requester }: ActionContext, body: Json, shown: string, mode: 'r' | 'w', pause: PauseFlag) {
  const endpoint = findEndpoint(world, idIn(body));
  requireDataUse(world, endpoint, requester);
  requireNotPaused(world, endpoint, requester.identityIds, pause);
  const path = pathIn(world, endpoint, shown, requester.identity);
  requireAccess(world, endpoint, requester, path, mode);
  return { endpoint, path, jail: () => jailFor(world, endpoint, requester, mode) };
}

const idIn = (body: Json): string => text(body, 'endpoint_id', 'collection_id', 'endpoint');

async function translated<T>(operation: DirectoryOperation, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw operationError(error, operation);
  }
}
