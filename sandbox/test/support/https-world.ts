/** A sandbox with a collection over a folder, and what asks its HTTPS server: there from `beforeAll` on. */
import { readFileSync } from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { beforeAll } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { logIn, openSandbox, temporaryFolder, type Client } from '../signed-in.js';
import { adminOf, plant } from '../transferring.js';
export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}
export interface Asked {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export const scopeOf = (id: string) => `https://auth.globus.org/scopes/${id}/https`;
export let sandbox: RunningSandbox, admin: Client, ca: Buffer, folder: string, shared: string, ada: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  ca = readFileSync(sandbox.caFile);
  admin = adminOf(sandbox);
  folder = temporaryFolder();
  plant(folder, { 'a.txt': '0123456789', 'deep/b.json': '{}', empty: '' });
  shared = (await admin('POST', '/collections', { display_name: 'Web', path: folder })).json.id;
  ada = await tokenOf(shared);
});

/** A token for the files of one collection. */
export async function tokenOf(
  id: string,
  user = 'ada@globusid.org',
  scope = scopeOf(id),
  world = sandbox,
): Promise<string> {
  return (await logIn(world, user, scope))[id] ?? '';
}

/** Asks over TLS, the path exactly as it is given. */
export function ask(method: string, path: string, { token, headers = {}, body }: Asked = {}): Promise<Got> {
  const { hostname, port } = new URL(sandbox.tlsUrl);
  const options: RequestOptions = {
    hostname,
    port,
    ca,
    method,
    path,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
export const get = (path: string, asked: Asked = {}) => ask('GET', `/data/${shared}${path}`, { token: ada, ...asked });
export const put = (path: string, body: string | Buffer, asked: Asked = {}) =>
  ask('PUT', `/data/${shared}${path}`, { token: ada, body, ...asked });
export const remove = (path: string, asked: Asked = {}) =>
  ask('DELETE', `/data/${shared}${path}`, { token: ada, ...asked });
export const codeOf = ({ status, text }: Got) => [status, JSON.parse(text).code as string];
/** The collection as which the login page would log in whoever is sent there; undefined for another answer. */
export const sentTo = ({ status, headers }: Got): string | undefined =>
  (status === 302 && new URL(headers.location ?? 'none:').searchParams.get('client_id')) || undefined;
