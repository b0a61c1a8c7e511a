/** The facts about Flows, Search, Groups, Timers and Compute (C, D, E1 to E3), as plain HTTP. */
import { beforeAll, describe, expect, test } from 'vitest';
import { until } from './transferring.js';
import { flowScope, person, transferAll, wholeWorld, type Service, type WholeWorld } from './whole-world.js';

const nobody = '00000000-0000-4000-8000-000000000000';
const microseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/;
const words = (text: string): string[] => text.trim().split(/[\s,]+/);
const urn = (id: string | undefined) => `urn:globus:auth:identity:${id}`;

let world: WholeWorld;
let env: Record<string, string>;
beforeAll(async () => {
  world = await wholeWorld();
  ({ env } = world);
});
const ask = (service: Service, method: string, path: string, body?: unknown, token?: string) =>
  world.ada.ask(service, method, path, body, token);
const get = async (service: Service, path: string): Promise<any> => (await ask(service, 'GET', path)).json;
const lacks = (document: object, keys: string): string[] => words(keys).filter((key) => !(key in document));

describe('C: Flows', () => {
  const definition = { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } };
  const start = async (flow: string, body: object, more: object = {}) => {
    const { tokens } = await person(world.sandbox, 'ada@globusid.org', flowScope(flow));
    return ask('flows', 'POST', `/flows/${flow}/run`, { body, label: 'facts', ...more }, tokens[flow]);
  };

  test('the document of a flow', async () => {
    const created = await ask('flows', 'POST', '/flows', { title: 'F', definition, input_schema: {} });
    expect(created.status).toBe(201);
    const { id } = created.json;
    expect(
      lacks(
        created.json,
        `id title subtitle description keywords definition input_schema globus_auth_scope globus_auth_username principal_urn synchronous log_supported types api_version created_at updated_at created_by flow_owner
      flow_viewers flow_starters flow_administrators run_managers run_monitors visible_to runnable_by administered_by user_role user_roles action_url flow_url subscription_id authentication_policy_id`,
      ),
    ).toEqual([]);
    expect(created.json).toMatchObject({
      globus_auth_scope: flowScope(id),
      globus_auth_username: `${id}@clients.auth.globus.org`,
      synchronous: false,
      log_supported: true,
      types: ['Action'],
      api_version: '1.0',
      created_at: expect.stringMatching(microseconds),
      updated_at: expect.stringMatching(microseconds),
      flow_owner: urn(env['GLOBUS_SANDBOX_IDENTITY']),
    });
    const list = await get('flows', '/flows?orderby=updated_at%20DESC');
    expect([list.flows[0].id, list.limit]).toEqual([id, expect.any(Number)]);
    expect((await ask('flows', 'DELETE', `/flows/${id}`)).json).toMatchObject({ id, DELETED: true });
  });

  test('what is wrong is said in error.detail', async () => {
    expect(await ask('flows', 'GET', `/flows/${nobody}`)).toMatchObject({
      status: 404,
      json: { error: { code: 'NOT_FOUND', detail: expect.any(String) }, debug_id: expect.any(String) },
    });
    const invalid = await ask('flows', 'POST', '/flows', {
      title: 'F',
      definition: { StartAt: 'A', States: { A: { Type: 'Pass' } } },
      input_schema: {},
    });
    expect(invalid).toMatchObject({
      status: 422,
      json: {
        error: {
          code: 'UNPROCESSABLE_ENTITY',
          detail: [{ loc: ['definition', 'States', 'A'], msg: expect.any(String), type: 'value_error' }],
        },
      },
    });
    for (const type of words('Succeed Map Task'))
      expect(
        (
          await ask('flows', 'POST', '/flows/validate', {
            definition: { StartAt: 'A', States: { A: { Type: type, End: true } } },
          })
        ).status,
        type,
      ).toBe(422);
    expect(
      (
        await ask('flows', 'POST', '/flows', {
          title: 'F',
          definition,
          input_schema: {},
          flow_viewers: ['public', 'nonsense'],
        })
      ).json.error.detail[0].loc,
    ).toEqual(['flow_viewers', 1]);
    const strict = (
      await ask('flows', 'POST', '/flows', {
        title: 'F',
        definition,
        input_schema: { type: 'object', properties: { n: { type: 'integer' } }, additionalProperties: false },
      })
    ).json.id;
    expect(await start(strict, { n: 'one' })).toMatchObject({
      status: 400,
      json: {
        error: {
          code: 'FLOW_INPUT_ERROR',
          detail: [{ loc: ['$.n'], msg: expect.any(String), type: 'InvalidActionInput' }],
        },
      },
    });
    const flow = env['GLOBUS_SANDBOX_FLOW']!;
    expect(
      (await ask('flows', 'POST', `/flows/${flow}/validate_run`, { body: {}, label: 'x' }, world.ada.tokens[flow])).json
        .error.code,
    ).toBe('FLOW_INPUT_ERROR');
  });

  test('a run, its log, and the older paths to them', async () => {
    const flow = await world.flow();
    const { status, json } = await start(flow, { a: 1 }, { tags: ['t'] });
    expect(status).toBe(201);
    expect(
      lacks(
        json,
        `run_id action_id flow_id flow_title flow_last_updated start_time completion_time status display_status details run_owner created_by run_managers run_monitors manage_by monitor_by label tags user_role`,
      ),
    ).toEqual([]);
    expect(json).toMatchObject({
      action_id: json.run_id,
      details: { code: 'FlowStarting', description: expect.any(String), details: { input: { a: 1 } } },
    });
    const done = await until(async () => {
      const run = await get('flows', `/runs/${json.run_id}`);
      return run.status === 'ACTIVE' ? undefined : run;
    });
    expect(done).toMatchObject({
      status: 'SUCCEEDED',
      details: { code: 'FlowSucceeded', description: expect.any(String), output: { a: 1 } },
    });
    const log = await get('flows', `/runs/${json.run_id}/log?limit=100&reverse_order=False`);
    expect(log.entries.map(({ code }: any) => code)).toEqual([
      'FlowStarted',
      'PassStarted',
      'PassCompleted',
      'FlowSucceeded',
    ]);
    expect(log.entries[1]).toMatchObject({
      time: expect.stringMatching(microseconds),
      description: expect.any(String),
      details: { state_name: 'Only', state_type: 'Pass' },
    });
    expect((await get('flows', `/runs/${json.run_id}/log?reverse_order=True`)).entries[0].code).toBe('FlowSucceeded');
    expect((await get('flows', `/flows/${flow}/runs`)).runs[0].run_id).toBe(json.run_id);
    expect((await get('flows', `/flows/${flow}/runs/${json.run_id}/log`)).entries).toHaveLength(4);
    expect((await ask('flows', 'POST', `/flows/${flow}/${json.run_id}/resume`)).json.error?.detail).not.toMatch(
      /There is no route/,
    );
  });

  test('many runs are changed at once, or none', async () => {
    const flow = (
      await ask('flows', 'POST', '/flows', {
        title: 'W',
        definition: { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 86_400, End: true } } },
        input_schema: {},
      })
    ).json.id;
    const run_ids: string[] = [
      (await start(flow, {}, { tags: ['a', 'b'] })).json.run_id,
      (await start(flow, {})).json.run_id,
    ];
    const change = (more: object, ids = run_ids) =>
      ask('flows', 'POST', '/batch/runs', { filters: { run_ids: ids }, ...more });
    const each = async (key: string): Promise<unknown[]> =>
      Promise.all(run_ids.map(async (id) => (await get('flows', `/runs/${id}`))[key]));
    expect(
      await change({
        add: { tags: ['c'], run_monitors: [urn(env['GLOBUS_SANDBOX_IDENTITY_2'])] },
        remove: { tags: ['a'] },
      }),
    ).toEqual({ status: 202, json: {} });
    expect(await each('tags')).toEqual([['b', 'c'], ['c']]);
    expect((await change({ set: { tags: [] } }, [run_ids[0]!, nobody])).status).toBe(403);
    expect(
      (await world.grace.ask('flows', 'POST', '/batch/runs', { filters: { run_ids }, set: { status: 'cancel' } }))
        .status,
    ).toBe(403);
    expect(await change({ set: { status: 'pause' } })).toMatchObject({
      status: 422,
      json: { error: { detail: [{ loc: ['set', 'status'] }] } },
    });
    expect((await ask('flows', 'POST', '/batch/runs', {})).json.error.detail[0].loc).toEqual(['filters', 'run_ids']);
    expect(await each('status')).toEqual(['ACTIVE', 'ACTIVE']);
    expect((await change({ set: { status: 'cancel', tags: ['done'] } })).status).toBe(202);
    expect([await each('status'), await each('tags')]).toEqual([
      ['FAILED', 'FAILED'],
      [['done'], ['done']],
    ]);
  });

  test('a question of a flow with a policy is shown to a session that meets it, and named to any other', async () => {
    const project = await world.project();
    const policy = (
      await ask('auth', 'POST', '/v2/api/policies', {
        policy: {
          project_id: project,
          display_name: 'P',
          description: 'D',
          domain_constraints_include: ['university.example'],
        },
      })
    ).json.policy.id;
    const provider = 'https://actions.globus.org/weboption/wait_for_option';
    const question = {
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Action',
          ActionUrl: provider,
          Parameters: { options: [{ name: 'yes' }] },
          ResultPath: '$.answer',
          End: true,
        },
      },
    };
    const flow = (await ask('flows', 'POST', '/flows', { title: 'Q', definition: question, input_schema: {} })).json.id;
    const { run_id } = (await start(flow, {})).json;
    const { id } = await until(
      async () => (await get('flows', `/web_inputs?filter_run_ids=${run_id}`)).web_input_summaries[0],
    );
    await ask('flows', 'PUT', `/flows/${flow}`, { authentication_policy_id: policy });
    for (const answer of [
      await ask('flows', 'GET', `/web_inputs/${id}`),
      await ask('flows', 'POST', `/web_inputs/${id}/respond`, { response: { value: 'x' } }),
    ]) {
      expect(answer).toMatchObject({
        status: 403,
        json: {
          web_input_summary: { id, status: 'open', flow: { id: flow } },
          error: { code: 'AUTHENTICATION_POLICY_REQUIRED', detail: expect.any(String) },
          code: 'AuthenticationPolicyRequired',
          authorization_parameters: {
            session_required_policies: [policy],
            session_message: 'Globus Flows detected an unsatisfied session policy for this web input.',
          },
        },
      });
    }
    const scope = 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all';
    const query = {
      client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
      redirect_uri: 'http://localhost:1/code',
      scope,
      response_type: 'code',
      sandbox_user: 'ada@globusid.org',
      session_required_policies: policy,
    };
    await fetch(`${world.sandbox.url}/auth/v2/oauth2/authorize?${new URLSearchParams(query).toString()}`, {
      redirect: 'manual',
    });
    // The session of the application has the further authentication now; its tokens share it.
    expect(await ask('flows', 'GET', `/web_inputs/${id}`)).toMatchObject({
      status: 200,
      json: { options: [{ label: 'yes' }] },
    });
  });

  test('a run that lacks a consent waits, and says for which', async () => {
    const id = (
      await ask('flows', 'POST', '/flows', {
        title: 'Lists',
        input_schema: {},
        definition: {
          StartAt: 'List',
          States: {
            List: {
              Type: 'Action',
              ActionUrl: 'https://transfer.actions.globus.org/ls',
              Parameters: { endpoint_id: env['GLOBUS_SANDBOX_MAPPED_COLLECTION'], path: '/~/' },
              ResultPath: '$.listing',
              End: true,
            },
          },
        },
      })
    ).json.id;
    const { json } = await start(id, {});
    const waiting = await until(async () => {
      const run = await get('flows', `/runs/${json.run_id}`);
      return run.status === 'ACTIVE' ? undefined : run;
    });
    expect(waiting).toMatchObject({
      status: 'INACTIVE',
      details: {
        code: 'ConsentRequired',
        description: expect.any(String),
        required_scope: expect.stringContaining(
          `${transferAll}[*https://auth.globus.org/scopes/${env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}/data_access]`,
        ),
        state_name: 'List',
      },
    });
    const { tokens } = await person(world.sandbox, 'ada@globusid.org', waiting.details.required_scope);
    expect((await ask('flows', 'POST', `/runs/${json.run_id}/resume`, undefined, tokens[id])).status).toBe(200);
    expect(
      await until(async () => {
        const run = await get('flows', `/runs/${json.run_id}`);
        return run.status === 'SUCCEEDED' ? run : undefined;
      }),
    ).toMatchObject({ details: { output: { listing: { status: 'SUCCEEDED', state_name: 'List' } } } });
  });
});

describe('D: Search', () => {
  test('an index, its limit, and its end', async () => {
    const make = () => ask('search', 'POST', '/v1/index', { display_name: 'I', description: 'D' });
    const index = (await make()).json;
    expect(index).toMatchObject({
      '@datatype': 'GSearchIndex',
      '@version': '2017-09-01',
      creation_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      is_trial: true,
      subscription_id: null,
      max_size_in_mb: 1,
      size_in_mb: expect.any(Number),
      num_subjects: 0,
      num_entries: 0,
      status: 'open',
    });
    await make();
    await make();
    expect(await make()).toMatchObject({
      status: 409,
      json: { '@datatype': 'GError', code: 'Conflict.LimitExceeded' },
    });
    const at = `/v1/index/${index.id}`;
    const ingest = await ask('search', 'POST', `${at}/ingest`, {
      ingest_type: 'GMetaEntry',
      ingest_data: { subject: 'one', id: null, visible_to: ['public'], content: { 'a.b': { c: 'deep' } } },
    });
    expect(ingest.json).toEqual({ acknowledged: true, task_id: expect.any(String) });
    const task = await until(async () => {
      const document = await get('search', `/v1/task/${ingest.json.task_id}`);
      return document.state === 'SUCCESS' ? document : undefined;
    });
    expect(task).toMatchObject({
      task_id: ingest.json.task_id,
      index_id: index.id,
      task_type: expect.any(String),
      state: 'SUCCESS',
      state_description: expect.any(String),
      creation_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/),
      completion_date: expect.any(String),
    });
    expect(lacks(task, 'message additional_details')).toEqual([]);
    expect(await get('search', `/v1/task_list/${index.id}`)).toMatchObject({
      index_id: index.id,
      tasks: [{ task_id: ingest.json.task_id }],
    });
    expect(await get('search', `${at}/search?q=deep&advanced=False`)).toMatchObject({
      '@datatype': 'GSearchResult',
      '@version': '2017-09-01',
      count: 1,
      total: 1,
      offset: 0,
      has_next_page: false,
      gmeta: [
        {
          '@datatype': 'GMetaResult',
          '@version': '2019-08-27',
          subject: 'one',
          entries: [{ entry_id: null, matched_principal_sets: [], content: { 'a.b': { c: 'deep' } } }],
        },
      ],
    });
    const escaped = {
      '@version': 'query#1.0.0',
      q: '*',
      filters: [{ type: 'match_any', field_name: 'a\\.b.c', values: ['deep'] }],
    };
    expect((await ask('search', 'POST', `${at}/search`, escaped)).json.total).toBe(1);
    expect(await ask('search', 'POST', `${at}/search`, { filters: [{ type: 'nonsense' }] })).toMatchObject({
      status: 400,
      json: { code: 'BadRequest.ValidationError', error_data: { messages: expect.any(Object) } },
    });
    expect((await ask('search', 'DELETE', at)).json).toEqual({ index_id: index.id, acknowledged: true });
    expect(await ask('search', 'GET', `${at}/search?q=x`)).toMatchObject({
      status: 409,
      json: { code: 'Conflict.IncompatibleIndexStatus' },
    });
    expect(await get('search', at)).toMatchObject({ status: 'delete_pending' });
    expect(await ask('search', 'GET', `/v1/index/${nobody}`)).toMatchObject({
      status: 404,
      json: { code: 'NotFound.NoSuchIndex', request_id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });

  test('roles of an index', async () => {
    const { role_list } = await get('search', `/v1/index/${env['GLOBUS_SANDBOX_INDEX']}/role_list`);
    expect(lacks(role_list[0], 'id index_id role_name principal principal_type creation_date')).toEqual([]);
    const owner = role_list.find(({ role_name }: any) => role_name === 'owner');
    expect(
      (await ask('search', 'DELETE', `/v1/index/${env['GLOBUS_SANDBOX_INDEX']}/role/${owner.id}`)).status,
    ).toBeGreaterThanOrEqual(400);
  });
});

describe('E1: Groups', () => {
  test('documents of groups and members', async () => {
    const [group] = await get('groups', '/v2/groups/my_groups');
    expect(
      lacks(
        group,
        'id name description terms_and_conditions group_type parent_id enforce_session session_limit session_timeouts my_memberships policies subscription_id subscription_info subscription_admin_verified_id',
      ),
    ).toEqual([]);
    const whole = await get(
      'groups',
      `/v2/groups/${env['GLOBUS_SANDBOX_GROUP']}?include=memberships,my_memberships,policies,allowed_actions,child_ids`,
    );
    expect(whole).toMatchObject({
      group_type: expect.stringMatching(/^(regular|plus)$/),
      session_limit: 28_800,
      session_timeouts: {},
      child_ids: [],
      allowed_actions: expect.any(Object),
    });
    expect(lacks(whole.memberships[0], 'group_id identity_id username role status membership_fields')).toEqual([]);
    expect(whole.policies).toMatchObject({
      is_high_assurance: false,
      authentication_assurance_timeout: 28_800,
      group_visibility: 'authenticated',
      group_members_visibility: 'members',
      join_requests: true,
      signup_fields: expect.any(Array),
    });
    const { json } = await ask('groups', 'POST', `/v2/groups/${env['GLOBUS_SANDBOX_GROUP']}`, {
      remove: [{ identity_id: nobody }],
    });
    expect(json).toMatchObject({
      errors: { remove: [{ identity_id: nobody, code: expect.any(String), detail: expect.any(String) }] },
    });
    expect(await ask('groups', 'POST', '/v2/groups', {})).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'name'], msg: expect.any(String), type: expect.any(String) }] },
    });
    expect((await ask('groups', 'GET', `/v2/groups/${nobody}`)).json).toMatchObject({
      code: expect.any(String),
      detail: expect.any(String),
    });
  });
});

describe('E2: Timers', () => {
  test('both documents of a timer, and what a list can ask', async () => {
    const id = await world.timer();
    const job = await get('timer', `/jobs/${id}`);
    expect(
      lacks(
        job,
        'job_id name status timer_type submitted_at start interval stop_after schedule callback_url callback_body scope last_ran_at next_run n_runs n_errors inactive_reason activity results',
      ),
    ).toEqual([]);
    expect(job).toMatchObject({
      timer_type: 'transfer',
      callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
      submitted_at: expect.stringMatching(time),
      next_run: expect.stringMatching(time),
      interval: 86_400,
      activity: { code: 'awaiting_next_run', next_run: expect.any(String) },
      results: { data: [], page_next: null },
    });
    const { timer } = (
      await ask('timer', 'POST', '/v2/timer', {
        timer: {
          timer_type: 'flow',
          flow_id: env['GLOBUS_SANDBOX_FLOW'],
          name: 'F',
          schedule: { type: 'once' },
          body: { body: {} },
        },
      })
    ).json;
    expect(timer).toMatchObject({
      number_of_runs: 0,
      number_of_errors: 0,
      n_runs: 0,
      n_errors: 0,
      callback_url: `https://flows.automate.globus.org/flows/${env['GLOBUS_SANDBOX_FLOW']}/run`,
      schedule: { type: 'once' },
    });
    expect(
      (await get('timer', '/jobs/?order=submitted_at%20asc&filter_status=active')).jobs.map(
        ({ job_id }: any) => job_id,
      ),
    ).toContain(id);
    expect((await ask('timer', 'POST', `/jobs/${id}/pause`)).json).toEqual({ message: expect.any(String) });
    expect(await get('timer', `/jobs/${id}`)).toMatchObject({
      status: 'inactive',
      inactive_reason: { cause: 'user', detail: null },
      activity: { code: 'paused', reason: 'user' },
    });
    expect((await get('timer', '/jobs/?filter_status=inactive')).jobs.map(({ job_id }: any) => job_id)).toEqual([id]);
    expect((await ask('timer', 'POST', `/jobs/${id}/resume`)).json).toEqual({ message: expect.any(String) });
    expect((await ask('timer', 'DELETE', `/jobs/${id}`)).json).toMatchObject({ job_id: id });
    expect(await ask('timer', 'GET', `/jobs/${id}`)).toMatchObject({
      status: 404,
      json: { error: { code: expect.any(String), detail: expect.any(String), status: 404 } },
    });
    for (const interval_seconds of [59, 366 * 86_400])
      expect(
        (
          await ask('timer', 'POST', '/v2/timer', {
            timer: {
              timer_type: 'transfer',
              schedule: { type: 'recurring', interval_seconds },
              body: world.transferOf('/a', '/b'),
            },
          })
        ).status,
      ).toBe(422);
  });
});

describe('E3: Compute', () => {
  test('functions, endpoints, tasks', async () => {
    expect(await get('compute', '/v2/version')).toBeTypeOf('string');
    expect(
      lacks(
        await get('compute', '/v2/version?service=all'),
        'api min_sdk_version min_ep_version min_endpoint_version git_sha',
      ),
    ).toEqual([]);
    const endpoint = await get('compute', `/v2/endpoints/${env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT']}`);
    expect(endpoint.uuid).toBe('4b116d3c-1703-4f8f-9f6f-39921e5864df');
    expect(
      lacks(
        endpoint,
        'uuid name display_name multi_user public endpoint_config user_config_template user_config_schema description hostname local_user ip_address endpoint_version sdk_version subscription_uuid',
      ),
    ).toEqual([]);
    const fn = await world.func();
    const v3 = (
      await ask('compute', 'POST', `/v3/endpoints/${endpoint.uuid}/submit`, {
        tasks: { [fn]: [world.payload, world.payload] },
      })
    ).json;
    expect(v3).toEqual({
      request_id: expect.any(String),
      task_group_id: expect.any(String),
      endpoint_id: endpoint.uuid,
      tasks: { [fn]: [expect.any(String), expect.any(String)] },
    });
    const v2 = (await ask('compute', 'POST', '/v2/submit', { tasks: [[fn, endpoint.uuid, world.payload]] })).json;
    expect(v2).toMatchObject({
      response: 'success',
      task_group_id: expect.any(String),
      results: [{ status: 'success', task_uuid: expect.any(String), http_status_code: 200, reason: null }],
    });
    const task = v2.results[0].task_uuid;
    const done = await until(async () => {
      const document = await get('compute', `/v2/tasks/${task}`);
      return document.completion_t === undefined ? undefined : document;
    });
    expect(done).toMatchObject({
      task_id: task,
      completion_t: expect.stringMatching(/^\d+\.\d+$/),
      details: { task_transitions: expect.any(Object) },
    });
    expect('result' in done || 'exception' in done).toBe(true);
    const batch = (await ask('compute', 'POST', '/v2/batch_status', { task_ids: [task] })).json;
    expect(batch).toMatchObject({ response: 'batch', results: { [task]: { task_id: task, status: done.status } } });
    expect(await get('compute', `/v2/taskgroup/${v2.task_group_id}`)).toMatchObject({
      taskgroup_id: v2.task_group_id,
      create_websockets_queue: false,
      tasks: [{ id: task, created_at: expect.any(String) }],
    });
    expect((await ask('compute', 'DELETE', `/v2/functions/${fn}`)).json).toEqual({ result: 302 });
    expect(await ask('compute', 'GET', `/v2/tasks/${nobody}`)).toMatchObject({
      status: 404,
      json: {
        status: 'Failed',
        code: expect.any(Number),
        error_args: expect.any(Array),
        reason: expect.any(String),
        http_status_code: 404,
      },
    });
  });
});
