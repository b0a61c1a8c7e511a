/** The built program as a process among others: signals, closed pipes, and how soon it ends. */
import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bin, runBuilt } from './support/built.js';
import { pause, read, startBuilt } from './support/rounds.js';
import { admin, sandboxUser, type SandboxUser, scratch } from './support/sandbox-user.js';

let user: SandboxUser;
let [tutorial, destination, many] = ['', '', ''];
beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
  [tutorial = '', destination = ''] = ['TUTORIAL', 'COLLECTION_2'].map(
    (name) => user.env[`GLOBUS_SANDBOX_${name}`] ?? '',
  );
  const folder = scratch();
  for (let i = 0; i < 5000; i++) writeFileSync(join(folder, `a-file-with-a-rather-long-name-${i}`), '');
  many = ((await (await admin(user, 'collections', { display_name: 'Many', path: folder })).json()) as { id: string })
    .id;
});

/** Runs a line of bash in which `globus` is the built program. */
function bash(line: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn('bash', ['-c', `globus() { "${process.execPath}" "${bin}" "$@"; }; ${line}`], {
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', ...user.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

describe.skipIf(process.platform === 'win32')('a working directory that is gone', () => {
  const gone = 'cd "$(mktemp -d)" && rmdir "$PWD"';
  test('is told in words where a path is read from it, and stops nothing else', async () => {
    const listed = await bash(`${gone}; globus bookmark list`);
    expect(listed.code).toBe(0);
    const { code, stdout, stderr } = await bash(
      `${gone}; globus transfer ${tutorial}:/ ${destination}:/ --batch files.txt`,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('The current folder of this shell is gone');
    expect(stderr).not.toMatch(/ at |bug/);
  });
});

describe.skipIf(process.platform !== 'linux')('a word with bytes that are not UTF-8', () => {
  test('is refused: it would name another file', async () => {
    const { code, stderr } = await bash(`globus rm "${destination}:/f$(printf '\\xff')"`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^The command has bytes that are not UTF-8/);
  });
  test('is not one that has the sign that stands for such bytes', async () => {
    const { code, stderr } = await bash(`globus stat "${tutorial}:/f\ufffd"`);
    expect(stderr).not.toContain('UTF-8');
    expect(code).not.toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('SIGUSR1', () => {
  test('opens no debugger, which every user of the machine could enter', async () => {
    const line = `NODE_OPTIONS=--inspect-port=0 globus sandbox exec -- bash -c 'kill -USR1 $PPID && sleep 1 && echo went on'`;
    const { code, stdout, stderr } = await bash(line);
    expect([code, stdout]).toEqual([0, 'went on\n']);
    expect(stderr).not.toContain('Debugger');
  });
});

describe.skipIf(process.platform === 'win32')('a pipe that is closed', () => {
  test.each([
    ['names', 'ls'],
    ['a table', 'ls -l'],
    ['JSON', 'ls -F json'],
    ['rows of JSON', 'ls -F ndjson'],
  ])('is silent, with exit 0: %s', async (_what, command) => {
    const { stdout, stderr } = await bash(`globus ${command} ${many}:/ | head -n 1; echo "\${PIPESTATUS[0]}"`);
    expect(stderr).toBe('');
    expect(stdout.split('\n').at(-2)).toBe('0');
    expect(stdout.split('\n')).toHaveLength(3);
  });
  test('help, too', async () => {
    expect(await bash('globus list-commands | head -n 1; echo "${PIPESTATUS[0]}"')).toEqual({
      code: 0,
      stdout: '=== globus ===\n0\n',
      stderr: '',
    });
    expect((await bash('globus transfer --help | true; echo "${PIPESTATUS[0]}"')).stdout).toBe('0\n');
  });
  test('a stderr that is closed does not fail what is asked for', async () => {
    expect((await bash(`globus ls -r --recursive-depth-limit 0 ${tutorial}:/ 2>&-`)).code).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('a signal while waiting', () => {
  const waitOn = (signal: NodeJS.Signals) =>
    new Promise<{ code: number | null; stdout: string; stderr: string; id: string }>((done) => {
      const argv = ['transfer', `${tutorial}:/nowhere`, `${destination}:/~/x`, '--wait'];
      const child = spawn(process.execPath, [bin, ...argv], {
        env: { PATH: process.env['PATH'] ?? '', ...user.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [stdout, stderr, sent] = ['', '', false];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
        if (!sent && stderr.includes('! FILE_NOT_FOUND')) sent = child.kill(signal);
      });
      child.on('close', (code) =>
        done({ code, stdout, stderr, id: /Task (\S{36}) was accepted/.exec(stderr)?.[1] ?? '' }),
      );
    });
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s is exit %i; the task goes on, and it is said how to cancel it', async (signal, expected) => {
    const { code, stdout, stderr, id } = await waitOn(signal);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toContain(
      `Interrupted. Task ${id} goes on.\n\nWatch it again:  globus task watch ${id}\nCancel it:       globus task cancel ${id}\n`,
    );
    expect((await user.run(['task', 'show', id, '--jmespath', 'status'])).stdout).toBe('"ACTIVE"\n');
    expect((await user.run(['task', 'cancel', id])).code).toBe(0);
  });
  test('in JSON mode says so as JSON, with the task as data', async () => {
    const argv = ['transfer', `${tutorial}:/nowhere`, `${destination}:/~/x`, '--wait', '--quiet', '--json'];
    const { code, stderr } = await user.run(argv, { interruptOn: /FILE_NOT_FOUND/ });
    expect(code).toBe(130);
    const { task_id: id, ...rest } = JSON.parse(stderr.slice(stderr.indexOf('{'))) as { task_id: string };
    expect(rest).toMatchObject({ error: 'InterruptedError', exit_code: 130 });
    expect((await user.run(['task', 'cancel', id])).code).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('a large result that is drawn', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('is given up at once on %s', async (signal) => {
    const batch = join(scratch(), 'batch');
    writeFileSync(batch, Array.from({ length: 20_000 }, (_, i) => `/a/file-${i} /b/file-${i}\n`).join(''));
    const argv = ['transfer', tutorial, destination, '--batch', batch, '--dry-run'];
    const child = spawn(process.execPath, [bin, ...argv], {
      env: { PATH: process.env['PATH'] ?? '', ...user.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // nobody reads on: without an end of its own it would wait for ever
    const ended = new Promise((done) => child.on('exit', (code, by) => done({ code, by })));
    child.stdout.once('readable', () => child.kill(signal));
    expect(await ended).toEqual({ code: null, by: signal });
  });
});

describe('the end of a command', () => {
  test('does not wait for folders that were asked for ahead', async () => {
    const file = (name: string, type: string) => ({ name, type });
    const silent = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').searchParams.get('path') ?? '/';
      if (path === '/')
        response.end(JSON.stringify({ path, DATA: Array.from({ length: 20 }, (_, i) => file(`d${i}`, 'dir')) }));
      if (path === '/d0') response.end(JSON.stringify({ path, DATA: [file('found', 'file')] }));
    });
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const env = {
      GLOBUS_SDK_SERVICE_URL_TRANSFER: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      GLOBUS_ACCESS_TOKEN_TRANSFER: 'x',
    };
    const begun = performance.now();
    const { code, stdout } = await runBuilt(['ls', '-r', '--limit', '21', `${many}:/`], { env });
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'd0/found']);
    expect(performance.now() - begun).toBeLessThan(10_000);
    silent.closeAllConnections();
    silent.close();
  });
});

describe.skipIf(process.platform !== 'linux')('a disk that is full', () => {
  test.each(['--version', '--help', 'ls --help', 'ls --quiet --help', 'completion bash', 'whoami'])(
    'is told by: globus %s',
    async (line) => {
      const { code, stderr } = await bash(`globus ${line} >/dev/full`);
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('The result cannot be written to standard output: there is no space left on the disk.'),
      ]);
    },
  );
});

describe.skipIf(process.platform !== 'linux')('a sandbox that does not come to serve', () => {
  test('is ended by what interrupts the command', async () => {
    const box = join(scratch(), 'box');
    const world = join(scratch(), 'world');
    // nobody ever writes into it
    execFileSync('mkfifo', [world]);
    const serving = () =>
      readdirSync('/proc').filter((pid) => {
        const words = /^\d+$/.test(pid) ? read(`/proc/${pid}/cmdline`).split('\0') : [];
        return words.includes('--foreground') && words.includes(box);
      });
    const { child, ended } = startBuilt(['sandbox', 'start', '--dir', box, '--port', '0', '--world', world], user.env);
    await expect.poll(serving, { timeout: 20_000 }).toHaveLength(1);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([143, expect.stringContaining('no sandbox was started')]);
    await expect.poll(serving).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('a pipe that nobody writes into', () => {
  test.each([
    ['SIGTERM', 143, (pipe: string) => ['flows', 'validate', pipe]],
    ['SIGINT', 130, (pipe: string) => ['flows', 'validate', pipe]],
    ['SIGTERM', 143, (pipe: string) => ['transfer', tutorial, destination, '--batch', pipe]],
  ] as const)('is given up with %s', async (signal, expected, words) => {
    const pipe = join(scratch(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { child, ended } = startBuilt(words(pipe), user.env);
    // by then it waits: it listens to signals, of which Node itself leaves SIGHUP alone, and has read the line
    const isReady = () => BigInt(`0x${/SigCgt:\s*(\w+)/.exec(read(`/proc/${child.pid}/status`))?.[1] ?? '0'}`) & 1n;
    await expect.poll(isReady, { timeout: 20_000 }).toBe(1n);
    await pause(700);
    child.kill(signal);
    const ran = await ended;
    expect([ran.code ?? ran.signal, ran.stderr]).toEqual([
      expect.toBeOneOf([expected, signal]),
      expect.stringContaining('Interrupted.'),
    ]);
  });
});
