import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Presence } from './api.js';
import type { SandboxInfo, SandboxSettings } from './contract.js';
import { CliError, ExitCode, InterruptedError, UsageError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import { ownFolder } from './own-folder.js';

const patience = 30_000;
const step = 50;

/** The words after `globus` that serve these settings in the foreground. */
export const startWords = (settings: SandboxSettings): string[] => [
  'sandbox',
  'start',
  '--foreground',
  '--quiet',
  '--dir',
  settings.dir,
  '--port',
  String(settings.port),
  ...(settings.autoLogin === undefined ? [] : ['--auto-login', settings.autoLogin]),
  ...(settings.seed === undefined ? [] : ['--seed', settings.seed]),
  ...(settings.bytesPerSecond === undefined ? [] : ['--speed', String(settings.bytesPerSecond)]),
  ...(settings.clock === undefined ? [] : ['--clock', settings.clock.toISOString().replace(/\.\d+/, '')]),
  ...(settings.world === undefined ? [] : ['--world', settings.world]),
  ...(settings.open ? ['--open'] : []),
  ...settings.share.flatMap((each) => ['--share', each]),
];

/** Serves in a process of its own and waits until it answers. One that does not in time, or until Ctrl-C, is ended. */
export async function launch(
  settings: SandboxSettings,
  runtime: Runtime,
  served: (pid: number | undefined) => Promise<SandboxInfo | undefined>,
  signal: AbortSignal,
): Promise<SandboxInfo> {
  ownFolder(settings.dir, '--dir');
  const logPath = join(settings.dir, 'sandbox.log');
  const log = openSync(logPath, 'w', 0o600);
  const child = spawn(process.execPath, [runtime.executable, ...startWords(settings)], {
    cwd: runtime.cwd,
    env: runtime.env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended: string | undefined;
  let exitCode = undefined as number | null | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => {
    exitCode = code;
    ended = `it ended with ${signal ?? `exit code ${code}`}`;
  });
  for (let waited = 0; waited < patience && ended === undefined && !signal.aborted; waited += step) {
    await new Promise((done) => setTimeout(done, step));
    const info = await served(child.pid);
    if (info) {
      child.unref();
      return info;
    }
  }
  if (ended === undefined) await end(child);
  if (signal.aborted) throw new InterruptedError('Interrupted: no sandbox was started.');
  const logged = readFileSync(logPath, 'utf8').trim();
  const [told = '', ...more] = logged.split('\n');
  if (exitCode === ExitCode.usage) throw new UsageError(told, { hint: more.join('\n').replace(/^\n+/, '') });
  throw new CliError(logged || `The sandbox did not start: ${ended ?? 'it does not answer'}.`);
}

/** Ends a sandbox that has not begun to serve; what it has kept so far is whole, however it ends. */
async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill();
  const force = setTimeout(() => child.kill('SIGKILL'), 1000);
  await gone;
  clearTimeout(force);
}

/** Asks the process to end, and waits until it has. */
export async function stop(
  info: SandboxInfo,
  { pid }: Runtime,
  presence: (info: SandboxInfo) => Promise<Presence>,
): Promise<void> {
  if (info.pid === pid) throw new TypeError('a sandbox does not stop itself so');
  try {
    process.kill(info.pid, 'SIGTERM');
  } catch (cause) {
    throw new CliError(`The sandbox (process ${info.pid}) cannot be stopped: ${(cause as Error).message}.`, { cause });
  }
  for (let waited = 0; waited < patience; waited += step) {
    if ((await presence(info)) === 'absent' && !isAlive(info.pid)) return;
    await new Promise((done) => setTimeout(done, step));
  }
  throw new CliError(`The sandbox (process ${info.pid}) does not end.`, {
    hint: `Force it to end with: kill -9 ${info.pid}\nIts state is saved.`,
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process, which is what is asked
  }
}
