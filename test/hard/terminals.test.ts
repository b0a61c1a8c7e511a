/** Signals at any moment on a pseudo-terminal: it is left as it was found, and the exit code is the signal's. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bin } from '../support/built.js';
import { milliseconds, type Random, seed } from '../support/fuzz.js';
import { pause, read, type Trial, tryAtRandom } from '../support/rounds.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';
import { hasTerminal } from '../support/terminal.js';

let user: SandboxUser;
let folder = '';
let task = '';
let shortest = 500;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  folder = scratch();
  const [source, destination] = ['TUTORIAL', 'COLLECTION_2'].map((name) => user.env[`GLOBUS_SANDBOX_${name}`] ?? '');
  const begun = performance.now();
  const { stdout } = await user.run(['transfer', `${source}:/nowhere`, `${destination}:/~/x`, '-F', 'json']);
  shortest = performance.now() - begun;
  task = (JSON.parse(stdout) as { task_id: string }).task_id;
}, 120_000);

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = Object.keys(codes) as (keyof typeof codes)[];
const patience = () => Math.max(8000, 5 * shortest);
const running = () =>
  readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/environ`).includes(`GLOBUS_CONFIG_DIR=${user.configDir}\0`),
  );
const isProgram = (pid: string) => read(`/proc/${pid}/cmdline`).startsWith(`${process.execPath}\0${bin}`);

/** Runs a line on a terminal of 24 lines, with a signal at a random moment to the program alone; what is wrong with its end. */
async function onTerminal(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  random: Random,
  round: number,
) {
  const [before, after, status] = ['before', 'after', 'status'].map((name) => join(folder, `${name}-${round}`));
  const line = `"${process.execPath}" "${bin}" ${argv.join(' ')}`;
  const script = `stty cols 80 rows 24; stty -g >${before}; ${line}; echo $? >${status}; stty -g >${after}`;
  const child = spawn('script', ['-qec', script, '/dev/null'], {
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', TZ: 'UTC', ...user.env, ...env },
  });
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const ended = new Promise((done) => child.on('close', () => done('ended')));
  const signal = random.pick(signals);
  const length = shortest * (0.3 + random.next() * 2.2);
  // on a busy machine the program begins later than the line that starts it, and a signal to nobody says nothing
  while (!running().some(isProgram)) await pause(5);
  await pause(length);
  for (const pid of running().filter(isProgram)) process.kill(Number(pid), signal);
  const end = await Promise.race([ended, pause(patience())]);
  const about = `${signal} after ${Math.round(length)} ms\n${JSON.stringify(shown.slice(-600))}`;
  if (end !== 'ended') {
    for (const pid of running()) process.kill(Number(pid), 'SIGKILL');
    return `still there ${Math.round(patience())} ms later: ${about}`;
  }
  const left = running();
  if (left.length) return `left ${left.map((pid) => read(`/proc/${pid}/cmdline`)).join(', ')}: ${about}`;
  const [was, is, code] = [before, after, status].map((path = '') => readFileSync(path, 'utf8'));
  if (was !== is) return `the terminal is not as it was: ${about}`;
  if (shown.lastIndexOf('\u001b[?25l') > shown.lastIndexOf('\u001b[?25h')) return `the cursor is gone: ${about}`;
  if (shown.lastIndexOf('\u001b[?1049h') > shown.lastIndexOf('\u001b[?1049l'))
    return `the screen is not back: ${about}`;
  return Number(code) === codes[signal] ? undefined : `exit ${code}: ${about}`;
}

const trials: Readonly<Record<string, Trial>> = {
  'a question': (random, round) => onTerminal(['ls'], {}, random, round),
  'a yes or no': (random, round) => onTerminal(['logout'], {}, random, round),
  'a login': (random, round) => onTerminal(['login', '--force', '--no-local-server'], {}, random, round),
  progress: (random, round) => onTerminal(['task', 'watch', task], {}, random, round),
  'a login that listens': (random, round) => onTerminal(['login', '--force'], { BROWSER: 'true' }, random, round),
};

test.runIf(hasTerminal)(
  `a terminal is left as it was found (seed ${seed})`,
  async () => {
    const { round, wrong } = await tryAtRandom('terminals', 10, trials);
    expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(round).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);
