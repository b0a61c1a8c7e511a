import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../src/version.js';
import { fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder, userId } from '../support/globus.js';

const executable = new URL('../../bin/globus.js', import.meta.url).pathname;

test('version says which one this is', async () => {
  expect(await globus(['version'])).toEqual({ code: 0, stdout: `Installed version: ${version}\n`, stderr: '' });
});

test('version -v says what it runs on', async () => {
  const { stdout } = await globus(['version', '-v']);
  expect(stdout.split('\n').map((line) => line.split(':')[0])).toEqual([
    'Installed version',
    'Node.js',
    'Platform',
    'Installed at',
    '',
  ]);
});

test('version as JSON carries all of it', async () => {
  const { stdout } = await globus(['version', '-F', 'json']);
  expect(JSON.parse(stdout)).toEqual({ version, node: process.versions.node, platform: process.platform, executable });
});

test('version and list-commands work with a configuration that is damaged', async () => {
  const configDir = temporaryFolder();
  writeFileSync(join(configDir, 'config.json'), '{');
  expect(await globus(['version'], { configDir })).toMatchObject({ code: 0, stderr: '' });
  expect(await globus(['list-commands', '-F', 'json'], { configDir })).toMatchObject({ code: 0, stderr: '' });
  // which it really is
  expect((await globus(['whoami'], { configDir })).stderr).toContain('is damaged');
});

test('version takes no argument', async () => {
  expect(await globus(['version', '2'])).toMatchObject({ code: 2, stdout: '' });
});

test('update says how, and asks nobody', async () => {
  const folder = executable.replace('/bin/globus.js', '');
  expect((await globus(['update', '--yes'])).stdout).toBe(
    `globus ${version} is installed at ${executable}.\nThis command changes nothing and contacts no server. To update, run:\n\n` +
      `  cd '${folder}'\n  git pull\n  npm ci\n  npm run build\n`,
  );
});

test('update as JSON names the commands', async () => {
  expect((await globus(['update', '--jmespath', 'installed_from'])).stdout).toBe('"checkout"\n');
});

test('update refuses a flag it does not have', async () => {
  expect((await globus(['update', '--now'])).code).toBe(2);
});

test('list-commands groups commands under their topics', async () => {
  const { stdout, code } = await globus(['list-commands']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^=== globus ===\n\n {4}\S+ +\S.*\.\n/);
  expect(stdout).toContain(
    '\n=== globus endpoint permission ===\n\n    create                             Give someone access to a path of a guest collection.\n',
  );
  expect(stdout).not.toContain('is-activated');
});

test('list-commands prints paths for scripts', async () => {
  const { stdout } = await globus(['list-commands', '--jmespath', 'commands[].path', '-F', 'json']);
  const paths = JSON.parse(stdout) as string[];
  expect(paths).toEqual(expect.arrayContaining(['ls', 'transfer', 'endpoint role create', 'list-commands']));
  expect(new Set(paths).size).toBe(paths.length);
});

test('list-commands takes no argument', async () => {
  expect((await globus(['list-commands', 'all'])).code).toBe(2);
});

test('--show-server-timing says on stderr how long each answer took', async () => {
  const api = fakeApi([
    {
      method: 'GET',
      url: 'https://auth.globus.org/v2/oauth2/userinfo',
      response: { sub: userId, preferred_username: 'ada@example.org' },
    },
  ]);
  const { code, stdout, stderr } = await globus(['whoami', '--show-server-timing'], { api });
  expect([code, stdout]).toEqual([0, 'ada@example.org\n']);
  expect(stderr).toMatch(/^Server timing: GET https:\/\/auth\.globus\.org\/v2\/oauth2\/userinfo: \d+ ms\n$/);
});
