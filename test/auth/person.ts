import { withKey } from '../../sandbox/test/signed-in.js';
import { expect } from 'vitest';
import { admin, type SandboxUser } from '../support/sandbox-user.js';
import type { Terminal } from '../support/terminal.js';

/** The address of a login at a sandbox. */
export const address = /(http:\/\/127\.0\.0\.1:\d+\/auth\/v2\/oauth2\/authorize\?\S+)/;

/** Opens the address that is shown, as a browser would, and pastes its code. */
export async function followAddress(terminal: Terminal, user: SandboxUser, who?: string): Promise<URL> {
  const [, url = ''] = await terminal.see(address);
  await terminal.see(/Paste the code here/);
  terminal.type(`${await user.approve(url, who)}\r`);
  return new URL(url);
}
/** Gives what is asked for. Who is logged in is not asked whether to log in: the address is the question. */
export async function acceptLogin(terminal: Terminal, user: SandboxUser): Promise<URL> {
  const url = await followAddress(terminal, user);
  expect(terminal.screen()).not.toContain('Log in now?');
  return url;
}
/** The statuses of the requests that a sandbox answered, by method and end of path. */
export const requests = async (user: SandboxUser, method: string, path: string) => {
  const log = (await (await fetch(`${user.sandbox.url}/_sandbox/log`, { headers: withKey(user.sandbox) })).json()) as {
    requests: { method: string; path: string; status: number }[];
  };
  return log.requests.filter((each) => each.method === method && each.path.endsWith(path)).map(({ status }) => status);
};
/** Makes the sandbox misbehave. */
export const fault = (user: SandboxUser, rule: object) => admin(user, 'faults', rule);
/** The next request of this kind meets a requirement. */
export const requireOnce = (user: SandboxUser, service: string, method: string, path: string, parameters: object) =>
  fault(user, {
    service,
    method,
    path,
    count: 1,
    effect: { type: 'authorization_required', authorization_parameters: parameters },
  });
