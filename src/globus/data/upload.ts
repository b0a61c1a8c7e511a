import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
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
}
export interface Uploaded {
  readonly bytes: number;
  readonly etag: string | undefined;
}

/** Files up to so many bytes are read whole, and sent as one piece. */
const smallFile = 256 * 1024;
const readSize = 1024 * 1024;

/**
 * Sends a file of this machine. The server puts it in place once all of it came; a connection that breaks leaves what was there.
 * CliError where the file was changed while it was read.
 */
export async function upload(path: string, file: RemoteFile, options: UploadOptions = {}): Promise<Uploaded> {
  try {
    const before = await stat(path);
    // a pipe or a device in its place would be waited for, or read, without end
    if (!before.isFile())
      throw new CliError(`${visible(path)} is no file.`, {
        hint: before.isDirectory() ? 'Copy folders with: globus cp -r' : 'Send what comes from it with: globus put -',
      });
    const opened = (): AsyncIterable<Uint8Array> => (before.size <= smallFile ? whole(path) : blocksOf(path));
    const sent = await send({ open: opened, length: before.size }, file, options);
    const after = await stat(path);
    if (after.mtimeMs !== before.mtimeMs || after.size !== before.size)
      throw new CliError(
        `${visible(path)} was changed while it was sent: what is on the collection may be a mixture.`,
        {
          hint: 'Run the same line again once nobody writes to it.',
        },
      );
    return sent;
  } catch (error) {
    throw diskError(error, path, 'read');
  }
}

async function* whole(path: string): AsyncGenerator<Uint8Array> {
  const bytes = await readFile(path);
  if (bytes.length) yield bytes;
}

/** The bytes of a file, all in the same memory: a block is done with when the next is asked for. */
async function* blocksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const block = Buffer.allocUnsafeSlow(readSize);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, readSize);
      if (!bytesRead) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
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
  async function* paced(): AsyncGenerator<Uint8Array> {
    if (bytes) onBytes?.(-bytes);
    bytes = 0;
    hash = createHash('sha256');
    for await (const piece of body.open()) {
      const wait = rate.pass(piece.length);
      if (wait) await wait;
      if (verify) hash.update(piece);
      bytes += piece.length;
      onBytes?.(piece.length);
      yield piece;
    }
  }
  const answer = await file.server.writing((files) =>
    files.putFile(file.path, { ...body, open: paced }, conditions ? { headers: conditions } : {}),
  );
  if (verify && (await remoteHash(file)) !== hash.digest('hex'))
    throw new CliError(`${visible(file.path)} on the collection differs from what was sent.`, {
      hint: 'Run the same line again.',
    });
  return { bytes, etag: answer.headers.get('etag') ?? undefined };
}
