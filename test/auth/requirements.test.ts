import { describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from '../support/sandbox-user.js';
import { hasTerminal, onTerminal } from '../support/terminal.js';
import { acceptLogin, fault, followAddress, requests, requireOnce } from './person.js';
import { changeTokens } from './stored.js';

/** One call of each service, and what the sandbox calls the service. */
const calls = [
  ['auth', 'auth', ['get-identities', 'ada@globusid.org'], '*/identities'],
  ['transfer', 'transfer', ['endpoint', 'search', 'tutorial'], '*/endpoint_search'],
  ['groups', 'groups', ['group', 'list'], '*/my_groups'],
  ['search', 'search', ['search', 'index', 'list'], '*/index_list'],
  ['flows', 'flows', ['flows', 'list'], '/flows'],
  ['timers', 'timer', ['timer', 'list'], '/jobs/'],
  ['compute', 'compute', ['compute', 'endpoint', 'list'], '*/endpoints'],
] as const;

/** What a user meets off a terminal: exit 4, the exact command, and the requirement as data. */
async function refusedOffTerminal(user: SandboxUser, argv: readonly string[], command: string, parameters: object) {
  const text = await user.run(argv);
  expect(text).toMatchObject({ code: 4, stdout: '' });
  expect(text.stderr).toContain(`\nRun\n\n  ${command}\n\nto continue.\n`);
  const json = await user.run([...argv, '-F', 'json']);
  expect([json.code, JSON.parse(json.stderr)]).toMatchObject([
    4,
    { command, authorization_parameters: parameters, exit_code: 4 },
  ]);
}

describe.skipIf(!hasTerminal)('a requirement of any service', () => {
  test.each(calls)(
    '%s: is met in place on a terminal, with one more call; elsewhere it is exit 4',
    async (_name, service, argv, path) => {
      const user = await sandboxUser();
      await user.logIn();
      const parameters = {
        session_message: 'The data here is precious.',
        session_required_identities: [user.env['GLOBUS_SANDBOX_IDENTITY'] ?? ''],
      };
      await requireOnce(user, service, 'GET', path, parameters);
      const terminal = onTerminal(argv, user.env);
      await terminal.see(/The data here is precious\.\n+You have to log in again as ada@globusid\.org\./);
      const url = await acceptLogin(terminal, user);
      expect(url.searchParams.get('session_message')).toBe('The data here is precious.');
      expect([await terminal.ended(), terminal.screen()]).toEqual([0, expect.not.stringMatching(/^Run$/m) as string]);
      // the person's name for the question is looked up at the same address as what this command asks of Auth
      const nameToo = service === 'auth' ? [200] : [];
      expect(await requests(user, 'GET', path.replace('*', ''))).toEqual([403, ...nameToo, 200]);

      await fault(user, {
        service,
        method: 'GET',
        path,
        count: 2,
        effect: { type: 'authorization_required', authorization_parameters: parameters },
      });
      await refusedOffTerminal(
        user,
        argv,
        `globus session update ${parameters.session_required_identities[0]}`,
        parameters,
      );
    },
  );

  test('a policy: the command that is named satisfies it', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const project = JSON.parse(
      (await user.run(['project', 'create', 'Lab', '--contact-email', 'lab@example.org', '-F', 'json'])).stdout,
    ) as { project: { id: string } };
    const made = await user.run([
      'policy',
      'create',
      'Strict',
      '--project',
      project.project.id,
      '--description',
      'x',
      '--high-assurance',
      '--authentication-assurance-timeout',
      '600',
      '-F',
      'json',
    ]);
    const { policy } = JSON.parse(made.stdout) as { policy: { id: string } };
    const parameters = { session_required_policies: [policy.id] };
    await fault(user, {
      service: 'groups',
      count: 2,
      effect: { type: 'authorization_required', authorization_parameters: parameters },
    });
    await refusedOffTerminal(user, ['group', 'list'], `globus session update --policy ${policy.id}`, parameters);
    const begun = onTerminal(['session', 'update', '--policy', policy.id, '--local-server'], {
      ...user.env,
      BROWSER: 'true',
    });
    const [, url = ''] = await begun.see(/(http:\/\/127\.0\.0\.1:\d+\/auth\/v2\/oauth2\/authorize\?\S+)/);
    expect(new URL(url).searchParams.get('session_required_policies')).toBe(policy.id);
    await begun.see(/Or paste the code/);
    begun.type(`${await user.approve(url)}\r`);
    expect(await begun.ended()).toBe(0);
  });

  test('a second factor alone: the command that is named asks for it, and nothing else', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const parameters = { session_required_mfa: true };
    await fault(user, {
      service: 'groups',
      count: 2,
      effect: { type: 'authorization_required', authorization_parameters: parameters },
    });
    await refusedOffTerminal(user, ['group', 'list'], 'globus session update --mfa', parameters);
    const terminal = onTerminal(['session', 'update', '--mfa'], user.env);
    const url = await followAddress(terminal, user);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ session_required_mfa: 'true', prompt: 'login' });
    expect(await terminal.ended()).toBe(0);
  });

  test('a login that has ended is offered anew, and the command goes on', async () => {
    const user = await sandboxUser();
    await user.logIn();
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1, refresh_token: 'gone' }));
    const terminal = onTerminal(['whoami'], user.env);
    await terminal.see(/The login has ended: Globus Auth does not renew it any more\./);
    await acceptLogin(terminal, user);
    await terminal.see(/\nada@globusid\.org\n/);
    expect(await terminal.ended()).toBe(0);
  });
});

test.skipIf(!hasTerminal)(
  'a GCS Manager that wants a fresh login gets it: login to the endpoint and session, each asked for once',
  async () => {
    const user = await sandboxUser();
    await user.logIn();
    const [endpoint = '', identity = ''] = ['ENDPOINT', 'IDENTITY'].map((name) => user.env[`GLOBUS_SANDBOX_${name}`]);
    const detail = {
      DATA_TYPE: 'authentication_timeout#1.1.0',
      high_assurance: true,
      identities: [identity],
      require_mfa: true,
    };
    const effect = {
      type: 'status',
      status: 403,
      code: 'permission_denied',
      message: 'You must reauthenticate.',
      extra: { detail },
    };
    await fault(user, { service: 'gcs', method: 'GET', path: '*/api/endpoint', count: 1, effect });
    const terminal = onTerminal(['gcs', 'endpoint', 'show', endpoint], user.env);
    await terminal.see(/Sandbox Endpoint asks for your permission to manage it\./);
    await acceptLogin(terminal, user);
    await terminal.see(/You have to log in again as ada@globusid\.org\.\nYou have to log in with a second factor\./);
    const url = await acceptLogin(terminal, user);
    expect(url.searchParams.get('session_required_identities')).toBe(identity);
    expect(url.searchParams.get('scope')).toContain(`${endpoint}:manage_collections`);
    await terminal.see(/^Sandbox Endpoint +server$/m);
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'GET', '/api/endpoint')).toEqual([403, 200]);
  },
);

test('a client gives its own consents, silently and once', async () => {
  const user = await sandboxUser();
  const env = {
    GLOBUS_CLI_CLIENT_ID: user.env['GLOBUS_SANDBOX_CLIENT_ID'] ?? '',
    GLOBUS_CLI_CLIENT_SECRET: user.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '',
  };
  const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${user.env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}/data_access]`;
  const search = () =>
    user.run(['endpoint', 'search', 'tutorial', '--limit', '1', '--jmespath', 'DATA[0].entity_type'], { env });
  const wanted = (count: number) =>
    fault(user, {
      service: 'transfer',
      method: 'GET',
      path: '*/endpoint_search',
      count,
      effect: { type: 'consent_required', required_scopes: [scope] },
    });
  await wanted(1);
  expect(await search()).toMatchObject({ code: 0, stdout: '"GCSv5_guest_collection"\n', stderr: '' });
  expect(await requests(user, 'GET', '/endpoint_search')).toEqual([403, 200]);
  // a service that goes on asking is believed the second time
  await wanted(10);
  expect(await search()).toMatchObject({ code: 4, stdout: '' });
  expect(await requests(user, 'GET', '/endpoint_search')).toEqual([403, 200, 403, 403]);
});

describe.skipIf(!hasTerminal)('work that needs more', () => {
  test('a submission that meets a requirement is sent again with its submission id', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const tutorial = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
    const collection = user.env['GLOBUS_SANDBOX_COLLECTION'] ?? '';
    await requireOnce(user, 'transfer', 'POST', '*/transfer', { session_required_mfa: true });
    const terminal = onTerminal(
      ['transfer', `${tutorial}:/home/share/godata/file1.txt`, `${collection}:/~/file1.txt`],
      user.env,
    );
    await acceptLogin(terminal, user);
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'GET', '/submission_id')).toEqual([200]);
    expect(await requests(user, 'POST', '/transfer')).toEqual([403, 202]);
    expect(JSON.parse((await user.run(['task', 'list', '-F', 'json'])).stdout)).toMatchObject({
      DATA: [{ type: 'TRANSFER' }],
    });
  });

  test('a timer asks for its consent before it is made, and is made once', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const [mapped = '', tutorial = ''] = ['MAPPED_COLLECTION', 'TUTORIAL'].map(
      (name) => user.env[`GLOBUS_SANDBOX_${name}`],
    );
    const argv = [
      'timer',
      'create',
      'transfer',
      `${tutorial}:/home/share/godata/file1.txt`,
      `${mapped}:/~/file1.txt`,
      '--interval',
      '1d',
    ];
    const refused = await user.run(argv);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain(`\n  globus session consent --timer-data-access ${mapped}\n`);
    const terminal = onTerminal(argv, user.env);
    await terminal.see(/Timers asks for your permission to reach the data of Sandbox Storage\./);
    await acceptLogin(terminal, user);
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'POST', '/v2/timer')).toEqual([201]);
  });

  test('a flow asks at once for itself and for the data it will reach, before it is started', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const [mapped = '', tutorial = '', flow = ''] = ['MAPPED_COLLECTION', 'TUTORIAL', 'FLOW'].map(
      (name) => user.env[`GLOBUS_SANDBOX_${name}`],
    );
    const argv = [
      'flows',
      'start',
      flow,
      `source=${tutorial}:/home/share/godata/file1.txt`,
      `destination=${mapped}:/~/file1.txt`,
    ];
    const refused = await user.run(argv);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(/\n {2}globus session consent 'https:/);
    const terminal = onTerminal(argv, user.env);
    await terminal.see(/The flow .* asks for your permission to reach the data of Sandbox Storage\./);
    const url = await acceptLogin(terminal, user);
    expect(url.searchParams.get('scope')).toContain(
      `flow_${flow.replaceAll('-', '_')}_user[urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${mapped}/data_access]]`,
    );
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'POST', '/run')).toEqual([201]);
    const id = (await user.run(['flows', 'run', 'list', '--jmespath', 'runs[0].run_id', '-F', 'unix'])).stdout.trim();
    await expect
      .poll(
        async () =>
          (
            JSON.parse((await user.run(['flows', 'run', 'show', id, '-F', 'json'])).stdout) as {
              details: { code: string };
            }
          ).details.code,
        { timeout: 20_000 },
      )
      .not.toBe('FlowStarting');
    expect(
      (await user.run(['flows', 'run', 'show', id, '--jmespath', 'details.code', '-F', 'unix'])).stdout,
    ).not.toContain('ConsentRequired');
  });
});
