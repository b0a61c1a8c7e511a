/** A client in the environment beside a login that is stored: whose is whose. */
import { expect, test } from 'vitest';
import { sandboxUser } from '../support/sandbox-user.js';

test('the client acts, and logout says that the stored login stays', async () => {
  const user = await sandboxUser();
  await user.logIn();
  const work = ['--profile', 'work'];
  const { stdout: address } = await user.run(['login', '--start', '--quiet', ...work]);
  await user.run(['login', '--finish', await user.approve(address.trim()), ...work]);
  const { GLOBUS_SANDBOX_CLIENT_ID: id = '', GLOBUS_SANDBOX_CLIENT_SECRET: secret = '' } = user.sandbox.env;
  const env = { GLOBUS_CLI_CLIENT_ID: id, GLOBUS_CLI_CLIENT_SECRET: secret };
  const said = "not the login of the profile 'work'";

  const named = await user.run(['whoami', '--profile', 'work'], { env });
  expect([named.code, named.stdout, named.stderr]).toEqual([
    0,
    expect.stringContaining(id),
    expect.stringContaining(said),
  ]);
  for (const words of [['whoami'], ['whoami', '--profile', 'nobody']])
    expect((await user.run(words, { env })).stderr).toBe('');
  expect((await user.run(['whoami', '--profile', 'work'])).stderr).toBe('');
  const token = (await user.run(['auth', 'token', 'transfer'])).stdout.trim();
  const handed = { env: { GLOBUS_ACCESS_TOKEN_TRANSFER: token } };
  const tasks = await user.run(['task', 'list', '--profile', 'work'], handed);
  expect([tasks.code, tasks.stderr]).toEqual([0, expect.stringContaining(`GLOBUS_ACCESS_TOKEN_TRANSFER is set`)]);
  expect((await user.run(['task', 'list'], handed)).stderr).toBe('');

  for (const [outranking, variable] of [
    [env, 'GLOBUS_CLI_CLIENT_ID'],
    [{ GLOBUS_PROFILE: 'default' }, 'GLOBUS_PROFILE'],
    [handed.env, 'GLOBUS_ACCESS_TOKEN_TRANSFER'],
  ] as const) {
    const { code, stderr } = await user.run(['auth', 'switch', 'work'], { env: outranking });
    expect([code, stderr]).toEqual([0, expect.stringContaining(`as long as these are set: ${variable}`)]);
  }
  expect((await user.run(['auth', 'switch', 'work'], { env: { GLOBUS_PROFILE: 'work' } })).stderr).toBe('');
  expect((await user.run(['auth', 'switch', 'default'])).stderr).toBe('');

  for (const words of [
    ['logout', '--yes'],
    ['logout', '--yes', '--profile', 'work'],
  ]) {
    const { code, stderr } = await user.run(words, { env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('the login that is stored here stays')]);
  }
  expect((await user.run(['whoami', '--profile', 'work'])).stdout).toBe('ada@globusid.org\n');
  for (const words of [
    ['logout', '--yes'],
    ['logout', '--yes', '--profile', 'work'],
  ])
    expect(await user.run(words)).toMatchObject({ code: 0, stderr: '' });
  expect((await user.run(['logout', '--yes'], { env })).stderr).toBe('');
});
