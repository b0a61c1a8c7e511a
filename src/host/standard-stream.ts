import { createReadStream, fstatSync, writeSync } from 'node:fs';
import type { Input, Output } from '../runtime.js';

type Written = (error?: NodeJS.ErrnoException | null) => void;
type Chunk = Uint8Array | string;

/**
 * Standard output (1) or standard error (2) of this process. Where a file, a disk, a pipe or nothing is at its other end, what is written goes straight
 * there: Node's own stream does the same, but loading it costs as much as a tenth of an empty program. Anything else, as a
 * terminal, is Node's.
 */
export function standardStream(fd: 1 | 2): Output {
  const ofNode = (): Output => {
    const stream = fd === 1 ? process.stdout : process.stderr;
    // a closed pipe (`globus ls ... | head`) is not an error, and whoever writes is told by the callback of the write
    if (!stream.listenerCount('error', ignored)) stream.on('error', ignored);
    return stream;
  };
  if (!takesBytes(fd)) return ofNode();
  let slow: Output | undefined;
  return {
    write: (chunk: Chunk, done?: Written) => {
      if (slow) return slow.write(chunk, done);
      let left = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      let failed: NodeJS.ErrnoException | undefined;
      try {
        while (left.length) left = left.subarray(writeSync(fd, left));
      } catch (error) {
        failed = error as NodeJS.ErrnoException;
        // a pipe that another process made non-blocking, and that is full: Node's stream waits until there is room
        if (failed.code === 'EAGAIN') return (slow = ofNode()).write(left, done);
      }
      if (done) process.nextTick(done, failed);
      return true;
    },
  };
}

const ignored = () => undefined;

/** The number of /dev/null on Linux. */
const nullDevice = 0x103;

/** Whether the descriptor is a file, or a disk, for which Node's stream drops all that is written; or a pipe where Node waits for one, too, until all is written: on Linux. Or nothing, /dev/null. */
function takesBytes(fd: number): boolean {
  try {
    const at = fstatSync(fd);
    return (
      at.isFile() ||
      at.isBlockDevice() ||
      (process.platform === 'linux' && (at.isFIFO() || at.isSocket() || at.rdev === nullDevice))
    );
  } catch {
    return false; // closed: Node has an answer to that
  }
}

/** Standard input of this process. Node has an empty stream for a disk or a folder: the one is read, and of the other it is told what it is. */
export function standardInput(): Input {
  try {
    const at = fstatSync(0);
    if (at.isBlockDevice() || at.isDirectory()) return createReadStream('', { fd: 0, autoClose: false });
  } catch {
    // closed: Node has an answer to that
  }
  return process.stdin;
}
