import { openSandbox } from '../../sandbox/test/signed-in.js';
import { servers, type Service } from '../../sandbox/test/whole-world.js';
import { globus, type Result } from './globus.js';

const TRANSFER_ALL = 'urn:globus:auth:scope:transfer.api.globus.org:all';

/** The scopes that a client needs of each service to prepare what a test then looks at. */
const scopesOf: Readonly<Record<Service, string>> = {
  auth: 'openid profile email urn:globus:auth:scope:auth.globus.org:manage_projects',
  transfer: TRANSFER_ALL,
  groups: 'urn:globus:auth:scope:groups.api.globus.org:all',
  search: 'urn:globus:auth:scope:search.api.globus.org:all',
  flows: 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all',
  timer: `https://auth.globus.org/scopes/${servers.timer}/timer[${TRANSFER_ALL}]`,
  compute: 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all',
};

/** A sandbox, and its service account, which runs our program in this process under its client credentials. */
export async function sandboxClient() {
  const sandbox = await openSandbox({ retryMilliseconds: 20 });
  const { env } = sandbox;
  const id = env['GLOBUS_SANDBOX_CLIENT_ID']!;
  const secret = env['GLOBUS_SANDBOX_CLIENT_SECRET']!;

  const run = (argv: readonly string[]): Promise<Result> =>
    globus(argv, {
      logins: {},
      network: true,
      env: { ...env, GLOBUS_CLI_CLIENT_ID: id, GLOBUS_CLI_CLIENT_SECRET: secret },
    });

  const tokens = new Map<string, string>();
  const token = async (scope: string): Promise<string> => {
    const known = tokens.get(scope);
    if (known !== undefined) return known;
    const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    tokens.set(scope, access_token);
    return access_token;
  };

  /** Asks a service as the client; fails with what it said unless it agreed. */
  const ask = async (service: Service, method: string, path: string, body?: unknown, scope = scopesOf[service]) => {
    const answer = await fetch(`${sandbox.url}/${service}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token(scope)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${service}${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return { sandbox, env, id, run, ask };
}
export type SandboxClient = Awaited<ReturnType<typeof sandboxClient>>;
