import { expect } from 'vitest';
import { adminOf } from '../../sandbox/test/transferring.js';
import { temporaryFolder } from '../../sandbox/test/signed-in.js';
import { globus, type GlobusOptions, type Result } from './globus.js';
import { sandboxClient } from './sandbox-client.js';

/** A sandbox with two collections over real folders, a folder of this machine, and the service account that copies between them. */
export async function dataWorld() {
  const { sandbox, env, id: client, ask } = await sandboxClient();
  const admin = adminOf(sandbox);
  const add = async (display_name: string, path: string): Promise<string> =>
    (await admin('POST', '/collections', { display_name, path })).json.id;
  const [there, other, here] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const [collection, second] = [await add('There', there), await add('Other', other)];
  const credentials: Readonly<Record<string, string>> = {
    ...env,
    GLOBUS_CLI_CLIENT_ID: client,
    GLOBUS_CLI_CLIENT_SECRET: env['GLOBUS_SANDBOX_CLIENT_SECRET']!,
  };
  const run = (argv: readonly string[], options: GlobusOptions = {}): Promise<Result> =>
    globus(argv, { logins: {}, network: true, cwd: here, ...options, env: { ...credentials, ...options.env } });
  /** The same, which has to succeed. */
  const done = async (argv: readonly string[], options: GlobusOptions = {}): Promise<Result> => {
    const result = await run(argv, options);
    expect(result, result.stderr).toMatchObject({ code: 0 });
    return result;
  };
  /** Its JSON. */
  const json = async (argv: readonly string[], options: GlobusOptions = {}): Promise<any> =>
    JSON.parse((await done([...argv, '-F', 'json'], options)).stdout);
  const fault = async (rule: object) => {
    const answer = await admin('POST', '/faults', rule);
    expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(400);
    return answer;
  };
  const noFaults = () => admin('DELETE', '/faults');
  return {
    sandbox,
    env: credentials,
    admin,
    ask,
    run,
    done,
    json,
    fault,
    noFaults,
    there,
    other,
    here,
    collection,
    second,
    /** The requests that the collections' HTTPS server got, as METHOD PATH. */
    requests: async () =>
      ((await admin('GET', '/log')).json.requests as { service: string; method: string; path: string }[])
        .filter(({ service }) => service === 'https')
        .map(({ method, path }) => `${method} ${path}`),
  };
}
export type DataWorld = Awaited<ReturnType<typeof dataWorld>>;
