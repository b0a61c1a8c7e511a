import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that others can tell whether it still runs. */
export interface Owner {
  /** Where its number means something: the machine since it booted, and the container. */
  readonly host: string;
  readonly pid: number;
  /** When it started, in ticks of the kernel: a number is given again, a number and its start are not. Null where it cannot be told. */
  readonly started: string | null;
}

/** The words of `/proc/PID/stat` after the program's name, which may itself hold blanks and brackets. */
function statOf(pid: number | 'self'): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
const [stateWord, startWord] = [0, 19];

function read(get: () => string): string {
  try {
    return get().trim();
  } catch {
    return ''; // no such file on this system: the name of the machine has to do
  }
}

let known: Owner | undefined;
/** This process. */
export const thisProcess = (): Owner =>
  (known ??= {
    host: [
      hostname(),
      read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')),
      read(() => readlinkSync('/proc/self/ns/pid')),
    ].join(' '),
    pid: process.pid,
    started: statOf('self')?.[startWord] ?? null,
  });

/**
 * Whether a process has ended: `gone` and `alive` are certain. `unknown` is a process of another machine or container,
 * and, where start times cannot be read, one whose number is in use, maybe by another.
 */
export function stateOf(owner: Owner): 'gone' | 'alive' | 'unknown' {
  const here = thisProcess();
  if (owner.host !== here.host) return 'unknown';
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  if (here.started === null || owner.started === null) return owner.pid === here.pid ? 'alive' : 'unknown';
  const stat = statOf(owner.pid);
  if (!stat) return 'unknown';
  // Z and X: killed, and not yet taken off the list by its parent
  return stat[startWord] !== owner.started || ['Z', 'X'].includes(stat[stateWord] ?? '') ? 'gone' : 'alive';
}

/** This machine and container in eight characters, for names of files. */
export const hostMark = (): string => createHash('sha256').update(thisProcess().host).digest('hex').slice(0, 8);
/** Whether a process that left its mark and number in a name has ended for certain. */
export const isGone = (mark: string, pid: number): boolean =>
  mark === hostMark() && stateOf({ ...thisProcess(), pid, started: null }) === 'gone';
