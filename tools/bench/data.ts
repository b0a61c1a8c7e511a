import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bin, type Comparison, comparison, node, scratchFolder, sideBySide } from './measure.js';
import { type SandboxServer, sandboxServer } from './sandbox-server.js';

const run = promisify(execFile);
const MiB = 1024 * 1024;
/** A loop of curl is measured on so many files, and counted for all. */
const looped = 100;

/** Files between this machine and a collection of the sandbox, over HTTPS: against curl, a loop of curl, and rclone, from and to the same server. */
export async function data(rounds: number, files = 10_000, large = 1024): Promise<Comparison[]> {
  const [there, here] = [join(scratchFolder, 'data-there'), join(scratchFolder, 'data-here')];
  for (const folder of [join(there, 'tree'), here]) mkdirSync(folder, { recursive: true });
  const big = openSync(join(there, 'big'), 'w');
  const piece = Buffer.alloc(MiB, 'a piece of a large file ');
  for (let i = 0; i < large; i++) writeSync(big, piece);
  closeSync(big);
  const names = Array.from({ length: files }, (_, i) => `${i % 100}/file-${i}`);
  for (let i = 0; i < 100; i++) mkdirSync(join(there, 'tree', String(i)));
  for (const name of names) writeFileSync(join(there, 'tree', name), Buffer.alloc(4096, name));
  writeFileSync(join(scratchFolder, 'names'), names.join('\n'));
  const server = await sandboxServer();
  try {
    const { id, env, ca, bearer, url, globus } = await clientOf(server, there);

    const curl = (...argv: string[]) => run('curl', ['-sSf', '--cacert', ca, '-H', bearer, ...argv], { env });

    const compared: Comparison[] = [];
    const add = (what: string, against: string, times: Parameters<typeof comparison>[2], aim: number, note?: string) =>
      compared.push(comparison(what, against, times, aim, note));
    const check = (path: string, size: number) => {
      if (statSync(path).size !== size) throw new Error(`${path} is not whole`);
    };

    const size = large * MiB;
    const fresh = (name: string) => rmSync(name, { recursive: true, force: true });
    // to a new name: curl writes over what is there, and a file that appears once it is whole needs the room of both until then
    const down = await sideBySide(
      {
        before: () => fresh(join(here, 'ours')),
        run: () => globus('get', `${id}:/big`, join(here, 'ours')),
      },
      {
        before: () => fresh(join(here, 'theirs')),
        run: () => curl('-o', join(here, 'theirs'), `${url}/big`),
      },
      rounds,
    );
    check(join(here, 'ours'), size);
    check(join(here, 'theirs'), size);
    add(`get of ${large} MiB`, 'curl', down, 1 / 0.9, rates(size, down));
    const up = await sideBySide(
      () => globus('put', join(here, 'ours'), `${id}:/ours`),
      () => curl('-T', join(here, 'theirs'), `${url}/theirs`),
      rounds,
    );
    check(join(there, 'ours'), size);
    add(`put of ${large} MiB`, 'curl -T', up, 1 / 0.9, rates(size, up));
    for (const path of [join(here, 'ours'), join(here, 'theirs'), join(there, 'ours'), join(there, 'theirs')])
      rmSync(path);

    const many = `${files.toLocaleString('en')} files of 4 kB`;
    // each time into a folder of its own: for some seconds ext4 makes files slowly where many were deleted, ten times as slowly
    const numbered = (name: string) => {
      let n = 0;
      const next = () => {
        n += 1;
      };
      return { next, path: () => join(here, `${name}-${n}`) };
    };
    const [mine, others] = [numbered('tree'), numbered('rclone')];
    const ours = { before: mine.next, run: () => globus('cp', '-r', `${id}:/tree`, mine.path()) };
    const rclone = () => [
      'copy',
      `:http:`,
      others.path(),
      '--http-url',
      `${url}/tree/`,
      '--http-headers',
      bearer.replace(': ', ','),
    ];
    const more = [
      '--ca-cert',
      ca,
      '--files-from-raw',
      join(scratchFolder, 'names'),
      '--no-traverse',
      '--config',
      '/dev/null',
    ];
    if (await has('rclone')) {
      const times = await sideBySide(
        ours,
        { before: others.next, run: () => run('rclone', [...rclone(), ...more], { env }) },
        rounds,
      );
      if (count(others.path()) !== files + 100) throw new Error('rclone did not copy everything');
      add(`cp -r of ${many} down`, 'rclone copy with its default transfers, from the same HTTPS server', times, 1);
    }
    const some = names.slice(0, looped).join('\\n');
    const looping = (line: string) =>
      run(
        'sh',
        ['-c', `printf '${some}\\n' | while read -r name; do ${line} || exit 1; done`, 'loop', ca, bearer, url, here],
        { env },
      );
    mkdirSync(join(here, 'loop'), { recursive: true });
    const downLoop = await sideBySide(
      ours,
      () => looping('curl -sSf --cacert "$1" -H "$2" "$3/tree/$name" -o "$4/loop/$(basename $name)"'),
      rounds,
    );
    const tree = mine.path();
    if (count(tree) !== files + 100) throw new Error('not everything was copied');
    add(
      `cp -r of ${many} down`,
      'a loop of curl',
      scaled(downLoop, files),
      1 / 10,
      `the loop was measured on ${looped} files`,
    );
    const upLoop = await sideBySide(
      () => globus('cp', '-r', tree, `${id}:/up`),
      () => looping('curl -sSf --cacert "$1" -H "$2" -T "$4/loop/$(basename $name)" "$3/loop-$(basename $name)"'),
      rounds,
    );
    if (count(join(there, 'up')) < files + 100) throw new Error('not everything was copied');
    add(
      `cp -r of ${many} up`,
      'a loop of curl',
      scaled(upLoop, files),
      1 / 10,
      `the loop was measured on ${looped} files`,
    );
    if (await has('rclone')) {
      const times = await uploadedBesideRclone(tree, join(scratchFolder, 'data-dav'), files + 100, rounds);
      add(`cp -r of ${many} up`, 'rclone copy with its default transfers, to the same HTTPS server', times, 1);
    }
    const peak = async (...argv: string[]) =>
      (await node(bin, argv, { env: texts(env), peak: true, quiet: true })).peak ?? NaN;
    const start = await peak('cat', `${id}:/tree/0/file-0`);
    const growth = async (what: string, ...argv: string[]) => {
      const ours = (await peak(...argv)) - start;
      compared.push({ what: `growth in MiB, ${what}`, against: '64 MiB', ours, theirs: 64, ratio: ours / 64, aim: 1 });
    };
    await growth(`get of ${large} MiB`, 'get', `${id}:/big`, join(here, 'ours'));
    await growth(`put of ${large} MiB`, 'put', join(here, 'ours'), `${id}:/ours`);
    await growth(`cp -r of ${many} down`, 'cp', '-r', `${id}:/tree`, join(here, 'last'));
    await growth(`cp -r of ${many} up`, 'cp', '-r', tree, `${id}:/again`);
    return compared;
  } finally {
    await server.close();
    for (const folder of [there, here]) rmSync(folder, { recursive: true });
  }
}

/** How much there is below a folder: files and folders. */
const count = (folder: string) => readdirSync(folder, { recursive: true }).length;

const texts = (env: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(env).filter((each): each is [string, string] => each[1] !== undefined));

const rates = (size: number, { ours, theirs }: { readonly ours: number; readonly theirs: number }) =>
  `${(size / ours / 1000).toFixed(0)} to ${(size / theirs / 1000).toFixed(0)} MB/s`;

const scaled = ({ ours, theirs }: { readonly ours: number; readonly theirs: number }, files: number) => ({
  ours,
  theirs: (theirs * files) / looped,
});

const has = (program: string) =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  );

/** One who has logged in to a sandbox that holds a folder as a collection: its lines of `globus`, and what other programs need. */
async function clientOf(server: SandboxServer, folder: string) {
  const id = await server.collection('Data', folder);
  const env = {
    ...process.env,
    ...server.env,
    HOME: scratchFolder,
    NO_PROXY: '*',
    GLOBUS_CONFIG_DIR: join(scratchFolder, `config-of-${id}`),
    GLOBUS_TOKEN_STORE: 'file',
    GLOBUS_CLI_CLIENT_ID: server.env['GLOBUS_SANDBOX_CLIENT_ID'],
    GLOBUS_CLI_CLIENT_SECRET: server.env['GLOBUS_SANDBOX_CLIENT_SECRET'],
  };
  return {
    id,
    env,
    ca: server.env['GLOBUS_SDK_VERIFY_SSL'] ?? '',
    bearer: `authorization: Bearer ${await fileToken(server, id)}`,
    url: String((await server.ask('GET', `/transfer/v0.10/endpoint/${id}`))['https_server']),
    globus: (...argv: string[]) => run(process.execPath, [bin, ...argv], { env, maxBuffer: 64 * MiB }),
  };
}

/** A tree sent to one server by both programs, each time into a folder of its own. rclone uploads to WebDAV, which this sandbox knows. */
async function uploadedBesideRclone(tree: string, there: string, entries: number, rounds: number) {
  mkdirSync(there, { recursive: true });
  const program = (dir: string) => ['--import', 'tsx', join(import.meta.dirname, 'dav-sandbox.ts'), dir, there];
  const server = await sandboxServer(undefined, program);
  try {
    const { id, env, ca, bearer, url, globus } = await clientOf(server, there);
    const dav = ['--webdav-url', url, '--webdav-headers', bearer.replace(': ', ','), '--ca-cert', ca];
    const rclone = (to: string) =>
      run('rclone', ['copy', tree, `:webdav:${to}`, ...dav, '--config', '/dev/null'], { env });
    let n = 0;
    const next = () => {
      n += 1;
    };
    const times = await sideBySide(
      { before: next, run: () => globus('cp', '-r', tree, `${id}:/ours-${n}`) },
      { before: next, run: () => rclone(`theirs-${n}`) },
      rounds,
    );
    for (const folder of readdirSync(there))
      if (count(join(there, folder)) !== entries) throw new Error(`${folder} does not have everything`);
    return times;
  } finally {
    await server.close();
    rmSync(there, { recursive: true });
  }
}

async function fileToken({ url, env }: SandboxServer, id: string): Promise<string> {
  const basic = Buffer.from(`${env['GLOBUS_SANDBOX_CLIENT_ID']}:${env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString(
    'base64',
  );
  const answer = await fetch(`${url}/auth/v2/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: `https://auth.globus.org/scopes/${id}/https`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
