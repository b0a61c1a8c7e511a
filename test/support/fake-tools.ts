import { InterruptedError } from '../../src/errors.js';
import type { Progress, ProgressState } from '../../src/tools.js';

/** A clock that stands still but while somebody sleeps, and progress that notes what it was told. */
export function fakeTools({ interruptAfter = Infinity } = {}) {
  let milliseconds = Date.UTC(2026, 0, 1);
  const slept: number[] = [];
  const said: string[] = [];
  const shown: ProgressState[] = [];
  const count = { beats: 0, done: 0 };
  const progress: Progress = {
    update: (state) => void shown.push(state),
    say: (line) => void said.push(line),
    beat: () => (count.beats += 1),
    done: () => (count.done += 1),
  };
  const clock = {
    now: () => new Date(milliseconds),
    sleep: async (seconds: number) => {
      slept.push(seconds);
      milliseconds += seconds * 1000;
      if (slept.length > interruptAfter) throw new InterruptedError('Interrupted.');
    },
    signal: new AbortController().signal,
  };
  return {
    clock,
    progress,
    slept,
    said,
    shown,
    count,
    secondsPassed: () => milliseconds / 1000 - Date.UTC(2026, 0, 1) / 1000,
  };
}
