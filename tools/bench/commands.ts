import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bareScript } from './bare.js';
import { batch } from './batch.js';
import { type Comparison, bin, comparison, node, scratchFile, scratchFolder, sideBySide } from './measure.js';
import { listingOfMany, searchOfMany } from './many.js';
import { person, type Person } from './person.js';
import { sandboxServer } from './sandbox-server.js';
import { walk } from './walk.js';

/** Whole commands, against the least that could do the same: an empty script, or a bare one that makes the same requests. */
export async function commands(rounds: number): Promise<Comparison[]> {
  const server = await sandboxServer();
  try {
    const somebody = await person(server);
    return [
      ...(await withoutRequests(rounds * 2, somebody)),
      ...(await withRequests(rounds * 2, somebody)),
      ...(await submission(rounds, somebody)),
      ...(await loop(Math.ceil(rounds / 4), somebody)),
      ...(await keychain(rounds, somebody)),
      ...(await peaks(somebody)),
      ...(await batch(Math.ceil(rounds / 2))),
      ...(await walk(1)),
      ...(await listingOfMany()),
      ...(await searchOfMany()),
    ];
  } finally {
    await server.close();
  }
}

async function withoutRequests(rounds: number, { env }: Person): Promise<Comparison[]> {
  const empty = scratchFile('empty.cjs', '');
  const compared: Comparison[] = [];
  for (const [argv, aim] of [
    [['version'], 1.35],
    [['bookmark', '--help'], 1.35],
    [['list-commands'], 1.35],
    [['__complete', '--words', 'task', 'sh'], 1.2],
  ] as const) {
    const times = await sideBySide(
      () => node(bin, argv, { env }),
      // with the same environment: the authorities that it names cost Node itself 40 ms
      () => node(empty, [], { env }),
      rounds,
    );
    compared.push(comparison(`globus ${argv.join(' ')}`, 'an empty node script', times, aim));
  }
  return compared;
}

async function withRequests(rounds: number, { env, globus, requestsOf }: Person) {
  const tutorial = env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
  const task = await someTask(env);
  const bare = bareScript();
  const serviceOf = (url: string) =>
    url.startsWith('https:')
      ? (env['GLOBUS_SANDBOX_ENDPOINT'] ?? '')
      : /\/auth\//.test(url)
        ? 'auth.globus.org'
        : 'transfer.api.globus.org';
  const compared: Comparison[] = [];
  for (const argv of [
    ['whoami'],
    ['whoami', '-F', 'json'],
    ['ls', `${tutorial}:/share/godata/`],
    ['ls', `${tutorial}:/share/godata/`, '-F', 'json'],
    ['task', 'show', task],
    ['task', 'show', task, '-F', 'json'],
    ['gcs', 'collection', 'show', env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] ?? '', '-F', 'json'],
  ]) {
    const requests = await requestsOf(argv, serviceOf);
    const times = await sideBySide(
      () => globus(argv),
      () => node(bare, [JSON.stringify(requests)], { env }),
      rounds,
    );
    const how = requests.some(({ url }) => url.startsWith('https:')) ? ', over TLS' : '';
    compared.push(
      comparison(
        `globus ${argv.map((word) => (word.length > 36 ? word.slice(36) || 'ID' : word)).join(' ')}${how}`,
        `a bare script with the same ${requests.length === 1 ? 'request' : `${requests.length} requests`}`,
        times,
        1.3,
      ),
    );
  }
  return compared;
}

async function submission(rounds: number, { env, globus }: Person): Promise<Comparison[]> {
  const [from, to] = [env['GLOBUS_SANDBOX_TUTORIAL'] ?? '', env['GLOBUS_SANDBOX_COLLECTION'] ?? ''];
  const api = `${env['GLOBUS_SDK_SERVICE_URL_TRANSFER']}/v0.10`;
  const service = 'transfer.api.globus.org';
  const item = { DATA_TYPE: 'transfer_item', source_path: '/share/godata/file1.txt', destination_path: '/one.txt' };
  const body = { DATA_TYPE: 'transfer', source_endpoint: from, destination_endpoint: to, DATA: [item] };
  const requests = [
    { method: 'GET', url: `${api}/submission_id`, service },
    { method: 'POST', url: `${api}/transfer`, service, body },
  ];
  const bare = bareScript();
  const times = await sideBySide(
    () => globus(['transfer', `${from}:${item.source_path}`, `${to}:${item.destination_path}`]),
    () => node(bare, [JSON.stringify(requests)], { env }),
    rounds,
  );
  return [
    comparison(
      'globus transfer of one file',
      'a bare script with the same 2 requests, one after the other',
      times,
      1.3,
    ),
  ];
}

/** Against the official CLI where GLOBUS_OFFICIAL_CLI names its program. */
async function loop(rounds: number, { env, globus }: Person): Promise<Comparison[]> {
  const official = process.env['GLOBUS_OFFICIAL_CLI'];
  if (!official) {
    console.log('skipped: the loop of 200 against the official CLI; GLOBUS_OFFICIAL_CLI may name its program');
    return [];
  }
  const task = await someTask(env);
  const { GLOBUS_SANDBOX_CLIENT_ID: id = '', GLOBUS_SANDBOX_CLIENT_SECRET: secret = '' } = env;
  const client = {
    ...env,
    GLOBUS_CLI_CLIENT_ID: id,
    GLOBUS_CLI_CLIENT_SECRET: secret,
    GLOBUS_SDK_ENVIRONMENT: 'production',
  };
  const theirs = () =>
    new Promise<void>((done, fail) => {
      const child = spawn(official, ['task', 'show', task], {
        env: { PATH: process.env['PATH'], HOME: scratchFolder, ...client },
        stdio: 'ignore',
      });
      child
        .on('error', fail)
        .on('close', (code) => (code === 0 ? done() : fail(new Error(`the official CLI ended with ${code}`))));
    });
  const repeat = async (run: () => Promise<unknown>) => {
    for (let i = 0; i < 200; i++) await run();
  };
  const times = await sideBySide(
    () => repeat(() => globus(['task', 'show', task])),
    () => repeat(theirs),
    rounds,
  );
  return [comparison('a loop of 200 globus task show', 'the official CLI', times, 1 / 3)];
}

/** The same login in a keychain of its own and in a file, both within one session of D-Bus. */
async function keychain(rounds: number, { env, globus }: Person): Promise<Comparison[]> {
  const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter(
    (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0,
  );
  if (missing.length) {
    console.log(`skipped: the login in the keychain, for want of ${missing.join(' and ')}`);
    return [];
  }
  const home = join(scratchFolder, 'desktop');
  for (const folder of ['.local/share/keyrings', 'run'])
    mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  const { url, code, done } = { url: '"$url"', code: '"$code"', done: join(home, 'done') };
  const script = scratchFile(
    'session.sh',
    `set -e
printf 'a password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
globus() { "${process.execPath}" "${bin}" "$@"; }
export GLOBUS_TOKEN_STORE=keychain
url=$(globus login --start --quiet); code=$(globus sandbox approve --user ada@globusid.org ${url}); globus login --finish ${code} >/dev/null 2>&1
env > ${done}.new; mv ${done}.new ${done}
sleep 100000
`,
  );
  const session = spawn('dbus-run-session', ['--', 'bash', script], {
    env: {
      PATH: process.env['PATH'],
      ...env,
      HOME: home,
      XDG_RUNTIME_DIR: join(home, 'run'),
      GLOBUS_CONFIG_DIR: join(home, 'config'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  try {
    const address = await sessionOf(done);
    const kept = {
      GLOBUS_TOKEN_STORE: 'keychain',
      GLOBUS_CONFIG_DIR: join(home, 'config'),
      XDG_RUNTIME_DIR: join(home, 'run'),
      DBUS_SESSION_BUS_ADDRESS: address,
    };
    const times = await sideBySide(
      () => globus(['whoami'], kept),
      () => globus(['whoami']),
      rounds,
    );
    return [comparison('globus whoami, the login in the keychain', 'the same, in the file', times, 1.4)];
  } finally {
    if (session.pid) process.kill(-session.pid);
  }
}

async function sessionOf(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  for (let i = 0; i < 1200; i++) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const address = /^DBUS_SESSION_BUS_ADDRESS=(.*)$/m.exec(text)?.[1];
    if (address) return address;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('nobody could log in with a keychain');
}

async function peaks({ env }: Person): Promise<Comparison[]> {
  const empty = scratchFile('empty.cjs', '');
  const ours = (await node(bin, ['whoami'], { env, peak: true })).peak ?? NaN;
  const theirs = (await node(empty, [], { peak: true })).peak ?? NaN;
  return [comparison('globus whoami: peak memory in MiB', 'an empty node script', { ours, theirs }, 1.5)];
}

/** A task that has ended, of whoever is logged in. */
async function someTask(env: Person['env']): Promise<string> {
  const [from, to] = [env['GLOBUS_SANDBOX_TUTORIAL'] ?? '', env['GLOBUS_SANDBOX_COLLECTION'] ?? ''];
  const { stdout } = await node(
    bin,
    ['transfer', `${from}:/share/godata/file1.txt`, `${to}:/${Date.now()}`, '--jq', 'task_id', '-F', 'unix'],
    { env },
  );
  return stdout.trim();
}
