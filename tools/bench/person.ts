import { join } from 'node:path';
import type { BareRequest } from './bare.js';
import { bin, node, scratchFolder } from './measure.js';
import type { SandboxServer } from './sandbox-server.js';

/** Somebody who has logged in to a sandbox and keeps the login in a file. */
export async function person(server: SandboxServer) {
  const env: Readonly<Record<string, string>> = {
    ...server.env,
    GLOBUS_CONFIG_DIR: join(scratchFolder, 'person'),
    GLOBUS_TOKEN_STORE: 'file',
    GLOBUS_CLIENT_ID: server.env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID'] ?? '',
    NO_PROXY: '*',
  };
  const globus = (argv: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    node(bin, argv, { env: { ...env, ...more } });
  const { stdout: url } = await globus(['login', '--start', '--quiet', '--gcs', env['GLOBUS_SANDBOX_ENDPOINT'] ?? '']);
  const { stdout: code } = await globus(['sandbox', 'approve', '--user', 'ada@globusid.org', url.trim()]);
  await globus(['login', '--finish', code.trim()]);

  /** The requests of a command that only reads: what its wire log says. */
  const requestsOf = async (argv: readonly string[], serviceOf: (url: string) => string): Promise<BareRequest[]> => {
    const { stderr } = await globus([...argv, '--debug']);
    const requests = [...stderr.matchAll(/^\[debug\] GET (\S+) -> 2\d\d/gm)].map(([, asked = '']) => ({
      method: 'GET',
      url: asked,
      service: serviceOf(asked),
    }));
    if (!requests.length) throw new Error(`globus ${argv.join(' ')} made no request: ${stderr}`);
    return requests;
  };
  return { env, globus, requestsOf };
}
export type Person = Awaited<ReturnType<typeof person>>;
