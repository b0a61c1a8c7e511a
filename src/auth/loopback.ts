import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthRequiredError, CliError } from '../errors.js';
import { otherWays } from './requirements.js';
import { visible } from '../visible.js';

export interface Loopback {
  /** Where the browser is to be sent back to: this machine, a port of our own. */
  readonly redirectUri: string;
  /** A short address that leads a browser of this machine to `url`; nobody guesses it. */
  readonly leadTo: (url: string) => string;
  /** The code that the browser brings to `state`. Rejects on a denial and when the time is over. */
  readonly code: (state: string) => Promise<string>;
  readonly close: () => void;
}

const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body style="font:1.1rem sans-serif;margin:4rem auto;max-width:32rem"><h1>${title}</h1><p>${text}</p></body></html>`;

/**
 * Listens on loopback for the one answer of a login; anything else that calls is turned away. `line` is what began the login, and would
 * begin it anew.
 */
export async function loopback(timeoutMilliseconds: number, line: string): Promise<Loopback> {
  let expected: { state: string; done: (code: string) => void; fail: (error: Error) => void } | undefined;
  const answer = (response: ServerResponse, status: number, title: string, text: string) =>
    response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' })
      .end(page(title, text));

  const short = `/${randomBytes(6).toString('base64url')}`;
  let leadsTo: string | undefined;
  const take = (request: IncomingMessage, response: ServerResponse) => {
    if (leadsTo !== undefined && request.method === 'GET' && request.url === short) {
      response.writeHead(302, { location: leadsTo, connection: 'close' }).end();
      return;
    }
    const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
    const [code, error] = [query.get('code'), query.get('error')];
    if (!expected || request.method !== 'GET' || (!code && !error)) {
      answer(response, 404, 'Nothing here', 'This address only receives the answer of a Globus login.');
      return;
    }
    if (query.get('state') !== expected.state) {
      answer(
        response,
        400,
        'Not this login',
        'This answer belongs to another login. Use the address that globus printed last.',
      );
      return;
    }
    const { done, fail } = expected;
    expected = undefined;
    // whoever waits closes the listener, and with it every connection: the page goes first
    if (code) {
      answer(response, 200, 'You are logged in', 'You can close this page and go back to the terminal.');
      response.once('close', () => done(code));
    } else {
      answer(response, 200, 'The login was refused', 'You can close this page; the terminal says how to try again.');
      response.once('close', () => fail(denied(error ?? '', query.get('error_description'), line)));
    }
  };

  const server = createServer(take);
  await new Promise<void>((listening, fail) => {
    server.once('error', (cause) => {
      fail(
        new CliError(`Cannot listen on any port of this machine: ${cause.message}.`, {
          cause,
          hint: 'Log in without --local-server.',
        }),
      );
    });
    server.listen(0, '127.0.0.1', listening);
  });
  let timer: NodeJS.Timeout | undefined;
  const redirectUri = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    redirectUri,
    leadTo: (url) => {
      leadsTo = url;
      return `${redirectUri}${short}`;
    },
    code: (state) =>
      new Promise((done, fail) => {
        expected = { state, done, fail };
        timer = setTimeout(() => fail(tooLate(timeoutMilliseconds, line)), timeoutMilliseconds);
      }),
    close: () => {
      clearTimeout(timer);
      server.close();
      // those that a browser opened ahead and never used, too: they would hold the process
      server.closeAllConnections();
    },
  };
}

/** What Globus Auth calls scopes that do not exist, as those of an id that nothing has. */
const unknownScope = /^(invalid|unknown)_scope/i;

function denied(code: string, description: string | null, line: string): AuthRequiredError {
  const hint = unknownScope.test(code)
    ? `Globus Auth does not know what the login asks for: check the ids and scopes in the command, and run it again.\n\n  ${line}\n\nIf the command has none, something that you logged in for before was deleted. Begin anew:\n\n  globus logout && globus login`
    : undefined;
  const why = visible(description ?? code).replace(/\.$/, '');
  return new AuthRequiredError(`The login was refused: ${why}.`, { prompt: 'login' }, line, hint ? { hint } : {});
}
const tooLate = (milliseconds: number, line: string) =>
  new AuthRequiredError(
    `Nobody logged in within ${Math.round(milliseconds / 60_000)} minutes.`,
    { prompt: 'login' },
    line,
    { hint: `Run the command again, and open the address that it shows.\n${otherWays(line)}` },
  );
