import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSandbox, SandboxOptions } from '../src/index.js';
import { logIn, openSandbox, type Answer } from './signed-in.js';
import { adminOf, until } from './transferring.js';

/** The facts this product is built from: beside the repository, or where the variable says. */
export const reference = process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../../shared/reference');

/** Whether this machine has the reference facts; says so where it does not. */
export function hasReference(who: string): boolean {
  const found = existsSync(join(reference, 'api-operations.txt'));
  if (!found) console.log(`${who}: skipped, there is nothing at ${reference} (set GLOBUS_REFERENCE)`);
  return found;
}

export const timers = '524230d7-ea86-4a52-8312-86065a9e0417';
const auth = 'urn:globus:auth:scope:auth.globus.org:';
export const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';

/** The scope of one flow. */
export const flowScope = (flow: string) =>
  `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`;

/** The resource server whose token each service takes. */
export const servers = {
  auth: 'auth.globus.org',
  transfer: 'transfer.api.globus.org',
  groups: 'groups.api.globus.org',
  search: 'search.api.globus.org',
  flows: 'flows.globus.org',
  timer: timers,
  compute: 'funcx_service',
} as const;
export type Service = keyof typeof servers;

/** Everything a person may ask of every service, with the consents below it. */
export const everything = (env: Record<string, string>): string => {
  const flow = env['GLOBUS_SANDBOX_FLOW']!;
  const data = `${transferAll}[*https://auth.globus.org/scopes/${env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}/data_access]`;
  return [
    'openid profile email',
    ...['view_identity_set', 'view_identities', 'view_consents', 'manage_projects', 'view_clients_and_scopes'].map(
      (name) => auth + name,
    ),
    data,
    'urn:globus:auth:scope:groups.api.globus.org:all',
    'urn:globus:auth:scope:search.api.globus.org:all',
    'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all',
    flowScope(flow),
    `https://auth.globus.org/scopes/${timers}/timer[${data} ${flowScope(flow)}]`,
    'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all',
  ].join(' ');
};

/** Somebody signed in to every service: their tokens, and a way to ask. */
export async function person(sandbox: RunningSandbox, user: string, scopes = everything(sandbox.env)) {
  const tokens = await logIn(sandbox, user, scopes);
  const ask = async (
    service: Service,
    method: string,
    path: string,
    body?: unknown,
    token = tokens[servers[service]],
  ): Promise<Answer> => {
    const answer = await fetch(`${sandbox.url}/${service}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
  };
  /** Asks, and fails with what the service said unless it agreed. */
  const get = async (service: Service, method: string, path: string, body?: unknown, token?: string): Promise<any> => {
    const { status, json } = await ask(service, method, path, body, token);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  };
  return { tokens, ask, get };
}
export type Person = Awaited<ReturnType<typeof person>>;

/** A sandbox, its people signed in to everything, and its own API. */
export async function wholeWorld(options: Partial<SandboxOptions> = {}) {
  const sandbox = await openSandbox({ retryMilliseconds: 20, ...options });
  const [ada, grace, root] = await Promise.all(
    ['ada', 'grace', 'admin'].map((name) => person(sandbox, `${name}@globusid.org`)),
  );
  return {
    sandbox,
    env: sandbox.env,
    admin: adminOf(sandbox),
    ada: ada!,
    grace: grace!,
    root: root!,
    ...makers(sandbox, ada!),
  };
}
export type WholeWorld = Awaited<ReturnType<typeof wholeWorld>>;

/** Makes things that tests then show, change and delete; each call makes a new one. */
function makers(sandbox: RunningSandbox, ada: Person) {
  const { env } = sandbox;
  let number = 0;
  const name = (what: string) => `${what} ${(number += 1)}`;
  const submissionId = async (): Promise<string> => (await ada.get('transfer', 'GET', '/v0.10/submission_id')).value;
  const transferOf = (source_path: string, destination_path: string) => ({
    DATA_TYPE: 'transfer',
    source_endpoint: env['GLOBUS_SANDBOX_TUTORIAL'],
    destination_endpoint: env['GLOBUS_SANDBOX_COLLECTION_2'],
    DATA: [{ DATA_TYPE: 'transfer_item', source_path, destination_path }],
  });
  const submit = async (source: string, destination: string): Promise<string> =>
    (
      await ada.get('transfer', 'POST', '/v0.10/transfer', {
        ...transferOf(source, destination),
        submission_id: await submissionId(),
      })
    ).task_id;
  const copyTo = async (path: string): Promise<string> => {
    const id = await submit('/home/share/godata/file1.txt', path);
    await until(async () =>
      (await ada.get('transfer', 'GET', `/v0.10/task/${id}`)).status === 'SUCCEEDED' ? true : undefined,
    );
    return id;
  };
  return {
    name,
    submissionId,
    transferOf,
    /** A transfer that has succeeded. */
    doneTask: () => copyTo(`/${name('done')}.txt`),
    /** A transfer that tries in vain, until it is canceled. */
    openTask: (): Promise<string> => submit('/there/is/none', `/${name('open')}.txt`),
    flow: async (): Promise<string> =>
      (
        await ada.get('flows', 'POST', '/flows', {
          title: name('Flow'),
          definition: { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } },
          input_schema: {},
        })
      ).id,
    /** A run of the seeded flow: one that has come to an end, or one that tries in vain. */
    run: async (over: boolean): Promise<string> => {
      const from = over ? `/${name('moving')}.txt` : '/there/is/none';
      if (over) await copyTo(from);
      const [source, destination] = [from, `${from}.moved`].map((path) => ({
        id: env['GLOBUS_SANDBOX_COLLECTION_2'],
        path,
      }));
      const id: string = (
        await ada.get(
          'flows',
          'POST',
          `/flows/${env['GLOBUS_SANDBOX_FLOW']}/run`,
          { body: { source, destination }, label: 'A run' },
          ada.tokens[env['GLOBUS_SANDBOX_FLOW']!],
        )
      ).run_id;
      if (over)
        await until(async () =>
          (await ada.get('flows', 'GET', `/runs/${id}`)).status === 'ACTIVE' ? undefined : true,
        );
      return id;
    },
    group: async (): Promise<string> => (await ada.get('groups', 'POST', '/v2/groups', { name: name('Group') })).id,
    timer: async (): Promise<string> =>
      (
        await ada.get('timer', 'POST', '/v2/timer', {
          timer: {
            timer_type: 'transfer',
            name: name('Timer'),
            schedule: { type: 'recurring', interval_seconds: 86_400, start: '2099-01-01T00:00:00+00:00' },
            body: transferOf('/home/share/godata/file1.txt', '/timed.txt'),
          },
        })
      ).timer.job_id,
    tunnel: async (): Promise<string> => (await ada.get('transfer', 'POST', '/v2/tunnels', await tunnelOf())).data.id,
    tunnelOf,
    project: async (): Promise<string> =>
      (
        await ada.get('auth', 'POST', '/v2/api/projects', {
          project: { display_name: name('Project'), contact_email: 'ada@university.example' },
        })
      ).project.id,
    func: async (): Promise<string> =>
      (
        await ada.get('compute', 'POST', '/v3/functions', {
          function_name: 'one',
          function_code: pack('st\none:def one():\n    return 1\n'),
        })
      ).function_uuid,
    payload: pack('11\n[]', '11\n{}'),
    pack,
  };

  async function tunnelOf() {
    const points: string[] = (await ada.get('transfer', 'GET', '/v2/stream_access_points')).data.map(
      (point: any) => point.id,
    );
    const point = (id: string | undefined) => ({ data: { type: 'StreamAccessPoint', id } });
    return {
      data: {
        type: 'Tunnel',
        attributes: { label: 'A tunnel', submission_id: await submissionId(), lifetime_mins: 60 },
        relationships: { listener: point(points[0]), initiator: point(points[1]) },
      },
    };
  }
}

/** Compute's packed buffers: each with its length in characters before it. */
const pack = (...buffers: string[]) => buffers.map((buffer) => `${Array.from(buffer).length}\n${buffer}`).join('');
