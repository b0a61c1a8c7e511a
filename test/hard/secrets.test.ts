/**
 * Tokens, codes, verifiers, a client's secret and S3 keys, known to the test: no byte of them in stdout, stderr, the wire log, curl
 * lines, what a crash prints, the command lines and environments of children, or a file beside the store.
 */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeTokens, secretsIn } from '../auth/stored.js';
import type { Ran } from '../support/built.js';
import { milliseconds, type Random, seed } from '../support/fuzz.js';
import { startBuilt, type Trial, tryAtRandom } from '../support/rounds.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';
import { watchProcesses } from '../support/watched-processes.js';

let user: SandboxUser;
let folder = '';
let watch: ReturnType<typeof watchProcesses>;
/** Everything that must not be seen, from the moment it is known. */
const secrets = new Set<string>();
const given = new Set<number>();
const s3Key = 'S3-secret-key/of+a=test-0123456789';
const isLinux = process.platform === 'linux';

const note = () => {
  if (existsSync(join(user.configDir, 'tokens.json')))
    for (const secret of secretsIn(user.configDir)) secrets.add(secret);
  const pending = join(user.configDir, 'pending-login.json');
  if (existsSync(pending)) secrets.add((JSON.parse(readFileSync(pending, 'utf8')) as { verifier: string }).verifier);
};

beforeAll(async () => {
  if (!isLinux) return;
  user = await sandboxUser();
  folder = scratch();
  await user.logIn(undefined, ['--gcs', user.env['GLOBUS_SANDBOX_ENDPOINT'] ?? '']);
  note();
  secrets.add(user.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '').add(s3Key);
  // a browser that takes its time, so that it is seen
  const browser = join(folder, 'browser');
  writeFileSync(browser, '#!/bin/sh\nexec sleep 2\n');
  chmodSync(browser, 0o755);
  user.env['BROWSER'] = browser;
  // what was known when a process started, since the codes of later ones are not in it
  watch = watchProcesses(
    () => [...secrets],
    () => given,
  );
}, 120_000);
afterAll(() => watch.stop());

/** The forms in which a secret could appear. */
const spellings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

function seen(text: string): string | undefined {
  for (const secret of secrets)
    if (spellings(secret).some((each) => text.includes(each))) return `a secret of ${secret.length} characters`;
  return undefined;
}

/** Files of the home, but for the store. */
function filesWith(): string | undefined {
  for (const name of readdirSync(user.home, { recursive: true, encoding: 'utf8' })) {
    const path = join(user.home, name);
    if (/(tokens|pending-login)\.json$/.test(name) || !statSync(path).isFile()) continue;
    const found = seen(readFileSync(path, 'latin1'));
    if (found) return `${found} in ${name}`;
  }
  return undefined;
}

const more = ['--debug', '--show-server-timing'];
async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { child, ended } = startBuilt(argv, { ...user.env, ...env });
  if (child.pid !== undefined) given.add(child.pid);
  const ran = await ended;
  note();
  return ran;
}
/** Runs with the wire log; what of a secret was seen anywhere. */
async function look(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const { stdout, stderr, code } = await run(argv, env);
  const found = seen(stdout + stderr) ?? filesWith() ?? watch.find()[0];
  return found && `${found}: globus ${argv.join(' ')}, exit ${code}\n${stderr.slice(-600)}`;
}
const format = (random: Random) => ['-F', random.pick(['text', 'json', 'yaml', 'csv'])];
const service = () => ({
  GLOBUS_CLI_CLIENT_ID: user.env['GLOBUS_SANDBOX_CLIENT_ID'] ?? '',
  GLOBUS_CLI_CLIENT_SECRET: user.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '',
});

const trials: Readonly<Record<string, Trial>> = {
  'a login': async (random) => {
    // the address of a login is made to be shown; its verifier is not
    const begun = await run(['login', '--start', '--force', ...more]);
    const code = await user.approve(begun.stdout.trim());
    if (random.next() < 0.3) {
      secrets.add('a-wrong-code-of-a-login');
      const wrong = await look(['login', '--finish', 'a-wrong-code-of-a-login', ...more].slice(0, 2));
      if (wrong) return wrong;
    }
    // the code is typed on the line by who runs it, and worth nothing without the verifier
    const { stdout, stderr } = await run(['login', '--finish', code, ...more]);
    return seen(begun.stderr + stdout + stderr) ?? ((stdout + stderr).includes(code) ? 'a code' : filesWith());
  },
  'a refresh': (random) => {
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
    return look(['whoami', ...more, ...format(random)]);
  },
  reading: (random) =>
    look([
      ...random.pick([
        ['session', 'show'],
        ['auth', 'status'],
        ['auth', 'list'],
        ['task', 'list'],
      ]),
      ...more,
      ...format(random),
    ]),
  'client credentials': (random) => look(['whoami', ...more, ...format(random)], service()),
  'a refused client': (random) => {
    secrets.add('a-wrong-secret-of-a-client');
    return look(['whoami', ...more, ...format(random)], {
      ...service(),
      GLOBUS_CLI_CLIENT_SECRET: 'a-wrong-secret-of-a-client',
    });
  },
  'a refused token': (random) => {
    secrets.add('a-token-that-is-refused');
    return look(['task', 'list', ...more, ...format(random)], {
      GLOBUS_ACCESS_TOKEN_TRANSFER: 'a-token-that-is-refused',
    });
  },
  'curl lines': (random) => look(['api', 'transfer', 'GET', '/task_list', ...random.pick([['--as-curl'], more])]),
  'a browser': async () => {
    const { child, ended } = startBuilt(['login', '--force', ...more], { ...user.env, ...readyToken() });
    if (child.pid !== undefined) given.add(child.pid);
    await new Promise((done) => setTimeout(done, 2500));
    child.kill('SIGINT');
    const { stdout, stderr } = await ended;
    return seen(stdout + stderr) ?? watch.find()[0];
  },
  'S3 keys': async (random) => {
    const endpoint = user.env['GLOBUS_SANDBOX_ENDPOINT'] ?? '';
    const policies = { DATA_TYPE: 's3_user_credential_policies#1.0.0', s3_key_id: 'ID', s3_secret_key: s3Key };
    const file = join(folder, 'body.json');
    writeFileSync(file, JSON.stringify({ DATA_TYPE: 'user_credential#1.0.0', username: 'ada', policies }));
    const path = random.pick(['/user_credentials', '/no_such_thing']);
    const { code, stdout, stderr } = await run(['api', 'gcs', endpoint, 'POST', path, '--body-file', file, ...more]);
    return code === 4 || !stderr.includes('POST') ? `nothing was sent: ${stderr}` : seen(stdout + stderr);
  },
  'a crash': async (random) => {
    const preload = join(folder, 'crash.mjs');
    writeFileSync(
      preload,
      `import fs from 'node:fs'; import http from 'node:http'; import { syncBuiltinESMExports } from 'node:module';
const { request } = http; const { writeSync } = fs; let last = '';
http.request = (...given) => { const asked = request(...given); last = asked.getHeader('authorization') ?? last; return asked; };
fs.writeSync = (fd, ...given) => { if (fd === 1) throw new Error('broken with ' + last); return writeSync(fd, ...given); };
syncBuiltinESMExports();
process.stdout.write = () => { throw new Error('broken with ' + last); };\n`,
    );
    const { stdout, stderr } = await run(['whoami', ...more, ...format(random)], {
      NODE_OPTIONS: `--import=${preload}`,
    });
    if (!/broken with Bearer/.test(stderr)) return `no crash, or nothing in it to hide: ${stderr}`;
    return seen(stdout + stderr);
  },
};
const readyToken = () => ({ GLOBUS_ACCESS_TOKEN_SEARCH: [...secrets][0] ?? '' });

test.runIf(isLinux)(
  `no secret is anywhere but in the store (seed ${seed})`,
  async () => {
    const { round, wrong } = await tryAtRandom('secrets', 14, trials);
    expect([...wrong, ...watch.find()], `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(round).toBeGreaterThan(0);
    expect(secrets.size).toBeGreaterThan(10);
  },
  milliseconds * 3 + 60_000,
);
