import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../host/atomic.js';
import type { SandboxInfo, SandboxSettings, SandboxTool } from './contract.js';
import type { Notices } from '../tools.js';
import { diskWords } from '../disk-words.js';
import { CliError, InterruptedError, NetworkError, UsageError } from '../errors.js';
import { visible } from '../visible.js';
import type { Runtime } from '../runtime.js';
import { adminApi, keyOf, type Presence, shareFolder } from './api.js';
import { approve } from './approve.js';
import { execute } from './exec.js';
import { demandOwn, infoFile, ownFolder } from './own-folder.js';
import { launch, stop } from './process.js';
import { worldSource } from './world-source.js';

export interface SandboxSurroundings {
  readonly runtime: Runtime;
  readonly configDir: string;
  readonly notices: Notices;
  readonly signal: AbortSignal;
  /** Asks servers of this machine. */
  readonly fetch: typeof globalThis.fetch;
  /** Asks servers anywhere, by the proxy of this environment where there is one. */
  readonly network: () => typeof globalThis.fetch;
}

/** A sandbox's variables, without any that a file could name beside them: a shell runs the names as they stand, and PATH leads to programs. */
export const ownVariables = (env: SandboxInfo['env']): SandboxInfo['env'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /^(GLOBUS_[A-Z0-9_]*|NODE_EXTRA_CA_CERTS)$/.test(name)));

/** Where the sandbox of a folder serves; undefined where none does. CliError where others may have written what is there. */
export function readInfo(dir: string): SandboxInfo | undefined {
  demandOwn(dir, '--dir');
  try {
    const info = JSON.parse(readFileSync(infoFile(dir), 'utf8')) as SandboxInfo;
    return { ...info, env: ownVariables(info.env) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliError(`${infoFile(dir)} cannot be read: ${diskWords(cause)}.`, { cause });
  }
}

export function sandboxTool(given: SandboxSurroundings): SandboxTool {
  const { runtime, configDir, signal, fetch } = given;
  const { ask, requests, presence } = adminApi(fetch, signal);
  /** The key of the sandbox at this address, where this shell or the usual folder knows it. */
  const keyFor = (origin: string, at: SandboxInfo | undefined) => {
    if (at?.url === origin) return keyOf(at.env);
    if (runtime.env['GLOBUS_SANDBOX_URL'] === origin) return keyOf(runtime.env);
    const usual = readInfo(tool.defaultDir);
    return usual?.url === origin ? keyOf(usual.env) : undefined;
  };
  const tool: SandboxTool = {
    defaultDir: join(configDir, 'sandbox'),
    ask,
    requests,
    find: async (dir) => {
      const info = readInfo(dir);
      const found = info && (await presence(info));
      if (signal.aborted) throw new InterruptedError('Interrupted.');
      if (info && found === 'silent') throw silent(info);
      return found === 'serves' ? info : undefined;
    },
    running: async (dir = tool.defaultDir) => {
      const found = await tool.find(dir);
      if (found) return found;
      throw new CliError(`No sandbox serves ${dir}.`, { hint: 'Start one with: globus sandbox start' });
    },
    serve: (settings) => serve(settings, given, ask),
    launch: (settings) => launch(settings, runtime, (pid) => served(settings.dir, pid, presence), signal),
    stop: (info) => stop(info, runtime, presence),
    approve: async (url, user, at) => {
      const known = runtime.env['GLOBUS_SANDBOX_USER'] ?? usualAt(url, readInfo(tool.defaultDir));
      const usual = user ?? known ?? shippedPerson;
      return approve(url, { user, usual }, (origin) => keyFor(origin, at), fetch);
    },
    execute: (settings, how) => execute(settings, how, given, tool),
    record: async (how, login) => (await import('./record.js')).record(how, login, given),
    replay: async (how) => (await import('./replay.js')).replay(how, given),
  };
  return tool;
}

/** The sandbox that this very process serves in a folder by now: what another left there is not asked, which may never answer. */
async function served(dir: string, pid: number | undefined, presence: (info: SandboxInfo) => Promise<Presence>) {
  const info = readInfo(dir);
  return info && info.pid === pid && (await presence(info)) === 'serves' ? info : undefined;
}

/** Connections to a process that is stopped are taken all the same, by its system. */
const silent = ({ url, pid }: SandboxInfo) =>
  new NetworkError(`The sandbox at ${url} (process ${pid}) does not answer.`, {
    hint: `If it is stopped, let it go on with: kill -CONT ${pid}\nElse end it with: kill -9 ${pid}\nIts state is saved.`,
  });

/** Whom every world has that is shipped: of a sandbox that another terminal runs, its usual one is not known. */
const shippedPerson = 'ada@globusid.org';

/** Who logs in at the sandbox of an address unless somebody is named, where it is this one. */
const usualAt = (address: string, info: SandboxInfo | undefined): string | undefined =>
  info && URL.canParse(address) && new URL(address).port === String(info.port)
    ? info.env['GLOBUS_SANDBOX_USER']
    : undefined;

async function serve(settings: SandboxSettings, { runtime, signal }: SandboxSurroundings, ask: SandboxTool['ask']) {
  const { startSandbox, shippedWorlds, WorldFileError } = await import('globus-sandbox');
  const world = settings.world === undefined ? undefined : worldSource(settings.world, shippedWorlds(), runtime.cwd);
  ownFolder(settings.dir, '--dir');
  const running = await startSandbox({
    dir: settings.dir,
    port: settings.port,
    ...(settings.autoLogin !== undefined && { autoLogin: settings.autoLogin }),
    open: settings.open,
    ...(settings.seed !== undefined && { seed: settings.seed }),
    ...(settings.bytesPerSecond !== undefined && { speed: { bytesPerSecond: settings.bytesPerSecond } }),
    ...(runtime.copier && { copier: runtime.copier }),
    ...(world && { world }),
    ...(settings.clock !== undefined && { clock: { startAt: settings.clock.getTime() } }),
  }).catch((cause: unknown) => {
    if (cause instanceof WorldFileError) throw wordsOf(cause);
    throw cannotStart(settings, cause as NodeJS.ErrnoException);
  });
  const info: SandboxInfo = {
    url: running.url,
    page: running.pageUrl,
    port: running.port,
    pid: runtime.pid,
    dir: settings.dir,
    env: running.env,
  };
  const closed = new Promise<void>((done) => signal.addEventListener('abort', () => done())).then(async () => {
    rmSync(infoFile(settings.dir), { force: true });
    await running.close();
  });
  for (const each of settings.share) await shareFolder(ask, info, each, runtime.cwd);
  writeAtomically(infoFile(settings.dir), `${JSON.stringify(info)}\n`);
  return { info, closed };
}

/** What is wrong with a world file, each fault a line of its own. */
function wordsOf(cause: Error): UsageError {
  const [message = '', ...faults] = cause.message.split('\n').map((line) => visible(line.trim()));
  return new UsageError(message, { cause, hint: faults.join('\n') });
}

function cannotStart(settings: SandboxSettings, cause: NodeJS.ErrnoException): CliError {
  if (cause.code === 'EADDRINUSE') {
    return new CliError(`Port ${settings.port} is taken.`, {
      cause,
      hint: 'Take any free one: globus sandbox start --port 0',
    });
  }
  if (/in use by process/.test(cause.message)) {
    return new CliError(`A sandbox serves ${settings.dir} already.`, {
      cause,
      hint: 'See it with: globus sandbox status\nor start another in another folder with --dir.',
    });
  }
  return new CliError(`The sandbox could not start: ${cause.message}.`, { cause });
}
