import { read, write } from 'node:fs';

/** The size in which large files are moved. */
export const PIECE = 1024 * 1024;

/** Reads an open file piece by piece from its beginning. The piece is overwritten by the next. */
export async function* pieces(file: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(PIECE);
  for (let at = 0; ; ) {
    const length = await readAt(file, buffer, at);
    if (length === 0) return;
    at += length;
    yield buffer.subarray(0, length);
  }
}

/** Writes all of a piece at a place of an open file. */
export async function writePiece(file: number, piece: Buffer, at: number): Promise<void> {
  for (let done = 0; done < piece.length; ) done += await writeAt(file, piece.subarray(done), at + done);
}

/** Whether two open files hold the same. */
export async function sameContent(a: number, b: number): Promise<boolean> {
  const others = pieces(b);
  for await (const piece of pieces(a)) {
    const other = await others.next();
    // Regular files give whole pieces until they end.
    if (other.done || piece.compare(other.value) !== 0) return false;
  }
  return (await others.next()).done === true;
}

function readAt(file: number, buffer: Buffer, at: number): Promise<number> {
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
