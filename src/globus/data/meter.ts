import type { Clock, Progress } from '../../tools.js';

/** Counts what is done, and shows it. */
export interface Meter {
  /** More bytes came or went; a negative number where some have to go again. */
  readonly bytes: (count: number) => void;
  /** One more file is done. */
  readonly file: () => void;
  /** More is known to be done in all. */
  readonly expect: (files: number, bytes: number) => void;
  /** Takes the line away. */
  readonly done: () => void;
  readonly seconds: () => number;
}
export interface MeterTools {
  readonly progress: Pick<Progress, 'update' | 'done'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The line is drawn at most once in so many milliseconds. */
const drawEvery = 200;

/** `isWhole`: whether what was expected is all there is, so that a share can be told. */
export function createMeter(
  { progress, clock }: MeterTools,
  label: string,
  isWhole: () => boolean = () => true,
): Meter {
  const now = () => clock.now().getTime();
  const begun = now();
  const all = { bytes: 0, files: 0, totalBytes: 0, totalFiles: 0 };
  let drawn = begun;
  const draw = () => {
    const at = now();
    if (at - drawn < drawEvery) return;
    drawn = at;
    const rate = (all.bytes * 1000) / Math.max(1, at - begun);
    const left = rate > 0 ? (all.totalBytes - all.bytes) / rate : undefined;
    progress.update({
      label,
      files: all.totalFiles > 1 ? all.files : undefined,
      totalFiles: all.totalFiles > 1 && isWhole() ? all.totalFiles : undefined,
      bytes: all.bytes,
      totalBytes: isWhole() && all.totalBytes ? all.totalBytes : undefined,
      bytesPerSecond: rate,
      secondsLeft: isWhole() && all.totalBytes ? left : undefined,
    });
  };
  return {
    bytes: (count) => {
      all.bytes += count;
      draw();
    },
    file: () => {
      all.files += 1;
      draw();
    },
    expect: (files, bytes) => {
      all.totalFiles += files;
      all.totalBytes += bytes;
    },
    done: () => progress.done(),
    seconds: () => (now() - begun) / 1000,
  };
}
