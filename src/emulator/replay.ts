import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Player } from 'globus-sandbox';
import { diskWords } from '../disk-words.js';
import { CliError, UsageError } from '../errors.js';
import { removeTemporary, temporaryFolder } from '../new-folder.js';
import type { Runtime } from '../runtime.js';
import { visible } from '../visible.js';
import { writeAuthorities } from './authorities.js';
import type { RecordedExecution, Replay } from './contract.js';
import type { SandboxSurroundings } from './emulator.js';
import { holdSignals, output, run, withoutGlobus, writePrograms } from './exec.js';

/** Runs a command that is answered out of a record, logged in as whoever was when it was made, with a home of its own. */
export async function replay({ command, file }: RecordedExecution, { runtime }: SandboxSurroundings): Promise<Replay> {
  const signals = holdSignals(runtime);
  const scratch = temporaryFolder('globus-replay-');
  try {
    const { startPlayer, readRecord, RecordError } = await import('globus-sandbox');
    let recorded: ReturnType<typeof readRecord>;
    try {
      recorded = readRecord(readFileSync(file, 'utf8'));
    } catch (cause) {
      if (cause instanceof RecordError)
        throw new UsageError(`${file} cannot be replayed: ${visible(cause.message)}.`, { cause });
      throw new CliError(`${file} cannot be read: ${diskWords(cause)}.`, { cause });
    }
    const player = await startPlayer(recorded);
    try {
      const env = environment(player, recorded.head.variables, scratch, runtime);
      if (player.login.mode === 'login') {
        await output([process.execPath, runtime.executable, 'login', '--start', '--quiet'], env, runtime);
        await output([process.execPath, runtime.executable, 'login', '--finish', player.code], env, runtime);
      }
      signals.demandNone();
      const code = await run(command, env, runtime, signals);
      return { code, ...player.counts() };
    } finally {
      await player.close();
    }
  } finally {
    removeTemporary(scratch);
    signals.release();
  }
}

/** Stands for a secret that no record holds: a program may ask for one, and its worth is never looked at. */
const noSecret = 'SECRET-client_secret-0';

/** This environment without its own logins and servers, pointed at the record. */
function environment(
  player: Player,
  recorded: Readonly<Record<string, string>>,
  scratch: string,
  runtime: Runtime,
): Record<string, string | undefined> {
  const bin = writePrograms(join(scratch, 'bin'), runtime);
  const home = join(scratch, 'home');
  mkdirSync(home, { mode: 0o700 });
  const authorities = join(scratch, 'authorities.pem');
  writeAuthorities(authorities, player.authority, runtime.env);
  const given = Object.entries(recorded).filter(([name]) =>
    /^GLOBUS_(SANDBOX_|CLI_CLIENT_ID$|ACCESS_TOKEN_)/.test(name),
  );
  return {
    ...withoutGlobus(runtime.env),
    ...Object.fromEntries(
      given.map(([name, value], index) => [name, value || `SECRET-access_token-${80_000 + index}`]),
    ),
    ...(recorded['GLOBUS_CLI_CLIENT_ID'] !== undefined && { GLOBUS_CLI_CLIENT_SECRET: noSecret }),
    ...(recorded['GLOBUS_SANDBOX_CLIENT_ID'] !== undefined && {
      GLOBUS_SANDBOX_CLIENT_SECRET: noSecret,
      GLOBUS_SANDBOX_KEY: noSecret,
    }),
    ...player.variables(authorities),
    GLOBUS_CLIENT_ID: player.login.client_id ?? '00000000-0000-4000-8000-000000000001',
    GLOBUS_CONFIG_DIR: join(scratch, 'config'),
    GLOBUS_TOKEN_STORE: 'file',
    BROWSER: bin.browser,
    PATH: `${bin.folder}${delimiter}${runtime.env['PATH'] ?? ''}`,
    HOME: home,
    USERPROFILE: home,
    PYTHONUSERBASE: runtime.env['PYTHONUSERBASE'] ?? join(runtime.homeDir, '.local'),
  };
}
