/**
 * Signals at any moment of commands that take a while: the exit code is the signal's, nothing is left running, the terminal is
 * as it was, and what was submitted is named.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { milliseconds, type Random, seed } from '../support/fuzz.js';
import { type LongCommand, longCommands } from '../support/long-commands.js';
import { pause, read, startBuilt, type Started, type Trial, tryAtRandom } from '../support/rounds.js';
import { sandboxUser, type SandboxUser } from '../support/sandbox-user.js';

let user: SandboxUser;
let commands: Awaited<ReturnType<typeof longCommands>>;
const marker = () => `GLOBUS_CONFIG_DIR=${user.configDir}\0`;
beforeAll(async () => {
  if (process.platform !== 'linux') return;
  user = await sandboxUser();
  // nobody's browser: a login waits
  user.env['BROWSER'] = 'true';
  await user.logIn();
  commands = await longCommands(user);
  const begun = performance.now();
  await user.run(['whoami']);
  shortest = performance.now() - begun;
}, 120_000);

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Ending = keyof typeof codes;
const signals = Object.keys(codes) as Ending[];
/** How often commands ended how. */
const endings = new Map<string, number>();
/** The longest from a signal to the end, in milliseconds, on a machine that has other things to do. */
const patience = () => Math.max(30_000, 5 * shortest);

/** What of this user still runs. */
const running = () =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/environ`).includes(marker()));

/** How long a command takes on this machine that asks one thing, in milliseconds. */
let shortest = 500;
/** A moment of a life. Until half of the shortest nothing was asked of a service: two of three come later. */
const moment = (random: Random) => shortest * (random.next() < 0.33 ? random.next() : 0.5 + random.next() * 1.5);

function begin({ argv, stdin }: LongCommand): Started {
  // the line of an earlier round that was ended before its answer came says so once: test/killed-unanswered.test.ts tries that
  rmSync(join(user.configDir, 'unanswered'), { recursive: true, force: true });
  const started = startBuilt(argv, user.env, stdin !== undefined);
  if (stdin) started.child.stdin?.write(stdin);
  return started;
}

async function ended({ child, ended: end }: Started) {
  const late = Symbol();
  const ran = await Promise.race([end, pause(patience()).then(() => late)]);
  if (typeof ran === 'object') return ran;
  child.kill('SIGKILL');
  return end.then(() => undefined);
}

async function namesTask(label: string, text: string): Promise<string | undefined> {
  const { stdout } = await user.run(['task', 'list', '--filter-label', label, '-F', 'json']);
  const { DATA } = JSON.parse(stdout) as { DATA: { task_id: string }[] };
  if (DATA.length > 1) return `${DATA.length} tasks`;
  const [task] = DATA;
  return !task || text.includes(task.task_id) || /may have been accepted under the submission id \S{36}/.test(text)
    ? undefined
    : 'a task that is not named';
}

const signalled =
  (name: string): Trial =>
  async (random, round) => {
    const command = commands(round)[name] as LongCommand;
    const signal = random.pick(signals);
    const after = moment(random);
    const started = begin(command);
    await pause(after);
    started.child.kill(signal);
    const ran = await ended(started);
    const about = `${signal} after ${Math.round(after)} ms`;
    if (!ran) return `${about}: still there ${Math.round(patience())} ms later`;
    const told = `${about}: exit ${ran.code ?? ran.signal}\n${ran.stdout.slice(0, 300)}\n${ran.stderr.slice(0, 600)}`;
    // one that had ended by itself before has nothing to say
    const how = ran.code === codes[signal] ? 'in good order' : ran.signal ? 'at once' : 'by themselves';
    endings.set(how, (endings.get(how) ?? 0) + 1);
    if (ran.signal !== signal && ran.code !== codes[signal] && !(command.ends ?? [0]).includes(ran.code ?? -1))
      return told;
    if (/This is a bug|Unexpected error|^ +at /m.test(ran.stderr)) return told;
    if (ran.code === codes[signal] && !/Interrupted|Ended/.test(ran.stderr)) return told;
    const left = running();
    if (left.length) return `${told}\nleft: ${left.map((pid) => read(`/proc/${pid}/cmdline`)).join(', ')}`;
    const unnamed = command.label === undefined ? undefined : await namesTask(command.label, ran.stdout + ran.stderr);
    return unnamed && `${unnamed}\n${told}`;
  };

/** The reader of stdout, and maybe of stderr, goes away. */
const unread: Trial = async (random, round) => {
  const writing = Object.entries(commands(round)).filter(([, { writes }]) => writes);
  const [name, command] = random.pick(writing);
  const started = begin(command);
  await pause(moment(random) / 2);
  started.child.stdout?.destroy();
  if (random.next() < 0.3) started.child.stderr?.destroy();
  const ran = await ended(started);
  if (!ran) return `${name}: still there`;
  return ran.code === 0 && ran.stderr === '' ? undefined : `${name}: exit ${ran.code ?? ran.signal}\n${ran.stderr}`;
};

test.runIf(process.platform === 'linux')(
  `a signal ends every command as it should (seed ${seed})`,
  async () => {
    const trials = Object.fromEntries(Object.keys(commands(0)).map((name) => [name, signalled(name)]));
    const { round, wrong } = await tryAtRandom('signals', 22, { ...trials, PIPE: unread, 'PIPE ': unread });
    console.log(`ended ${[...endings].map(([how, times]) => `${how} ${times}`).join(', ')}`);
    expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(round).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);
