import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt, runBuilt } from '../support/built.js';
import { scratch } from '../support/sandbox-user.js';

beforeAll(ensureBuilt);

const home = scratch();
const run = (...argv: string[]) =>
  runBuilt(argv, { env: { HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config') }, cwd: home });

test('a world that comes with the sandbox is begun with, as the one whom its file names', async () => {
  const said = await run(
    'sandbox',
    'exec',
    '--world',
    'class',
    '--',
    'sh',
    '-c',
    'globus whoami && globus ls Lecture:/',
  );
  expect(said).toMatchObject({ code: 0, stdout: 'teacher@class.example\ndata/\nreadme.txt\n' });
});

test('a file that is wrong is told with its lines, and leaves nothing running', async () => {
  writeFileSync(join(home, 'wrong.yaml'), 'people:\n  - username: jo@x.example\n    nme: Jo\n');
  for (const how of [['start', '--port', '0'], ['exec']]) {
    const after = how[0] === 'exec' ? ['--', 'true'] : [];
    const { code, stdout, stderr } = await run('sandbox', ...how, '--world', 'wrong.yaml', ...after);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^wrong\.yaml makes no world:\n\nline 3, people\[0\]\.nme: there is no such key here, only /,
    );
  }
  expect(existsSync(join(home, 'config/sandbox/running.json'))).toBe(false);
});

test('a name that is neither a file nor one of them says what there is', async () => {
  const { code, stderr } = await run('sandbox', 'start', '--port', '0', '--world', 'nowhere');
  expect(code).toBe(2);
  expect(stderr).toContain('Invalid value for --world: nowhere cannot be read: there is no such file or folder');
  expect(stderr).toContain('one that comes with the sandbox: campus, class, instrument.');
});
