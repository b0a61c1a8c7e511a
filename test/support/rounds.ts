import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { bin, type Ran } from './built.js';
import { milliseconds, type Random, randomFrom, rounds, seed } from './fuzz.js';

/** One thing to try at random: what is wrong with how it went, or undefined. */
export type Trial = (random: Random, round: number) => Promise<string | undefined>;

/** Tries one at random, again and again, for so many rounds or so long; gives what was wrong. Prints the figures with the seed. */
export async function tryAtRandom(what: string, small: number, trials: Readonly<Record<string, Trial>>) {
  const random = randomFrom(seed);
  const names = Object.keys(trials);
  const end = Date.now() + milliseconds;
  const done = new Map<string, number>();
  const wrong: string[] = [];
  let round = 0;
  // in turn, so that a short run tries different things, too; which one comes first is chance
  const first = random.below(names.length);
  for (; round < rounds(small) && Date.now() < end && wrong.length < 5; round++) {
    const name = names[(first + round) % names.length] ?? '';
    const found = await trials[name]?.(random, round);
    done.set(name, (done.get(name) ?? 0) + 1);
    if (found !== undefined) wrong.push(`${name}, round ${round}: ${found}`);
  }
  const each = [...done].map(([name, times]) => `${name} ${times}`).join(', ');
  console.log(`${what}: seed ${seed}, ${round} rounds (${each})`);
  return { round, wrong };
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** The built program, started and left to run; its end as `runBuilt` gives it. */
export function startBuilt(argv: readonly string[], env: Readonly<Record<string, string>>, hasStdin = false): Started {
  const child: ChildProcess = spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', ...env },
    stdio: [hasStdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => undefined); // one that has ended reads no more
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ran>((done) => child.on('close', (code, signal) => done({ code, signal, stdout, stderr })));
  return { child, ended };
}

export const pause = (length: number) => new Promise((done) => setTimeout(done, length));

/**
 * Starts a line and sends it a signal at a random moment of its life, which a first run of it without one has measured.
 * Most moments of a life are Node's start: half of all signals come in the second half.
 */
export function atRandomMoments(env: Readonly<Record<string, string>>) {
  const lives = new Map<string, number>();
  return async (name: string, argv: readonly string[], signal: NodeJS.Signals, random: Random): Promise<Ran> => {
    const begun = performance.now();
    const { child, ended } = startBuilt(argv, env);
    const life = lives.get(name) ?? 700;
    const share = random.next() < 0.5 ? 0.5 + random.next() / 2 : random.next();
    const timer = setTimeout(() => void child.kill(signal), life * share);
    const ran = await ended;
    clearTimeout(timer);
    // one that ended by itself tells how long it takes; one that did not is given longer the next time
    const lived = performance.now() - begun;
    lives.set(name, ran.signal === null && ran.code === 0 ? lived : Math.max(life, Math.min(life * 1.02, 5000)));
    return ran;
  };
}

/** Processes that were started by this one or its children and bear this text on their command line. */
export function processesWith(text: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    return line.includes(text) ? [`${pid} ${line}`] : [];
  });
}

/** Nothing where the process has ended meanwhile. */
export function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
