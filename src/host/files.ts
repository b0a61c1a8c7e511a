import { createReadStream } from 'node:fs';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Files } from '../tools.js';
import { InterruptedError, UsageError } from '../errors.js';
import type { Runtime } from '../runtime.js';

const reasons: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
  }),
);

const reasonOf = ({ code, message }: NodeJS.ErrnoException) => reasons.get(code ?? '') ?? message;

/** A file that was named on the command line could not be read. */
function unreadable(path: string, cause: unknown): UsageError {
  return new UsageError(`Cannot read '${path}': ${reasonOf(cause as NodeJS.ErrnoException)}.`, { cause });
}

/** Files named on the command line; `-` is standard input, read once. Ctrl-C ends the reading, also while nothing comes. */
export function files(runtime: Runtime, interrupted: AbortSignal): Files {
  const at = (path: string) => resolve(runtime.cwd, path);
  const readBytes = async (path: string): Promise<Uint8Array> => {
    if (path === '-') {
      const chunks: Buffer[] = [];
      for await (const chunk of interruptibly(runtime.stdin, interrupted)) chunks.push(Buffer.from(chunk as string));
      return Buffer.concat(chunks);
    }
    return readFile(at(path)).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
  };
  async function* lineBlocks(path: string): AsyncGenerator<readonly string[]> {
    const input = path === '-' ? runtime.stdin : createReadStream(at(path), { highWaterMark: 1 << 20 });
    try {
      yield* blocksOf(interruptibly(input, interrupted));
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).syscall === undefined ? cause : unreadable(path, cause);
    }
  }
  return {
    readBytes,
    readText: async (path) =>
      Buffer.from(await readBytes(path))
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
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

/** What a stream brings, until it ends or Ctrl-C ends it with InterruptedError. */
async function* interruptibly(
  input: AsyncIterable<string | Buffer>,
  interrupted: AbortSignal,
): AsyncGenerator<string | Buffer> {
  const chunks = input[Symbol.asyncIterator]();
  const over = new AbortController();
  const stopped = new Promise<never>((_, fail) => {
    const stop = () => fail(new InterruptedError('Interrupted.'));
    if (interrupted.aborted) stop();
    interrupted.addEventListener('abort', stop, { once: true, signal: over.signal });
  });
  try {
    for (;;) {
      const next = await Promise.race([stopped, chunks.next()]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    over.abort();
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

/** The whole lines of each chunk; line ends are \n, \r\n or \r. A byte order mark at the start is left out. */
async function* blocksOf(input: AsyncIterable<string | Buffer>): AsyncGenerator<readonly string[]> {
  const decoder = new StringDecoder('utf8');
  let rest: string | undefined;
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    const whole = rest === undefined ? text.replace(/^\uFEFF/, '') : rest + text;
    // a \r at the end may be the first half of a line end
    const split = whole.endsWith('\r') ? [...splitLines(whole.slice(0, -1)), '\r'] : splitLines(whole);
    const last = split.pop() ?? '';
    rest = last === '\r' ? `${split.pop() ?? ''}\r` : last;
    if (split.length) yield split;
  }
  const end = splitLines((rest ?? '') + decoder.end());
  if (end.at(-1) === '') end.pop();
  if (end.length) yield end;
}
const splitLines = (text: string): string[] => (text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n'));
