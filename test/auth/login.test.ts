import { withKey } from '../../sandbox/test/signed-in.js';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bin } from '../support/built.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';
import { fault, requests } from './person.js';
import { changeTokens, tokensIn } from './stored.js';

describe('login at a sandbox, with the built program', () => {
  let user: SandboxUser;
  beforeAll(async () => {
    user = await sandboxUser();
  });

  test('--start and --finish log in with PKCE and refresh tokens, without a terminal', async () => {
    const begun = await user.run(['login', '--start']);
    expect(begun.code).toBe(0);
    const url = new URL(begun.stdout.trim());
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      access_type: 'offline',
      code_challenge_method: 'S256',
      response_type: 'code',
    });
    expect(url.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    const pending = join(user.configDir, 'pending-login.json');
    expect(statSync(pending).mode & 0o777).toBe(0o600);

    const done = await user.run(['login', '--finish', await user.approve(url.href)]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toBe(
      `You are logged in as ada@globusid.org.\nYour tokens are kept in ${join(user.configDir, 'tokens.json')}.\n`,
    );
    expect(existsSync(pending)).toBe(false);
    expect(Object.values(tokensIn(user.configDir)).every((token) => token.refresh_token && token.identity_id)).toBe(
      true,
    );
    expect(statSync(join(user.configDir, 'tokens.json')).mode & 0o777).toBe(0o600);
    expect(statSync(user.configDir).mode & 0o777).toBe(0o700);
    expect((await user.run(['whoami'])).stdout).toBe('ada@globusid.org\n');
  });

  test('a second login says that there is one, and --force makes a new one', async () => {
    expect((await user.run(['login'])).stdout).toMatch(/^You are already logged in!\n/);
    const before = tokensIn(user.configDir)['transfer.api.globus.org']?.access_token;
    await user.logIn(undefined, ['--force']);
    expect(tokensIn(user.configDir)['transfer.api.globus.org']?.access_token).not.toBe(before);
  });

  test('another identity is refused, its tokens revoked, and nothing changed', async () => {
    const before = tokensIn(user.configDir);
    const refused = await user.logIn('grace@globusid.org', ['--force']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'You are logged in as ada@globusid.org, and authenticated now as grace@globusid.org',
    );
    expect(refused.stderr).toContain('globus logout');
    expect(tokensIn(user.configDir)).toEqual(before);
    const log = (await (
      await fetch(`${user.sandbox.url}/_sandbox/log`, { headers: withKey(user.sandbox) })
    ).json()) as { requests: { path: string }[] };
    expect(log.requests.filter(({ path }) => path.endsWith('/token/revoke')).length).toBeGreaterThanOrEqual(
      2 * Object.keys(before).length,
    );
  });

  test('two people share a machine under two profiles', async () => {
    const begun = await user.run(['login', '--start', '--quiet', '--profile', 'work']);
    const done = await user.run([
      'login',
      '--profile',
      'work',
      '--finish',
      await user.approve(begun.stdout.trim(), 'grace@globusid.org'),
    ]);
    expect(done.code).toBe(0);
    expect((await user.run(['whoami', '--profile', 'work'])).stdout).toBe('grace@globusid.org\n');
    expect((await user.run(['auth', 'switch', 'work'])).stdout).toBe('Commands now use the profile work.\n');
    expect((await user.run(['whoami'])).stdout).toBe('grace@globusid.org\n');
    const rows = JSON.parse((await user.run(['auth', 'list', '-F', 'json'])).stdout) as {
      profile: string;
      username: string;
      current: boolean;
    }[];
    expect(rows.map(({ profile, username, current }) => [profile, username, current])).toEqual([
      ['default', 'ada@globusid.org', false],
      ['work', 'grace@globusid.org', true],
    ]);
    await user.run(['auth', 'switch', 'default']);
    expect((await user.run(['whoami'])).stdout).toBe('ada@globusid.org\n');
    expect((await user.run(['auth', 'switch', 'nobody'])).code).toBe(1);
  });

  test('--for asks at once for everything that a collection, an endpoint or a flow needs', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const [mapped = '', endpoint = ''] = ['MAPPED_COLLECTION', 'ENDPOINT'].map(
      (name) => other.env[`GLOBUS_SANDBOX_${name}`],
    );
    expect((await other.run(['ls', `${mapped}:/`])).code).toBe(4);
    const begun = await other.run(['login', '--start', '--quiet', '--for', mapped, '--for', endpoint]);
    // a code is not for the process list: it can come through stdin
    const done = await other.run(['login', '--finish', '-'], {
      stdin: `${await other.approve(begun.stdout.trim())}\n`,
    });
    expect(done.code).toBe(0);
    expect((await other.run(['ls', `${mapped}:/`])).code).toBe(0);
    expect((await other.run(['auth', 'token', endpoint])).stdout).toMatch(/^\S{20,}\n$/);
    const nothing = await other.run(['login', '--for', '00000000-0000-4000-8000-000000000000']);
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toMatch(/^There is no collection, endpoint or flow 00000000-/);
  });

  test('--for a flow brings the login that runs it', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const definition = JSON.stringify({ StartAt: 'End', States: { End: { Type: 'Pass', End: true } } });
    const flow = (
      await other.run(['flows', 'create', 'f', definition, '--input-schema', '{}', '--jmespath', 'id', '-F', 'unix'])
    ).stdout.trim();
    expect(await other.run(['flows', 'start', flow])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining(`globus login --flow ${flow}`),
    });
    expect((await other.logIn(undefined, ['--for', flow])).code).toBe(0);
    expect(await other.run(['flows', 'start', flow, '--wait'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Status: +SUCCEEDED/),
    });
    // and nothing more is asked for the next time
    expect((await other.run(['login', '--for', flow])).stdout).toContain('You are already logged in!');
  });

  test('--for an index: its search needs no login of its own, and the error says what can be named', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const index = (
      await other.run(['search', 'index', 'create', 'i', 'd', '--jmespath', 'id', '-F', 'unix'])
    ).stdout.trim();
    expect(index).toMatch(/^[0-9a-f-]{36}$/);
    expect(await other.run(['login', '--for', index])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no collection, endpoint or flow /),
    });
  });

  test('a wrong code is refused, in words', async () => {
    await user.run(['login', '--start', '--force']);
    const refused = await user.run(['login', '--finish', 'not-a-code']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^Globus Auth does not accept the code/);
    expect((await user.run(['whoami'])).code).toBe(0);
  });

  test('--local-server opens a browser and takes its answer', async () => {
    const other = await sandboxUser({ autoLogin: 'grace@globusid.org' });
    const browser = join(scratch(), 'browser');
    writeFileSync(
      browser,
      `#!/bin/sh\nexec "${process.execPath}" "${bin}" sandbox approve "$1" >"${browser}.out" 2>&1\n`,
    );
    chmodSync(browser, 0o755);
    const done = await other.run(['login', '--local-server'], { env: { BROWSER: browser } });
    expect(done.code).toBe(0);
    expect(done.stdout).toContain('You are logged in as grace@globusid.org.');
    expect(done.stderr).toMatch(/redirect_uri=http%3A%2F%2Flocalhost%3A\d+/);
    expect(readFileSync(`${browser}.out`, 'utf8')).toBe('The code was delivered.\n');
  });

  test('the listener turns away another state, and answers once', async () => {
    const other = await sandboxUser({ autoLogin: 'ada@globusid.org' });
    const child = spawn(process.execPath, [bin, 'login', '--local-server'], {
      env: { PATH: process.env['PATH'] ?? '', ...other.env, BROWSER: 'true' },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await expect.poll(() => /https?:\/\/\S+authorize\S+/.test(said), { timeout: 10_000 }).toBe(true);
    const url = new URL(/https?:\/\/\S+authorize\S+/.exec(said)?.[0] ?? '');
    const listener = url.searchParams.get('redirect_uri') ?? '';
    expect((await fetch(`${listener}/?code=x&state=another`)).status).toBe(400);
    expect((await fetch(listener)).status).toBe(404);
    const ended = new Promise((done) => child.on('close', done));
    expect((await fetch(url)).status).toBe(200);
    expect(await ended).toBe(0);
    await expect(fetch(listener)).rejects.toThrow();
  });

  test('logout revokes every token and removes it', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const tokens = tokensIn(other.configDir);
    expect((await other.run(['logout', '--yes'])).stdout).toBe('You are logged out (ada@globusid.org).\n');
    expect(tokensIn(other.configDir)).toEqual({});
    const refused = await fetch(`${other.sandbox.url}/auth/v2/oauth2/userinfo`, {
      headers: { authorization: `Bearer ${tokens['auth.globus.org']?.access_token}` },
    });
    expect(refused.status).toBe(403);
    const after = await other.run(['ls', `${other.sandbox.env['GLOBUS_SANDBOX_TUTORIAL']}:/`]);
    expect(after).toMatchObject({ code: 4, stdout: '' });
    expect(after.stderr).toContain('globus login');
    expect((await other.run(['logout', '--yes'])).stdout).toBe('You were not logged in, so there was nothing to do.\n');
  });

  test('logout ends all other tokens when one cannot be ended, keeps that one, and ends it the next time', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const tokens = tokensIn(other.configDir);
    await fault(other, {
      service: 'auth',
      method: 'POST',
      path: '*/token/revoke',
      count: 1,
      effect: { type: 'status', status: 400 },
    });
    const first = await other.run(['logout', '--yes', '-F', 'json']);
    expect(first.code).toBe(1);
    const { revoked, failed } = JSON.parse(first.stderr) as { revoked: string[]; failed: Record<string, string> };
    expect([revoked.length, Object.keys(failed).length]).toEqual([Object.keys(tokens).length - 1, 1]);
    expect(Object.keys(tokensIn(other.configDir))).toEqual(Object.keys(failed));
    const transferAlive = await fetch(`${other.sandbox.url}/transfer/v0.10/task_list`, {
      headers: { authorization: `Bearer ${tokens['transfer.api.globus.org']?.access_token}` },
    });
    expect(transferAlive.status).toBe(401);
    expect((await other.run(['logout', '--yes'])).code).toBe(0);
    expect(tokensIn(other.configDir)).toEqual({});
  });

  test('a login as another application ends the tokens of the one before', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const before = tokensIn(other.configDir);
    const begun = await other.run([
      'login',
      '--force',
      '--start',
      '--quiet',
      '--client-id',
      '5a7d4a6e-9d0c-4b0e-8f0a-2b1c3d4e5f60',
    ]);
    expect((await other.run(['login', '--finish', await other.approve(begun.stdout.trim())])).code).toBe(0);
    expect((await requests(other, 'POST', '/token/revoke')).length).toBe(2 * Object.keys(before).length);
    expect((await other.run(['whoami'])).code).toBe(0);
  });

  test('tokens that are given up and cannot be ended are told of', async () => {
    const other = await sandboxUser();
    await other.logIn();
    const once = { service: 'auth', method: 'POST', path: '*/token/revoke', count: 1 };
    const refusesOne = () => fault(other, { ...once, effect: { type: 'status', status: 400 } });
    const told = (login: string) =>
      expect.stringMatching(
        RegExp(`Some tokens of ${login} could not be revoked; they expire by themselves:\n  \\S+: .+`),
      ) as string;
    await refusesOne();
    expect(await other.logIn('grace@globusid.org', ['--force'])).toMatchObject({
      code: 1,
      stderr: told('the new login'),
    });
    await refusesOne();
    const anothers = ['--force', '--client-id', '5a7d4a6e-9d0c-4b0e-8f0a-2b1c3d4e5f60'];
    expect(await other.logIn(undefined, anothers)).toMatchObject({ code: 0, stderr: told('the login before') });
  });

  test('--force asks for a new session, not for the one that is warm', async () => {
    const other = await sandboxUser();
    const asked = async (...more: string[]) =>
      new URL((await other.run(['login', '--start', '--quiet', ...more])).stdout.trim()).searchParams.get('prompt');
    expect([await asked(), await asked('--force')]).toEqual([null, 'login']);
  });

  test('--start draws the address where asked to, on stderr', async () => {
    const other = await sandboxUser();
    const begun = await other.run(['login', '--start', '--qr']);
    expect(begun.stderr).toMatch(/[▄█▀]{20}/);
    expect(begun.stdout).toMatch(/^http\S+\n$/);
  });

  test('a begun login is finished by its own profile only, and within the hour', async () => {
    const other = await sandboxUser();
    const begun = await other.run(['login', '--start', '--quiet', '--profile', 'work']);
    const code = await other.approve(begun.stdout.trim());
    const wrong = await other.run(['login', '--finish', code]);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/belongs to another profile or other servers/);
    const pending = join(other.configDir, 'pending-login.json');
    const kept = JSON.parse(readFileSync(pending, 'utf8')) as { begun: number };
    writeFileSync(pending, JSON.stringify({ ...kept, begun: kept.begun - 3_600_001 }));
    expect((await other.run(['login', '--profile', 'work', '--finish', code])).stderr).toMatch(/more than an hour old/);
    writeFileSync(pending, JSON.stringify(kept));
    expect((await other.run(['login', '--profile', 'work', '--finish', code])).code).toBe(0);
  });

  test('default is the profile without a name, and a name has no /', async () => {
    const other = await sandboxUser();
    await other.logIn(undefined, []);
    expect((await other.run(['whoami', '--profile', 'default'])).stdout).toBe('ada@globusid.org\n');
    expect(await other.run(['whoami', '--profile', 'a/b'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'a/b' cannot be the name of a profile") as string,
    });
    // an empty variable of a script, which would log out somebody else
    expect(await other.run(['logout', '--yes', '--profile', ''])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Invalid value for --profile: it is empty.') as string,
    });
    expect((await other.run(['whoami'])).code).toBe(0);
  });

  test('a login is for its own servers and environment: nothing of it goes anywhere else', async () => {
    const [here, there] = [await sandboxUser(), await sandboxUser()];
    await here.logIn();
    const abroad = { GLOBUS_CONFIG_DIR: here.configDir };
    expect((await there.run(['whoami'], { env: abroad })).code).toBe(4);
    expect((await there.run(['auth', 'list', '-F', 'json'], { env: abroad })).stdout).toBe('[]\n');
    expect((await here.run(['whoami'], { env: { GLOBUS_SDK_ENVIRONMENT: 'test' } })).code).toBe(4);
    expect((await there.run(['logout', '--yes'], { env: abroad })).stdout).toMatch(/^You were not logged in/);
    const log = (await (
      await fetch(`${there.sandbox.url}/_sandbox/log`, { headers: withKey(there.sandbox) })
    ).json()) as {
      requests: { service: string }[];
    };
    expect(log.requests.filter(({ service }) => service !== '_sandbox')).toEqual([]);
    expect((await here.run(['whoami'])).code).toBe(0);
  });

  test('an expired refresh token is said, with the command that helps', async () => {
    const other = await sandboxUser();
    await other.logIn();
    changeTokens(other.configDir, () => ({ expires_at_seconds: 1, refresh_token: 'gone' }));
    const ended = await other.run(['whoami', '-F', 'json']);
    expect(ended.code).toBe(4);
    expect(JSON.parse(ended.stderr)).toMatchObject({
      command: 'globus login --force',
      exit_code: 4,
      error: 'AuthRequiredError',
    });
  });
});
