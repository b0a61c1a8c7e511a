import { withKey } from '../../sandbox/test/signed-in.js';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin } from '../support/built.js';
import { sandboxUser, type SandboxUser } from '../support/sandbox-user.js';
import { changeTokens, secretsIn, tokenFile, tokensIn } from './stored.js';

const tokenRequests = async (user: SandboxUser) => {
  const { requests } = (await (
    await fetch(`${user.sandbox.url}/_sandbox/log`, { headers: withKey(user.sandbox) })
  ).json()) as {
    requests: { path: string; method: string }[];
  };
  return requests.filter(({ path }) => path.endsWith('/oauth2/token')).length;
};

describe('many processes and one login', () => {
  test('100 at once with an expired access token make one refresh, and all succeed', async () => {
    const user = await sandboxUser({ rotateRefreshTokens: true });
    await user.logIn();
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
    const before = await tokenRequests(user);
    const results = await Promise.all(Array.from({ length: 100 }, () => user.run(['whoami'])));
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    expect(new Set(results.map(({ stdout }) => stdout))).toEqual(new Set(['ada@globusid.org\n']));
    expect((await tokenRequests(user)) - before).toBe(1);
  }, 180_000);

  test('one that is killed at any instant leaves a valid store', async () => {
    const user = await sandboxUser();
    await user.logIn();
    for (let moment = 0; moment < 24; moment++) {
      changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
      const child = spawn(process.execPath, [bin, 'whoami'], { env: { PATH: process.env['PATH'] ?? '', ...user.env } });
      const ended = new Promise((done) => child.on('close', done));
      await new Promise((done) => setTimeout(done, 40 + moment * 15));
      child.kill('SIGKILL');
      await ended;
      expect(Object.keys(tokensIn(user.configDir))).toHaveLength(7);
      expect(tokenFile(user.configDir).format_version).toBe('2.0');
    }
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
    expect((await user.run(['whoami'])).stdout).toBe('ada@globusid.org\n');
    // and no half-written copy of the tokens stays behind
    expect(readdirSync(user.configDir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  }, 120_000);
});

describe('secrets', () => {
  test('are in the token store and nowhere else: not in stdout, stderr, the debug log or another file', async () => {
    const user = await sandboxUser();
    const written: string[] = [];
    const run = async (argv: readonly string[], env: Record<string, string> = {}) => {
      const ran = await user.run(argv, { env });
      written.push(ran.stdout, ran.stderr);
      return ran;
    };
    const begun = await run(['login', '--start', '--debug']);
    const verifier = (
      JSON.parse(readFileSync(join(user.configDir, 'pending-login.json'), 'utf8')) as { verifier: string }
    ).verifier;
    const code = await user.approve(begun.stdout.trim());
    await run(['login', '--finish', 'wrong-code-of-a-login', '--debug']);
    await run(['login', '--finish', code, '--debug']);
    const first = secretsIn(user.configDir);
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
    for (const argv of [
      ['whoami'],
      ['session', 'show'],
      ['endpoint', 'search', 'tutorial'],
      ['auth', 'status'],
      ['auth', 'list'],
    ]) {
      await run([...argv, '--debug']);
      await run([...argv, '-F', 'json', '--debug']);
    }
    const client = {
      GLOBUS_CLI_CLIENT_ID: user.env['GLOBUS_SANDBOX_CLIENT_ID'] ?? '',
      GLOBUS_CLI_CLIENT_SECRET: 'wrong-secret-of-a-client',
    };
    await run(['whoami', '--debug'], client);
    const good = { ...client, GLOBUS_CLI_CLIENT_SECRET: user.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '' };
    await run(['whoami', '--debug'], good);
    const all = [
      ...first,
      ...secretsIn(user.configDir),
      ...Object.values(tokenFile(user.configDir).data).flatMap((each) =>
        Object.values(each).map((token) => token.access_token),
      ),
    ];
    await run(['whoami', '--debug'], { GLOBUS_ACCESS_TOKEN_AUTH: 'ready-token-that-is-refused' });
    const kept = readFileSync(join(user.configDir, 'tokens.json'), 'utf8');
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000, refresh_token: 'refresh-token-that-is-refused' }));
    await run(['whoami', '--debug']);
    writeFileSync(join(user.configDir, 'tokens.json'), kept.slice(0, kept.length / 2));
    await run(['whoami', '--debug']);
    writeFileSync(join(user.configDir, 'tokens.json'), kept);
    await run(['logout', '--yes', '--debug']);
    for (const name of readdirSync(user.configDir, { recursive: true, encoding: 'utf8' })) {
      if (name !== 'tokens.json') written.push(readFileSync(join(user.configDir, name), 'utf8'));
    }
    const text = written.join('\n');
    expect(text.length).toBeGreaterThan(5000);
    for (const secret of [
      ...new Set(all),
      verifier,
      code,
      'wrong-code-of-a-login',
      'wrong-secret-of-a-client',
      'ready-token-that-is-refused',
      'refresh-token-that-is-refused',
      user.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '',
    ]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(text.includes(secret)).toBe(false);
    }
  }, 60_000);
});

/** Runs whoami as somebody who owns the login but cannot write: root can write everywhere, so it becomes nobody. */
async function asNobody(user: SandboxUser) {
  const root = process.getuid?.() === 0;
  const nobody = 65_534;
  if (root)
    for (const path of [
      user.home,
      user.configDir,
      join(user.configDir, 'tokens.json'),
      join(user.configDir, 'config.json'),
    ])
      chownSync(path, nobody, nobody);
  // the folder of the sandbox, with its certificate, is root's alone
  const { GLOBUS_SDK_VERIFY_SSL: _file, NODE_EXTRA_CA_CERTS: _again, ...env } = user.env;
  const child = spawn(process.execPath, [bin, 'whoami'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    ...(root && { uid: nobody, gid: nobody }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((done) => child.on('close', done));
  return { code, stdout, stderr };
}

test('a home that cannot be written does not stop the work', async () => {
  const user = await sandboxUser({ open: true });
  await user.logIn();
  changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
  chmodSync(user.configDir, 0o500);
  try {
    expect(await asNobody(user)).toEqual({ code: 0, stdout: 'ada@globusid.org\n', stderr: '' });
  } finally {
    chmodSync(user.configDir, 0o700);
  }
});
