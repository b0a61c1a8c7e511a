/** What others may have put into the folder of a sandbox is neither believed nor written to. */
import { chmodSync, chownSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { globus, temporaryFolder } from '../support/globus.js';

const isRoot = process.geteuid?.() === 0;

let dir = '';
let precious = '';
beforeEach(() => {
  const root = temporaryFolder();
  [dir, precious] = [join(root, 'lab'), join(root, 'precious')];
  mkdirSync(dir);
  writeFileSync(precious, 'mine');
  symlinkSync(precious, join(dir, 'sandbox.log'));
  const info = { url: 'http://127.0.0.1:1', page: '', port: 1, pid: 1, dir, env: { PATH: '/theirs' } };
  writeFileSync(join(dir, 'running.json'), JSON.stringify(info));
});

const lines: readonly (readonly string[])[] = [
  ['start'],
  ['start', '--foreground'],
  ['stop'],
  ['env'],
  ['status'],
  ['log'],
].map(([word = '', ...more]) => ['sandbox', word, ...more]);

describe.skipIf(process.platform === 'win32')('a folder that others may change', () => {
  test.each(lines.map((line) => [line.join(' '), line] as const))('%s: nothing there is used', async (_, line) => {
    chmodSync(dir, 0o777);
    const { code, stdout, stderr } = await globus([...line, '--dir', dir]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: line.includes('env') ? 'false\n' : '' });
    expect(stderr).toContain(
      `The folder of the sandbox, ${dir}, can be changed by others (mode 0777): it is not used.`,
    );
    expect(stderr).toContain(`chmod go-w ${dir}\n`);
    expect(readFileSync(precious, 'utf8')).toBe('mine');
  });

  test.skipIf(!isRoot)('one of another user neither, and it is said how to name one of one’s own', async () => {
    chownSync(dir, 12345, 12345);
    for (const line of [
      ...lines.map((words) => [...words, '--dir', dir]),
      ['sandbox', 'exec', '--keep', dir, 'true'],
    ]) {
      const { code, stderr } = await globus(line);
      expect([line, code]).toEqual([line, 1]);
      expect(stderr).toContain(`The folder of the sandbox, ${dir} belongs to another user (12345; this is 0)`);
      expect(stderr).toMatch(/or name with --(dir|keep) a folder of root/);
    }
    expect(readFileSync(precious, 'utf8')).toBe('mine');
  });
});

test.each(lines.map((line) => [line.join(' '), line] as const))(
  '%s: a file where the folder should be is told of',
  async (_, line) => {
    const { code, stdout, stderr } = await globus([...line, '--dir', join(precious, 'lab')]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: line.includes('env') ? 'false\n' : '' });
    expect(stderr).toMatch(/^The sandbox \S+\/running\.json cannot be read: a part of its path is not a folder/);
    expect(stderr).toContain('or name with --dir another folder.\n');
  },
);

test.skipIf(process.platform !== 'linux')(
  'a folder that cannot be made is told of, and not tried for ever',
  async () => {
    for (const line of [
      ['sandbox', 'start', '--dir', '/proc/none/lab'],
      ['sandbox', 'exec', '--keep', '/proc/none', 'true'],
    ]) {
      const { code, stderr } = await globus(line);
      expect([line, code]).toEqual([line, 2]);
      expect(stderr).toMatch(/^The folder \/proc\/none.* cannot be made: there is no such file or folder/);
    }
  },
);

describe('what a file in the folder says', () => {
  const info = (env: object) => JSON.stringify({ url: 'http://127.0.0.1:1', page: '', port: 1, pid: 1, dir, env });
  const network = () => Promise.resolve(Response.json({ status: 'ok' }));
  test.each(['bash', 'fish', 'powershell', 'json'])(
    'a variable with another name is not printed for %s',
    async (shell) => {
      chmodSync(dir, 0o700);
      const ours = { GLOBUS_SDK_VERIFY_SSL: '/ca.pem', NODE_EXTRA_CA_CERTS: '/ca.pem', GLOBUS_SANDBOX_KEY: 'k' };
      const others = {
        'A=1; touch pwned; B': 'x',
        'GLOBUS_A; touch pwned': 'x',
        LD_PRELOAD: '/x',
        PATH: '/x',
        'GLOBUS_A\nB': 'x',
      };
      writeFileSync(join(dir, 'running.json'), info({ ...others, ...ours }));
      const { code, stdout } = await globus(['sandbox', 'env', '--shell', shell, '--dir', dir], { network });
      expect(code).toBe(0);
      for (const name of Object.keys(ours)) expect(stdout).toContain(name);
      expect(stdout).not.toMatch(/pwned|LD_PRELOAD|PATH|GLOBUS_A|'x'|"x"/);
    },
  );
});
