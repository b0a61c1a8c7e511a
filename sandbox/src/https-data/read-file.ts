import { closeSync, constants, fstatSync, lstatSync, openSync, type BigIntStats } from 'node:fs';
import { getMimeType } from 'hono/utils/mime';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import type { Jail } from '../transfer/storage/jail.js';
import { StorageError } from '../transfer/storage/storage-error.js';
import { splitPath } from '../transfer/storage/virtual-path.js';
import { readAt } from '../transfer/tasks/pieces.js';
import type { Target } from './access.js';
import { holds, isKnown, rangeOf, versionOf, type Range } from './conditions.js';
import { preconditionFailed } from './errors.js';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
const pieceBytes = 256 * 1024;

/** The answer to GET and HEAD: the file or a part of it, never in memory as a whole. */
export function readFile(c: SandboxContext, { jail, path }: Target): Response {
  const { file, stats } = openFile(jail, path);
  let handedOver = false;
  try {
    const header = (name: string) => c.req.header(name);
    const version = versionOf(stats);
    if (!holds(header, version, false)) throw preconditionFailed();
    const headers = describe(c, path, version);
    if (isKnown(header, version)) return c.body(null, 304, headers);
    const size = Number(stats.size);
    const range = rangeOf(header, version, size);
    if (range === 'unsatisfiable') {
      throw new ApiError(
        416,
        'RangeNotSatisfiable',
        `The file has ${size} bytes`,
        {},
        { 'Content-Range': `bytes */${size}` },
      );
    }
    const part = range ?? { start: 0, end: size - 1 };
    if (range) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${size}`;
    headers['Content-Length'] = String(part.end - part.start + 1);
    headers['Content-Type'] = getMimeType(path) ?? 'application/octet-stream';
    const status = range ? 206 : 200;
    if (c.req.method === 'HEAD') return c.body(null, status, headers);
    handedOver = true;
    return c.body(
      streamOf(file, part, () => c.env.outgoing.destroy()),
      status,
      headers,
    );
  } finally {
    if (!handedOver) closeSync(file);
  }
}

function describe(
  c: SandboxContext,
  path: string,
  { etag, modified }: ReturnType<typeof versionOf>,
): Record<string, string> {
  return {
    ETag: etag,
    'Last-Modified': new Date(modified).toUTCString(),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
    // A page in a collection must not speak to the sandbox as one of its own.
    'Content-Security-Policy': 'sandbox',
    ...(c.req.query('download') === undefined
      ? {}
      : { 'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(splitPath(path).name)}` }),
  };
}

/** Opens a file; a symlink is what it leads to, as long as that is inside. */
function openFile(jail: Jail, path: string): { file: number; stats: BigIntStats } {
  return jail.within(path, (folder, name) => {
    if (lstatSync(folder.at(name)).isSymbolicLink()) {
      const target = jail.follow(folder, name);
      if (!target) throw new StorageError('PERMISSION_DENIED', 'the link is broken or leads where it must not');
      if (target.path === '/') throw new StorageError('IS_A_DIRECTORY');
      return jail.within(target.path, (inside, real) => openAt(inside.at(real)));
    }
    return openAt(folder.at(name));
  });
}

// What is a pipe or a device must neither block nor be read.
function openAt(place: string): { file: number; stats: BigIntStats } {
  const file = openSync(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  const stats = fstatSync(file, { bigint: true });
  if (stats.isFile()) return { file, stats };
  closeSync(file);
  throw new StorageError(stats.isDirectory() ? 'IS_A_DIRECTORY' : 'PERMISSION_DENIED', 'not a file');
}

/** A part of an open file, read as it is sent; the file is closed when that ends, in whatever way. */
function streamOf(file: number, { start, end }: Range, tear: () => void): ReadableStream<Uint8Array> {
  let at = start;
  let reading = false;
  let unwanted = false;
  const pull = async (stream: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, end - at + 1));
    reading = true;
    const length = await readAt(file, piece, at).catch(() => 0);
    reading = false;
    at += length;
    if (!unwanted && length > 0) stream.enqueue(piece.subarray(0, length));
    if (!unwanted && length > 0 && at <= end) return;
    if (!unwanted && at <= end) {
      // The file became shorter, but a length was promised: the answer is torn off, and with it this stream.
      tear();
      return;
    }
    closeSync(file);
    if (!unwanted) stream.close();
  };
  const cancel = (): void => {
    unwanted = true;
    // Closed under a read, the number could be that of another file by then.
    if (!reading) closeSync(file);
  };
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
