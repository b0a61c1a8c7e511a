import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../src/index.js';

const nativeApplication = '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d';
const redirect = 'http://localhost:1/code';

const opened: RunningSandbox[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(opened.map((sandbox) => sandbox.close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'globus-sandbox-'));
  folders.push(folder);
  return folder;
}

/** A sandbox in a folder of its own, closed after the tests of this file. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ dir: temporaryFolder(), ...options });
  opened.push(sandbox);
  return sandbox;
}

/** The header that opens the sandbox's own API. */
export const withKey = ({ env }: Pick<RunningSandbox, 'env'>) => ({
  'x-globus-sandbox': env['GLOBUS_SANDBOX_KEY'] ?? '',
});

export interface Answer {
  readonly status: number;
  readonly json: any;
}
/** Speaks to one service as one person: method, path under the service's URL, and a JSON body. */
export type Client = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Logs somebody in to an application, with consent to everything asked for, and returns the access token of each resource server. */
export async function logIn(
  sandbox: RunningSandbox,
  user: string,
  scope: string,
  application = nativeApplication,
): Promise<Record<string, string>> {
  const query = new URLSearchParams({
    client_id: application,
    redirect_uri: redirect,
    scope,
    response_type: 'code',
    sandbox_user: user,
  });
  const authorized = await fetch(`${sandbox.url}/auth/v2/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
  const code = new URL(authorized.headers.get('location') ?? redirect).searchParams.get('code') ?? '';
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: application,
    redirect_uri: redirect,
    code,
  });
  const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/token`, { method: 'POST', body: form });
  const token: any = await answer.json();
  if (!answer.ok) throw new Error(`login failed: ${JSON.stringify(token)}`);
  return Object.fromEntries([token, ...token.other_tokens].map((each) => [each.resource_server, each.access_token]));
}

/** A client of one service with this token. */
export function clientOf(sandbox: RunningSandbox, service: string, token?: string): Client {
  return async (method, path, body) => {
    const answer = await fetch(`${sandbox.url}/${service}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: await answer.json() };
  };
}
