import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { SandboxExecution, SandboxInfo, SandboxSettings, SandboxTool } from './contract.js';
import { CliError, InterruptedError } from '../errors.js';
import { makeFolder, removeTemporary, temporaryFolder } from '../new-folder.js';
import type { Runtime } from '../runtime.js';
import type { SandboxSurroundings } from './emulator.js';
import { shareFolder } from './api.js';
import { ownFolder } from './own-folder.js';
import { demandEmpty } from './vacant.js';

type Env = Record<string, string | undefined>;

/** Runs a command beside a sandbox of its own, with the environment set; everything is gone afterwards, unless kept. */
export async function execute(
  settings: Omit<SandboxSettings, 'dir' | 'port'>,
  how: SandboxExecution,
  given: SandboxSurroundings,
  tool: SandboxTool,
): Promise<number> {
  // before the command has done its work
  if (how.exported !== undefined) demandEmpty(how.exported, '--export-on-exit');
  const signals = holdSignals(given.runtime);
  try {
    const scratch = how.keep ?? temporaryFolder('globus-sandbox-');
    try {
      ownFolder(scratch, '--keep');
      return await beside(settings, how, scratch, { given, tool, signals });
    } finally {
      // a sandbox that did not start may still be writing its last lines
      if (!how.keep) removeTemporary(scratch);
    }
  } finally {
    signals.release();
  }
}

interface Beside {
  readonly given: SandboxSurroundings;
  readonly tool: SandboxTool;
  readonly signals: HeldSignals;
}

/** From the start of the sandbox to its end; its exit code is that of the command. */
async function beside(
  settings: Omit<SandboxSettings, 'dir' | 'port'>,
  how: SandboxExecution,
  scratch: string,
  { given: { runtime, notices }, tool, signals }: Beside,
): Promise<number> {
  // An import replaces what is shared, too: then the folders are shared after it.
  const share = how.imported === undefined ? settings.share : [];
  const info = await tool.launch({ ...settings, share, dir: join(configIn(scratch), 'sandbox'), port: 0 });
  try {
    signals.demandNone();
    if (how.imported !== undefined) {
      await tool.ask(info, 'POST', 'import', { folder: how.imported });
      for (const each of settings.share) await shareFolder(tool.ask, info, each, runtime.cwd);
    }
    const env = environment(info, scratch, runtime, how.keepHome);
    if (how.login) await logIn(env, info, runtime, tool, settings.autoLogin).finally(signals.demandNone);
    const code = await run(how.command, env, runtime, signals);
    if (how.exported !== undefined) await tool.ask(info, 'POST', 'export', { folder: how.exported });
    return code;
  } finally {
    await tool.stop(info);
    if (how.keep) notices.info(`The sandbox is kept in ${scratch}.`);
  }
}

export interface HeldSignals {
  /** Throws InterruptedError once one has come: before the command runs, that ends it all. */
  readonly demandNone: () => void;
  /** The command that signals are for from now on. */
  readonly handTo: (child: ChildProcess) => void;
  readonly release: () => void;
}

/**
 * Keeps signals from ending this process, which would leave the sandbox and its folder behind: they are for the command. A Ctrl-C
 * comes to the command by itself, from its terminal; the others are handed on.
 */
export function holdSignals({ onSignal }: Runtime): HeldSignals {
  let came = false;
  let child: ChildProcess | undefined;
  const release = onSignal((signal) => {
    came = true;
    if (signal !== 'SIGINT') child?.kill(signal);
  });
  return {
    demandNone: () => {
      if (came) throw new InterruptedError('Interrupted.');
    },
    handTo: (command) => void (child = command),
    release,
  };
}

/** The configuration of the command, with its sandbox where `globus sandbox` looks for one: the command can steer it. */
const configIn = (scratch: string): string => join(scratch, 'config');

/** An environment without what says who is logged in, and where. */
export const withoutGlobus = (env: Runtime['env']): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^GLOBUS_(?!CLI_FOLD_TABLES|CLI_INTERACTIVE)/.test(name)));

/** No proxy of this environment, which may be of another machine, is asked for what is on this one. */
function withoutProxy({ NO_PROXY, no_proxy = NO_PROXY }: Env): Env {
  const names = [...(no_proxy ? [no_proxy] : []), '127.0.0.1', 'localhost'].join(',');
  return { NO_PROXY: names, no_proxy: names };
}

/** This environment without its own logins and servers, pointed at the sandbox, `globus` being this program. */
export function environment(info: SandboxInfo, scratch: string, runtime: Runtime, keepHome: boolean): Env {
  const bin = writePrograms(join(scratch, 'bin'), runtime);
  const home = join(scratch, 'home');
  makeFolder(home, 0o700);
  return {
    ...withoutGlobus(runtime.env),
    ...withoutProxy(runtime.env),
    ...info.env,
    GLOBUS_CLIENT_ID: info.env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID'],
    GLOBUS_CONFIG_DIR: configIn(scratch),
    GLOBUS_TOKEN_STORE: 'file',
    BROWSER: bin.browser,
    PATH: `${bin.folder}${delimiter}${runtime.env['PATH'] ?? ''}`,
    // Python's packages of the user stay in reach of a home that is not theirs
    ...(keepHome
      ? {}
      : {
          HOME: home,
          USERPROFILE: home,
          PYTHONUSERBASE: runtime.env['PYTHONUSERBASE'] ?? join(runtime.homeDir, '.local'),
        }),
  };
}

/** `globus`, and a browser that approves logins, as programs for the PATH. */
export function writePrograms(folder: string, { executable, platform }: Runtime): { folder: string; browser: string } {
  makeFolder(folder, 0o700);
  const windows = platform === 'win32';
  const write = (name: string, words: string) => {
    const path = join(folder, windows ? `${name}.cmd` : name);
    const call = `"${process.execPath}" "${executable}"${words}`;
    writeFileSync(path, windows ? `@${call} %*\r\n` : `#!/bin/sh\nexec ${call} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  };
  write('globus', '');
  return { folder, browser: write('sandbox-browser', ' sandbox approve') };
}

/** Logs in as a person would: the address, its approval, the code. */
async function logIn(
  env: Env,
  info: SandboxInfo,
  runtime: Runtime,
  tool: SandboxTool,
  user: string | undefined,
): Promise<void> {
  const globus = (...words: string[]) => output([process.execPath, runtime.executable, ...words], env, runtime);
  const url = await globus('login', '--start', '--quiet');
  const { code } = await tool.approve(url.trim(), user ?? env['GLOBUS_SANDBOX_USER'], info);
  await globus('login', '--finish', code);
}

export function output([program = '', ...words]: readonly string[], env: Env, { cwd }: Runtime): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, words, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(Buffer.concat(out).toString());
      else fail(new CliError(`The login at the sandbox failed: ${Buffer.concat(err).toString().trim()}`));
    });
  });
}

/** Exit codes as shells have them: 127 for no such program, 126 for one that cannot run, 128 + n for a signal. */
export function run(
  [program = '', ...words]: readonly string[],
  env: Env,
  { cwd }: Runtime,
  { handTo }: HeldSignals,
): Promise<number> {
  const signals: Partial<Record<NodeJS.Signals, number>> = {
    SIGHUP: 129,
    SIGINT: 130,
    SIGQUIT: 131,
    SIGKILL: 137,
    SIGTERM: 143,
  };
  return new Promise((done, fail) => {
    const child = spawn(program, words, { env, cwd, stdio: 'inherit' });
    handTo(child);
    child.on('error', (cause: NodeJS.ErrnoException) => {
      fail(
        new CliError(
          cause.code === 'ENOENT'
            ? `There is no program '${program}'.`
            : `'${program}' cannot be run: ${cause.message}.`,
          { cause },
        ),
      );
    });
    child.on('close', (code, signal) => done(code ?? (signal ? (signals[signal] ?? 1) : 1)));
  });
}
