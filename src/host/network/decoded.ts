import type { Readable, Transform } from 'node:stream';

type Zlib = typeof import('node:zlib');

/** The codings of a body, the outermost last. */
const codingsOf = (header: string | null) =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');

/** A body without its content codings. One that is not known is left as it is, with all those below it. */
export async function decoded(body: Readable, header: string | null): Promise<Readable> {
  const codings = codingsOf(header);
  if (!codings.length) return body;
  const [zlib, { pipeline }] = await Promise.all([import('node:zlib'), import('node:stream')]);
  let stream = body;
  for (const coding of codings.reverse()) {
    const decoder = coding === 'deflate' ? await inflater(zlib, stream) : decoderOf(zlib, coding);
    if (!decoder) break;
    // who reads the last of them is told what went wrong in any
    stream = pipeline(stream, decoder, () => undefined);
  }
  return stream;
}

/** What is decoded is passed on at once; an end that a server left out is no error, as in browsers. */
const lenient = ({ constants: { Z_SYNC_FLUSH } }: Zlib) => ({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH });

function decoderOf(zlib: Zlib, coding: string): Transform | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip(lenient(zlib));
  if (coding === 'br')
    return zlib.createBrotliDecompress({
      flush: zlib.constants.BROTLI_OPERATION_FLUSH,
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
    });
  return undefined;
}

/** For `deflate`, which by the book has the head of zlib, and from some servers has none: the first byte tells. */
async function inflater(zlib: Zlib, body: Readable): Promise<Transform> {
  const first = await firstPiece(body);
  const hasHead = first === undefined || ((first[0] ?? 0) & 0x0f) === 8;
  return hasHead ? zlib.createInflate(lenient(zlib)) : zlib.createInflateRaw(lenient(zlib));
}

/** The first piece of a stream, which stays in it; undefined where it ends without one, or breaks, as its reader will hear. */
function firstPiece(body: Readable): Promise<Uint8Array | undefined> {
  return new Promise((done) => {
    const look = () => {
      const piece = body.read() as Uint8Array | null;
      if (piece === null && !body.readableEnded && !body.destroyed) return;
      body.off('readable', look).off('end', look).off('close', look);
      if (piece !== null) body.unshift(piece);
      done(piece ?? undefined);
    };
    body.on('readable', look).on('end', look).on('close', look);
  });
}
