import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { loopback } from '../../src/auth/loopback.js';

/** Sends one raw request and gives the status line's number, or the error's code. */
const ask = (host: string, port: number, target: string) =>
  new Promise<string | undefined>((done) => {
    const socket = connect({ host, port }, () => socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`));
    socket.on('data', (chunk: Buffer) => {
      done(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString())?.[1]);
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code));
  });
const line = 'globus login --gcs X';
const portOf = (redirectUri: string) => Number(new URL(redirectUri).port);

test('the listener answers its own login once, and outlives nonsense', async () => {
  const listener = await loopback(60_000, line);
  try {
    const port = portOf(listener.redirectUri);
    const code = listener.code('right');
    for (const [target, status] of [
      ['//', '404'],
      ['/?code=', '404'],
      ['http://[', '404'],
      ['/?code=a', '400'],
      ['/?code=a&state=wrong', '400'],
    ]) {
      expect([target, await ask('127.0.0.1', port, target ?? '')]).toEqual([target, status]);
    }
    expect(await ask('127.0.0.1', port, '/?code=good&state=right')).toBe('200');
    expect(await ask('127.0.0.1', port, '/?code=late&state=right')).toBe('404');
    expect(await code).toBe('good');
  } finally {
    listener.close();
  }
});

test('a connection that a browser opened ahead does not outlive the login, and the page is sent whole', async () => {
  const listener = await loopback(60_000, 'globus login');
  const port = portOf(listener.redirectUri);
  const code = listener.code('s');
  const ahead = connect({ host: '127.0.0.1', port });
  await new Promise((done) => ahead.once('connect', done));
  const closed = new Promise((done) => ahead.once('close', done));
  const page = fetch(`http://127.0.0.1:${port}/?code=good&state=s`).then((response) => response.text());
  await code;
  listener.close();
  expect(await page).toMatch(/You are logged in.*<\/html>$/);
  await closed;
});

test.skipIf(process.platform !== 'linux')('the listener is on one loopback address only', async () => {
  const listener = await loopback(60_000, line);
  try {
    // every 127.x address reaches what listens on all addresses
    expect(await ask('127.0.0.2', portOf(listener.redirectUri), '/')).toBe('ECONNREFUSED');
    expect(await ask('127.0.0.1', portOf(listener.redirectUri), '/')).toBe('404');
  } finally {
    listener.close();
  }
});

test('a denial, and a browser that never comes, are said', async () => {
  const listener = await loopback(60_000, line);
  const denied = listener.code('s');
  const settled = expect(denied).rejects.toMatchObject({
    message: 'The login was refused: I do not want to.',
    command: line,
    hint: `Run\n\n  ${line}\n\nto continue.`,
  });
  await ask(
    '127.0.0.1',
    portOf(listener.redirectUri),
    '/?error=access_denied&error_description=I+do+not+want+to&state=s',
  );
  await settled;
  listener.close();

  const impatient = await loopback(30, line);
  await expect(impatient.code('s')).rejects.toMatchObject({
    message: expect.stringMatching(/^Nobody logged in within/) as string,
    exitCode: 4,
    command: line,
    hint: expect.stringContaining('\n  globus login --gcs X --start    prints the address to open\n') as string,
  });
  impatient.close();
});

test('what does not exist is said to be mistyped, with the line that was typed', async () => {
  const listener = await loopback(60_000, line);
  const denied = expect(listener.code('s')).rejects.toMatchObject({
    message: 'The login was refused: unknown scopes: a.',
    hint: `Globus Auth does not know what the login asks for: check the ids and scopes in the command, and run it again.\n\n  ${line}\n\nIf the command has none, something that you logged in for before was deleted. Begin anew:\n\n  globus logout && globus login`,
  });
  await ask(
    '127.0.0.1',
    portOf(listener.redirectUri),
    '/?error=invalid_scope&error_description=unknown+scopes:+a&state=s',
  );
  await denied;
  listener.close();
});
