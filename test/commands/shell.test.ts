import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { globus, temporaryFolder, userId, usualLogins, writeLogin } from '../support/globus.js';

describe('cli-profile-list', () => {
  test('lists logins and marks the one in use', async () => {
    const configDir = temporaryFolder();
    writeLogin(configDir, usualLogins);
    const { code, stdout } = await globus(['cli-profile-list'], { configDir });
    expect([code, stdout]).toEqual([0, expect.stringContaining(userId)]);
    expect(JSON.parse((await globus(['cli-profile-list', '-F', 'json'], { configDir })).stdout)).toMatchObject([
      { environment: 'production', identity_id: userId, current: true },
    ]);
    expect((await globus(['cli-profile-list', '--jmespath', '[?'], { configDir })).code).toBe(1);
  });
});

describe('completion', () => {
  const hasBash = spawnSync('bash', ['--version']).status === 0;
  if (!hasBash) console.log('skipped: the completion script is read by bash, which this machine does not have');
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s', async (shell) => {
    const { code, stdout } = await globus(['completion', shell]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('globus')]);
    expect(JSON.parse((await globus(['completion', shell, '-F', 'json'])).stdout)).toEqual({ shell, script: stdout });
  });
  test.runIf(hasBash)('bash takes the script', async () => {
    const { stdout } = await globus(['completion', 'bash']);
    expect(spawnSync('bash', ['-n'], { input: stdout, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
  test('of a shell that there is none for', async () => {
    expect(await globus(['completion', 'tcsh'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining("'bash'"),
    });
  });
});
