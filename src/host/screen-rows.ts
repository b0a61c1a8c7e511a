import { stripVTControlCharacters } from 'node:util';
import { cut, width } from '../output/cut.js';
import type { Runtime } from '../runtime.js';
import type { ScreenRows } from '../tools.js';
import { visible } from '../visible.js';

/** What is waited for is told after so long, in milliseconds. */
const slow = 1_000;
/** What moves the cursor: where it stands after that is not known here. */
const moves = /\r(?!\n)|\u001b\[[0-9;]*[A-HJKSTfsu]|\u001b[78cM]/;
const eraseLine = '\r\u001b[2K';

interface Rows extends Omit<ScreenRows, 'tell'> {
  /** Work of which nothing stays on the screen, whatever it writes meanwhile. */
  readonly aside: <T>(work: () => Promise<T>) => Promise<T>;
  /** Others wrote to the terminal: what stands above that is out of reach. */
  readonly isOthers: () => void;
}

/** Counts the rows of what is written to the terminal that questions stand on, from the first time that somebody wants to know. */
export function screenRows({ stderr }: Pick<Runtime, 'stderr'>): Rows {
  const columns = () => stderr.columns || 80;
  let write: ((...given: unknown[]) => boolean) | undefined;
  let asides = 0;
  /** Rows that were ended since the first look; undefined since something moved the cursor. */
  let rows: number | undefined = 0;
  /** What stands on the row of the cursor. */
  let begun = '';
  let isWaiting = false;
  /** How often others wrote. */
  let others = 0;
  const isOthers = () => {
    others += 1;
    begun = '';
    isWaiting = false;
  };
  const count = (text: string) => {
    if (moves.test(text)) rows = undefined;
    if (rows === undefined) return;
    const lines = (begun + stripVTControlCharacters(text)).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) rows += Math.max(1, Math.ceil(width(line) / columns()));
  };
  const endWaiting = () => {
    if (isWaiting) write?.(eraseLine);
    isWaiting = false;
  };
  const watch = () => {
    if (write) return;
    const real = stderr.write.bind(stderr) as (...given: unknown[]) => boolean;
    write = real;
    stderr.write = (...given: readonly [chunk: Uint8Array | string]) => {
      // whoever has something to say has waited
      endWaiting();
      if (!asides) count(typeof given[0] === 'string' ? given[0] : Buffer.from(given[0]).toString());
      return real(...given);
    };
  };
  return {
    isOthers,
    aside: async (work) => {
      asides += 1;
      try {
        return await work();
      } finally {
        asides -= 1;
      }
    },
    mark: () => {
      watch();
      const [then, before] = [rows, others];
      return () => {
        if (before !== others || then === undefined || rows === undefined || begun !== '') return false;
        // what has gone off the screen is out of reach
        const reach = Math.min(rows - then, (stderr.rows ?? 24) - 1);
        if (reach > 0) write?.(`\u001b[${reach}A\r\u001b[J`);
        rows = then;
        return true;
      };
    },
    meanwhile: async (text, work) => {
      watch();
      const timer = setTimeout(() => {
        if (asides || begun !== '') return;
        write?.(cut(visible(text), columns() - 1));
        isWaiting = true;
      }, slow);
      process.on('SIGCONT', isOthers);
      try {
        return await work();
      } finally {
        process.off('SIGCONT', isOthers);
        clearTimeout(timer);
        endWaiting();
      }
    },
  };
}
