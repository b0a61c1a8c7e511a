import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readFile, stat } from 'node:fs/promises';
import { CliError } from '../../errors.js';
import type { StreamedBody } from '../../services/stream.js';
import { diskError } from './disk-error.js';
import { remoteHash } from './download.js';
import type { RemoteFile } from './file-server.js';
import { type Rate, unlimited } from './rate.js';
import { visible } from '../../visible.js';

export interface UploadOptions {
  readonly rate?: Rate;
  /** Told of bytes as they go, and of those that go again (a negative number) where a try failed. */
  readonly onBytes?: (bytes: number) => void;
  /** Reads the file back and compares it with what was sent. */
  readonly verify?: boolean;
  /** Headers with conditions, such as If-Match. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** The path as people know it, where it is read by another one that leads to the same. */
  readonly shown?: string;
  /** Whether it was listed as a file: a link that came in its place is not followed. */
  readonly isListed?: boolean;
}
export interface Uploaded {
  readonly bytes: number;
  readonly etag: string | undefined;
}

/** Files up to so many bytes are read whole, and sent as one piece. */
const smallFile = 256 * 1024;
const readSize = 1024 * 1024;
/** Windows has no such flag. */
const posix: Partial<typeof constants> = constants;

/** A file that is written to goes again so often. */
const mostTries = 3;

/**
 * Sends a file of this machine. The server puts it in place once all of it came; a connection that breaks leaves what was there, and so
 * does a file that was changed while it was read: its last part is held back until it is known to be the same. CliError where it is not.
 */
export async function upload(path: string, file: RemoteFile, options: UploadOptions = {}): Promise<Uploaded> {
  const { shown = path, isListed = false } = options;
  const looked = isListed ? lstat : stat;
  const flags = constants.O_RDONLY | (isListed ? (posix.O_NOFOLLOW ?? 0) : 0);
  const sentOnce = async (): Promise<Uploaded | undefined> => {
    const before = await looked(path);
    // a pipe or a device in its place would be waited for, or read, without end
    if (!before.isFile())
      throw new CliError(`${visible(shown)} is no file${isListed ? ' any more' : ''}.`, {
        hint: before.isDirectory() ? 'Copy folders with: globus cp -r' : 'Send what comes from it with: globus put -',
      });
    const isSame = async () => {
      const now = await looked(path);
      return now.mtimeMs === before.mtimeMs && now.size === before.size;
    };
    const demandSame = async () => {
      if (!(await isSame()))
        throw new CliError(`${visible(shown)} was changed while it was sent, so it was not put in place.`, {
          hint: 'Run the same line again once nobody writes to it.',
        });
    };
    const { size } = before;
    const open = () => (size <= smallFile ? whole(path, flags, demandSame) : blocksOf(path, flags, size, demandSame));
    const sent = await send({ open, length: size }, file, options);
    // what came since has an older date than the copy, which would be taken for the newer one
    if (await isSame()) return sent;
    options.onBytes?.(-sent.bytes);
    return undefined;
  };
  try {
    for (let tries = 1; ; tries++) {
      const sent = await sentOnce();
      if (sent) return sent;
      if (tries === mostTries)
        throw new CliError(`${visible(shown)} is written to all the time: what is on the collection is older.`, {
          hint: 'Send it once nobody writes to it, with --sync-level checksum where you copy what changed.',
        });
    }
  } catch (error) {
    throw diskError(error, shown, 'read');
  }
}

type DemandSame = () => Promise<void>;

async function* whole(path: string, flag: number, demandSame: DemandSame): AsyncGenerator<Uint8Array> {
  const bytes = await readFile(path, { flag });
  await demandSame();
  if (bytes.length) yield bytes;
}

/** The bytes of a file, in two blocks of memory: while one goes out the other is read, and it is done with when the next is asked for. */
async function* blocksOf(
  path: string,
  flags: number,
  size: number,
  demandSame: DemandSame,
): AsyncGenerator<Uint8Array> {
  const file = await open(path, flags);
  const read = (block: Uint8Array) => {
    const reading = file.read(block, 0, readSize).then(({ bytesRead }) => block.subarray(0, bytesRead));
    // one that fails after nobody wants it any more is nobody's trouble; else whoever waits for it is told
    reading.catch(() => undefined);
    return reading;
  };
  let [now, other] = [Buffer.allocUnsafeSlow(readSize), Buffer.allocUnsafeSlow(readSize)];
  let reading = read(now);
  let count = 0;
  try {
    for (;;) {
      const bytes = await reading;
      if (!bytes.length) return;
      [now, other] = [other, now];
      reading = read(now);
      count += bytes.length;
      if (count >= size) await demandSame();
      yield bytes;
    }
  } finally {
    await reading.catch(() => undefined);
    await file.close();
  }
}

/** Sends what comes, whose length nobody knows, and which can be read only once. */
export async function uploadStream(
  source: AsyncIterable<Uint8Array>,
  file: RemoteFile,
  options: UploadOptions = {},
): Promise<Uploaded> {
  let isSpent = false;
  const open = () => {
    isSpent = true;
    return source;
  };
  return send({ open, isSpent: () => isSpent }, file, options);
}

async function send(body: StreamedBody, file: RemoteFile, options: UploadOptions): Promise<Uploaded> {
  const { rate = unlimited, onBytes, verify, conditions } = options;
  let hash = createHash('sha256');
  let bytes = 0;
  /** Why the source could not be read, which is no fault of the connection that was to carry it. */
  let unread: Error | undefined;
  async function* source(): AsyncGenerator<Uint8Array> {
    unread = undefined;
    try {
      yield* body.open();
    } catch (error) {
      unread = error as Error;
      throw error;
    }
  }
  async function* paced(): AsyncGenerator<Uint8Array> {
    if (bytes) onBytes?.(-bytes);
    bytes = 0;
    hash = createHash('sha256');
    for await (const piece of source()) {
      const wait = rate.pass(piece.length);
      if (wait) await wait;
      if (verify) hash.update(piece);
      bytes += piece.length;
      onBytes?.(piece.length);
      yield piece;
    }
  }
  const answer = await file.server
    .writing((files) => files.putFile(file.path, { ...body, open: paced }, conditions ? { headers: conditions } : {}))
    .catch((error: unknown) => {
      throw unread ?? error;
    });
  if (verify && (await remoteHash(file)) !== hash.digest('hex'))
    throw new CliError(`${visible(file.path)} on the collection differs from what was sent.`, {
      hint: 'Run the same line again.',
    });
  return { bytes, etag: answer.headers.get('etag') ?? undefined };
}
