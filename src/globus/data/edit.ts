import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CliError, isNotFound, ServiceError } from '../../errors.js';
import { temporaryFolder } from '../../new-folder.js';
import { shellWord } from '../../shell.js';
import { above } from '../places/folders.js';
import { diskError } from './disk-error.js';
import { download, hashOf, remoteHash } from './download.js';
import type { RemoteFile } from './file-server.js';
import { addressOf, demandFile, type FileTools, type RemoteWord, remoteFile } from './one-file.js';
import { lastName } from './local-path.js';
import { editorOf, type LineHost, runLine } from './shell-line.js';
import { upload } from './upload.js';
import { visible } from '../../visible.js';

/** What became of a file in an editor. */
export interface Edited {
  readonly path: string;
  readonly changed: boolean;
  readonly bytes: number;
}

/**
 * Opens a file of a collection in the editor of $VISUAL or $EDITOR, and sends it back where it was changed. Where somebody else has
 * changed it meanwhile nothing is sent: CliError, which says where the edited file is kept.
 */
export async function editFile(
  word: RemoteWord,
  tools: Pick<FileTools, 'data'> & { readonly host: LineHost },
): Promise<Edited> {
  const file = demandFile(await remoteFile(word, tools.data));
  const folder = temporaryFolder('globus-edit-');
  const name = lastName(file.path).replace(/[^\w.-]/g, '_');
  const path = join(folder, /[^.]/.test(name) ? name : 'file');
  let kept: string | undefined;
  try {
    const etag = await fetched(file, path, () => demandFolder(word, tools.data));
    const hash = () =>
      hashOf(path).catch((error: unknown) => {
        throw diskError(error, path, 'read');
      });
    const before = await hash();
    await edited(path, tools.host).catch(async (error: unknown) => {
      // what was saved before the editor failed is not lost with it, nor what it keeps beside the file to mend it by
      const saved = await demandRegular(path)
        .then(() => hashOf(path))
        .catch(() => before);
      const isAlone = (await readdir(folder)).every((each) => each === basename(path));
      kept = saved !== before ? path : isAlone ? undefined : folder;
      throw error;
    });
    await demandRegular(path);
    if ((await hash()) === before) return { path: addressOf(file), changed: false, bytes: 0 };
    kept = path;
    const { bytes } = await sentBack(file, path, etag);
    kept = undefined;
    return { path: addressOf(file), changed: true, bytes };
  } catch (error) {
    throw kept !== undefined && error instanceof CliError ? keptIn(error, kept, kept === folder) : error;
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** The version of the file, which is at `path` now; undefined where there is none yet. */
async function fetched(file: RemoteFile, path: string, demandPlace: () => Promise<void>): Promise<string | undefined> {
  try {
    const { etag } = await download(file, path);
    if (etag !== undefined) return etag;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await demandPlace();
    await writeFile(path, '');
    return undefined;
  }
  throw new CliError(
    'The server does not say which version of the file this is, so it could not be sent back safely.',
    {
      hint: 'Download it with globus get, and upload it with globus put.',
    },
  );
}

/** Throws where a new file could not be put, before somebody writes it. */
async function demandFolder(word: RemoteWord, data: FileTools['data']): Promise<void> {
  const folder = word.at === 'collection' && word.path ? above(word.path) : undefined;
  if (word.at !== 'collection' || !folder) return;
  const { troubleWith } = await import('../places/missing.js');
  const told = await troubleWith({ endpoint: word.endpoint, path: folder }, await data.transfer());
  if (told) throw new CliError(told.message, { hint: told.hint });
}

async function edited(path: string, here: LineHost): Promise<void> {
  const editor = editorOf(here.env);
  const code = await runLine(`${editor} ${shellWord(path)}`, here, 'inherit');
  if (code !== 0)
    throw new CliError(`The editor '${visible(editor)}' ended with ${code}: nothing was sent back.`, {
      hint: 'Set EDITOR to another one.',
    });
}

/** Throws where something else than a file was left: a pipe would be waited for, without end. */
async function demandRegular(path: string): Promise<void> {
  const left = await stat(path).catch(() => undefined);
  if (!left?.isFile())
    throw new CliError(`The editor left ${left ? 'something that is no file' : 'no file'}: nothing was sent back.`, {
      hint: 'Set EDITOR to another one.',
    });
}

async function sentBack(file: RemoteFile, path: string, etag: string | undefined): Promise<{ readonly bytes: number }> {
  const conditions: Record<string, string> = etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag };
  try {
    return await upload(path, file, { conditions });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.response.status !== 412) throw error;
    // a try that seemed to fail may have arrived: then the condition fails for its own work
    if ((await remoteHash(file).catch(() => undefined)) === (await hashOf(path))) return { bytes: 0 };
    throw new CliError(
      `${visible(file.path)} was changed on the collection while you edited it: nothing was sent back.`,
    );
  }
}

const keptIn = (error: CliError, path: string, isOfEditor: boolean) =>
  error.toldWith(error.message, {
    hint: [error.hint, `${isOfEditor ? 'What the editor left beside it' : 'Your version'} is kept in ${path}`]
      .filter(Boolean)
      .join('\n'),
    data: { kept_in: path },
  });
