import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, ensureBuilt, runBuilt } from '../support/built.js';
import { scratch } from '../support/sandbox-user.js';

beforeAll(ensureBuilt);

describe('a sandbox that stays', () => {
  const home = scratch();
  const env = { HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config') };
  const dir = join(home, 'config/sandbox');
  const run = (...argv: string[]) => runBuilt(argv, { env });
  afterAll(() => run('sandbox', 'stop'));

  test('is not there before it is started', async () => {
    for (const command of ['status', 'stop', 'env', 'log', 'reset']) {
      const result = await run('sandbox', command);
      expect(result).toMatchObject({ code: 1, stdout: command === 'env' ? 'false\n' : '' });
      expect(result.stderr).toBe(`No sandbox serves ${dir}.\n\nStart one with: globus sandbox start\n`);
    }
  });

  test('ends a script that wants to practise', async () => {
    const script = `set -e; eval "$(${process.execPath} bin/globus.js sandbox env 2>/dev/null)"; echo goes on`;
    expect(spawnSync('sh', ['-c', script], { env: { ...process.env, ...env } })).toMatchObject({
      status: 1,
      stdout: Buffer.from(''),
    });
    expect((await run('sandbox', 'env', '--shell', 'powershell')).stdout).toBe("throw 'No sandbox is running.'\n");
    expect((await run('sandbox', 'env', '--shell', 'json')).stdout).toBe('');
  });

  test('starts in the background with a folder of this machine, and says where it is', async () => {
    mkdirSync(join(home, 'data'));
    writeFileSync(join(home, 'data/hello.txt'), 'hello\n');
    const started = await run(
      'sandbox',
      'start',
      '--port',
      '0',
      '--share',
      `My data=${join(home, 'data')}`,
      '--auto-login',
      'ada@globusid.org',
    );
    expect(started.code).toBe(0);
    expect(started.stdout).toMatch(
      /^Address: +http:\/\/127\.0\.0\.1:\d+\nFolder: +\S+\/config\/sandbox\nProcess ID: \d+\n$/,
    );
    const status = JSON.parse((await run('sandbox', 'status', '-F', 'json')).stdout) as {
      status: string;
      services: string[];
    };
    expect(status.status).toBe('ok');
    expect(status.services).toEqual(expect.arrayContaining(['auth', 'transfer']));
    const again = await run('sandbox', 'start', '--port', '0');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('serves');
  });

  test('is used through the variables that env prints, for each shell', async () => {
    const bash = (await run('sandbox', 'env')).stdout;
    expect(bash).toMatch(/^export GLOBUS_SDK_SERVICE_URL_AUTH='http:\/\/127\.0\.0\.1:\d+\/auth\/'$/m);
    expect((await run('sandbox', 'env', '--shell', 'fish')).stdout).toMatch(
      /^set -gx GLOBUS_SDK_SERVICE_URL_TRANSFER 'http/m,
    );
    expect((await run('sandbox', 'env', '--shell', 'powershell')).stdout).toMatch(
      /^\$env:GLOBUS_SDK_SERVICE_URL_TRANSFER = 'http/m,
    );
    const variables = JSON.parse((await run('sandbox', 'env', '-F', 'json')).stdout) as Record<string, string>;
    expect(JSON.parse((await run('sandbox', 'env', '--shell', 'json')).stdout)).toEqual(variables);
    const use = (...argv: string[]) => runBuilt(argv, { env: { ...env, ...variables } });
    const code = await use('sandbox', 'approve', (await use('login', '--start', '--quiet')).stdout.trim());
    expect((await use('login', '--finish', code.stdout.trim())).code).toBe(0);
    const id = (await use('endpoint', 'search', 'My data', '--jmespath', 'DATA[0].id', '-F', 'unix')).stdout.trim();
    expect((await use('ls', `${id}:/`)).stdout).toBe('hello.txt\n');
    // a login belongs to the servers that gave it: without the variables there is none
    expect((await run('whoami')).code).toBe(4);
  });

  test('is told as one that does not answer while its process is stopped, and goes on after it', async () => {
    const { pid } = JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGSTOP');
    try {
      const asked = ['status', 'stop'].map((command) => run('sandbox', command));
      const started = await run('sandbox', 'start', '--port', '0');
      expect(started).toMatchObject({ code: 1, stdout: '' });
      expect(started.stderr).toContain(`A sandbox serves ${dir} already.`);
      for (const { code, stderr } of await Promise.all(asked)) {
        expect(code).toBe(1);
        expect(stderr).toMatch(/^The sandbox at \S+ \(process \d+\) does not answer\.\n/);
        expect(stderr).toContain(`kill -CONT ${pid}`);
      }
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect((await run('sandbox', 'status')).code).toBe(0);
  }, 60_000);

  test('logs the requests it answered, without what is secret', async () => {
    const rows = (await run('sandbox', 'log', '-F', 'ndjson')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; path: string; status: number });
    expect((await run('sandbox', 'log', '--limit', '2', '-F', 'ndjson')).stdout.trim().split('\n')).toHaveLength(2);
    expect(
      rows.some(({ method, path, status }) => method === 'POST' && path.endsWith('/oauth2/token') && status === 200),
    ).toBe(true);
    const text = JSON.stringify(rows) + readFileSync(join(dir, 'requests.jsonl'), 'utf8');
    const stored = JSON.parse(readFileSync(join(home, 'config/tokens.json'), 'utf8')) as {
      data: Record<string, Record<string, { access_token: string }>>;
    };
    const tokens = Object.values(stored.data).flatMap((each) =>
      Object.values(each).map(({ access_token }) => access_token),
    );
    expect(tokens.length).toBeGreaterThan(5);
    expect(tokens.filter((token) => text.includes(token))).toEqual([]);
  });

  test('keeps its state over a stop and a start, and loses it to a reset', async () => {
    const before = JSON.parse((await run('sandbox', 'env', '-F', 'json')).stdout) as Record<string, string>;
    const { port } = JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8')) as { port: number };
    expect((await run('sandbox', 'stop')).stdout).toBe(`The sandbox is stopped; its state stays in ${dir}.\n`);
    expect((await run('sandbox', 'start', '--port', String(port))).code).toBe(0);
    const use = (...argv: string[]) => runBuilt(argv, { env: { ...env, ...before } });
    expect((await use('whoami')).stdout).toBe('ada@globusid.org\n');
    expect((await run('sandbox', 'reset', '--yes')).code).toBe(0);
    expect((await use('whoami')).code).toBe(4);
  });
});

describe('sandbox exec', () => {
  const home = scratch();
  const exec = (argv: readonly string[], more: Record<string, string> = {}) =>
    runBuilt(['sandbox', 'exec', ...argv], { env: { HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config'), ...more } });

  test('runs a command that is logged in, and takes everything down', async () => {
    const ran = await exec(['--', 'sh', '-c', 'echo "$GLOBUS_SANDBOX_URL $GLOBUS_CONFIG_DIR $HOME"; globus whoami']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const [[url = '', config = '', itsHome = ''] = [], who] = ran.stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(who).toEqual(['ada@globusid.org']);
    expect(itsHome).not.toBe(home);
    expect(existsSync(config)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
    expect(existsSync(join(home, 'config/tokens.json'))).toBe(false);
  });

  test('passes the exit code on, and none of the logins of this machine in', async () => {
    const ran = await exec(
      ['--', 'sh', '-c', 'env | grep -c "^GLOBUS_CLI_CLIENT\\|^GLOBUS_PROFILE\\|^GLOBUS_ACCESS_TOKEN"; exit 7'],
      {
        GLOBUS_CLI_CLIENT_ID: 'mine',
        GLOBUS_CLI_CLIENT_SECRET: 'mine',
        GLOBUS_PROFILE: 'mine',
        GLOBUS_ACCESS_TOKEN_TRANSFER: 'mine',
      },
    );
    expect(ran).toMatchObject({ code: 7, stdout: '0\n' });
  });

  test('approve answers a login in it, as the example of its help does, and auth status says which sandbox it is', async () => {
    const { stdout: help } = await runBuilt(['sandbox', 'approve', '--help']);
    const example = /^ {2}(globus sandbox approve "\$\(.*)$/m.exec(help)?.[1] ?? '';
    expect(example).not.toBe('');
    const script = `globus whoami 2>/dev/null; echo "before: $?"\nglobus login --finish "$(${example})" 2>&1\nglobus whoami\necho "$GLOBUS_SANDBOX_URL"\nglobus auth status`;
    const { code, stdout, stderr } = await exec(['--no-login', '--', 'sh', '-c', script]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^before: 4\n/);
    expect(stdout).toMatch(/^ada@globusid\.org$/m);
    const url = /^http:\/\/\S+$/m.exec(stdout)?.[0];
    expect(stdout).toMatch(new RegExp(`^Environment: +a sandbox, ${url}$`, 'm'));
  });

  test('says when there is no such program', async () => {
    const ran = await exec(['--', 'no-such-program']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toBe("There is no program 'no-such-program'.\n");
  });

  test('lets the command steer its sandbox, as any other', async () => {
    const ran = await exec([
      '--',
      'sh',
      '-c',
      'globus sandbox fault add --service groups --status 503 --count 100 && globus group list; globus sandbox fault clear && globus group list --jmespath "length(@)"',
    ]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('Globus Groups');
    expect(ran.stdout.trim().split('\n').at(-1)).toMatch(/^\d+$/);
  });

  test('--keep keeps it, in a folder that is named from here', async () => {
    const ran = await runBuilt(['sandbox', 'exec', '--keep', './box', '--', 'sh', '-c', 'cd / && globus whoami'], {
      env: { HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config') },
      cwd: home,
    });
    expect(ran).toEqual({
      code: 0,
      signal: null,
      stdout: 'ada@globusid.org\n',
      stderr: `The sandbox is kept in ${join(home, 'box')}.\n`,
    });
    expect(existsSync(join(home, 'box/config/sandbox/state'))).toBe(true);
  });

  test('a sandbox that does not start leaves nothing behind', async () => {
    const folder = join(home, 'none');
    mkdirSync(folder);
    const ran = await exec(['--share', 'nameless', '--', 'true'], { TMPDIR: folder });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("'nameless' is not NAME=PATH");
    expect(readdirSync(folder)).toEqual([]);
  });

  test('--keep keeps it, and --keep-home leaves HOME alone', async () => {
    const folder = join(home, 'kept');
    const ran = await exec(['--keep', folder, '--keep-home', '--', 'sh', '-c', 'echo "$HOME"']);
    expect(ran.stdout).toBe(`${home}\n`);
    expect(existsSync(join(folder, 'config/sandbox/state'))).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('a signal for what runs in sandbox exec', () => {
  /** Runs a shell script in a process group of its own, as a terminal does, and does something once it is ready. */
  const group = async (script: string, then: (globus: ChildProcess) => Promise<void> | void) => {
    const folder = scratch();
    const child = spawn(process.execPath, [bin, 'sandbox', 'exec', '--', 'sh', '-c', script], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        GLOBUS_CONFIG_DIR: join(folder, 'config'),
        TMPDIR: folder,
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    let begun: Promise<void> | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('ready\n')) begun ??= Promise.resolve(then(child));
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((done) => child.on('close', done));
    await begun;
    const left = readdirSync(folder).filter((each) => each.startsWith('globus-sandbox-'));
    return { code, stdout, stderr, left };
  };
  const loop = 'echo "$GLOBUS_SANDBOX_URL"; echo ready; while :; do sleep 0.1; done';

  test('Ctrl-C is the command’s, however often, and everything is taken down after it', async () => {
    const { code, stdout, left } = await group(
      `n=0; trap 'n=$((n+1)); echo "int $n"; test $n -lt 3 || exit 7' INT; ${loop}`,
      async (globus) => {
        for (let i = 0; i < 3; i++) {
          process.kill(-(globus.pid ?? NaN), 'SIGINT');
          await new Promise((done) => setTimeout(done, 400));
        }
      },
    );
    expect({ code, left }).toEqual({ code: 7, left: [] });
    expect(stdout).toMatch(/ready\nint 1\nint 2\nint 3\n$/);
    await expect(fetch(stdout.split('\n')[0] ?? '')).rejects.toThrow();
  });

  test.each([
    ['SIGTERM', 9],
    ['SIGHUP', 10],
  ] as const)('%s for globus alone is handed to the command', async (signal, itsCode) => {
    const { code, stdout, left } = await group(`trap 'exit 9' TERM; trap 'exit 10' HUP; ${loop}`, (globus) => {
      globus.kill(signal);
    });
    expect({ code, left }).toEqual({ code: itsCode, left: [] });
    await expect(fetch(stdout.split('\n')[0] ?? '')).rejects.toThrow();
  });
});

test('approve goes to this machine only', async () => {
  const ran = await runBuilt(['sandbox', 'approve', 'https://auth.globus.org/v2/oauth2/authorize?client_id=x']);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
});
