/** What the sandbox refuses, in each service's own words: wrong tokens, wrong keys, wrong types. A loose emulator lies about programs. */
import { request as httpRequest } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { listOfOperations, perform, refused, operationSections, type Operation } from './operations.js';
import { openSandbox } from './signed-in.js';
import {
  everything,
  hasReference,
  person,
  servers,
  timers,
  wholeWorld,
  type Service,
  type WholeWorld,
} from './whole-world.js';

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});

/** One harmless request of each service, and how it says 401 and 403. */
const questions: Readonly<
  Record<Service, { path: string; unauthorized: object; weak: string; path403: string; forbidden: object }>
> = {
  auth: {
    path: '/v2/api/identities?usernames=ada@globusid.org',
    unauthorized: {
      errors: [
        {
          id: expect.any(String),
          status: '401',
          code: 'UNAUTHORIZED',
          title: expect.any(String),
          detail: expect.any(String),
        },
      ],
      error: 'unauthorized',
      error_description: expect.any(String),
    },
    weak: 'openid',
    path403: '/v2/api/projects',
    forbidden: { errors: [{ status: '403', code: 'FORBIDDEN' }], error: 'forbidden' },
  },
  transfer: {
    path: '/v0.10/task_list',
    unauthorized: {
      code: 'ClientError.AuthenticationFailed',
      message: expect.any(String),
      request_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/),
      resource: '/v0.10/task_list',
    },
    weak: 'urn:globus:auth:scope:transfer.api.globus.org:gcp_install',
    path403: '/v0.10/task_list',
    forbidden: { code: 'PermissionDenied', request_id: expect.any(String), resource: '/v0.10/task_list' },
  },
  groups: {
    path: '/v2/groups/my_groups',
    unauthorized: { code: 'UNAUTHORIZED', detail: expect.any(String) },
    weak: 'urn:globus:auth:scope:groups.api.globus.org:view_my_groups_and_memberships',
    path403: '/v2/preferences',
    forbidden: {
      code: expect.any(String),
      detail: expect.any(String),
      provided_scopes: ['urn:globus:auth:scope:groups.api.globus.org:view_my_groups_and_memberships'],
    },
  },
  search: {
    path: '/v1/index_list',
    unauthorized: {
      '@datatype': 'GError',
      '@version': '2017-09-01',
      status: 401,
      code: expect.any(String),
      message: expect.any(String),
      request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
    weak: 'urn:globus:auth:scope:search.api.globus.org:search',
    path403: '/v1/index/INDEX/role_list',
    forbidden: { '@datatype': 'GError', status: 403, code: 'Forbidden.Generic' },
  },
  flows: {
    path: '/flows',
    unauthorized: { error: { code: 'AUTHENTICATION_ERROR', detail: expect.any(String) }, debug_id: expect.any(String) },
    weak: 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/run_status',
    path403: '/flows',
    forbidden: { error: { code: 'MISSING_SCOPE', detail: expect.any(String) }, debug_id: expect.any(String) },
  },
  timer: {
    path: '/jobs/',
    unauthorized: { error: { code: 'UNAUTHORIZED', detail: expect.any(String), status: 401 } },
    weak: '',
    path403: '',
    forbidden: {},
  },
  compute: {
    path: '/v2/endpoints',
    unauthorized: { status: 'Failed', code: 1, error_args: [], reason: expect.any(String), http_status_code: 401 },
    weak: '',
    path403: '',
    forbidden: {},
  },
};
const services = Object.keys(questions) as Service[];

describe('tokens', () => {
  test.each(services)(
    '%s: none, a made-up one, and one of every other resource server are refused',
    async (service) => {
      const { path, unauthorized } = questions[service];
      const others = Object.entries(world.ada.tokens).filter(([server]) => server !== servers[service]);
      expect(others.length).toBeGreaterThanOrEqual(7);
      for (const token of ['', 'made-up', ...others.map(([, text]) => text)]) {
        const { status, json } = await world.ada.ask(service, 'GET', path, undefined, token);
        // Flows takes anybody's word for who they are, and then misses the scope.
        if (service === 'flows' && others.some(([, text]) => text === token))
          expect([status, json]).toEqual([403, expect.objectContaining(questions.flows.forbidden)]);
        else expect([status, json]).toEqual([401, expect.objectContaining(unauthorized)]);
      }
      expect((await world.ada.ask(service, 'GET', path)).status).toBe(200);
    },
  );

  test.each(services.filter((service) => questions[service].weak !== ''))(
    '%s: too narrow a scope is 403',
    async (service) => {
      const { path403, weak, forbidden } = questions[service];
      const narrow = await person(world.sandbox, 'ada@globusid.org', weak);
      const { status, json } = await narrow.ask(
        service,
        'GET',
        path403.replace('INDEX', world.env['GLOBUS_SANDBOX_INDEX']!),
      );
      expect(json).toMatchObject(forbidden);
      expect(status).toBe(403);
    },
  );

  test("Transfer's old clients find the code in a header", async () => {
    const answer = await fetch(`${world.sandbox.url}/transfer/v0.10/endpoint/00000000-0000-4000-8000-000000000000`, {
      headers: { authorization: `Bearer ${world.ada.tokens['transfer.api.globus.org']}` },
    });
    expect([answer.status, answer.headers.get('x-transfer-api-error'), ((await answer.json()) as any).code]).toEqual([
      404,
      'EndpointNotFound',
      'EndpointNotFound',
    ]);
  });

  test('a flow is run with its own scope only', async () => {
    const flow = world.env['GLOBUS_SANDBOX_FLOW']!;
    const { status } = await world.ada.ask('flows', 'POST', `/flows/${flow}/run`, { body: {}, label: 'x' });
    expect([401, 403]).toContain(status);
    expect(
      (await world.ada.ask('flows', 'GET', '/flows', undefined, world.ada.tokens[flow])).status,
    ).toBeGreaterThanOrEqual(401);
  });

  test('of another sandbox, or from before a reset, are refused everywhere', async () => {
    const other = await openSandbox();
    const ada = await person(other, 'ada@globusid.org');
    const refresh = async (base: string, token: string) =>
      (
        await fetch(`${base}/auth/v2/oauth2/token/introspect`, {
          method: 'POST',
          body: new URLSearchParams({ token }),
          headers: {
            authorization: `Basic ${Buffer.from(`${world.env['GLOBUS_SANDBOX_CLIENT_ID']}:${world.env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`,
          },
        })
      ).json();
    for (const service of services) {
      const token = ada.tokens[servers[service]]!;
      expect((await ada.ask(service, 'GET', questions[service].path)).status).toBe(200);
      expect((await world.ada.ask(service, 'GET', questions[service].path, undefined, token)).status).toBe(401);
      expect(await refresh(world.sandbox.url, token)).toEqual({ active: false });
    }
    await other.reset();
    for (const service of services) expect((await ada.ask(service, 'GET', questions[service].path)).status).toBe(401);
    expect((await person(other, 'ada@globusid.org', everything(other.env))).tokens[timers]).not.toBe(
      ada.tokens[timers],
    );
  });
});

describe('where it answers', () => {
  test('only under its own names, whatever the path', async () => {
    for (const host of [
      'globus.example',
      `globus.example:${world.sandbox.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1.nip.io:${world.sandbox.port}`,
    ]) {
      for (const path of ['/transfer/v0.10/task_list', '/_sandbox/state', '/auth/jwk.json', '/']) {
        const status = await new Promise((resolve, reject) => {
          httpRequest({ host: '127.0.0.1', port: world.sandbox.port, path, headers: { host } }, (answer) =>
            resolve(answer.resume().statusCode),
          )
            .on('error', reject)
            .end();
        });
        expect([400, 421], `${host}${path}`).toContain(status);
      }
    }
  });
});

/** Bodies where a value of another type is right, too, and why. */
const anyType: readonly [pattern: RegExp, why: string][] = [
  [/^auth update_\w+ \w+$/, 'a change names what it changes; unknown fields are left alone'],
  [/^transfer( v2 \(experimental\))? update_\w+ data(\.attributes)?$/, 'a change names what it changes'],
  [/^groups set_(identity_preferences|membership_fields) [0-9a-f-]{36}$/, 'fields are what a group says they are'],
  [/ (input_schema|ingest_data\.content|metadata)$/, 'an object, with whatever keys'],
  [/^timers create_job callback_body/, 'the first version of Timers sends on what it was given, without a look at it'],
  [/^compute v2 submit tasks\.0/, 'the answer says for each call how it went'],
  [/^transfer endpoint_manager_resume_tasks message$/, 'resuming needs no message'],
];
/** Bodies whose every key is a name that somebody chose. */
const noUnknown = ['groups set_identity_preferences', 'groups set_membership_fields'];
/** Making a trial index counts against the few that one may have; reopening has no body. */
const notRepeated = ['create_index', 'reopen_index'];

type Path = readonly string[];
const without = (document: any, [key = '', ...rest]: Path): any => {
  const copy = Array.isArray(document) ? [...document] : { ...document };
  if (rest.length > 0) copy[key] = without(copy[key], rest);
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
};
const replaced = (document: any, [key = '', ...rest]: Path, value: unknown): any => {
  const copy = Array.isArray(document) ? [...document] : { ...document };
  copy[key] = rest.length > 0 ? replaced(copy[key], rest, value) : value;
  return copy;
};
const pathsOf = (document: object): Path[] =>
  Object.entries(document).flatMap(([key, value]) => [
    [key],
    // What people make up themselves is not looked into.
    ...(value !== null && typeof value === 'object' && !/^(definition|input_schema|content)$/.test(key)
      ? pathsOf(value).map((path) => [key, ...path])
      : []),
  ]);

const found = hasReference('strictness.test');
describe.runIf(found)('bodies', () => {
  const operations = (found ? listOfOperations() : []).filter(
    ({ section, name, method }) =>
      section in operationSections &&
      method !== 'GET' &&
      method !== 'DELETE' &&
      !(`${section} ${name}` in refused) &&
      !notRepeated.includes(name),
  );
  const changed = (operation: Operation, change: (body: any) => unknown) =>
    perform(world, operation, async (w) => {
      const request = await operationSections[operation.section]!.recipes[operation.name]!(w);
      return { ...request, body: change(request.body) };
    });
  const ofEach = async (look: (operation: Operation, title: string, paths: Path[]) => Promise<void>): Promise<void> => {
    for (const operation of operations) {
      const { body } = await operationSections[operation.section]!.recipes[operation.name]!(world);
      if (typeof body !== 'object' || body === null) continue;
      await look(operation, `${operation.section} ${operation.name}`, pathsOf(body));
      const { DATA } = await world.ada.get('transfer', 'GET', '/v0.10/task_list?limit=1000&filter=status:ACTIVE');
      for (const { task_id } of DATA) await world.ada.get('transfer', 'POST', `/v0.10/task/${task_id}/cancel`);
    }
  };

  test('with unknown fields are fine; anything but an object is refused', async () => {
    const wrong: string[] = [];
    await ofEach(async (operation, title) => {
      const more = await changed(operation, (body) => ({ ...body, not_a_field: 1 }));
      if (more.status >= 300 && !noUnknown.includes(title))
        wrong.push(`${title}: ${more.status} ${JSON.stringify(more.json)}`);
      for (const other of [[], 'text', 1, null]) {
        const { status } = await changed(operation, () => other);
        if (status !== 400 && status !== 422) wrong.push(`${title} ${JSON.stringify(other)}: ${status}`);
      }
    });
    expect(wrong).toEqual([]);
  }, 60_000);

  test('that lack a key are refused with its name, or the key is optional', async () => {
    const wrong: string[] = [];
    let refused = 0;
    await ofEach(async (operation, title, paths) => {
      for (const path of paths) {
        const { status, json } = await changed(operation, (body) => without(body, path));
        // Without its template, a client is made by somebody who is logged in.
        if (status < 300 || (status === 401 && path.at(-1) === 'template_id')) continue;
        refused += 1;
        // A list that lost its entry is the list's matter.
        const name = path.findLast((key) => !/^(\d+|[0-9a-f-]{36})$/.test(key)) ?? '';
        if (status >= 500 || !JSON.stringify(json).includes(name))
          wrong.push(`${title} ${path.join('.')}: ${status} ${JSON.stringify(json)}`);
      }
    });
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(70);
  }, 60_000);

  test('with a value of a wrong type are refused', async () => {
    const wrong: string[] = [];
    await ofEach(async (operation, title, paths) => {
      for (const path of paths) {
        for (const value of [{ not: 'this' }, 17.5]) {
          const { status, json } = await changed(operation, (body) => replaced(body, path, value));
          const line = `${title} ${path.join('.')}`;
          if (status >= 500 || (status < 300 && !anyType.some(([pattern]) => pattern.test(line))))
            wrong.push(`${line} = ${JSON.stringify(value)}: ${status} ${JSON.stringify(json)}`);
        }
      }
    });
    expect(wrong).toEqual([]);
    expect((await world.admin('GET', '/state')).json.breakdowns).toEqual([]);
  }, 120_000);
});
