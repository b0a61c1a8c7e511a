import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServiceError, UsageError } from '../../errors.js';
import type { DataConnector } from '../../services/index.js';
import type { Clock, Files, RawOut } from '../../tools.js';
import { download, type DownloadOptions } from './download.js';
import { fileAt, pathOn, headOfFile, type RemoteFile, serverOf } from './file-server.js';
import { type Here, isFolderName, lastName, localPath, targetPath } from './local-path.js';
import { createMeter, type MeterTools } from './meter.js';
import { pour } from './pouring.js';
import { limitedTo, unlimited } from './rate.js';
import { upload, uploadStream } from './upload.js';
import { pathBelow } from './names.js';
import { dirname } from 'node:path';

/** A file or folder on a collection, or the address of one. */
export type RemoteWord =
  | { readonly at: 'address'; readonly origin: string; readonly path: string }
  | { readonly at: 'collection'; readonly endpoint: string; readonly path: string | null };

export interface FileTools extends MeterTools {
  readonly clock: Pick<Clock, 'now' | 'signal'>;
  readonly data: DataConnector;
  readonly host: Here;
}
export interface FileOptions {
  readonly preserveMtime?: boolean;
  readonly verify?: boolean;
  /** Bytes a second. */
  readonly limitRate?: number | undefined;
}
/** What was done with one file. */
export interface Done {
  readonly source: string;
  readonly destination: string;
  readonly bytes: number;
  /** Those of them that were there from an earlier try. */
  readonly bytes_kept: number;
  readonly seconds: number;
}

/** The file that a place or an address names. */
export async function remoteFile(word: RemoteWord, data: DataConnector): Promise<RemoteFile> {
  if (word.at === 'address') return fileAt(word.origin, word.path, data);
  const endpoint = await (await data.transfer()).getEndpoint(word.endpoint);
  return { server: serverOf(endpoint, data), path: pathOn(endpoint, word.path) };
}

/** Brings one file to this machine: to `local`, into the folder `local`, or to its own name here. With `-` it goes to `out`. */
export async function getFile(
  word: RemoteWord,
  local: string | undefined,
  options: FileOptions,
  { stdout, ...tools }: FileTools & { readonly stdout: RawOut },
): Promise<Done | undefined> {
  const file = demandFile(await remoteFile(word, tools.data));
  if (local === '-') {
    const { body } = await said(file, () => file.server.reading((files) => files.getFile(file.path)));
    await pour(body, stdout);
    return undefined;
  }
  const name = lastName(file.path);
  const typed = local ?? './';
  const path = await targetPath(typed, name, tools.host);
  // what was typed is the user's own word; a name that came with an address is not
  pathBelow(dirname(path), basename(path));
  const meter = createMeter(tools, `Downloading ${name}`);
  const head = await said(file, () => headOfFile(file));
  meter.expect(1, head.length ?? 0);
  meter.knowAll();
  const { bytes: onBytes } = meter.begin(name, head.length ?? 0);
  try {
    const { bytes, kept } = await download(file, path, {
      ...downloadOptions(options, tools.clock),
      onBytes,
      head,
    });
    return { source: addressOf(file), destination: path, bytes, bytes_kept: kept, seconds: meter.seconds() };
  } finally {
    meter.done();
  }
}

/** Sends one file of this machine, or standard input for `-`, to a collection: to a path, or into a folder that ends in `/`. */
export async function putFile(
  local: string,
  word: RemoteWord,
  options: FileOptions,
  { files, ...tools }: FileTools & { readonly files: Pick<Files, 'stream'> },
): Promise<Done> {
  const found = await remoteFile(word, tools.data);
  const isFolder = found.path.endsWith('/') || (word.at === 'collection' && !word.path);
  if (isFolder && local === '-')
    throw new UsageError('Standard input has no name: give the name of the file on the collection.');
  const file = isFolder ? { ...found, path: `${found.path.replace(/(?<!\/)\/*$/, '/')}${basename(local)}` } : found;
  const meter = createMeter(tools, `Uploading ${lastName(file.path)}`);
  const how = {
    ...(options.verify && { verify: true }),
    rate: rateOf(options, tools.clock),
    onBytes: meter.begin(file.path, 0).bytes,
  };
  try {
    const path = localPath(local, tools.host);
    const { bytes } =
      local === '-'
        ? await uploadStream(files.stream('-'), file, how)
        : (await isPipe(path))
          ? await uploadStream(files.stream(path), file, how)
          : await upload(path, file, how);
    return { source: local, destination: addressOf(file), bytes, bytes_kept: 0, seconds: meter.seconds() };
  } finally {
    meter.done();
  }
}

/** What a shell puts in the place of `<(COMMAND)`, too. */
const isPipe = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFIFO() ?? false; // what keeps from looking is told by the reading

export const addressOf = ({ server, path }: RemoteFile): string =>
  `${server.url}${path.split('/').map(encodeURIComponent).join('/')}`;

/** None, or 0, is no limit. */
export const rateOf = ({ limitRate }: FileOptions, { signal }: Pick<Clock, 'signal'>) =>
  limitRate ? limitedTo(limitRate, signal) : unlimited;

export const downloadOptions = (options: FileOptions, clock: Pick<Clock, 'signal'>): DownloadOptions => ({
  ...(options.preserveMtime && { preserveMtime: true }),
  ...(options.verify && { verify: true }),
  rate: rateOf(options, clock),
});

/** A path that names a file, and no folder. */
export function demandFile(file: RemoteFile): RemoteFile {
  if (!isFolderName(file.path) && file.path !== '') return file;
  throw new UsageError(`${file.path} is a folder, and a file is wanted.`, { hint: 'Copy folders with: globus cp -r' });
}

/** What the server says of a folder, with what copies folders. */
export async function said<T>(file: RemoteFile, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.response.code !== 'IsADirectory') throw error;
    throw error.toldWith(error.message, { hint: `${file.path} is a folder. Copy it with: globus cp -r` });
  }
}
