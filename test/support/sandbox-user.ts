import { withKey } from '../../sandbox/test/signed-in.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/src/index.js';
import { ensureBuilt, type Ran, runBuilt, type RunOptions } from './built.js';

const opened: RunningSandbox[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(opened.map((sandbox) => sandbox.close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'globus-user-'));
  folders.push(folder);
  return folder;
}

/** A sandbox served in this process, and the environment of somebody who uses it with the built program. */
export async function sandboxUser(options: Partial<SandboxOptions> = {}) {
  ensureBuilt();
  const sandbox = await startSandbox({ dir: scratch(), ...options });
  opened.push(sandbox);
  const home = scratch();
  const configDir = join(home, 'config');
  const env: Record<string, string> = {
    ...sandbox.env,
    HOME: home,
    GLOBUS_CONFIG_DIR: configDir,
    GLOBUS_TOKEN_STORE: 'file',
    GLOBUS_CLIENT_ID: sandbox.env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID'] ?? '',
  };
  const run = (argv: readonly string[], more: RunOptions = {}): Promise<Ran> =>
    runBuilt(argv, { ...more, env: { ...env, ...more.env } });
  /** The code that a person's browser ends with. */
  const approve = async (url: string, user = 'ada@globusid.org'): Promise<string> => {
    const asked = new URL(url);
    asked.searchParams.set('sandbox_user', user);
    const answer = await fetch(asked, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? 'http://none/').searchParams.get('code') ?? '';
  };
  const logIn = async (user?: string, more: readonly string[] = []): Promise<Ran> => {
    const begun = await run(['login', '--start', '--quiet', ...more]);
    return run(['login', '--finish', await approve(begun.stdout.trim(), user)]);
  };
  return { sandbox, home, configDir, env, run, approve, logIn };
}
export type SandboxUser = Awaited<ReturnType<typeof sandboxUser>>;

/** Asks the sandbox's own API, as its owner. */
export const admin = (user: SandboxUser, path: string, body: unknown) =>
  fetch(`${user.sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { ...withKey(user.sandbox), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What the sandbox's own API says of this, to its owner. */
export const adminGet = (user: SandboxUser, path: string) =>
  fetch(`${user.sandbox.url}/_sandbox/${path}`, { headers: withKey(user.sandbox) });
