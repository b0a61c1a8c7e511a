/** The sandbox's documents against the services' own samples: the same keys, with the same types. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listOfOperations, perform, refused, operationSections, type Operation, type Recipe } from './operations.js';
import { hasReference, reference, wholeWorld, type WholeWorld } from './whole-world.js';

interface Sample {
  method: string;
  url: string;
  status: number;
  json: unknown;
}
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
  'cancel_run .search': 'the sandbox keeps no index of runs, whose task this would be',
  'delete_run .search': 'the sandbox keeps no index of runs, whose task this would be',
  'run_flow .search': 'the sandbox keeps no index of runs, whose task this would be',
  'update_run .search': 'the sandbox keeps no index of runs, whose task this would be',
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

/** What people write themselves: any shape is right. */
const free =
  /\.(definition|input_schema|body|callback_body|content|input|output|state_input_schema|specification|user_config_schema|custom_claims|connectors)$/;

const found = hasReference('sample-shapes.test');

/** Where `ours` lacks a key that `theirs` has, or has another type there. Null fits everything. */
export function differences(theirs: unknown, ours: unknown, at = ''): string[] {
  if (theirs === null || ours === null || free.test(at)) return [];
  const [kind, own] = [kindOf(theirs), kindOf(ours)];
  if (kind !== own) return [`${at || '.'}: ${kind} there, ${own} here`];
  if (Array.isArray(theirs)) {
    // Entries of one list can differ in kind: each is held against the one that is most like it.
    const mine = (ours as unknown[]).slice(0, 20);
    const nearest = (each: unknown): string[] =>
      mine.map((one) => differences(each, one, `${at}[]`)).sort((a, b) => a.length - b.length)[0] ?? [];
    return [...new Set(theirs.slice(0, 20).flatMap(nearest))];
  }
  if (kind !== 'object') return [];
  const keys = Object.keys(theirs as object);
  if (keys.length > 0 && keys.every((key) => uuid.test(key)))
    return differences(Object.values(theirs as object), Object.values(ours as object), at);
  return Object.entries(theirs as object).flatMap(([key, value]) => {
    const mine = (ours as Record<string, unknown>)[key];
    return mine === undefined ? [`${at}.${key}: missing`] : differences(value, mine, `${at}.${key}`);
  });
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

function samplesOf(file: string): Record<string, Record<string, Sample | Sample[]>> {
  const path = join(reference, 'api-samples', `${file}.json`);
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, Sample | Sample[]>>)
    : {};
}

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
          const open = all.filter((line) => {
            const key = `${name} ${line.split(':')[0]}`;
            used.add(key);
            return !(key in exceptions);
          });
          expect(open).toEqual([]);
        });
      }
    }
  }

  test('there is no exception that excepts nothing', () => {
    expect(Object.keys(exceptions).filter((key) => !used.has(key))).toEqual([]);
  });
});
