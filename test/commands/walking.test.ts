/** `du`, `find` and `tree` by the built program, against a sandbox. */
import { mkdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, type SandboxUser, sandboxUser, scratch } from '../support/sandbox-user.js';
import { cells } from '../support/table.js';

let user: SandboxUser;
let folder: string;
beforeAll(async () => {
  folder = scratch();
  mkdirSync(join(folder, 'runs/deep/er'), { recursive: true });
  writeFileSync(join(folder, 'runs/deep/er/end.h5'), '12345');
  writeFileSync(join(folder, 'runs/.hidden'), '123');
  writeFileSync(join(folder, 'runs/big.h5'), '');
  truncateSync(join(folder, 'runs/big.h5'), 2_000_000);
  writeFileSync(join(folder, 'top.txt'), '1');
  utimesSync(join(folder, 'top.txt'), new Date('2020-01-01'), new Date('2020-01-01'));
  symlinkSync('..', join(folder, 'runs/loop'));
  user = await sandboxUser({ autoLogin: 'ada@globusid.org' });
  expect((await admin(user, 'collections', { display_name: 'Walks', path: folder })).ok).toBe(true);
  await user.logIn();
}, 120_000);

describe('by the name of a collection', () => {
  test('du adds up what is there, and follows no link', async () => {
    const { code, stdout, stderr } = await user.run(['du', 'Walks:/', '-F', 'json']);
    expect([code, stderr]).toEqual([0, '']);
    const { DATA } = JSON.parse(stdout) as { DATA: unknown[] };
    expect(DATA).toEqual([
      { path: '/runs/deep/er', bytes: 5, files: 1, folders: 0 },
      { path: '/runs/deep', bytes: 5, files: 1, folders: 1 },
      { path: '/runs', bytes: 2_000_008, files: 4, folders: 2 },
      { path: '/', bytes: 2_000_009, files: 5, folders: 3 },
    ]);
    const text = await user.run(['du', '--summarize', '-H', 'Walks:/runs/', 'Walks:/runs/deep']);
    expect(cells(text.stdout)).toEqual([
      ['Bytes', 'Files', 'Folder'],
      ['2.0 MB', '4', '/runs'],
      ['5 B', '1', '/runs/deep'],
    ]);
  });
  test('find prints paths, with NULs where they are asked for', async () => {
    expect((await user.run(['find', 'Walks:/', '--name', '*.h5'])).stdout).toBe('/runs/big.h5\n/runs/deep/er/end.h5\n');
    expect((await user.run(['find', 'Walks:/', '--type', 'file', '--older', '2021-01-01', '--print0'])).stdout).toBe(
      '/top.txt\0',
    );
    const large = await user.run(['find', 'Walks:/', '--size', '+1M', '-F', 'ndjson']);
    expect(JSON.parse(large.stdout)).toMatchObject({ path: '/runs/big.h5', name: 'big.h5', size: 2_000_000 });
    expect((await user.run(['find', 'Walks:/', '--newer', 'soon'])).code).toBe(2);
  });
  test('tree draws it', async () => {
    expect((await user.run(['tree', 'Walks:/'])).stdout).toBe(
      [
        '├── runs/',
        '│   ├── big.h5',
        '│   ├── deep/',
        '│   │   └── er/',
        '│   │       └── end.h5',
        '│   └── loop/',
        '└── top.txt',
        '',
      ].join('\n'),
    );
    expect((await user.run(['tree', '--depth', '0', 'Walks:/'])).stdout).toBe('├── runs/\n└── top.txt\n');
  });
  test('a service that is too busy ends nothing', async () => {
    const rule = { service: 'transfer', method: 'GET', path: '/**/ls', count: 8 };
    const made = await admin(user, 'faults', { ...rule, effect: { type: 'status', status: 429, retry_after: 0 } });
    expect(await made.text()).toContain('429');
    const { code, stdout } = await user.run(['du', '--summarize', 'Walks:/', '-F', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ DATA: [{ bytes: 2_000_009 }] });
  });
  test('what is not there is an error', async () => {
    expect(await user.run(['du', 'Walks:/nope'])).toMatchObject({
      code: 1,
      stdout: expect.not.stringContaining('nope'),
    });
  });

  test('find --exec runs lines of this program and others for what it finds, by id', async () => {
    const h5 = ['find', 'Walks:/', '--name', '*.h5', '--exec'];
    const paths = ['/runs/big.h5', '/runs/deep/er/end.h5'];
    const stats = await user.run([...h5, 'globus stat {} -F unix --jmespath [name,size]']);
    expect(stats).toMatchObject({ code: 0, stdout: 'big.h5\t2000000\nend.h5\t5\n', stderr: '' });
    const { stdout } = await user.run([...h5, `"${process.execPath}" -p "process.argv.slice(1).join()" {} +`]);
    const id = /^[0-9a-f-]{36}/.exec(stdout)?.[0] ?? '';
    expect(stdout).toBe(`${paths.map((path) => `${id}:${path}`).join()}\n`);
    const failing = await user.run([...h5, 'globus ls {}/none']);
    expect(failing).toMatchObject({ code: 1, stdout: '' });
    expect(failing.stderr).toContain(
      `2 of 2 commands failed; the first: 'globus ls ${id}:${paths[0]}/none' ended with 1.`,
    );
    expect(await user.run([...h5, 'globus stat'])).toMatchObject({ code: 2, stdout: '' });
    expect(await user.run([...h5, 'globus stat {}', '--print0'])).toMatchObject({ code: 2 });
  });
});
