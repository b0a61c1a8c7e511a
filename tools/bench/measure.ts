/** Timing of two things side by side: run in turns, so that whatever else the machine does hits both alike. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
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
  readonly note?: string;
}

const median = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

/** Milliseconds of each, in turns, after one round that warms caches and is not counted. Medians. */
export async function sideBySide(
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  rounds: number,
): Promise<{ ours: number; theirs: number }> {
  const [a, b]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const times =
      round % 2 ? [await timed(ours), await timed(theirs)] : [await timed(theirs), await timed(ours)].reverse();
    if (round === 0) continue;
    a.push(times[0] ?? NaN);
    b.push(times[1] ?? NaN);
  }
  return { ours: median(a), theirs: median(b) };
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
  const child = spawn(process.execPath, [...reporter, script, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: scratch,
      GLOBUS_CONFIG_DIR: join(scratch, 'config'),
      GLOBUS_TOKEN_STORE: 'memory',
      ...options.env,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
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
  times: { ours: number; theirs: number },
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
