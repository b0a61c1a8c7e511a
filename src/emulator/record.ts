import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LoginStatus } from '../auth/session/contract.js';
import { CliError, UsageError } from '../errors.js';
import { removeTemporary, temporaryFolder } from '../new-folder.js';
import { loginServers, serviceUrls } from '../settings/urls.js';
import { writeAuthorities } from './authorities.js';
import type { RecordedExecution, Recording } from './contract.js';
import type { SandboxSurroundings } from './emulator.js';
import { holdSignals, run, writePrograms } from './exec.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Runs a command whose requests pass a recorder of this process, with the login and the settings that are there. */
export async function record(
  { command, file }: RecordedExecution,
  login: LoginStatus,
  { runtime, network }: SandboxSurroundings,
): Promise<Recording> {
  const signals = holdSignals(runtime);
  const scratch = temporaryFolder('globus-record-');
  const { env } = runtime;
  const { timers, ...urls } = serviceUrls(env);
  try {
    const { startRecorder } = await import('globus-sandbox');
    const recorder = await startRecorder({
      file,
      servers: { ...urls, timer: timers },
      login: told(login),
      variables: plainVariables(env),
      secrets: secretsOf(env),
      fetch: network(),
    }).catch((cause: unknown) => {
      throw cannotWrite(file, cause as NodeJS.ErrnoException);
    });
    try {
      const authorities = join(scratch, 'authorities.pem');
      writeAuthorities(authorities, recorder.authority, env);
      mkdirSync(join(scratch, 'names'), { mode: 0o700 });
      const { folder } = writePrograms(join(scratch, 'bin'), runtime);
      signals.demandNone();
      const code = await run(
        command,
        {
          ...env,
          ...recorder.variables(authorities),
          ...(login.profile !== null && { GLOBUS_PROFILE: login.profile }),
          GLOBUS_RECORDED_SERVERS: JSON.stringify(loginServers(env)),
          GLOBUS_RECORDED_NAMES: join(scratch, 'names'),
          PATH: `${folder}${delimiter}${env['PATH'] ?? ''}`,
        },
        runtime,
        signals,
      );
      const { requests, cut, failure } = recorder.counts();
      if (failure)
        throw new CliError(`The recording is incomplete: ${file} could not be written: ${failure.message}.`, {
          cause: failure,
          hint: `The command itself ended with exit code ${code}.`,
        });
      return { code, requests, cut };
    } finally {
      await recorder.close();
    }
  } finally {
    removeTemporary(scratch);
    signals.release();
  }
}

function cannotWrite(file: string, cause: NodeJS.ErrnoException): CliError {
  if (cause.code === 'EEXIST')
    return new UsageError(
      `Invalid value for --output: ${file} exists already, and a recording never overwrites a file.`,
      {
        cause,
        hint: 'Name another file, or remove this one.',
      },
    );
  return new CliError(`The recording cannot be written: ${cause.message}.`, { cause });
}

/** Who is logged in, and to what; no token. */
const told = ({ logged_in, mode, identity_id, username, client_id, services }: LoginStatus) =>
  logged_in
    ? {
        ...{ mode, identity_id, username, client_id },
        tokens: services.map(({ resource_server, scope }) => ({ resource_server, scope })),
      }
    : null;

const isSecretName = (name: string) =>
  /(^|_)(SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(SECRET_|ACCESS_|API_|PRIVATE_)?KEY|(ACCESS_|AUTH_|API_)?TOKEN)(_|$)/i.test(
    name,
  ) && name !== 'GLOBUS_TOKEN_STORE';

/** Values that nobody else may see, among those of the environment. */
const secretsOf = (env: Env): string[] =>
  Object.entries(env).flatMap(([name, value]) => (value && isSecretName(name) && !isPath(value) ? [value] : []));
/** Many variables of such names say where a secret is kept. */
const isPath = (value: string) => /^[~.]?\//.test(value);

/** What scripts read of a sandbox, and which ways of logging in the environment brought: nothing secret. */
const plainVariables = (env: Env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (!value) return [];
      if (/^GLOBUS_ACCESS_TOKEN_/.test(name)) return [[name, '']];
      const isPlain = name === 'GLOBUS_CLI_CLIENT_ID' || (/^GLOBUS_SANDBOX_/.test(name) && !isSecretName(name));
      return isPlain && name !== 'GLOBUS_SANDBOX_URL' ? [[name, value]] : [];
    }),
  );
