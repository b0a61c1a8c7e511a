import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import type { Clock, Files, Notices, RawOut } from '../command/tools.js';
import { InterruptedError, UsageError } from '../errors.js';
import type { Runtime } from '../runtime.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
};

/** A file that was named on the command line could not be read. */
function unreadable(path: string, cause: NodeJS.ErrnoException): UsageError {
  return new UsageError(`Cannot read '${path}': ${reasons[cause.code ?? ''] ?? cause.message}.`, { cause });
}

/** Files named on the command line; `-` is standard input, read once. */
export function files(runtime: Runtime): Files {
  const at = (path: string) => resolve(runtime.cwd, path);
  const readBytes = async (path: string): Promise<Uint8Array> => {
    if (path === '-') {
      const chunks: Buffer[] = [];
      for await (const chunk of runtime.stdin) chunks.push(Buffer.from(chunk as string));
      return Buffer.concat(chunks);
    }
    return readFile(at(path)).catch((cause: NodeJS.ErrnoException) => {
      throw unreadable(path, cause);
    });
  };
  return {
    readBytes,
    readText: async (path) => Buffer.from(await readBytes(path)).toString('utf8').replace(/^\uFEFF/, ''),
    async *lines(path) {
      const input = path === '-' ? runtime.stdin : createReadStream(at(path), { encoding: 'utf8' });
      try {
        yield* createInterface({ input, crlfDelay: Infinity });
      } catch (cause) {
        throw unreadable(path, cause as NodeJS.ErrnoException);
      }
    },
  };
}

/** Remarks on stderr. */
export function notices(runtime: Runtime, quiet: boolean): Notices {
  const say = (text: string) => void runtime.stderr.write(`${text}\n`);
  return { quiet, info: (text) => (quiet ? undefined : say(text)), warn: say };
}

/** Bytes to stdout, waiting while the reader is slow. */
export const rawOut = (runtime: Runtime): RawOut => ({
  write: (chunk) =>
    new Promise((done, fail) => {
      runtime.stdout.write(chunk as string, (error?: Error | null) => (error ? fail(error) : done()));
    }),
});

export function clock(runtime: Runtime, signal: AbortSignal): Clock {
  return {
    now: runtime.now,
    signal,
    sleep: async (seconds) => {
      try {
        await runtime.sleep(seconds * 1000, signal);
      } catch (cause) {
        throw new InterruptedError('Interrupted.', { cause });
      }
    },
  };
}
