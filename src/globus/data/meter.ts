import type { Clock, Progress } from '../../tools.js';

/** Counts what is done, and shows it. */
export interface Meter {
  /** More is known to be done in all. */
  readonly expect: (files: number, bytes: number) => void;
  /** No more will be expected. */
  readonly knowAll: () => void;
  /** One file, from its beginning to its end. */
  readonly begin: (name: string, size: number) => FileMeter;
  /** Whether a byte of a file came or went. */
  readonly hasMoved: () => boolean;
  /** Takes it away. */
  readonly done: () => void;
  readonly seconds: () => number;
}
export interface FileMeter {
  /** More bytes came or went; a negative number where some have to go again. */
  readonly bytes: (count: number) => void;
  readonly end: () => void;
}
export interface MeterTools {
  readonly progress: Pick<Progress, 'update' | 'done'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** It is drawn at most once in so many milliseconds. */
const drawEvery = 200;
/** Files of so many bytes are named while they are under way: the largest, and so many of them. */
const named = 16 * 1024 * 1024;
const mostNamed = 4;

export function createMeter({ progress, clock }: MeterTools, label: string): Meter {
  const now = () => clock.now().getTime();
  let begun = now();
  let hasBegun = false;
  const all = { bytes: 0, files: 0, totalBytes: 0, totalFiles: 0, isWhole: false };
  const large = new Set<{ readonly name: string; readonly size: number; bytes: number }>();
  let drawn = begun;
  const draw = () => {
    const at = now();
    if (at - drawn < drawEvery) return;
    drawn = at;
    const rate = (all.bytes * 1000) / Math.max(1, at - begun);
    const several = all.totalFiles > 1;
    const total = all.isWhole && all.totalBytes ? all.totalBytes : undefined;
    progress.update({
      label,
      ...(several && { files: all.files }),
      totalFiles: several && all.isWhole ? all.totalFiles : undefined,
      bytes: all.bytes,
      totalBytes: total,
      bytesPerSecond: rate,
      secondsLeft: total && rate > 0 ? Math.max(0, total - all.bytes) / rate : undefined,
      ...(several && { parts: [...large].sort((a, b) => b.size - a.size).slice(0, mostNamed) }),
    });
  };
  return {
    expect: (files, bytes) => {
      all.totalFiles += files;
      all.totalBytes += bytes;
    },
    knowAll: () => (all.isWhole = true),
    hasMoved: () => all.bytes > 0,
    begin: (name, size) => {
      // what a login took is none of the rate
      if (!hasBegun) begun = now();
      hasBegun = true;
      const file = { name, size, bytes: 0 };
      if (size >= named) large.add(file);
      return {
        bytes: (count) => {
          file.bytes += count;
          all.bytes += count;
          draw();
        },
        end: () => {
          large.delete(file);
          all.files += 1;
          draw();
        },
      };
    },
    done: () => progress.done(),
    seconds: () => Math.max(0, now() - begun) / 1000,
  };
}
