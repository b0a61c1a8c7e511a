import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin } from '../support/built.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';
import { requests } from './person.js';
import { secretsIn, tokenFile } from './stored.js';

const root = join(import.meta.dirname, '../..');

/** A Secret Service of its own in a private D-Bus session: `start` is a shell line that brings it up, unlocked or not. */
const unlocked = "printf 'a password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null";

async function withSecretService(user: SandboxUser, start: string, script: string) {
  const home = join(user.home, 'desktop');
  const file = join(scratch(), 'session.sh');
  const globus = `"${process.execPath}" "${bin}"`;
  for (const folder of ['.local/share/keyrings', 'run'])
    mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  // what the bus itself has to say is none of ours
  const log = join(home, 'stderr');
  writeFileSync(file, `set -e\n${start}\nexec 2>"${log}"\nglobus() { ${globus} "$@"; }\n${script}\n`);
  const { GLOBUS_TOKEN_STORE: _, ...env } = user.env;
  const child = spawn('dbus-run-session', ['--', 'bash', file], {
    timeout: 60_000,
    env: { PATH: process.env['PATH'] ?? '', ...env, HOME: home, XDG_RUNTIME_DIR: join(home, 'run') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, bus] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (bus += chunk.toString()));
  const status = await new Promise((done) => child.on('close', done));
  return { status, stdout, stderr: existsSync(log) ? readFileSync(log, 'utf8') : bus };
}

const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0,
);
if (missing.length)
  console.info(
    `skipped: the keychain tests need ${missing.join(' and ')} (Debian: apt-get install dbus gnome-keyring)`,
  );

describe.skipIf(missing.length > 0)('the keychain', () => {
  test('holds a login: nothing secret is on disk, and logout leaves nothing', async () => {
    const user = await sandboxUser({ autoLogin: 'ada@globusid.org' });
    const ran = await withSecretService(
      user,
      unlocked,
      `
      url=$(globus login --start --quiet)
      code=$(globus sandbox approve "$url")
      globus login --finish "$code"
      globus whoami
      globus auth status --jq store.kind -F unix
      globus auth token transfer > "$HOME/transfer-token"
      globus auth token auth >> "$HOME/transfer-token"
      globus logout --yes
      globus auth status --jq logged_in -F unix`,
    );
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    expect(ran.stdout.split('\n').slice(0, 3)).toEqual([
      'You are logged in as ada@globusid.org.',
      'Your tokens are kept in the Secret Service (keychain).',
      'ada@globusid.org',
    ]);
    expect(ran.stdout.trimEnd().split('\n').slice(3)).toEqual([
      'keychain',
      'You are logged out (ada@globusid.org).',
      'False',
    ]);
    const secrets = readFileSync(join(user.home, 'desktop/transfer-token'), 'utf8').trim().split('\n');
    expect(secrets).toHaveLength(2);
    expect(existsSync(join(user.configDir, 'tokens.json'))).toBe(false);
    for (const name of readdirSync(user.home, { recursive: true, withFileTypes: true })) {
      if (!name.isFile() || name.name === 'transfer-token') continue;
      const text = readFileSync(join(name.parentPath, name.name), 'latin1');
      for (const secret of secrets) expect(text.includes(secret)).toBe(false);
    }
  });

  test('takes over a login from the file, which then holds none', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const secrets = secretsIn(user.configDir);
    const ran = await withSecretService(
      user,
      unlocked,
      'globus whoami; globus whoami; globus auth status --jq "length(services)" -F unix',
    );
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, 'ada@globusid.org\nada@globusid.org\n7\n', '']);
    expect(tokenFile(user.configDir).data).toEqual({});
    const text = readFileSync(join(user.configDir, 'tokens.json'), 'utf8');
    expect(secrets.some((secret) => text.includes(secret))).toBe(false);
  });

  test('that is locked is said, and no file is written instead', async () => {
    const user = await sandboxUser({ autoLogin: 'ada@globusid.org' });
    const lock =
      'dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null';
    const ran = await withSecretService(
      user,
      unlocked,
      `globus login --finish "$(globus sandbox approve "$(globus login --start --quiet)")" >/dev/null
      ${lock}
      globus whoami || echo "exit $?"`,
    );
    expect(ran.stdout).toBe('exit 1\n');
    expect(ran.stderr).toMatch(/^The keychain is locked or does not answer\./);
    expect(ran.stderr).toContain('GLOBUS_TOKEN_STORE=file');
    expect(existsSync(join(user.configDir, 'tokens.json'))).toBe(false);
  });
});

describe.skipIf(missing.length > 0)('a keychain', () => {
  test('that does not answer is said in seconds, and the program ends', async () => {
    const user = await sandboxUser();
    const started = Date.now();
    const owner =
      'dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets';
    const ran = await withSecretService(
      user,
      `${unlocked}\nuntil daemon=$(${owner} 2>/dev/null | grep -o 'uint32 .*'); do sleep 0.1; done\ndaemon=\${daemon#uint32 }`,
      `kill -STOP "$daemon"
      globus auth status || echo "exit $?"
      kill -CONT "$daemon"`,
    );
    expect([ran.status, ran.stdout]).toEqual([0, 'exit 1\n']);
    expect(ran.stderr).toMatch(/^The keychain is locked or does not answer\./);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  // gnome-keyring-daemon itself dies now and then when many write at once (the bus then says that it left without replying)
  test(
    'gets entries of a size that every platform takes, and is read as a whole while others write',
    { retry: 2, timeout: 60_000 },
    async () => {
      const user = await sandboxUser();
      await user.logIn();
      // an access token that is ended makes one process renew it, and so write, while the others read
      const end = `fetch('${user.sandbox.url}/auth/v2/oauth2/token/revoke', { method: 'POST', body: new URLSearchParams({ client_id: '${user.env['GLOBUS_CLIENT_ID']}', token: process.argv[1] }) })`;
      const sizes =
        "for (const { account, password } of require('@napi-rs/keyring').findCredentials('globus-cli')) console.log(account, password.length)";
      const ran = await withSecretService(
        user,
        unlocked,
        `
      for round in 1 2 3; do
        "${process.execPath}" -e "${end}" "$(globus auth token auth)"
        for i in 1 2 3 4 5 6; do globus whoami > "$HOME/who$round$i" & done
        wait
      done
      cat "$HOME"/who* | sort | uniq -c
      cd "${root}"
      "${process.execPath}" -e "${sizes}"`,
      );
      // on a busy machine those that wait for more than a second say so, and for whom
      const said = ran.stderr
        .split('\n')
        .filter((line) => !/^Waiting for another globus \(.+\), which is changing the logins\.$/.test(line));
      expect([ran.status, said.join('\n')]).toEqual([0, '']);
      const [whoami, ...entries] = ran.stdout
        .trim()
        .split('\n')
        .map((line) => line.trim());
      expect(whoami).toBe('18 ada@globusid.org');
      // a login makes one, and each round one more
      expect((await requests(user, 'POST', '/oauth2/token')).length).toBe(4);
      const lengths = entries.map((line) => Number(line.split(' ')[1]));
      // seven services take more than one entry, and Windows takes 2,560 bytes, two each character
      expect(lengths.length).toBeGreaterThan(4);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(1280);
    },
  );
});

test('without any keychain the file is announced once', async () => {
  const user = await sandboxUser();
  const env = {
    GLOBUS_TOKEN_STORE: '',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    XDG_RUNTIME_DIR: '/nonexistent',
  };
  const first = await user.run(['auth', 'status'], { env });
  expect(first.code).toBe(0);
  expect(first.stderr).toBe(
    `There is no keychain on this machine: logins are kept in ${join(user.configDir, 'tokens.json')}, readable by you only.\n`,
  );
  expect((await user.run(['auth', 'status'], { env })).stderr).toBe('');
  const asked = await user.run(['auth', 'status'], { env: { ...env, GLOBUS_TOKEN_STORE: 'keychain' } });
  expect(asked.code).toBe(1);
  expect(asked.stderr).toMatch(/^The keychain cannot be used/);
});
