import { lstatSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { documentOf } from '../document.js';
import { badRequest, endpointPermissionDenied, operationError, type DirectoryOperation } from '../errors.js';
import { requester } from '../context.js';
import { findEndpoint, noteAccess, pathIn } from '../endpoints.js';
import { requireNotPaused, type PauseFlag } from '../manager/pauses.js';
import { jailFor, requireAccess, requireDataUse } from '../permissions.js';
import { resultDocument } from '../result.js';
import type { Endpoint } from '../state.js';
import { fileDocument } from '../storage/file-document.js';
import type { Jail } from '../storage/jail.js';
import { requireWhole } from '../storage/require-whole.js';
import { StorageError } from '../storage/storage-error.js';
import { listDirectory } from './ls.js';

/** One operation at work: the endpoint, allowed to be used, its jail, and the paths allowed to be touched. */
interface Work {
  readonly endpoint: Endpoint;
  readonly jail: (mode: 'r' | 'w') => Jail;
  path(text: unknown, name: string, mode: 'r' | 'w'): string;
}

/** `/operation/endpoint/{id}/...`: what happens at once, without a task. */
export function operationRoutes(app: Hono<SandboxEnv>, world: World): void {
  const begin = (c: SandboxContext, pause: PauseFlag | null): Work => {
    const endpoint = findEndpoint(world, parameter(c, 'id'));
    const who = requester(world, c);
    requireDataUse(world, endpoint, who);
    if (pause !== null) requireNotPaused(world, endpoint, who.identityIds, pause);
    return {
      endpoint,
      jail: (mode) => jailFor(world, endpoint, who, mode),
      path: (text, name, mode) => {
        if (typeof text !== 'string' || text === '') throw badRequest(`'${name}' is required`);
        const path = pathIn(world, endpoint, text, who.identity);
        requireAccess(world, endpoint, who, path, mode);
        // Not before: whoever is refused leaves no trace on the collection.
        noteAccess(world, endpoint);
        return path;
      },
    };
  };

  app.get('/v0.10/operation/endpoint/:id/ls', async (c) => {
    const work = begin(c, 'pause_ls');
    const given = c.req.query('path') || ((work.endpoint.fields['default_directory'] ?? '/~/') as string);
    const shown = given.replace('{server_default}', '~');
    const path = work.path(shown, 'path', 'r');
    return c.json(
      await translate('DirListing', () =>
        listDirectory(work.jail('r'), work.endpoint, shown, path, c.req.query(), c.req.queries('filter') ?? []),
      ),
    );
  });

  app.get('/v0.10/operation/endpoint/:id/stat', (c) => {
    const work = begin(c, 'pause_ls');
    const path = work.path(c.req.query('path') || '/~/', 'path', 'r');
    try {
      const jail = work.jail('r');
      return c.json(jail.within(path, (folder, name) => fileDocument(jail, folder, name)));
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      if (error.code === 'NOT_FOUND' || error.code === 'NOT_A_DIRECTORY')
        throw new ApiError(404, 'NotFound', 'Path not found, Error (list)');
      if (error.code === 'PERMISSION_DENIED') throw endpointPermissionDenied();
      throw operationError(error, 'DirListing');
    }
  });

  app.post('/v0.10/operation/endpoint/:id/mkdir', async (c) => {
    const body = await documentOf(c, 'mkdir', 'ClientError.BadRequest');
    const work = begin(c, 'pause_mkdir');
    const path = work.path(body['path'], 'path', 'w');
    await translate('Mkdir', () => {
      if (path === '/') throw new StorageError('EXISTS');
      work.jail('w').within(path, (folder, name) => mkdirSync(folder.at(name)));
    });
    return c.json(
      resultDocument(c, 'DirectoryCreated', 'The directory was created successfully', { DATA_TYPE: 'mkdir_result' }),
      202,
    );
  });

  app.post('/v0.10/operation/endpoint/:id/rename', async (c) => {
    const body = await documentOf(c, 'rename', 'ClientError.BadRequest');
    const work = begin(c, 'pause_rename');
    const from = work.path(body['old_path'], 'old_path', 'w');
    const to = work.path(body['new_path'], 'new_path', 'w');
    await translate('Rename', () => {
      if (from === '/' || to === '/')
        throw new StorageError('PERMISSION_DENIED', 'the root of a collection cannot be renamed');
      const jail = work.jail('w');
      jail.within(from, (source, oldName) => {
        requireWhole(source, oldName);
        jail.within(to, (target, newName) => {
          if (lstatSync(target.at(newName), { throwIfNoEntry: false })) throw new StorageError('EXISTS');
          renameSync(source.at(oldName), target.at(newName));
        });
      });
    });
    return c.json(resultDocument(c, 'FileRenamed', 'File or directory renamed successfully'));
  });

  app.post('/v0.10/operation/endpoint/:id/symlink', async (c) => {
    const body = await documentOf(c, 'symlink', 'ClientError.BadRequest');
    const work = begin(c, 'pause_symlink');
    const path = work.path(body['path'], 'path', 'w');
    const target = body['symlink_target'];
    if (typeof target !== 'string' || target === '' || target.includes('\0'))
      throw badRequest("'symlink_target' is required");
    await translate('Symlink', () =>
      work.jail('w').within(path, (folder, name) => symlinkSync(target, folder.at(name))),
    );
    return c.json(resultDocument(c, 'SymlinkCreated', 'The symlink was created successfully'));
  });
}

async function translate<T>(operation: DirectoryOperation, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw operationError(error, operation);
  }
}
