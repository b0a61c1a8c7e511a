/**
 * Answers of the services, damaged: keys left out, other types, lists for objects, deep nesting. What somebody else sends is
 * no bug of ours: the exit code is documented, and an error says which service sent what.
 */
import { expect, test } from 'vitest';
import { formats } from '../../src/output/format.js';
import { globus } from '../support/globus.js';
import { figure, milliseconds, prototypeNames, type Random, randomFrom, rounds, seed } from '../support/fuzz.js';
import { samplesOf } from '../support/samples.js';

const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Reading commands, the sample of the answer to each, and a document for where a machine has no samples. */
const reading: readonly (readonly [line: string, file: string, operation: string, otherwise: Json])[] = [
  ['task list', 'transfer', 'task_list', { DATA: [{ task_id: id, status: 'ACTIVE', type: 'TRANSFER', label: 'a' }] }],
  [`task show ${id}`, 'transfer', 'task', { task_id: id, status: 'ACTIVE', type: 'TRANSFER', label: null }],
  [`task event-list ${id}`, 'transfer', 'events', { DATA: [{ code: 'A', description: 'b', details: '{}' }] }],
  [`endpoint show ${id}`, 'transfer', 'get_endpoint', { id, display_name: 'a', entity_type: 'GCP_mapped_collection' }],
  ['endpoint search x', 'transfer', 'search', { DATA: [{ id, display_name: 'a', owner_string: 'b' }] }],
  [`ls ${id}:/`, 'transfer', 'ls', { DATA: [{ name: 'a', type: 'file', size: 1 }], path: '/' }],
  [`ls -l ${id}:/`, 'transfer', 'ls', { DATA: [{ name: 'a', type: 'dir', size: 1, permissions: '0755' }], path: '/' }],
  ['bookmark list', 'transfer', 'bookmarks', { DATA: [{ id, name: 'a', path: '/', endpoint_id: id }] }],
  ['streams tunnel list', 'transfer', 'list_tunnels', { data: [{ id, attributes: { label: 'a', state: 'b' } }] }],
  [`get-identities ${id}`, 'auth', 'get_identities', { identities: [{ id, username: 'a' }] }],
  [`get-identities -v ${id}`, 'auth', 'get_identities', { identities: [{ id, username: 'a' }] }],
  [`identity lookup ${id}`, 'auth', 'get_identities', { identities: [{ id, username: 'a' }] }],
  ['project list', 'auth', 'get_projects', { projects: [{ id, display_name: 'a', admins: { identities: [] } }] }],
  ['scope list', 'auth', 'get_scopes', { scopes: [{ id, scope_string: 'a', dependent_scopes: [] }] }],
  ['policy list', 'auth', 'get_policies', { policies: [{ id, display_name: 'a' }] }],
  ['group list', 'groups', 'get_my_groups', [{ id, name: 'a', my_memberships: [{ role: 'admin', status: 'active' }] }]],
  [`group show ${id}`, 'groups', 'get_group', { id, name: 'a', policies: {}, memberships: [] }],
  [`search index show ${id}`, 'search', 'get_index', { id, display_name: 'a', status: 'open' }],
  ['search index list', 'search', 'index_list', { index_list: [{ id, display_name: 'a', permissions: [] }] }],
  [`search task list ${id}`, 'search', 'get_task_list', { tasks: [{ task_id: id, state: 'SUCCESS' }] }],
  [`search query ${id} -q x`, 'search', 'search', { gmeta: [{ subject: 'a', entries: [] }], count: 1 }],
  ['flows list', 'flows', 'list_flows', { flows: [{ id, title: 'a', flow_owner: 'b' }] }],
  [`flows show ${id}`, 'flows', 'get_flow', { id, title: 'a', definition: {}, flow_owner: 'b' }],
  ['flows run list', 'flows', 'list_runs', { runs: [{ run_id: id, flow_title: 'a', status: 'ACTIVE' }] }],
  [`flows run show ${id}`, 'flows', 'get_run', { run_id: id, flow_title: 'a', status: 'ACTIVE' }],
  ['timer list', 'timers', 'list_jobs', { jobs: [{ job_id: id, name: 'a', schedule: {} }] }],
  [`timer show ${id}`, 'timers', 'get_job', { job_id: id, name: 'a', schedule: {}, status: 'loaded' }],
  ['compute endpoint list', 'compute', 'get_endpoints', [{ uuid: id, name: 'a', owner: 'b' }]],
];

const oddValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'toString',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  [1, 'a', {}],
  { toString: 1 },
  { length: -1 },
];

/** Every place of a document, as the container and the key in it. */
function* places(value: Json): Generator<readonly [Json[] | { [key: string]: Json }, string]> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    yield [value, key];
    yield* places(inner);
  }
}

function damaged(document: Json, random: Random): string {
  if (random.next() < 0.05) return JSON.stringify(random.pick(oddValues));
  if (random.next() < 0.01) return `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const copy = structuredClone(document);
  for (let n = 1 + random.below(3); n > 0; n--) {
    const all = [...places(copy)];
    if (!all.length) break;
    const [container, key] = random.pick(all);
    const holder = container as Record<string, Json>;
    const dice = random.next();
    if (dice < 0.4 && !Array.isArray(container)) Reflect.deleteProperty(holder, key);
    else if (dice < 0.9) holder[key] = structuredClone(random.pick(oddValues));
    else holder[random.pick(prototypeNames.filter((name) => name !== '__proto__' && name !== 'length'))] = 1;
  }
  return JSON.stringify(copy);
}

/** Read once: the files are long. */
const samples = new Map(
  [...new Set(reading.map(([, file]) => file))].flatMap((file) =>
    Object.entries(samplesOf(file) ?? {}).map(
      ([operation, cases]) => [`${file} ${operation}`, cases['default']?.[0]?.json as Json | undefined] as const,
    ),
  ),
);

const documented = (code: number) => [0, 1, 2, 3, 4].includes(code);

test(
  `damaged documents are no bugs of ours (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    const end = Date.now() + milliseconds;
    const wrong = new Set<string>();
    let done = 0;
    for (; done < rounds(2000) && Date.now() < end && wrong.size < 5; done++) {
      const [line, file, operation, otherwise] = random.pick(reading);
      const known = samples.get(`${file} ${operation}`);
      const text = damaged(random.next() < 0.5 && known !== undefined ? known : otherwise, random);
      const argv = [...line.split(' '), '-F', random.pick(formats)];
      const api = { fetch: () => Promise.resolve(new Response(text)), calls: [], verify: () => undefined };
      const { code, stderr } = await globus(argv, { api });
      if (documented(code) && !/This is a bug|Unexpected error/.test(stderr)) continue;
      wrong.add(`exit ${code}: globus ${argv.join(' ')}\n${text.slice(0, 400)}\n${stderr.slice(0, 400)}`);
    }
    figure('damaged answers of services', `${done} answers, ${wrong.size} faults`);
    expect([...wrong], `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(done).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);

test.each([
  [`transfer ${id}:/a ${id}:/b`, {}, 'task_id|value'],
  [`delete ${id}:/a`, { value: id }, 'task_id'],
  ['group create a', {}, "without 'id'"],
  ['task list', { DATA: {} }, "no list under 'DATA'"],
  [`task show ${id}`, 'a text', 'a string where a document belongs'],
])('%s on an answer that is not one ends as that', async (line, document, said) => {
  const api = {
    fetch: () => Promise.resolve(new Response(JSON.stringify(document), { headers: { 'x-request-id': 'abc' } })),
    calls: [],
    verify: () => undefined,
  };
  const { code, stdout, stderr } = await globus(line.split(' '), { api });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Globus (Transfer|Groups) sent something unexpected: .* \((GET|POST) \/v[\d.]+\//);
  expect(stderr).toMatch(new RegExp(said));
});

test('a refusal that is nested without end is a refusal all the same', async () => {
  const deep = `{"message":"no","a":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`;
  const api = { fetch: () => Promise.resolve(new Response(deep, { status: 403 })), calls: [], verify: () => undefined };
  for (const more of [[], ['-F', 'json']]) {
    const { code, stderr } = await globus(['task', 'show', id, ...more], { api });
    expect(code).toBe(1);
    expect(stderr).not.toContain('bug');
    expect(stderr).toContain('403');
  }
});
