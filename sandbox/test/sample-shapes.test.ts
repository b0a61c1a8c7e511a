/** The sandbox's documents against the services' own samples: the same keys, with the same types. */
import { beforeAll, describe, expect, test } from 'vitest';
import { listOfOperations, perform, refused, operationSections, type Operation, type Recipe } from './operations.js';
import { differences, samplesOf } from './samples.js';
import { clientOf, logIn } from './signed-in.js';
import { hasReference, wholeWorld, type WholeWorld } from './whole-world.js';

const files: Readonly<Record<string, readonly string[]>> = {
  auth: ['auth', 'auth (login client)', 'auth (confidential client)', 'auth (native client)'],
  transfer: ['transfer', 'transfer v2 (experimental)'],
  groups: ['groups'],
  search: ['search'],
  flows: ['flows', 'flows (one flow)'],
  timer: ['timers'],
  compute: ['compute v2', 'compute v3'],
};

/** Keys of a sample that the sandbox does not have, or has otherwise, on purpose. */
const exceptions: Readonly<Record<string, string>> = {
  'create_native_app_instance .client.client':
    'the official CLI looks for the client at the top, where the service has it',
  'create_native_app_instance .client.included':
    'the official CLI looks for the secret at the top, where the service has it',
  'get_registered_api .target.components.schemas.ResourceResponse': 'whoever registered it named its schemas',
  'get_user_credential_list .data[].policies.s3_key_id': 'one of the credentials there is for S3, which is not seeded',
  'get_user_credential_list .data[].policies.s3_secret_key':
    'one of the credentials there is for S3, which is not seeded',
  'update_run .details.details': "the sample's run was canceled, this one succeeded",
  'get_web_input .context.rows': 'the questions of the sandbox are texts, not tables',
};

/** Cases that need another request than the operation's own. */
const otherwise: Readonly<Record<string, Recipe>> = {
  'create_timer flow_timer_success': (w) => ({
    body: {
      timer: {
        timer_type: 'flow',
        flow_id: w.env['GLOBUS_SANDBOX_FLOW'],
        name: 'T',
        schedule: { type: 'once', datetime: '2099-01-01T00:00:00+00:00' },
        body: { body: {}, run_managers: [] },
      },
    },
  }),
  'v2/get_version default': () => ({}),
  'oauth2_client_credentials_tokens openid': () => ({
    form: { grant_type: 'client_credentials', scope: 'openid email profile' },
    as: 'client',
  }),
};
/** What the SDK calls one of the grants. */
const grants = /^oauth2_client_credentials_tokens$/;
/** Samples that are held against the sandbox in another test. */
const elsewhere: Readonly<Record<string, string>> = {
  oauth2_exchange_code_for_tokens: 'facts-login.test.ts follows a login to its tokens',
  oauth2_get_dependent_tokens: 'facts-login.test.ts exchanges a token for dependent ones',
};

const found = hasReference('sample-shapes.test');

/** How the operations of a GCS Manager are asked for: method, path and body, once what they are about was made. */
type Manager = (method: string, path: string, body?: unknown) => Promise<any>;
type Asked = readonly [method: string, path: string, body?: unknown];
const gateway = {
  DATA_TYPE: 'storage_gateway#1.3.0',
  display_name: 'Made for a sample',
  connector_id: '145812c8-decc-41f1-83cf-bb2a85a2a70b',
};
const idOf = async (made: Promise<any>): Promise<string> => (await made).data[0].id;
const newGateway = (ask: Manager) => idOf(ask('POST', '/storage_gateways', gateway));
const credential = async (ask: Manager, id?: string) => ({
  DATA_TYPE: 'user_credential#1.0.0',
  storage_gateway_id: id ?? (await newGateway(ask)),
  username: 'ada',
});
const newCredential = async (ask: Manager) => idOf(ask('POST', '/user_credentials', await credential(ask)));
const managerOperations: Readonly<Record<string, (ask: Manager) => Asked | Promise<Asked>>> = {
  get_gcs_info: () => ['GET', '/info'],
  get_endpoint: () => ['GET', '/endpoint'],
  'update_endpoint default': () => ['PATCH', '/endpoint', { DATA_TYPE: 'endpoint#1.2.0', description: 'x' }],
  'update_endpoint include_endpoint': () => [
    'PATCH',
    '/endpoint?include=endpoint',
    { DATA_TYPE: 'endpoint#1.2.0', description: 'x' },
  ],
  get_collection_list: () => ['GET', '/collections'],
  create_storage_gateway: () => ['POST', '/storage_gateways', gateway],
  get_storage_gateway: async (ask) => ['GET', `/storage_gateways/${await newGateway(ask)}`],
  get_storage_gateway_list: () => ['GET', '/storage_gateways?include=private_policies'],
  update_storage_gateway: async (ask) => ['PATCH', `/storage_gateways/${await newGateway(ask)}`, gateway],
  delete_storage_gateway: async (ask) => ['DELETE', `/storage_gateways/${await newGateway(ask)}`],
  create_user_credential: async (ask) => ['POST', '/user_credentials', await credential(ask)],
  get_user_credential: async (ask) => ['GET', `/user_credentials/${await newCredential(ask)}`],
  get_user_credential_list: async (ask) => (await newCredential(ask), ['GET', '/user_credentials']),
  update_user_credential: async (ask) => [
    'PATCH',
    `/user_credentials/${await newCredential(ask)}`,
    { DATA_TYPE: 'user_credential#1.0.0', display_name: 'x' },
  ],
  delete_user_credential: async (ask) => ['DELETE', `/user_credentials/${await newCredential(ask)}`],
};

/** What the documentation of the services has and no sample shows, by where it is asked for. */
const documented: Readonly<Record<string, readonly [ask: (world: WholeWorld) => Promise<unknown>, keys: object]>> = {
  'an endpoint': [
    (w) => w.ada.get('transfer', 'GET', `/v0.10/endpoint/${w.env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}`),
    { authentication_assurance_timeout: null, is_go_storage: false },
  ],
  'a task': [
    async (w) => (await w.ada.get('transfer', 'GET', `/v0.10/task/${await w.doneTask()}`)) as unknown,
    { key: expect.stringMatching(/^(active|complete),\d{4}-/) },
  ],
  'a timer': [async (w) => (await w.ada.get('timer', 'GET', '/jobs/')).jobs[0] as unknown, { stop_after: null }],
};

test('a difference is seen: a missing key, another type, inside lists, too', () => {
  expect(differences({ a: 1, b: [{ c: 'x' }], d: null, e: [] }, { a: '1', b: [{}], d: 3, e: 'x' })).toEqual([
    '.a: number there, string here',
    '.b[].c: missing',
    '.e: list there, string here',
  ]);
});

describe.runIf(found)("the services' samples", () => {
  let world: WholeWorld;
  const listed = found ? listOfOperations() : [];
  const used = new Set<string>();
  const isExcepted = (key: string): boolean => {
    used.add(key);
    return key in exceptions;
  };
  beforeAll(async () => {
    world = await wholeWorld();
  });

  for (const [file, sections] of Object.entries(files)) {
    for (const [name, cases] of Object.entries(found ? samplesOf(file) : {})) {
      const short = grants.test(name) ? 'oauth2_token' : name.replace(/^v[23]\//, '');
      const versioned = /^v([23])\//.exec(name)?.[1];
      const section =
        versioned === undefined
          ? sections.find((each) => short in operationSections[each]!.recipes)
          : sections[Number(versioned === '3' || file === 'transfer')];
      const operation = listed.findLast((each) => each.section === section && each.name === short);
      if (name in elsewhere || `${section} ${short}` in refused) continue;
      for (const [title, exchanges] of Object.entries(cases)) {
        const samples = [exchanges].flat().filter(({ status }) => status < 300);
        if (samples.length === 0) continue;
        test(`${file}: ${name} (${title})`, async () => {
          const { status, json } = await perform(world, operation as Operation, otherwise[`${name} ${title}`]);
          expect(status, JSON.stringify(json)).toBeLessThan(300);
          const all = [...new Set(samples.flatMap((sample) => differences(sample.json, json)))];
          expect(all.filter((line) => !isExcepted(`${name} ${line.split(':')[0]}`))).toEqual([]);
        });
      }
    }
  }

  for (const [name, cases] of Object.entries(found ? samplesOf('globus_connect_server') : {})) {
    for (const [title, exchanges] of Object.entries(cases)) {
      const samples = [exchanges].flat().filter(({ status }) => status < 300);
      if (samples.length === 0) continue;
      test(`globus_connect_server: ${name} (${title})`, async () => {
        const id = world.env['GLOBUS_SANDBOX_ENDPOINT'] ?? '';
        const scope = `urn:globus:auth:scope:${id}:manage_collections`;
        const token = (await logIn(world.sandbox, 'ada@globusid.org', scope))[id];
        const ask = clientOf(world.sandbox, `gcs/${id}/api`, token);
        const agreed: Manager = async (method, path, body) => {
          const { status, json } = await ask(method, path, body);
          expect(status, JSON.stringify(json)).toBeLessThan(300);
          return json;
        };
        const how = managerOperations[`${name} ${title}`] ?? managerOperations[name];
        expect(how, 'an operation of the samples that nobody asks for').toBeDefined();
        const json = await agreed(...(await how!(agreed)));
        const all = [...new Set(samples.flatMap((sample) => differences(sample.json, json)))];
        expect(all.filter((line) => !isExcepted(`${name} ${line.split(':')[0]}`))).toEqual([]);
      });
    }
  }

  test.each(Object.entries(documented))('%s has what only the documentation shows', async (_what, [ask, keys]) => {
    expect(await ask(world)).toMatchObject(keys);
  });

  test('there is no exception that excepts nothing', () => {
    expect(Object.keys(exceptions).filter((key) => !used.has(key))).toEqual([]);
  });
});
