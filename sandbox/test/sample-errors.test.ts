/** The sandbox's refusals against the services' own samples of refusals: the same status, code, keys and types. */
import { beforeAll, describe, expect, test } from 'vitest';
import { listOfOperations, operationSections, perform, webInput, type Operation, type Recipe } from './operations.js';
import { differences, samplesOf, type Sample } from './samples.js';
import { clientOf, logIn, type Answer } from './signed-in.js';
import { flowScope, hasReference, servers, wholeWorld, type Service, type WholeWorld } from './whole-world.js';

const nobody = '00000000-0000-4000-8000-000000000000';
type Way = (world: WholeWorld) => Promise<Answer>;

/** Asks with a body as it stands, a header or a token of one's own. */
async function ask(w: WholeWorld, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(`${w.sandbox.url}${path}`, init);
  return { status: answer.status, json: await answer.json() };
}
const bearer = (token: string | undefined): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

/** An operation in another way than its own, which must agree. */
const refusedWith =
  (section: string, name: string, recipe: Recipe): Way =>
  (w) =>
    perform(w, listOfOperations().find((each) => each.section === section && each.name === name) as Operation, recipe);

/** Asks a Connect Server's manager as somebody who has no role on it, or as its administrator. */
const manager =
  (user: string, method: string, path: (ask: ReturnType<typeof clientOf>) => Promise<string>, body?: unknown): Way =>
  async (w) => {
    const id = w.env['GLOBUS_SANDBOX_ENDPOINT'] ?? '';
    const scope = `urn:globus:auth:scope:${id}:manage_collections`;
    const as = async (name: string) =>
      clientOf(w.sandbox, `gcs/${id}/api`, (await logIn(w.sandbox, `${name}@globusid.org`, scope))[id]);
    return (await as(user))(method, await path(await as('ada')), body);
  };

/** A policy that no session of Ada's meets before she logs in for it. */
const policy = async (w: WholeWorld): Promise<string> =>
  (
    await w.ada.get('auth', 'POST', '/v2/api/policies', {
      policy: {
        project_id: await w.project(),
        display_name: 'P',
        description: 'D',
        domain_constraints_include: ['university.example'],
      },
    })
  ).policy.id;
const underPolicy = async (w: WholeWorld): Promise<string> =>
  webInput(w, {}, { authentication_policy_id: await policy(w) });
const identity2 = (w: WholeWorld) => `urn:globus:auth:identity:${w.env['GLOBUS_SANDBOX_IDENTITY_2']}`;
const respond = (w: WholeWorld, id: string, value = 'any') =>
  w.ada.ask('flows', 'POST', `/web_inputs/${id}/respond`, { response: { value } });
const schema = { type: 'object', properties: { bool: { type: 'boolean' } }, required: ['bool'] };
const only = { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } };
const newFlow = async (w: WholeWorld, fields: object = {}): Promise<string> =>
  (await w.ada.get('flows', 'POST', '/flows', { title: 'F', definition: only, input_schema: {}, ...fields })).id;
const unended = {
  StartAt: 'Step1',
  States: { Step1: { Type: 'Action', ActionUrl: 'https://a.example/', Parameters: {} } },
};

/** How each refusal of the samples is brought about: `operation case`. */
const ways: Readonly<Record<string, Way>> = {
  'get_identities unauthorized': (w) => ask(w, '/auth/v2/api/identities?usernames=ada@globusid.org'),
  'userinfo unauthorized': (w) => ask(w, '/auth/v2/oauth2/userinfo'),
  'userinfo forbidden': async (w) => {
    const tokens = await logIn(w.sandbox, 'ada@globusid.org', 'urn:globus:auth:scope:auth.globus.org:view_identities');
    return ask(w, '/auth/v2/oauth2/userinfo', bearer(tokens['auth.globus.org']));
  },
  'oauth2_exchange_code_for_tokens invalid_grant': (w) =>
    ask(w, '/auth/v2/oauth2/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
        redirect_uri: 'http://localhost:1/code',
        code: 'none',
      }),
    }),

  'create_flow bad_admin_principal_error': refusedWith('flows', 'create_flow', () => ({
    body: { title: 'F', definition: only, input_schema: {}, flow_administrators: [nobody, nobody] },
  })),
  'delete_run conflict': refusedWith('flows', 'delete_run', async (w) => ({ ids: [await w.run(false)] })),
  'get_web_input not_found': (w) => w.ada.ask('flows', 'GET', `/web_inputs/${nobody}`),
  'get_web_input auth_policy_required': async (w) => w.ada.ask('flows', 'GET', `/web_inputs/${await underPolicy(w)}`),
  'respond_to_web_input not_found': (w) => respond(w, nobody),
  'respond_to_web_input closed': async (w) => {
    const id = await webInput(w);
    const { option_id } = (await w.ada.get('flows', 'GET', `/web_inputs/${id}`)).options[0];
    expect((await respond(w, id, option_id)).status).toBe(200);
    return respond(w, id, option_id);
  },
  'respond_to_web_input forbidden': async (w) => respond(w, await webInput(w, { respondents: [identity2(w)] })),
  'respond_to_web_input auth_policy_required': async (w) => respond(w, await underPolicy(w)),
  'respond_to_web_input invalid_option': async (w) => respond(w, await webInput(w), 'not-a-real-option'),
  'run_flow missing_scope_error': (w) =>
    w.ada.ask('flows', 'POST', `/flows/${w.env['GLOBUS_SANDBOX_FLOW']}/run`, { body: {}, label: 'L' }),
  'validate_flow definition_error': refusedWith('flows', 'validate_flow', () => ({
    body: { definition: unended, input_schema: {} },
  })),
  'validate_run invalid_input_payload': async (w) => {
    const id = await newFlow(w, { input_schema: schema });
    const tokens = await logIn(w.sandbox, 'ada@globusid.org', flowScope(id));
    const body = { body: { bool: 'not-a-boolean' }, label: 'L' };
    return w.ada.ask('flows', 'POST', `/flows/${id}/validate_run`, body, tokens[id]);
  },
  'validate_run invalid_token': (w) =>
    w.ada.ask('flows', 'POST', `/flows/${w.env['GLOBUS_SANDBOX_FLOW']}/validate_run`, { body: {} }, 'none'),
  'validate_run not_a_flow_starter': async (w) => {
    const id = await newFlow(w, { flow_viewers: ['public'] });
    const tokens = await logIn(w.sandbox, 'grace@globusid.org', flowScope(id));
    return w.grace.ask('flows', 'POST', `/flows/${id}/validate_run`, { body: {}, label: 'L' }, tokens[id]);
  },

  'create_storage_gateway validation_error': manager('ada', 'POST', async () => '/storage_gateways', {
    DATA_TYPE: 'storage_gateway#1.3.0',
    display_name: 7,
  }),
  'delete_storage_gateway permission_denied_error': manager('grace', 'DELETE', async (ask) => {
    const { json } = await ask('POST', '/storage_gateways', {
      DATA_TYPE: 'storage_gateway#1.3.0',
      display_name: 'Made for a sample',
      connector_id: '145812c8-decc-41f1-83cf-bb2a85a2a70b',
    });
    return `/storage_gateways/${json.data[0].id}`;
  }),
  'get_collection_list forbidden': manager('grace', 'GET', async (ask) => {
    // Nobody but its administrators sees an endpoint that is private and whose gateways let nobody in.
    const { json } = await ask('GET', '/storage_gateways');
    for (const { id } of json.data) {
      const document = { DATA_TYPE: 'storage_gateway#1.3.0', allowed_domains: ['nobody.example'] };
      expect((await ask('PATCH', `/storage_gateways/${id}`, document)).status).toBe(200);
    }
    await ask('PATCH', '/endpoint', { DATA_TYPE: 'endpoint#1.2.0', public: false });
    return '/collections';
  }),

  'create_index trial_limit': async (w) => {
    for (let made = 0; ; made += 1) {
      const answer = await w.grace.ask('search', 'POST', '/v1/index', { display_name: 'I', description: 'D' });
      if (answer.status >= 300 || made > 3) return answer;
    }
  },
  'delete_index delete_pending': async (w) => {
    const { id } = await w.root.get('search', 'POST', '/v1/index', { display_name: 'I', description: 'D' });
    await w.root.get('search', 'DELETE', `/v1/index/${id}`);
    return w.root.ask('search', 'DELETE', `/v1/index/${id}`);
  },
  'reopen_index already_open': async (w) => {
    const { id } = await w.root.get('search', 'POST', '/v1/index', { display_name: 'I', description: 'D' });
    return w.root.ask('search', 'POST', `/v1/index/${id}/reopen`);
  },
  'update_index forbidden': (w) =>
    w.grace.ask('search', 'PATCH', `/v1/index/${w.env['GLOBUS_SANDBOX_INDEX']}`, { display_name: 'Mine' }),

  'create_job validation_error': refusedWith('timers', 'create_job', () => ({ body: { name: 'T' } })),
  'get_job simple_500_error': async (w) => {
    const rule = {
      service: 'timer',
      path: '/jobs/*',
      effect: { type: 'status', status: 500, code: 'ERROR' },
      count: 1,
    };
    expect((await w.admin('POST', '/faults', rule)).status).toBeLessThan(300);
    return w.ada.ask('timer', 'GET', `/jobs/${nobody}`);
  },

  'operation_stat not_found': refusedWith('transfer', 'operation_stat', (w) => ({
    ids: [w.env['GLOBUS_SANDBOX_GUEST_COLLECTION']],
    query: { path: '/shared/none' },
  })),
  'operation_stat permission_denied': (w) =>
    w.grace.ask('transfer', 'GET', `/v0.10/operation/endpoint/${w.env['GLOBUS_SANDBOX_GUEST_COLLECTION']}/stat?path=/`),
  'set_subscription_admin_verified no_admin_role': refusedWith('transfer', 'set_subscription_admin_verified', (w) => ({
    ids: [w.env['GLOBUS_SANDBOX_GUEST_COLLECTION']],
    body: { subscription_admin_verified: true },
  })),
  'set_subscription_admin_verified non_valid_verified_status': (w) =>
    ask(w, `/transfer/v0.10/endpoint/${w.env['GLOBUS_SANDBOX_GUEST_COLLECTION']}/subscription_admin_verified`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${w.root.tokens['transfer.api.globus.org']}`,
        'content-type': 'application/json',
      },
      body: '{"subscription_admin_verified": maybe}',
    }),
  'set_subscription_admin_verified non_subscribed_endpoint': async (w) => {
    const { id } = await w.ada.get('transfer', 'POST', '/v0.10/shared_endpoint', {
      DATA_TYPE: 'shared_endpoint',
      display_name: 'Without',
      host_endpoint: w.env['GLOBUS_SANDBOX_PERSONAL_COLLECTION'],
      host_path: '/',
    });
    return w.ada.ask('transfer', 'PUT', `/v0.10/endpoint/${id}/subscription_admin_verified`, {
      subscription_admin_verified: true,
    });
  },
  'set_subscription_id not_found': refusedWith('transfer', 'set_subscription_id', () => ({
    ids: [nobody],
    body: { subscription_id: 'DEFAULT' },
  })),
  'submit_transfer failure': refusedWith('transfer', 'submit_transfer', async (w) => ({
    body: { ...w.transferOf('/a', '/b'), DATA: [], submission_id: await w.submissionId() },
  })),
};

/** Refusals that cannot be brought about in the sandbox, and why. */
const unreachable: Readonly<Record<string, string>> = {
  'set_subscription_id multi_subscriber_cannot_use_default': 'nobody in the sandbox is in more than one subscription',
  'set_subscription_admin_verified no_identities_in_session': "the sandbox's subscription asks nothing of a session",
};
const documented = "the manager's documentation has a typed document there, the sample an empty text";
/** What the sandbox says otherwise on purpose, and why: `operation case difference`. */
const exceptions: Readonly<Record<string, string>> = {
  'userinfo unauthorized status': 'seen of the service: a token that is absent or bad gets 403 here, and only here',
  'userinfo unauthorized code': 'the code of that 403',
  'create_storage_gateway validation_error .detail': documented,
  'delete_storage_gateway permission_denied_error .detail': documented,
};

const files = ['auth', 'transfer', 'groups', 'search', 'flows', 'timer', 'compute', 'globus_connect_server'];
const found = hasReference('sample-errors.test');
/** Where a service says what kind of refusal it is. */
const codeOf = (json: any): unknown => json?.errors?.[0]?.code ?? json?.error?.code ?? json?.code ?? json?.error;

describe.runIf(found)("the services' samples of refusals", () => {
  let world: WholeWorld;
  const used = new Set<string>();
  const isExcepted = (key: string): boolean => {
    used.add(key);
    return key in exceptions;
  };
  const refusals = files.flatMap((file) =>
    Object.entries(found ? samplesOf(file) : {}).flatMap(([name, cases]) =>
      Object.entries(cases).flatMap(([title, exchanges]) =>
        [exchanges]
          .flat()
          .flatMap((sample): [string, Sample][] => (sample.status < 300 ? [] : [[`${name} ${title}`, sample]])),
      ),
    ),
  );
  beforeAll(async () => {
    world = await wholeWorld();
  });

  for (const [key, sample] of refusals) {
    if (key in unreachable) continue;
    test(key, async () => {
      const way = ways[key];
      expect(way, 'a refusal of the samples that nothing brings about').toBeDefined();
      const { status, json } = await way!(world);
      const all = [
        ...(status === sample.status ? [] : [`status: ${sample.status} there, ${status} here`]),
        ...(codeOf(json) === codeOf(sample.json)
          ? []
          : [`code: ${String(codeOf(sample.json))} there, ${String(codeOf(json))} here`]),
        ...differences(sample.json, json),
      ];
      expect(
        all.filter((line) => !isExcepted(`${key} ${line.split(':')[0]}`)),
        JSON.stringify(json),
      ).toEqual([]);
    });
  }

  test('nothing is brought about or excused that is no sample', () => {
    const keys = new Set(refusals.map(([key]) => key));
    expect([...Object.keys(ways), ...Object.keys(unreachable)].filter((key) => !keys.has(key))).toEqual([]);
    expect(Object.keys(exceptions).filter((key) => !used.has(key))).toEqual([]);
    expect(refusals.length).toBeGreaterThan(30);
  });
});

/** The form of every refusal of a service: what the facts say of it, in words of the samples. */
const forms: Readonly<Record<string, object>> = {
  auth: { errors: [{ id: '', status: '', code: '', title: '', detail: '' }], error: '', error_description: '' },
  transfer: { code: '', message: '', request_id: '', resource: '' },
  groups: { code: '', detail: '' },
  search: { '@datatype': '', '@version': '', status: 0, code: '', message: '', request_id: '' },
  flows: { error: { code: '', detail: '' }, debug_id: '' },
  timer: { error: { code: '', detail: '', status: 0 } },
  compute: { status: '', code: 0, error_args: [], reason: '', http_status_code: 0 },
};
/** What stands for it where the body, a parameter or the client is at fault. */
const otherForms: readonly object[] = [
  { detail: [{ loc: [], msg: '', type: '' }] },
  { error: '', error_description: '' },
  { error: { code: '', detail: [{ loc: [], msg: '', type: '' }] } },
];
const formOf = (service: string, json: unknown): string[] =>
  [forms[service]!, ...otherForms].map((form) => differences(form, json)).sort((a, b) => a.length - b.length)[0] ?? [];
/** Operations that refuse nobody. */
const open = /^(get_openid_configuration|create_native_app_instance|oauth2_revoke_token|get_version)$/;

describe.runIf(found)('every operation refuses in the form of its service', () => {
  let world: WholeWorld;
  const listed = found ? listOfOperations().filter(({ section }) => section in operationSections) : [];
  beforeAll(async () => {
    world = await wholeWorld();
  });

  /** What is wrong with the refusals of all operations: of things that are not there, with an empty body. */
  const wrongRefusals = async (
    token: (service: Service) => string | undefined,
    fits: (operation: Operation) => boolean,
  ): Promise<string[]> => {
    const wrong: string[] = [];
    for (const { section, name, method, path } of listed.filter(fits)) {
      const { service } = operationSections[section]!;
      const { status, json } = await ask(world, `/${service}${path.replace(/\{[^}]+\}/g, nobody)}`, {
        method,
        headers: {
          ...(token(service) && { authorization: `Bearer ${token(service)}` }),
          'content-type': 'application/json',
        },
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      const found = status < 400 || status >= 500 ? [String(status)] : formOf(service, json);
      if (found.length > 0) wrong.push(`${section} ${name}: ${found.join(', ')} of ${JSON.stringify(json)}`);
    }
    return wrong;
  };

  test('to whoever sends no token', async () => {
    expect(
      await wrongRefusals(
        () => undefined,
        ({ name }) => !open.test(name),
      ),
    ).toEqual([]);
  });

  test('of what is not there', async () => {
    const tokenOf = (service: Service) => world.ada.tokens[servers[service]];
    expect(await wrongRefusals(tokenOf, ({ path }) => path.includes('{'))).toEqual([]);
  });
});
