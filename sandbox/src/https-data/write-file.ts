import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import type { World } from '../world.js';
import { writePiece } from '../transfer/tasks/pieces.js';
import type { Folder } from '../transfer/storage/folder.js';
import type { Jail } from '../transfer/storage/jail.js';
import { StorageError, storageError } from '../transfer/storage/storage-error.js';
import { splitPath } from '../transfer/storage/virtual-path.js';
import type { Target } from './access.js';
import { holds, versionOf } from './conditions.js';
import { newDraft } from './drafts.js';
import { preconditionFailed } from './errors.js';

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;

/**
 * The answer to PUT: 201 for a new file, 204 for one that replaced another. The body is written under another name beside it
 * and put in place when it is complete: others see the old file or the new one, and nothing of a body that broke off.
 */
export async function writeFile(world: World, c: SandboxContext, { endpoint, jail, path }: Target): Promise<Response> {
  if (c.req.header('content-range') !== undefined)
    throw new ApiError(400, 'BadRequest', 'A file is uploaded as a whole; Content-Range is not for PUT');
  const { folder: parent, name } = splitPath(behindLink(jail, path));
  const folder = jail.folder(parent);
  try {
    requireFit(c, folder, name);
    const { name: draftName, done } = newDraft(world, endpoint.id, parent);
    const draft = folder.draft(draftName);
    const file = openSync(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
    try {
      await receive(c, file);
      // Again: much may have happened during a long upload.
      const present = requireFit(c, folder, name);
      if (present?.isFile()) fchmodSync(file, Number(present.mode & 0o7777n));
      renameSync(draft, folder.at(name));
      const { etag, modified } = versionOf(fstatSync(file, { bigint: true }));
      return c.body(null, present ? 204 : 201, { ETag: etag, 'Last-Modified': new Date(modified).toUTCString() });
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    } finally {
      closeSync(file);
      done();
    }
  } catch (error) {
    throw storageError(error);
  } finally {
    folder.close();
  }
}

/** What a symlink leads to, which is written to as on a disk; the path itself of what is none, or leads nowhere in the collection. */
const behindLink = (jail: Jail, path: string): string =>
  jail.within(path, (folder, name) =>
    name !== '' && lstatSync(folder.at(name), { throwIfNoEntry: false })?.isSymbolicLink()
      ? (jail.follow(folder, name)?.path ?? path)
      : path,
  );

/** The answer to DELETE, 204. A symlink is removed itself. */
export function deleteFile(c: SandboxContext, { jail, path }: Target): Response {
  jail.within(path, (folder, name) => {
    if (!requireFit(c, folder, name)) throw new StorageError('NOT_FOUND');
    unlinkSync(folder.at(name));
  });
  return c.body(null, 204);
}

/** What is there now; refuses directories, and what the conditions of the request do not fit. */
function requireFit(c: SandboxContext, folder: Folder, name: string) {
  const present = lstatSync(folder.at(name), { bigint: true, throwIfNoEntry: false });
  if (present?.isDirectory()) throw new StorageError('IS_A_DIRECTORY');
  if (!holds((header) => c.req.header(header), present && versionOf(present), true)) throw preconditionFailed();
  return present;
}

/** Writes the request's body to a file as it comes, no faster than the disk takes it. */
async function receive(c: SandboxContext, file: number): Promise<void> {
  let at = 0;
  try {
    // Not closed when writing fails: the client is to hear of it.
    for await (const chunk of c.env.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      await writePiece(file, chunk, at);
      at += chunk.length;
    }
  } catch (error) {
    if (c.env.incoming.complete || c.env.incoming.errored === null) throw error;
    throw new ApiError(400, 'BadRequest', 'The body broke off');
  }
}
