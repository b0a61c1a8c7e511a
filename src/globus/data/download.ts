import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { CliError } from '../../errors.js';
import type { StreamedAnswer, StreamHead } from '../../services/stream.js';
import { changed, ChangedError, isStrong } from '../../services/stream-head.js';
import { diskError } from './disk-error.js';
import { headOfFile, type RemoteFile } from './file-server.js';
import { draftIn } from './own-file.js';
import { missing, PartFile, partPath, type Range } from './part-file.js';
import { pooled } from './pool.js';
import { type Rate, unlimited } from './rate.js';
import { demandPlace, likeTheFileAt, writeSmall } from './small-file.js';
import { visible } from '../../visible.js';

export interface DownloadOptions {
  readonly preserveMtime?: boolean;
  /** Reads what was written again, and compares it with what came. */
  readonly verify?: boolean;
  readonly rate?: Rate;
  /** Told of bytes as they come. */
  readonly onBytes?: (bytes: number) => void;
  /** How many bytes there are, where that is known. */
  readonly size?: number | undefined;
  /** What the server said of the file, where it was asked already. */
  readonly head?: StreamHead | undefined;
  /** The path as people know it, where it is written by another one that leads to the same. */
  readonly shown?: string;
}
export interface Downloaded {
  readonly bytes: number;
  /** Those that were there from before. */
  readonly kept: number;
  readonly etag: string | undefined;
}

/** From so many bytes on, a file comes in ranges, and can be gone on with after it was broken off. */
export const largeFile = 16 * 1024 * 1024;
const pieceSize = 32 * 1024 * 1024;
/** For one large file. */
const connections = 4;
/** Files of up to so many bytes are written once all of it is here. */
const inOnePiece = 64 * 1024;
/** Of files of more bytes it is made sure that they are on the disk, and that they were not changed while they came. */
const smallFile = 1024 * 1024;
const again = 'Run the same line again.';

/**
 * Brings a file to `path`, whose folder is there. It gets its name once it is whole; until then there is a part file beside it, which
 * the next try goes on with if the file is still the same (ETag and length). Errors are those of the network and of the disk.
 */
export async function download(file: RemoteFile, path: string, options: DownloadOptions = {}): Promise<Downloaded> {
  const { shown = path } = options;
  try {
    const size = options.head?.length ?? options.size;
    if (size !== undefined && size <= inOnePiece && !options.verify) return await downloadSmall(file, path, options);
    await demandPlace(path, shown);
    if (size !== undefined && size < largeFile) return await downloadAtOnce(file, path, options);
    const head = options.head ?? (await headOfFile(file));
    const { etag, length } = head;
    const isLarge = length !== undefined && isStrong(etag) && length >= largeFile;
    return isLarge
      ? await downloadRanges(file, path, { etag, length, head }, options)
      : await downloadAtOnce(file, path, { ...options, head });
  } catch (error) {
    throw diskError(error, shown, 'write');
  }
}

const dateOf = ({ headers }: StreamHead): Date | undefined => {
  const time = Date.parse(headers.get('last-modified') ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
};

/** A file that was small when it was listed: it is on the disk in one step, unless it has grown. */
async function downloadSmall(file: RemoteFile, path: string, options: DownloadOptions): Promise<Downloaded> {
  const answer = await file.server.reading((files) => files.getFile(file.path));
  const { etag, length } = answer;
  // another length than was said before is looked into there
  if (length === undefined || length !== (options.head?.length ?? options.size)) {
    answer.cancel();
    await demandPlace(path, options.shown);
    return downloadAtOnce(file, path, options);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of paced(answer, options)) pieces.push(piece);
  const bytes = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  await writeSmall(path, bytes, options.preserveMtime ? dateOf(answer) : undefined, options.shown);
  return { bytes: bytes.length, kept: 0, etag };
}

async function downloadAtOnce(file: RemoteFile, path: string, options: DownloadOptions): Promise<Downloaded> {
  const answer = await file.server.reading((files) => files.getFile(file.path, { lends: true }));
  const part = draftIn(dirname(path));
  const hash = options.verify ? createHash('sha256') : undefined;
  let bytes = 0;
  try {
    const handle = await open(part, 'wx');
    try {
      await likeTheFileAt(path, handle);
      for await (const block of paced(answer, options)) {
        hash?.update(block);
        await handle.writeFile(block);
        bytes += block.length;
      }
      const modified = options.preserveMtime ? dateOf(answer) : undefined;
      if (modified) await handle.utimes(modified, modified);
      // a small one that is lost with the power has another size, and is copied again
      if (bytes > smallFile) await handle.datasync();
    } finally {
      await handle.close();
    }
    const expected = options.head?.length ?? options.size;
    // an answer that does not say its length, or another than was said before, may be cut short or be none of this file
    const isOdd = answer.length === undefined || (expected !== undefined && expected !== bytes);
    if (isOdd || (bytes > smallFile && answer.etag !== undefined)) await demandSame(file, answer.etag, bytes);
    if (hash && (await hashOf(part)) !== hash.digest('hex')) throw differs(path);
    await rename(part, path);
  } catch (error) {
    answer.cancel();
    await rm(part, { force: true });
    throw error;
  }
  return { bytes, kept: 0, etag: answer.etag };
}

/** The body as it comes, at the rate that is allowed. */
async function* paced(
  { body }: StreamedAnswer,
  { rate = unlimited, onBytes }: DownloadOptions,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of body) {
    const wait = rate.pass(bytes.length);
    if (wait) await wait;
    onBytes?.(bytes.length);
    yield bytes;
  }
}

interface Known {
  readonly etag: string;
  readonly length: number;
  readonly head: StreamHead;
}

async function downloadRanges(
  file: RemoteFile,
  path: string,
  { etag, length, head }: Known,
  options: DownloadOptions,
): Promise<Downloaded> {
  const part = await PartFile.open(path, { url: file.server.url + file.path, etag, length }, options.shown);
  const takesRanges = head.headers.get('accept-ranges') === 'bytes';
  // without ranges each piece would fetch all of it
  const gaps = missing(part.done, length, takesRanges ? pieceSize : length);
  const wanted = gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  options.onBytes?.(length - wanted);
  try {
    for await (const _ of pooled(gaps, takesRanges ? connections : 1, (gap) =>
      fetchRange(file, part, gap, { etag, length }, options),
    ));
    await demandSame(file, etag, length);
    // before it has its name: a damaged file never gets it
    if (options.verify) await compareWithServer(file, path, etag);
  } catch (error) {
    if (error instanceof DamagedError) {
      await part.discard();
      throw error;
    }
    await part.leave();
    throw error instanceof CliError ? goingOn(error, part.bytes(), length) : error;
  }
  await part.finish(options.preserveMtime ? dateOf(head) : undefined);
  return { bytes: length, kept: length - wanted, etag };
}

/**
 * A file that is written to while it is read may come as a mixture under the version that it had at first: it still has to be that one
 * once all has come, and of this length. ChangedError or CliError where it is not.
 */
async function demandSame(file: RemoteFile, etag: string | undefined, bytes: number): Promise<void> {
  const now = await headOfFile(file);
  if (etag !== undefined && now.etag !== etag) throw changed(file.server.url + file.path);
  if (now.length !== undefined && now.length !== bytes)
    throw new CliError(`The server sent ${bytes} bytes of a file that has ${now.length}.`, { hint: again });
}

/** The same failure, with how to go on where something is there to go on with. */
const goingOn = (error: CliError, kept: number, length: number): CliError =>
  kept && !(error instanceof ChangedError)
    ? error.toldWith(error.message, {
        hint: `${kept} of ${length} bytes are here. Run the same line again: only the rest is fetched.`,
        data: { bytes_kept: kept, bytes_in_all: length },
      })
    : error;

async function fetchRange(
  file: RemoteFile,
  part: PartFile,
  [first, last]: Range,
  { etag, length }: Pick<Known, 'etag' | 'length'>,
  options: DownloadOptions,
): Promise<void> {
  const answer = await file.server.reading((files) =>
    files.getFile(file.path, { range: { first, last }, version: etag, lends: true }),
  );
  const inAll = answer.range ? answer.range.total : answer.length;
  if (inAll !== undefined && inAll !== length) {
    answer.cancel();
    throw changed(file.server.url + file.path);
  }
  // a server without ranges sends all of it
  let at = answer.range?.first ?? 0;
  for await (const block of paced(answer, options)) {
    const from = Math.max(0, first - at);
    const upTo = Math.min(block.length, last + 1 - at);
    if (from < upTo) await part.write(block.subarray(from, upTo), at + from);
    at += block.length;
    if (at > last) break;
  }
  if (at <= last)
    throw new CliError(`The server sent ${at - first} of ${last + 1 - first} bytes that it was asked for.`);
}

/** Both are read again: what the disk holds for `path`, still in its part file, and what the server has. */
async function compareWithServer(file: RemoteFile, path: string, etag: string): Promise<void> {
  const [here, there] = await Promise.all([hashOf(partPath(path)), remoteHash(file, etag)]);
  if (here !== there) throw differs(path);
}

/** The SHA-256 of a file of this machine. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: smallFile })) hash.update(bytes as Buffer);
  } catch (error) {
    throw diskError(error, path, 'read');
  }
  return hash.digest('hex');
}

/** The SHA-256 of a file on a collection, which is read for it. */
export async function remoteHash(file: RemoteFile, version?: string): Promise<string> {
  const { body } = await file.server.reading((files) =>
    files.getFile(file.path, { ...(version !== undefined && { version }), lends: true }),
  );
  const hash = createHash('sha256');
  for await (const bytes of body) hash.update(bytes);
  return hash.digest('hex');
}

/** What came is not what the server has. */
class DamagedError extends CliError {}
const differs = (path: string) =>
  new DamagedError(
    `${visible(basename(path))} is not the same here and there: it was damaged on its way or on the disk.`,
    {
      hint: again,
    },
  );
