import { read, write } from 'node:fs';

/** The size in which large files are moved. */
export const piece = 1024 * 1024;

/**
 * Reads an open file piece by piece from its beginning, each while the one before is being used. A piece is overwritten by
 * the next but one.
 */
export async function* pieces(file: number): AsyncGenerator<Buffer> {
  let [buffer, other] = [Buffer.allocUnsafe(piece), Buffer.allocUnsafe(piece)];
  let at = 0;
  let length = await readAt(file, buffer, at);
  while (length > 0) {
    at += length;
    const next = readAt(file, other, at);
    // Whoever stops listening must not leave a failed read behind that nobody hears of.
    next.catch(() => 0);
    yield buffer.subarray(0, length);
    length = await next;
    [buffer, other] = [other, buffer];
  }
}

/** Writes all of a piece at a place of an open file. */
export async function writePiece(file: number, piece: Buffer, at: number): Promise<void> {
  for (let done = 0; done < piece.length;) done += await writeAt(file, piece.subarray(done), at + done);
}

/** Whether two open files hold the same; `checkpoint` is called after each piece. */
export async function sameContent(a: number, b: number, checkpoint: () => Promise<void> | undefined): Promise<boolean> {
  const others = pieces(b);
  for await (const piece of pieces(a)) {
    const other = await others.next();
    // Regular files give whole pieces until they end.
    if (other.done || piece.compare(other.value) !== 0) return false;
    await checkpoint();
  }
  return (await others.next()).done === true;
}

/** Reads once from a place of an open file; 0 is its end. */
export function readAt(file: number, buffer: Buffer, at: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(file, buffer, 0, buffer.length, at, (error, length) => {
      if (error) reject(error);
      else resolve(length);
    });
  });
}

function writeAt(file: number, piece: Buffer, at: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(file, piece, 0, piece.length, at, (error, length) => {
      if (error) reject(error);
      else resolve(length);
    });
  });
}
