import { describe, expect, test } from 'vitest';
import { oneFlow, operations } from '../../src/services/flows.js';
import type { Http } from '../../src/services/http.js';
import { adapterMatchesSamples, rendersSample, type Sample, samplesOf } from '../support/samples.js';

const file = 'flows';
const flow = '24bc4997-b483-4c25-a19c-64b0afc00743';

/** All that is asked of Flows, and of one flow. */
const both = (http: Http) => ({ ...operations(http), ...oneFlow(http, flow) });

adapterMatchesSamples(file, both, {
  cancel_run: (api, { ids }) => api.cancelRun(ids[0]!),
  create_flow: (api, { body }) => api.createFlow(body),
  delete_flow: (api, { last }) => api.deleteFlow(last),
  delete_run: (api, { ids }) => api.deleteRun(ids[0]!),
  get_flow: (api, { last }) => api.getFlow(last),
  get_registered_api: (api, { last }) => api.getRegisteredApi(last),
  get_run: (api, { last, query }) => api.getRun(last, query),
  get_run_definition: (api, { ids }) => api.getRunDefinition(ids[0]!),
  get_run_logs: (api, { ids, query }) => api.getRunLogs(ids[0]!, query),
  get_web_input: (api, { last }) => api.getWebInput(last),
  list_flows: (api, { query }) => api.listFlows(query),
  list_registered_apis: (api, { query }) => api.listRegisteredApis(query),
  list_runs: (api, { query }) => api.listRuns(query),
  list_web_inputs: (api, { query }) => api.listWebInputs(query),
  respond_to_web_input: (api, { ids, body }) => api.respondToWebInput(ids[0]!, body),
  resume_run: (api, { ids }) => api.resumeRun(ids[0]!),
  run_flow: (api, { body }) => api.runFlow(body),
  update_flow: (api, { last, body }) => api.updateFlow(last, body),
  update_run: (api, { last, body }) => api.updateRun(last, body),
  validate_flow: (api, { body }) => api.validateFlow(body),
  validate_run: (api, { body }) => api.validateRun(body),
});

const samples = samplesOf(file);
const sample = (operation: string, name = 'default', index = 0): Sample => samples![operation]![name]![index]!;
const exchange = ({ method, url, status, json }: Sample, more: { body?: unknown; query?: string } = {}) => ({
  method,
  url: `${url}${more.query ?? ''}`,
  body: more.body,
  status,
  response: json,
});
const idOf = ({ url }: Sample) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(url)?.[0] ?? '';
/** What a listing shows: its rows, without the marks of pages. */
const only = (key: string) => (document: unknown) => ({ [key]: (document as Record<string, unknown>)[key] });
/** Running a flow takes a login of its own, and looks at the collections that its input names. */
const logins = {
  'auth.globus.org': 'openid',
  'transfer.api.globus.org': 'urn:globus:auth:scope:transfer.api.globus.org:all',
  'flows.globus.org': 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all',
  [flow]: `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`,
};

describe.runIf(samples)('the sample documents of Flows in their commands', () => {
  const about: Readonly<Record<string, string>> = {
    create_flow: 'Multi Step Transfer',
    get_flow: 'Multi Step Transfer',
    update_flow: 'Multi Step Transfer',
    delete_flow: 'True',
  };
  const title = { title: 't' };
  const nobody = {
    flow_administrators: [],
    flow_starters: [],
    flow_viewers: [],
    run_managers: [],
    run_monitors: [],
    keywords: [],
  };
  test.each([
    [
      'create_flow',
      ['flows', 'create', 't', '{"StartAt": "a"}', '--input-schema', '{}'],
      { ...nobody, title: 't', definition: { StartAt: 'a' }, input_schema: {}, subscription_id: null },
    ],
    ['get_flow', ['flows', 'show', flow], undefined],
    ['update_flow', ['flows', 'update', flow, '--title', 't'], title],
    ['delete_flow', ['flows', 'delete', flow, '--yes'], undefined],
  ])('%s', async (operation, argv, body) => {
    const { text } = await rendersSample(argv, exchange(sample(operation), { body }));
    expect(text).toContain(about[operation]);
  });

  test.each([
    ['cancel_run', ['flows', 'run', 'cancel'], [], undefined],
    ['delete_run', ['flows', 'run', 'delete'], ['--yes'], undefined],
    ['get_run', ['flows', 'run', 'show'], [], undefined],
    ['update_run', ['flows', 'run', 'update'], ['--label', 'l'], { label: 'l' }],
  ])('%s', async (operation, words, more, body) => {
    const given = sample(operation);
    const { text } = await rendersSample([...words, idOf(given), ...more], exchange(given, { body }));
    expect(text).toContain(idOf(given));
  });
  test('get_run (with its flow described)', async () => {
    const given = sample('get_run', 'default', 2);
    const { text } = await rendersSample(
      ['flows', 'run', 'show', idOf(given), '--include-flow-description'],
      exchange(given, { query: '?include_flow_description=True' }),
    );
    expect(text).toContain((given.json as { flow_description: { subtitle: string } }).flow_description.subtitle);
  });
  test('get_run_definition', async () => {
    const { text } = await rendersSample(
      ['flows', 'run', 'show-definition', idOf(sample('get_run_definition'))],
      exchange(sample('get_run_definition')),
    );
    expect(JSON.parse(text)).toEqual(sample('get_run_definition').json);
  });
  test('get_run_logs', async () => {
    const given = sample('get_run_logs');
    const { text } = await rendersSample(
      ['flows', 'run', 'show-logs', idOf(given)],
      exchange(given, { query: '?reverse_order=False' }),
      { shows: only('entries') },
    );
    for (const { code } of (given.json as { entries: { code: string }[] }).entries) expect(text).toContain(code);
  });
  test('resume_run', async () => {
    const given = sample('resume_run');
    const look = {
      method: 'GET',
      url: given.url.replace(/\/resume$/, ''),
      response: { ...(given.json as object), status: 'INACTIVE', flow_id: flow },
    };
    const { text } = await rendersSample(['flows', 'run', 'resume', idOf(given)], exchange(given), {
      exchanges: [look],
      logins,
    });
    expect(text).toContain(idOf(given));
  });
  test('run_flow', async () => {
    const body = { body: { a: 1 }, label: 'l', tags: [], run_managers: [], run_monitors: [] };
    await rendersSample(
      ['flows', 'start', flow, '--input', '{"a": 1}', '--label', 'l'],
      exchange(sample('run_flow'), { body }),
      { logins },
    );
  });
  test('validate_run', async () => {
    const body = { body: { a: 1 }, tags: [], run_managers: [], run_monitors: [] };
    const { text } = await rendersSample(
      ['flows', 'validate-run', flow, '--input', '{"a": 1}'],
      exchange(sample('validate_run'), { body }),
      { logins },
    );
    expect(text).toBe('validation successful\n');
  });
  test('validate_flow', async () => {
    const body = sample('validate_flow').expects?.[0]?.json_params_matcher?.params as { definition: object };
    const { text } = await rendersSample(
      ['flows', 'validate', JSON.stringify(body.definition)],
      exchange(sample('validate_flow'), { body }),
    );
    expect(text).toContain('urn:globus:auth:scope:transfer.api.globus.org:all');
  });

  test.each([
    ['list_flows', ['flows', 'list'], 'flows', '?orderby=updated_at+DESC'],
    ['list_runs', ['flows', 'run', 'list'], 'runs', '?filter_flow_id=&filter_roles='],
    [
      'list_registered_apis',
      ['flows', 'registered-api', 'list', '--limit', '10'],
      'registered_apis',
      '?orderby=created_timestamp+DESC',
    ],
    ['list_web_inputs', ['flows', 'web-input', 'list'], 'web_input_summaries', ''],
  ])('%s', async (operation, argv, key, query) => {
    const { text } = await rendersSample(argv, exchange(sample(operation), { query }), { shows: only(key) });
    const [row] = (sample(operation).json as Record<string, Record<string, string>[]>)[key]!;
    expect(text).toContain(row!['id'] ?? row!['run_id']);
  });
  test('list_web_inputs (empty)', async () => {
    const { text } = await rendersSample(['flows', 'web-input', 'list'], exchange(sample('list_web_inputs', 'empty')), {
      shows: only('web_input_summaries'),
    });
    expect(text).toContain('Web Input ID');
  });

  test('get_registered_api', async () => {
    const { text } = await rendersSample(
      ['flows', 'registered-api', 'show', idOf(sample('get_registered_api'))],
      exchange(sample('get_registered_api')),
    );
    expect(text).toContain('https://example.com/api/v1/resource/{resource_id}');
  });
  test.each(['default', 'closed', 'table_context'])('get_web_input (%s)', async (name) => {
    const given = sample('get_web_input', name);
    const { text } = await rendersSample(['flows', 'web-input', 'show', idOf(given)], exchange(given));
    const { context, options } = given.json as {
      context: { text?: string; rows?: { value: string }[] };
      options: { label: string }[];
    };
    for (const each of [
      context.text,
      ...(context.rows ?? []).map(({ value }) => value),
      ...options.map(({ label }) => label),
    ])
      expect(text).toContain(each ?? '');
  });
  test('respond_to_web_input', async () => {
    const given = sample('respond_to_web_input');
    await rendersSample(
      ['flows', 'web-input', 'respond', idOf(given), flow],
      exchange(given, { body: { response: { value: flow } } }),
    );
  });
});
