/** Timing of two things side by side: run in turns, so that whatever else the machine does hits both alike. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const bin = join(import.meta.dirname, '../../bin/globus.js');

/** One comparison, as it is printed. `ratio` is the median of ours over the median of theirs. */
export interface Comparison {
  readonly what: string;
  readonly against: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  /** The most the ratio should be. */
  readonly aim: number;
  /** The ratio of processor time, where it is of two processes. */
  readonly processor?: number;
  readonly note?: string;
}

const median = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/**
 * Milliseconds of processor time that the ended children of this process took, user and system; NaN where the system does not
 * tell. The kernel counts in hundredths of a second, so only sums over many runs say something.
 */
function childrenTime(): number {
  try {
    // the name of the program, in parentheses, may hold spaces
    const fields = readFileSync('/proc/self/stat', 'utf8').replace(/.*\) /s, '').split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return NaN;
  }
}

const timed = async (measured: Measured): Promise<{ wall: number; processor: number }> => {
  if (typeof measured !== 'function') measured.before();
  const run = typeof measured === 'function' ? measured : measured.run;
  const [start, before] = [process.hrtime.bigint(), childrenTime()];
  await run();
  return { wall: Number(process.hrtime.bigint() - start) / 1e6, processor: childrenTime() - before };
};

export interface SideBySide {
  readonly ours: number;
  readonly theirs: number;
  /** The ratio of the processor time that the processes took: what is left of a measurement on a machine that others use. */
  readonly processor: number;
}

/** Something to measure, with what has to be done before it each time, and does not count. */
type Measured = (() => Promise<unknown>) | { readonly before: () => unknown; readonly run: () => Promise<unknown> };

/** Milliseconds of each, in turns, after one round that warms caches and is not counted. Medians. */
export async function sideBySide(ours: Measured, theirs: Measured, rounds: number): Promise<SideBySide> {
  const [a, b]: [number[], number[]] = [[], []];
  const sum = { ours: 0, theirs: 0 };
  for (let round = 0; round <= rounds; round++) {
    const times =
      round % 2 ? [await timed(ours), await timed(theirs)] : [await timed(theirs), await timed(ours)].reverse();
    if (round === 0) continue;
    a.push(times[0]?.wall ?? NaN);
    b.push(times[1]?.wall ?? NaN);
    sum.ours += times[0]?.processor ?? NaN;
    sum.theirs += times[1]?.processor ?? NaN;
  }
  return { ours: median(a), theirs: median(b), processor: sum.ours / sum.theirs };
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** Peak resident memory in MiB, where it was asked for. */
  readonly peak?: number;
}
export interface NodeOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly peak?: boolean;
  /** What is printed on stdout goes into a file: this process, which may be the server too, is not kept busy with reading it. */
  readonly quiet?: boolean;
}

const scratch = mkdtempSync(join(tmpdir(), 'globus-bench-'));
/** A file in a folder of this run. */
export function scratchFile(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}
export const scratchFolder = scratch;

/** Runs a Node script to its end; throws when it fails, for a benchmark of failures says nothing. */
export function node(script: string, argv: readonly string[] = [], options: NodeOptions = {}): Promise<Ended> {
  const reporter = options.peak
    ? [
        '--import',
        scratchFile(
          'peak.mjs',
          "process.on('exit', () => process.stderr.write('\\n#peak ' + process.resourceUsage().maxRSS + '\\n'));",
        ),
      ]
    : [];
  const file = options.quiet ? openSync(join(scratch, 'stdout'), 'w') : undefined;
  const child = spawn(process.execPath, [...reporter, script, ...argv], {
    stdio: ['ignore', file ?? 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: scratch,
      GLOBUS_CONFIG_DIR: join(scratch, 'config'),
      GLOBUS_TOKEN_STORE: 'memory',
      ...options.env,
    },
  });
  let [stdout, stderr] = ['', ''];
  if (file !== undefined) closeSync(file);
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code !== 0) return fail(new Error(`${script} ${argv.join(' ')} ended with ${code}: ${stderr}`));
      const peak = /#peak (\d+)/.exec(stderr)?.[1];
      done({ stdout, stderr, ...(peak && { peak: Number(peak) / 1024 }) });
    });
  });
}

export const comparison = (
  what: string,
  against: string,
  times: { readonly ours: number; readonly theirs: number; readonly processor?: number },
  aim: number,
  note?: string,
): Comparison => ({
  what,
  against,
  ...times,
  ratio: times.ours / times.theirs,
  aim,
  ...(note && { note }),
});

/** The peak memory of a process in MiB, against the most that it may have. */
export const peakUnder = (what: string, peak: number | undefined, most: number): Comparison =>
  comparison(what, `${most} MiB`, { ours: peak ?? NaN, theirs: most }, 1);
