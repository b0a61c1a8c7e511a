import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { captureOutput } from '@oclif/test';
import { afterEach } from 'vitest';
import type { Command } from '../../src/command/command.js';
import { main } from '../../src/main.js';
import { removeTemporary } from '../../src/new-folder.js';
import { version } from '../../src/version.js';
import type { FakeApi } from './fake-api.js';

export interface GlobusOptions {
  /** The only network there is; without it every request fails the test. */
  readonly api?: FakeApi;
  /** The real network (or what stands before it) in its place, with a real clock: for tests against a sandbox. */
  readonly network?: typeof fetch | true;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Resource servers logged in to, with their scopes; `usualLogins` unless said otherwise. */
  readonly logins?: Readonly<Record<string, string>>;
  /** The config directory, where a test looks at it afterwards. */
  readonly configDir?: string;
  readonly now?: Date;
  /** The folder it runs in; an empty one unless said otherwise. */
  readonly cwd?: string;
  /** stdout and stderr are a terminal; nobody sits at it, since stdin is none, unless there is a `person`: who never answers. `unheard`: stderr is none. */
  readonly terminal?: { readonly columns: number; readonly person?: boolean; readonly unheard?: boolean };
}
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The logins that a case has unless it is about having none. */
export const usualLogins: Readonly<Record<string, string>> = {
  'auth.globus.org':
    'openid profile email urn:globus:auth:scope:auth.globus.org:view_identity_set urn:globus:auth:scope:auth.globus.org:view_identities urn:globus:auth:scope:auth.globus.org:manage_projects urn:globus:auth:scope:auth.globus.org:view_consents',
  'transfer.api.globus.org': 'urn:globus:auth:scope:transfer.api.globus.org:all',
  'groups.api.globus.org': 'urn:globus:auth:scope:groups.api.globus.org:all',
  'search.api.globus.org': 'urn:globus:auth:scope:search.api.globus.org:all',
  'flows.globus.org': ['manage_flows', 'view_flows', 'run', 'run_status', 'run_manage', 'all']
    .map((scope) => `https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/${scope}`)
    .join(' '),
  '524230d7-ea86-4a52-8312-86065a9e0417': 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer',
  funcx_service: 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all',
};

/** The identity that is logged in. */
export const userId = '25de0aed-aa83-4600-a1be-a62a910af116';
/** The native app that the stored login belongs to. */
export const clientId = '00000000-0000-4000-8000-00000000c11e';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeTemporary));

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'globus-test-'));
  folders.push(folder);
  return folder;
}

/** Writes a login in the form of globus_sdk's JSONTokenStorage: `transferAT`, `transferRT`, ... */
export function writeLogin(configDir: string, logins: Readonly<Record<string, string>>): void {
  const token = ([server, scope]: readonly [string, string]) => [
    server,
    {
      resource_server: server,
      identity_id: userId,
      scope,
      access_token: `${server.split('.')[0]}AT`,
      refresh_token: `${server.split('.')[0]}RT`,
      expires_at_seconds: 4_000_000_000,
      token_type: 'Bearer',
    },
  ];
  const data = { 'userprofile/production': Object.fromEntries(Object.entries(logins).map(token)) };
  mkdirSync(configDir, { recursive: true, mode: 0o700 });
  const text = JSON.stringify({ data, format_version: '2.0', 'globus-sdk.version': '4.9.0' });
  writeFileSync(join(configDir, 'tokens.json'), text, { mode: 0o600 });
}

const modules = import.meta.glob<{ default: Command }>(['../../src/commands/**/*.ts', '!**/_*.ts']);
const loadCommand = async (module: string) => {
  const load = modules[`../../src/commands/${module}.ts`];
  if (!load) throw new Error(`there is no command module ${module}`);
  return (await load()).default;
};

/** A stream whose bytes `captureOutput` sees, since it stands in for process.stdout and process.stderr. */
const through = (name: 'stdout' | 'stderr', terminal: GlobusOptions['terminal']) =>
  Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        process[name].write(chunk);
        done();
      },
    }),
    terminal && { isTTY: true, ...terminal },
  );

/** Runs one command line through the real `main`, in this process, with nothing of this machine. */
export async function globus(argv: readonly string[], options: GlobusOptions = {}): Promise<Result> {
  const home = temporaryFolder();
  const configDir = options.configDir ?? join(home, 'config');
  if (!options.configDir) writeLogin(configDir, options.logins ?? usualLogins);
  let time = (options.now ?? new Date()).getTime();
  const { api, network } = options;
  const { result, stdout, stderr } = await captureOutput<number>(
    () =>
      main(argv, {
        env: {
          HOME: home,
          GLOBUS_CONFIG_DIR: configDir,
          GLOBUS_TOKEN_STORE: 'file',
          GLOBUS_CLIENT_ID: clientId,
          ...options.env,
        },
        cwd: options.cwd ?? home,
        homeDir: home,
        platform: process.platform,
        stdin: Object.assign(
          Readable.from(options.stdin === undefined ? [] : [options.stdin]),
          options.terminal?.person && { isTTY: true },
        ) as never,
        stdout: through('stdout', options.terminal),
        stderr: through('stderr', options.terminal?.unheard ? undefined : options.terminal),
        ...(network !== true && {
          fetch: network ?? (api ? api.fetch : () => Promise.reject(new TypeError('this test expects no request'))),
        }),
        now: () => (network ? new Date() : new Date(time)),
        manifest: new URL('../../dist/manifest/', import.meta.url),
        loadCommand,
        retryDelay: () => 0,
        sleep: (milliseconds) => {
          // what is waited for in a sandbox takes a moment, but never as long as the program would wait
          if (network) return new Promise((done) => setTimeout(done, Math.min(milliseconds, 20)));
          time += milliseconds;
          return Promise.resolve();
        },
        onSignal: () => () => undefined,
        version,
        executable: new URL('../../bin/globus.js', import.meta.url).pathname,
        pid: process.pid,
      }),
    { print: false, stripAnsi: false },
  );
  // here rather than after the test: a hard one runs thousands of lines
  rmSync(home, { recursive: true, force: true });
  api?.verify({ code: result ?? -1, stdout, stderr });
  return { code: result ?? -1, stdout, stderr };
}
