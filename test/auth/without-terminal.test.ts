/** Logins where nobody sits at a terminal: scripts, pipes, jobs. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bin, ensureBuilt, runBuilt } from '../support/built.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';
import { address } from './person.js';

beforeAll(ensureBuilt);

/** The built program with an open pipe as standard input. */
function onPipe(argv: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', ...env },
    stdio: 'pipe',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on('close', (code) => done({ code, stdout, stderr })),
  );
  const see = async (pattern: RegExp) => {
    await expect.poll(() => pattern.test(stderr), { timeout: 20_000 }).toBe(true);
    return pattern.exec(stderr)?.[1] ?? '';
  };
  return { child, ended, see };
}

test('in sandbox exec --auto-login every login of a script is answered', async () => {
  const script = join(scratch(), 'script.sh');
  writeFileSync(
    script,
    [
      'set -e',
      'globus login </dev/null',
      'globus session update --mfa <&-',
      "globus session consent 'urn:globus:auth:scope:transfer.api.globus.org:all' </dev/null",
      'globus login --gcs "$GLOBUS_SANDBOX_ENDPOINT" </dev/null',
      `flow=$(globus flows create f '{"StartAt": "End", "States": {"End": {"Type": "Pass", "End": true}}}' --input-schema '{}' --jmespath id -F unix)`,
      'globus login --flow "$flow" </dev/null',
      'globus login --timer "$flow" </dev/null',
      'globus login --timer "$GLOBUS_SANDBOX_MAPPED_COLLECTION" </dev/null',
      'code=$(globus sandbox approve "$(globus login --force --start --quiet)")',
      'globus login --finish "$code"',
      'echo "$(globus whoami) is here"',
      // what a bare id needs is looked up: there is a plain login first
      'globus logout',
      'globus login --timer "$flow" </dev/null',
      // what does not exist is refused by the page, and the login ends, with the line that was typed
      'globus login --flow 00000000-0000-4000-8000-000000000000 </dev/null || echo "and then $?"',
      'globus auth status | grep Environment',
      'globus session consent foo --profile p </dev/null || echo "and then $?"',
    ].join('\n'),
  );
  const ran = await runBuilt([
    'sandbox',
    'exec',
    '--auto-login',
    'grace@globusid.org',
    '--no-login',
    '--',
    'bash',
    script,
  ]);
  expect(ran.stderr).toMatch(/Waiting for the browser, ten minutes at most\./);
  expect(ran.stdout.match(/You are logged in as grace@globusid\.org\./g)).toHaveLength(9);
  expect(ran.stdout).toMatch(/\ngrace@globusid\.org is here\n/);
  expect(ran.stdout).toMatch(/\nand then 4\nEnvironment: +a sandbox, http:\/\/127\.0\.0\.1:\d+\nand then 4\n$/);
  expect(ran.stderr).toMatch(
    /The login was refused: .*\n\nGlobus Auth does not know what the login asks for: .*\n\n {2}globus login --flow 00000000-0000-4000-8000-000000000000\n/,
  );
  expect(ran.stderr).toContain('\n\n  globus session consent foo --profile p\n');
  expect(ran.code).toBe(0);
}, 240_000);

/** The exit code that tells which signal ended a command. */
const endedBy = { SIGINT: 130, SIGTERM: 143 };

describe('off a terminal', () => {
  let user: SandboxUser;
  beforeAll(async () => {
    user = await sandboxUser();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('the first %s ends a login that waits for an open pipe', async (signal) => {
    for (const more of [[], ['--no-local-server']]) {
      const { child, ended, see } = onPipe(['login', ...more], { ...user.env, BROWSER: 'true' });
      await see(address);
      await new Promise((done) => setTimeout(done, 300));
      const begun = performance.now();
      child.kill(signal);
      expect(await ended).toMatchObject({
        code: endedBy[signal],
        stdout: '',
        stderr: expect.stringMatching(/Interrupted\.\n$/),
      });
      expect(performance.now() - begun).toBeLessThan(5000);
    }
  });

  test.each([
    ['beside the browser that is waited for', []],
    ['with --no-local-server', ['--no-local-server']],
  ])('a code is read from standard input, %s', async (_what, more) => {
    const other = await sandboxUser();
    const { child, ended, see } = onPipe(['login', ...more], { ...other.env, BROWSER: 'true' });
    child.stdin.write(`\n${await other.approve(await see(address))}\n`);
    // the pipe stays open
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('You are logged in as ada@') });
  });

  test('a browser that fails is said, and the address can be opened all the same', async () => {
    const other = await sandboxUser();
    const { ended, see } = onPipe(['login'], { ...other.env, BROWSER: 'false' });
    const url = new URL(await see(address));
    await see(/No browser could be opened here \(.*\); open the address yourself\./);
    url.searchParams.set('sandbox_user', 'ada@globusid.org');
    expect((await fetch(url)).status).toBe(200);
    expect((await ended).code).toBe(0);
  });

  test.each([
    ['--no-input', ['--no-input'], {}],
    ['GLOBUS_CLI_INTERACTIVE=0', [], { GLOBUS_CLI_INTERACTIVE: '0' }],
  ])('with %s a login does not wait: exit 4, and what to do', async (_what, more, env) => {
    const ran = await user.run(['login', ...more], { env: { ...env, BROWSER: 'true' } });
    expect(ran).toMatchObject({ code: 4, stdout: '' });
    expect(ran.stderr).toMatch(/^A login needs a person with a browser, and --no-input/);
    expect(ran.stderr).toMatch(/globus login (--[a-z-]+ )?--start/);
    expect(ran.stderr).not.toMatch(address);
  });

  test('without a browser and without a code, --no-local-server says what to do', async () => {
    const ran = await user.run(['login', '--no-local-server']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/globus login (--[a-z-]+ )?--start/);
  });
});

describe('hints name the profile in use', () => {
  let user: SandboxUser;
  beforeAll(async () => {
    user = await sandboxUser();
  });
  test.each([
    ['said on the line', ['--profile', 'lab'], {}],
    ['of the environment', [], { GLOBUS_PROFILE: 'lab' }],
  ])('%s', async (_how, more, env) => {
    const missing = await user.run(['whoami', ...more], { env });
    expect(missing).toMatchObject({ code: 4, stderr: expect.stringContaining('\n  globus login --profile lab\n') });
    const json = await user.run(['ls', `${user.env['GLOBUS_SANDBOX_TUTORIAL']}:/`, '-F', 'json', ...more], { env });
    expect(JSON.parse(json.stderr)).toMatchObject({ command: 'globus login --profile lab' });
    const begun = await user.run(['login', '--start', ...more], { env });
    expect(begun.stderr).toBe(
      'Open this address in any browser, then run: globus login --profile lab --finish CODE\n' +
        "Without a browser, type in another terminal: globus sandbox approve 'ADDRESS'\n",
    );
  });
  test('but not where there is none', async () => {
    expect((await user.run(['whoami'])).stderr).toContain('\n  globus login\n');
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a dry run that still reads its batch',
  async (signal) => {
    const user = await sandboxUser();
    await user.logIn();
    const [from, to] = ['TUTORIAL', 'COLLECTION_2'].map((name) => user.env[`GLOBUS_SANDBOX_${name}`]);
    const argv = ['transfer', `${from}:/`, `${to}:/`, '--batch', '-', '--dry-run'];
    const { child, ended } = onPipe(argv, user.env);
    child.stdin.write('a b\n');
    await new Promise((done) => setTimeout(done, 3000));
    child.kill(signal);
    const begun = performance.now();
    expect(await ended).toMatchObject({ code: endedBy[signal], stdout: '', stderr: 'Interrupted.\n' });
    expect(performance.now() - begun).toBeLessThan(5000);
  },
  60_000,
);
