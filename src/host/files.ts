import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { resolveUp } from '../resolve-up.js';
import type { Files } from '../tools.js';
import { diskWords } from '../disk-words.js';
import { InterruptedError, UsageError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import { visible } from '../visible.js';

const reasons: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of its path is not a directory',
    ENAMETOOLONG: 'its name is too long',
    ELOOP: 'its symbolic links lead in a circle',
  }),
);

const reasonOf = (error: NodeJS.ErrnoException) => reasons.get(error.code ?? '') ?? diskWords(error);

/** A file that was named on the command line could not be read. */
function unreadable(path: string, cause: unknown): UsageError {
  return new UsageError(`Cannot read '${path}': ${reasonOf(cause as NodeJS.ErrnoException)}.`, { cause });
}

/** Files named on the command line; `-` is standard input, read once. Ctrl-C ends the reading, also while nothing comes. */
export function files(runtime: Runtime, interrupted: AbortSignal): Files {
  const at = (path: string) => {
    if (path.includes('\0')) throw new UsageError(`Cannot use '${visible(path)}': no file has a NUL in its name.`);
    return resolveUp(runtime.cwd, path);
  };
  const readBytes = async (path: string): Promise<Uint8Array> => {
    if (path === '-') {
      const chunks: Buffer[] = [];
      for await (const chunk of interruptibly(runtime.stdin, interrupted)) chunks.push(Buffer.from(chunk as string));
      return Buffer.concat(chunks);
    }
    const over = new AbortController();
    const read = readFile(at(path), { signal: over.signal }).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    // a pipe that nobody writes into is not even opened: nothing but this ends that
    return untilInterrupted(interrupted, read).finally(() => over.abort());
  };
  async function* chunksOf(path: string): AsyncGenerator<string | Buffer> {
    const input = path === '-' ? runtime.stdin : createReadStream(at(path), { highWaterMark: 1 << 20 });
    try {
      yield* interruptibly(input, interrupted);
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).syscall === undefined ? cause : unreadable(path, cause);
    }
  }
  async function* stream(path: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(path)) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    await demandNoSignal(interrupted);
  }
  const lineBlocks = (path: string) => blocksOf(chunksOf(path), path);
  return {
    readBytes,
    stream,
    readText: async (path) => demandText(Buffer.from(await readBytes(path)), path).replace(/^\uFEFF/, ''),
    async *lines(path) {
      for await (const block of lineBlocks(path)) yield* block;
    },
    lineBlocks,
    inFolder: (path) => filesBelow(path, at(path)),
    exists: async (path) => (await stat(at(path)).catch(() => undefined)) !== undefined,
    append: async (path, text) => {
      await appendFile(at(path), text, { flush: true }).catch((cause: unknown) => {
        throw new UsageError(`Cannot write '${path}': ${reasonOf(cause as NodeJS.ErrnoException)}.`, { cause });
      });
    },
  };
}

/** What a promise comes to; rejects with InterruptedError on Ctrl-C before that. Nothing is held once the promise is settled. */
const untilInterrupted = <T>(interrupted: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise<T>((done, fail) => {
    const stop = () => fail(new InterruptedError('Interrupted.'));
    if (interrupted.aborted) stop();
    interrupted.addEventListener('abort', stop, { once: true });
    work.finally(() => interrupted.removeEventListener('abort', stop)).then(done, fail);
  });

/** Milliseconds between the end of a program that a signal ended and that signal here. */
const signalsDelay = 250;
/**
 * InterruptedError where a signal comes soon. Ctrl-C reaches all programs of a pipeline, and those before this one may end first: what they did not
 * come to write then looks like the whole.
 */
async function demandNoSignal(interrupted: AbortSignal): Promise<void> {
  const over = new AbortController();
  const delay = setTimeout(signalsDelay, undefined, { signal: over.signal }).catch(() => undefined);
  await untilInterrupted(interrupted, delay).finally(() => over.abort());
}

/** What a stream brings, until it ends or Ctrl-C ends it with InterruptedError. */
async function* interruptibly(
  input: AsyncIterable<string | Buffer>,
  interrupted: AbortSignal,
): AsyncGenerator<string | Buffer> {
  const chunks = input[Symbol.asyncIterator]();
  try {
    for (;;) {
      // one race for all of them would hold every chunk until its end
      const next = await untilInterrupted(interrupted, chunks.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // not waited for: where nothing comes, it would not end
    void chunks.return?.().catch(() => undefined);
  }
}

async function filesBelow(named: string, folder: string): Promise<readonly string[] | undefined> {
  if (named === '-' || !(await stat(folder).catch(() => undefined))?.isDirectory()) return undefined;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(named, cause);
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(named, relative(folder, join(entry.parentPath, entry.name))))
    .sort();
}

/** The whole lines of each chunk; line ends are \n, \r\n or \r. A byte order mark at the start is left out. UsageError for bytes that are not UTF-8. */
async function* blocksOf(input: AsyncIterable<string | Buffer>, path: string): AsyncGenerator<readonly string[]> {
  let begun: Buffer[] = [];
  let before = 0;
  const linesOf = (bytes: Buffer): string[] => {
    const text = demandText(bytes, path, before);
    const lines = splitLines(before === 0 ? text.replace(/^\uFEFF/, '') : text);
    if (lines.at(-1) === '') lines.pop();
    before += lines.length;
    return lines;
  };
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (!bytes.length) continue;
    // not only in whole lines: /dev/zero has none
    if (bytes.includes(0)) throw noText(path, bytes, before);
    // no line end is within a character; a \r at the end may be the first half of one
    const end = Math.max(bytes.lastIndexOf(newline), bytes.lastIndexOf(carriageReturn, -2)) + 1;
    const isSplit = begun.at(-1)?.at(-1) === carriageReturn && end === 0;
    if (end === 0 && !isSplit) {
      begun.push(bytes);
      continue;
    }
    const lines = linesOf(Buffer.concat([...begun, bytes.subarray(0, end)]));
    begun = [bytes.subarray(end)];
    if (lines.length) yield lines;
  }
  const lines = linesOf(Buffer.concat(begun));
  if (lines.length) yield lines;
}
const [newline, carriageReturn] = [10, 13];
const splitLines = (text: string): string[] => (text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n'));

/** The text of bytes; UsageError with the line, after so many `before`, where they are not UTF-8: another name would be made of them. */
function demandText(bytes: Buffer, path: string, before = 0): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw noText(path, bytes, before);
}

/** The error for bytes that are no text of ours: not UTF-8, or with a NUL, which no name has, and every other byte of UTF-16. */
function noText(path: string, bytes: Buffer, before: number): UsageError {
  const lines = splitLines(bytes.toString('latin1'));
  const bad = lines.findIndex((line) => line.includes('\0') || !isUtf8(Buffer.from(line, 'latin1')));
  const where = path === '-' ? 'Standard input' : `'${path}'`;
  const isWide = bytes.includes(0);
  return new UsageError(
    `${where} has ${isWide ? 'a NUL, which no text has,' : 'bytes that are not UTF-8'} on line ${before + bad + 1}.`,
    {
      hint: isWide
        ? 'If it is UTF-16, convert it: iconv -f UTF-16 -t UTF-8'
        : 'Convert it from its own encoding: iconv -f LATIN1 -t UTF-8',
    },
  );
}
