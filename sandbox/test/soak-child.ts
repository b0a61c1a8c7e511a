// Serves a sandbox in a process of its own that tells how much it holds: `soak-child.ts DIR [BEGIN]`, whose clock stands still at BEGIN
// (milliseconds since 1970), where that is given. Run with --expose-gc.
import { readdirSync, readlinkSync } from 'node:fs';
import { startSandbox } from '../src/index.js';

/** What a process holds, once all that nobody needs was thrown away. */
export interface Held {
  /** Bytes of objects, and of buffers beside them. */
  readonly heap: number;
  /** Bytes of the whole process. */
  readonly rss: number;
  /** Open files, pipes and the like; and sockets apart from them. Undefined where the system does not tell. */
  readonly files: number | undefined;
  readonly sockets: number | undefined;
  /** What keeps the process alive or waits, sockets aside. */
  readonly waiting: number;
  /** The same by kind, for whoever looks for what became more. */
  readonly kinds: Readonly<Record<string, number>>;
}

function held(): Held {
  for (let i = 0; i < 3; i += 1) (globalThis as unknown as { gc: () => void }).gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const open = process.platform === 'linux' ? readdirSync('/proc/self/fd').flatMap(targetOf) : undefined;
  const isSocket = (target: string) => target.startsWith('socket:');
  const waiting = process.getActiveResourcesInfo().filter((kind) => !/Socket|TCP|TLS/.test(kind));
  const kinds: Record<string, number> = {};
  for (const kind of waiting) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    heap: heapUsed + external,
    rss,
    files: open?.filter((target) => !isSocket(target)).length,
    sockets: open?.filter(isSocket).length,
    waiting: waiting.length,
    kinds,
  };
}

function targetOf(fd: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${fd}`)];
  } catch {
    // That of the directory that was just read.
    return [];
  }
}

const [dir = '', begin] = process.argv.slice(2);
const clock = begin === undefined ? {} : { clock: { startAt: Number(begin), frozen: true } };
const { url, env } = await startSandbox({ dir, retryMilliseconds: 50, ...clock });
process.on('message', () => process.send?.(held()));
process.send?.({ url, env });
