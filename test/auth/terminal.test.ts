import { describe, expect, test } from 'vitest';
import { sandboxUser } from '../support/sandbox-user.js';
import { hasTerminal, onTerminal } from '../support/terminal.js';
import { acceptLogin, address, fault, followAddress, requests } from './person.js';

describe.skipIf(!hasTerminal)('on a terminal', () => {
  test('login shows the address and takes the pasted code', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['login'], user.env);
    await followAddress(terminal, user);
    await terminal.see(/You are logged in as ada@globusid\.org\./);
    expect(await terminal.ended()).toBe(0);
  });

  test('an empty line is asked again, a wrong code too with a new address, and Esc puts it off', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['login'], user.env, 80);
    const [, first = ''] = await terminal.see(address);
    await terminal.see(/Paste the code here/);
    terminal.type('\r');
    await terminal.see(/Open the address above and log in: the last page shows the code\./);
    terminal.type('http://localhost:1/?code=x&state=another\r');
    await terminal.see(/That address belongs to another login\./);
    terminal.type('\u0015wrong\r');
    await terminal.see(/Globus Auth does not accept the code/);
    await terminal.see(/Press Enter for a new address/);
    terminal.type('\r');
    const url = await followAddress(terminal, user);
    expect(url.searchParams.get('state')).not.toBe(new URL(first).searchParams.get('state'));
    await terminal.see(/You are logged in as ada@globusid\.org\./);
    expect(await terminal.ended()).toBe(0);

    const left = onTerminal(['login', '--force'], user.env, 80);
    await left.see(/Paste the code here/);
    left.type('\u001b');
    await left.see(/The login was put off\.\n\nRun\n\n {2}globus login --force\n/);
    expect(await left.ended()).toBe(4);
  });

  test('the address is faint and a link where the terminal has colours, and Ctrl-Y copies it', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['login'], { ...user.env, NO_COLOR: '' }, 80);
    await terminal.see(/Paste the code here/);
    const [, url = ''] = /\u001b\]8;;(http[^\u001b]+)\u001b\\\u001b\[2mhttp/.exec(terminal.raw()) ?? [];
    terminal.type('\u0019');
    await terminal.see(/\u001b\]52;c;/);
    expect(terminal.raw()).toContain(`\u001b]52;c;${Buffer.from(url).toString('base64')}\u0007`);
    terminal.type(`${await user.approve(url)}\r`);
    await terminal.see(/You are logged in as ada@globusid\.org\./);
    expect(await terminal.ended()).toBe(0);
  });

  test('a browser of this machine is led by a short address', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['login', '--local-server'], { ...user.env, BROWSER: 'true' }, 60);
    const [, short = ''] = await terminal.see(/(http:\/\/localhost:\d+\/[\w-]{8})\s/);
    expect((await fetch(new URL('/guessed1', short))).status).toBe(404);
    const led = (await fetch(short, { redirect: 'manual' })).headers.get('location') ?? '';
    const answer = new URL(new URL(led).searchParams.get('redirect_uri') ?? '');
    answer.search = new URLSearchParams({
      code: await user.approve(led),
      state: new URL(led).searchParams.get('state') ?? '',
    }).toString();
    expect((await fetch(answer)).status).toBe(200);
    await terminal.see(/You are logged in as ada@globusid\.org\./);
    expect(await terminal.ended()).toBe(0);
  });

  test('login --qr draws the address', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['login', '--qr'], user.env);
    await terminal.see(/[▄█▀]{20}/);
    terminal.type('\u0003');
    expect(await terminal.ended()).toBe(130);
  });

  test('login --local-server takes a pasted code while it listens', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['login', '--local-server'], { ...user.env, BROWSER: 'true' });
    const [, url = ''] = await terminal.see(address);
    await terminal.see(/Or paste the code/);
    const state = new URL(url).searchParams.get('state') ?? '';
    terminal.type(`http://localhost:1/?code=${await user.approve(url)}&state=${state}\r`);
    await terminal.see(/You are logged in as ada@globusid\.org\./);
    expect(await terminal.ended()).toBe(0);
  });

  test('without an application it explains how to register one, and asks once', async () => {
    const user = await sandboxUser();
    const { GLOBUS_CLIENT_ID: id = '', ...env } = user.env;
    const terminal = onTerminal(['login'], env, 80);
    // a value a line, to be copied
    await terminal.see(/\nhttps:\/\/app\.globus\.org\/settings\/developers\n/);
    await terminal.see(/\nhttps:\/\/auth\.globus\.org\/v2\/web\/auth-code\nhttp:\/\/localhost\n/);
    await terminal.see(/Client UUID:/);
    terminal.type('mine\r');
    await terminal.see(/'mine' is not a Client UUID/);
    terminal.type(`\u0015${id}\r`);
    await followAddress(terminal, user);
    expect(await terminal.ended()).toBe(0);
    expect((await user.run(['logout', '--yes'], { env: { GLOBUS_CLIENT_ID: '' } })).code).toBe(0);
    const again = onTerminal(['login'], env);
    await followAddress(again, user);
    expect(await again.ended()).toBe(0);
    expect(again.screen()).not.toContain('developers');
  });

  test('login --client-id alone is enough afterwards', async () => {
    const user = await sandboxUser();
    const { GLOBUS_CLIENT_ID: id = '', ...env } = user.env;
    const terminal = onTerminal(['login', '--client-id', id], env);
    await followAddress(terminal, user);
    expect(await terminal.ended()).toBe(0);
    expect((await user.run(['logout', '--yes'], { env: { GLOBUS_CLIENT_ID: '' } })).code).toBe(0);
    const again = onTerminal(['login'], env);
    await followAddress(again, user);
    expect(await again.ended()).toBe(0);
  });

  test('a command without a login offers one and goes on', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['whoami'], user.env);
    await terminal.see(/You are not logged in to Globus\./);
    await terminal.see(/Log in now\?/);
    terminal.type('\r');
    await followAddress(terminal, user);
    await terminal.see(/Logged in as ada@globusid\.org\./);
    await terminal.see(/\nada@globusid\.org\n/);
    expect(await terminal.ended()).toBe(0);
  });

  test('a login put off is exit 4 with the command for later', async () => {
    const user = await sandboxUser();
    const terminal = onTerminal(['whoami'], user.env);
    await terminal.see(/Log in now\?/);
    terminal.type('n\r');
    await terminal.see(/The login was put off\.\n\nRun\n\n {2}globus login\n/);
    expect(await terminal.ended()).toBe(4);
  });

  test('ConsentRequired is said in plain words, consented to, and the same call made again', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const mapped = user.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] ?? '';
    const terminal = onTerminal(['ls', `${mapped}:/`], user.env);
    await terminal.see(/Sandbox Storage asks for your permission to reach its data\./);
    const url = await acceptLogin(terminal, user);
    expect(url.searchParams.get('scope')).toContain(`[*https://auth.globus.org/scopes/${mapped}/data_access]`);
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'GET', '/ls')).toEqual([403, 200]);
    // and never again
    expect((await user.run(['ls', `${mapped}:/`])).code).toBe(0);
  });

  test('a transfer asks for its consents before it is submitted, and once', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const [mapped = '', tutorial = ''] = ['MAPPED_COLLECTION', 'TUTORIAL'].map(
      (name) => user.env[`GLOBUS_SANDBOX_${name}`],
    );
    const terminal = onTerminal(
      ['transfer', `${tutorial}:/home/share/godata/file1.txt`, `${mapped}:/~/file1.txt`, '--wait'],
      user.env,
    );
    await terminal.see(/Sandbox Storage asks for your permission to reach its data\./);
    await acceptLogin(terminal, user);
    await terminal.see(/✓ succeeded/);
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'POST', '/transfer')).toEqual([202]);
  });

  test.each([
    [
      'an identity',
      { session_required_identities: ['IDENTITY'] },
      /log in again as ada@globusid\.org/,
      'session_required_identities',
    ],
    [
      'a domain',
      { session_required_single_domain: ['university.example'] },
      /identity of university\.example/,
      'session_required_single_domain',
    ],
    ['a second factor only', { session_required_mfa: true }, /second factor/, 'session_required_mfa'],
    ['a fresh login', { session_message: 'This was long ago.', prompt: 'login' }, /This was long ago\./, 'prompt'],
  ])('a requirement of %s is met in place', async (_what, parameters, words, key) => {
    const user = await sandboxUser();
    await user.logIn();
    const asked = JSON.parse(
      JSON.stringify(parameters).replace('IDENTITY', user.env['GLOBUS_SANDBOX_IDENTITY'] ?? ''),
    ) as object;
    await fault(user, {
      service: 'transfer',
      method: 'GET',
      path: '*/ls',
      count: 1,
      effect: { type: 'authorization_required', authorization_parameters: asked },
    });
    const terminal = onTerminal(['ls', `${user.env['GLOBUS_SANDBOX_TUTORIAL']}:/`], user.env);
    await terminal.see(words);
    const url = await acceptLogin(terminal, user);
    expect(url.searchParams.has(key)).toBe(true);
    expect(url.searchParams.get('prompt')).toBe('login');
    expect(await terminal.ended()).toBe(0);
    expect(await requests(user, 'GET', '/ls')).toEqual([403, 200]);
  });

  test('session update logs in with another linked identity, and session show tells', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const terminal = onTerminal(['session', 'update', 'ada.lovelace@university.example'], user.env);
    await followAddress(terminal, user);
    expect(await terminal.ended()).toBe(0);
    expect((await user.run(['session', 'show'])).stdout).toContain('ada.lovelace@university.example');
    // the keys of an introspection, as far as a login of our own knows them
    const shown = JSON.parse((await user.run(['session', 'show', '-F', 'json'])).stdout) as {
      readonly session_id: unknown;
      readonly authentications: object;
    };
    expect(shown.session_id).toBeNull();
    expect(Object.values(shown.authentications)).toContainEqual({
      acr: null,
      amr: null,
      auth_time: expect.any(Number),
      custom_claims: {},
      idp: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await user.run(['whoami'])).stdout).toBe('ada@globusid.org\n');
  });
});

describe('off a terminal', () => {
  test('a requirement is exit 4, with the exact command on stderr and as data in JSON', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const mapped = user.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] ?? '';
    const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${mapped}/data_access]`;
    const text = await user.run(['ls', `${mapped}:/`]);
    expect(text).toMatchObject({ code: 4, stdout: '' });
    expect(text.stderr).toContain(`\n  globus session consent '${scope}'\n`);
    const json = await user.run(['ls', `${mapped}:/`, '-F', 'json']);
    expect(json.code).toBe(4);
    expect(JSON.parse(json.stderr)).toMatchObject({
      command: `globus session consent '${scope}'`,
      authorization_parameters: { required_scopes: [scope] },
      exit_code: 4,
    });
  });
});
