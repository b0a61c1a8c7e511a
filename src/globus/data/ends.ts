import { CliError } from '../../errors.js';
import { headOfFile, type RemoteFile } from './file-server.js';
import { said } from './one-file.js';
import { visible } from '../../visible.js';

/** How much of a file is wanted. */
export type Amount = { readonly lines: number } | { readonly bytes: number };

/** Read at once from the end, where lines are looked for. */
const blockSize = 64 * 1024;
const newline = 0x0a;

/** All of these files, one after the other. */
export async function* wholeOf(files: readonly RemoteFile[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield* (await opened(file)).body;
}

/** The first lines or bytes of a file; the rest is not fetched. */
export async function* headOf(file: RemoteFile, amount: Amount): AsyncGenerator<Uint8Array> {
  let left = 'bytes' in amount ? amount.bytes : amount.lines;
  if (left === 0) return;
  // of an empty file no range can be given
  const size = await lengthOf(file);
  if (size === 0) return;
  const answer = await opened(file, 'bytes' in amount ? { first: 0, last: Math.min(left, size) - 1 } : undefined);
  try {
    for await (const bytes of answer.body) {
      const end = 'bytes' in amount ? Math.min(left, bytes.length) : endOfLines(bytes, left);
      yield bytes.subarray(0, end);
      left -= 'bytes' in amount ? end : linesIn(bytes.subarray(0, end));
      if (left === 0) return;
    }
  } finally {
    answer.cancel();
  }
}

/** The last lines or bytes of a file; what is before them is not fetched. */
export async function* tailOf(file: RemoteFile, amount: Amount): AsyncGenerator<Uint8Array> {
  const size = await lengthOf(file);
  const wanted = 'bytes' in amount ? amount.bytes : amount.lines;
  if (size === 0 || wanted === 0) return;
  if ('bytes' in amount) {
    yield* (await opened(file, { first: Math.max(0, size - wanted), last: size - 1 })).body;
    return;
  }
  let lines = 0;
  let [start, length] = [size, blockSize];
  while (start > 0) {
    const first = Math.max(0, start - length);
    const block = await partOf(file, first, start - 1);
    // the line break at the very end ends the last line
    const end = start === size && block.at(-1) === newline ? block.length - 1 : block.length;
    for (let at = end - 1; at >= 0; at--) {
      if (block[at] !== newline || ++lines < wanted) continue;
      yield* (await opened(file, { first: first + at + 1, last: size - 1 })).body;
      return;
    }
    start = first;
    length = Math.min(length * 2, 8 * 1024 * 1024);
  }
  yield* (await opened(file)).body;
}

async function lengthOf(file: RemoteFile): Promise<number> {
  const { length } = await said(file, () => headOfFile(file));
  if (length !== undefined) return length;
  throw new CliError(`The server does not say how long ${visible(file.path)} is.`, {
    hint: 'Read all of it with: globus cat',
  });
}

const opened = (file: RemoteFile, range?: { readonly first: number; readonly last: number }) =>
  said(file, () => file.server.reading((files) => files.getFile(file.path, range ? { range } : {})));

async function partOf(file: RemoteFile, first: number, last: number): Promise<Buffer> {
  const answer = await opened(file, { first, last });
  if (!answer.range) {
    answer.cancel();
    throw new CliError('The server does not send parts of files.', { hint: 'Read all of it with: globus cat' });
  }
  const pieces: Uint8Array[] = [];
  for await (const bytes of answer.body) pieces.push(bytes);
  return Buffer.concat(pieces);
}

/** Where so many lines end in these bytes; all of them where there are fewer. */
function endOfLines(bytes: Uint8Array, lines: number): number {
  let at = -1;
  for (let n = 0; n < lines; n++) {
    at = bytes.indexOf(newline, at + 1);
    if (at === -1) return bytes.length;
  }
  return at + 1;
}

function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}
