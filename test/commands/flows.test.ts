import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { sandboxUser, type SandboxUser } from '../support/sandbox-user.js';
import { hasTerminal, onTerminal } from '../support/terminal.js';

const base = 'https://flows.automate.globus.org';
const flow = '24bc4997-b483-4c25-a19c-64b0afc00743';
const id = '36ad9f9a-ad29-488f-beb4-c22ab729643a';
const question = 'e35d1f92-3e2a-4c1c-8f36-7ce4f00f9d2c';
const [yes, no] = ['8f14e45f-ceea-467e-add1-6a6b672efe31', 'c9f0f895-fb98-4a4b-b845-4ded0c6b6d3c'];
const logins = {
  'auth.globus.org': 'openid',
  'transfer.api.globus.org': 'urn:globus:auth:scope:transfer.api.globus.org:all',
  'flows.globus.org': 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all',
  [flow]: `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`,
};
const run = (status: string, more: object = {}) => ({
  run_id: id,
  flow_id: flow,
  flow_title: 'Copy',
  label: 'tuesday',
  status,
  start_time: '2026-03-01T10:00:00+00:00',
  ...more,
});
const refusal = { status: 409, response: { error: { code: 'STATE_CONFLICT', detail: 'not in this state' } } };
const entry = (code: string, second: number) => ({
  time: `2026-03-01T10:00:0${second}+00:00`,
  code,
  description: `${code} happened`,
  details: { n: second },
});
/** The log, newest first, as following reads it. */
const log = (...entries: readonly object[]): Exchange => ({
  method: 'GET',
  url: `${base}/runs/${id}/log?reverse_order=True`,
  response: { entries: [...entries].reverse(), has_next_page: false },
});
const state = (status: string, more: object = {}): Exchange => ({
  method: 'GET',
  url: `${base}/runs/${id}`,
  response: run(status, more),
});

describe('flows run', () => {
  test('delete asks first', async () => {
    const gone = { method: 'POST', url: `${base}/runs/${id}/release`, response: run('SUCCEEDED') };
    expect((await globus(['flows', 'run', 'delete', id, '--yes'], { api: fakeApi([gone]) })).stdout).toMatch(
      new RegExp(`Run ID: +${id}\nRun Label: +tuesday\n`),
    );
    expect(
      (await globus(['flows', 'run', 'delete', id, '--yes', '--jmespath', 'status'], { api: fakeApi([gone]) })).stdout,
    ).toBe('"SUCCEEDED"\n');
    expect(
      await globus(['flows', 'run', 'delete', id, '--yes'], { api: fakeApi([{ ...gone, ...refusal }]) }),
    ).toMatchObject({ code: 1, stderr: expect.stringContaining('not in this state') });
  });
  test('show-definition', async () => {
    const definition = { flow_id: flow, definition: { StartAt: 'no-op', States: {} }, input_schema: {} };
    const shown = { method: 'GET', url: `${base}/runs/${id}/definition`, response: definition };
    expect(
      JSON.parse((await globus(['flows', 'run', 'show-definition', id], { api: fakeApi([shown]) })).stdout),
    ).toEqual(definition);
    expect(
      (
        await globus(['flows', 'run', 'show-definition', id, '--jmespath', 'definition.StartAt'], {
          api: fakeApi([shown]),
        })
      ).stdout,
    ).toBe('"no-op"\n');
    expect((await globus(['flows', 'run', 'show-definition', '1405823f-0597'])).code).toBe(2);
  });
  test('watch says each step once, and ends with the run', async () => {
    const api = fakeApi([
      state('ACTIVE'),
      state('ACTIVE'),
      state('SUCCEEDED'),
      log(entry('FlowStarted', 1)),
      log(entry('FlowStarted', 1), entry('Pass', 2)),
      log(entry('FlowStarted', 1), entry('Pass', 2), entry('FlowSucceeded', 3)),
    ]);
    const { code, stdout, stderr } = await globus(['flows', 'run', 'watch', id], { api });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Status: +SUCCEEDED/)]);
    expect(stderr.match(/^\w+: \w+ happened$/gm)).toEqual([
      'FlowStarted: FlowStarted happened',
      'Pass: Pass happened',
      'FlowSucceeded: FlowSucceeded happened',
    ]);
    expect(
      (await globus(['flows', 'run', 'watch', id, '--jmespath', 'status'], { api: fakeApi([state('ENDED'), log()]) }))
        .stdout,
    ).toBe('"ENDED"\n');
  });
  test.each([
    [
      'FAILED',
      { details: { description: 'no such file' } },
      `failed: no such file`,
      `globus flows run show-logs ${id} --details`,
    ],
    ['INACTIVE', {}, 'waits for you', `globus flows run resume ${id}`],
    [
      'INACTIVE',
      { blocking_web_input_id: question },
      'waits for an answer',
      `globus flows web-input respond ${question}`,
    ],
  ])('watch fails with a run that is %s %j', async (status, more, why, next) => {
    const { code, stderr } = await globus(['flows', 'run', 'watch', id], {
      api: fakeApi([state(status, more), log()]),
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(stderr).toContain(next);
  });
  test('watch says the state, the cause, and the Catch that replaced the input', async () => {
    const at = (code: string, second: number, details: object) => ({ ...entry(code, second), details });
    const entries = [
      at('ActionStarted', 1, { state_name: 'Copy' }),
      at('ActionFailed', 2, { state_name: 'Copy', Error: 'ActionTimeout', Cause: 'too slow' }),
      at('ActionStarted', 3, { state_name: 'Tell' }),
      at('FlowFailed', 4, { state_name: 'Tell', error: 'States.ParameterPathFailure', cause: 'no email' }),
    ];
    const catchers = [{ ErrorEquals: ['States.ALL'], Next: 'Tell' }];
    const definition: Exchange = {
      method: 'GET',
      url: `${base}/runs/${id}/definition`,
      response: {
        flow_id: flow,
        input_schema: {},
        definition: { StartAt: 'Copy', States: { Copy: { Catch: catchers } } },
      },
    };
    const api = () => fakeApi([state('FAILED'), log(...entries), definition]);
    const { code, stdout, stderr } = await globus(['flows', 'run', 'watch', id], { api: api() });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Run ${id} failed in state 'Tell': no email [States.ParameterPathFailure]\n`);
    expect(stderr).toContain("state 'Copy' failed and its Catch went on to 'Tell': too slow [ActionTimeout]\n");
    expect(stderr).toContain('The Catch has no ResultPath, so the error replaced all data that the run had');
    expect(stderr).toContain(`give the Catch of 'Copy' a ResultPath`);
    const json = await globus(['flows', 'run', 'watch', id, '-F', 'json'], { api: api() });
    expect(JSON.parse(json.stderr.slice(json.stderr.indexOf('{')))).toMatchObject({
      failure: { state: 'Tell', caught: { state: 'Copy', replacedInput: true } },
    });
  });
  test('show asks for nothing more where nobody reads it', async () => {
    const { code, stderr } = await globus(['flows', 'run', 'show', id], { api: fakeApi([state('FAILED')]) });
    expect([code, stderr]).toEqual([0, '']);
  });
  test('watch stops when the time is up, and the run goes on', async () => {
    expect(
      await globus(['flows', 'run', 'watch', id, '--timeout', '3'], { api: fakeApi([state('ACTIVE'), log()]) }),
    ).toMatchObject({ code: 1, stderr: expect.stringContaining('It continues.') });
  });
  test('show-logs --follow prints what is new, to the end', async () => {
    const exchanges = [
      state('ACTIVE'),
      state('SUCCEEDED'),
      log(entry('FlowStarted', 1)),
      log(entry('FlowStarted', 1), entry('Pass', 2), entry('FlowSucceeded', 3)),
    ];
    const argv = ['flows', 'run', 'show-logs', id, '--follow'];
    expect(
      (await globus(argv, { api: fakeApi(exchanges) })).stdout.split('\n').map((line) => line.split(' ')[1]),
    ).toEqual(['FlowStarted:', 'Pass:', 'FlowSucceeded:', undefined]);
    const { stdout } = await globus([...argv, '-F', 'ndjson'], { api: fakeApi(exchanges) });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([entry('FlowStarted', 1), entry('Pass', 2), entry('FlowSucceeded', 3)]);
    expect((await globus([...argv, '--reverse'])).code).toBe(2);
  });
});

const schema = {
  type: 'object',
  required: ['source', 'retries'],
  properties: {
    source: {
      type: 'object',
      format: 'globus-collection',
      required: ['id', 'path'],
      properties: { id: { type: 'string' }, path: { type: 'string' } },
    },
    retries: { type: 'integer', minimum: 0 },
    verify: { type: 'boolean' },
    names: { type: 'array', items: { type: 'string' } },
    deep: { type: 'object', properties: { level: { type: 'number' } } },
    mode: { enum: ['fast', 'safe'] },
  },
  additionalProperties: false,
};
const described: Exchange = {
  method: 'GET',
  url: `${base}/flows/${flow}`,
  response: { id: flow, title: 'Copy', input_schema: schema },
};
const typed = [`source=${flow}:/data/`, 'retries=3', 'verify=true', 'names=a,b', 'deep.level=1.5', 'mode=safe'];
const input = {
  source: { id: flow, path: '/data/' },
  retries: 3,
  verify: true,
  names: ['a', 'b'],
  deep: { level: 1.5 },
  mode: 'safe',
};
const empty = { tags: [], run_managers: [], run_monitors: [] };

describe('flows validate', () => {
  const definition = (catcher: object) => ({
    StartAt: 'Copy',
    States: {
      Copy: {
        Type: 'Action',
        ActionUrl: 'https://x.example',
        Catch: [{ ErrorEquals: ['States.ALL'], ...catcher }],
        End: true,
      },
      Tell: { Type: 'Pass', InputPath: '$.email', End: true },
    },
  });
  const validate = (catcher: object) =>
    globus(['flows', 'validate', JSON.stringify(definition(catcher))], {
      api: fakeApi([
        {
          method: 'POST',
          url: `${base}/flows/validate`,
          body: { definition: definition(catcher) },
          response: { scopes: {} },
        },
      ]),
    });
  test('warns of a Catch without ResultPath before a state that reads what it throws away', async () => {
    const { code, stdout, stderr } = await validate({ Next: 'Tell' });
    expect([code, stdout]).toEqual([0, expect.stringContaining('No scopes discovered')]);
    expect(stderr).toMatch(
      /^The Catch of state 'Copy' that goes to 'Tell' has no ResultPath,.* 'Tell' reads \$\.email\./,
    );
    expect((await validate({ Next: 'Tell', ResultPath: '$.error' })).stderr).toBe('');
  });
});

describe('flows start and validate-run', () => {
  test('key=value is read as the schema says', async () => {
    const started = {
      method: 'POST',
      url: `${base}/flows/${flow}/run`,
      body: { body: input, label: 'l', ...empty },
      response: run('ACTIVE'),
    };
    const { code, stdout } = await globus(['flows', 'start', flow, ...typed, '--label', 'l'], {
      api: fakeApi([described, started]),
      logins,
    });
    expect([code, stdout]).toEqual([0, expect.stringContaining(id)]);
  });
  test('--input is the ground, fields stand on it', async () => {
    const argv = [
      'flows',
      'start',
      flow,
      '--input',
      JSON.stringify({ ...input, retries: 1 }),
      'retries:=3',
      '--dry-run',
      '-F',
      'json',
    ];
    expect(JSON.parse((await globus(argv, { api: fakeApi([described]) })).stdout)).toEqual({ body: input, ...empty });
  });
  test.each([
    [['retries=3'], "must have required property 'source'"],
    [[`source=${flow}:/d/`, 'retries=-1'], 'retries: must be >= 0'],
    [[`source=${flow}:/d/`, 'retries=3', 'colour=red'], 'must NOT have additional properties: colour'],
    [
      [`source=${flow}:/d/`, 'retries=3', 'mode=slow'],
      'mode: must be equal to one of the allowed values: ["fast","safe"]',
    ],
    [['retries=many'], "The value of retries has to be an integer; 'many' is not."],
    [['source={'], 'a collection, as ID:PATH'],
    [['retries:={'], 'The value of retries is not JSON'],
    [['retries'], "'retries' is not KEY=VALUE or KEY:=JSON."],
  ])('%j does not fit, and nothing is sent', async (fields, message) => {
    for (const words of [
      ['flows', 'start', flow],
      ['flows', 'validate-run', flow],
    ]) {
      expect(
        await globus([...words, ...fields], { api: fakeApi([described], { lenientReads: true }), logins }),
      ).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
    }
  });
  test('off a terminal, without input, the run gets none', async () => {
    const started = {
      method: 'POST',
      url: `${base}/flows/${flow}/run`,
      body: { body: {}, ...empty },
      response: run('ACTIVE'),
    };
    expect((await globus(['flows', 'start', flow], { api: fakeApi([started]), logins })).code).toBe(0);
  });
  test('data that cannot be looked up beforehand stands in no way: the service decides', async () => {
    const body = { source: { id: flow, path: '/d/' } };
    const secret = {
      method: 'GET',
      url: `${base}/flows/${flow}`,
      status: 403,
      response: { error: { code: 'FORBIDDEN', detail: 'not yours to see' } },
    };
    const started = {
      method: 'POST',
      url: `${base}/flows/${flow}/run`,
      body: { body, ...empty },
      response: run('ACTIVE'),
    };
    expect(
      (
        await globus(['flows', 'start', flow, '--input', JSON.stringify(body)], {
          api: fakeApi([secret, started]),
          logins,
        })
      ).code,
    ).toBe(0);
  });
  test('validate-run', async () => {
    const asked = {
      method: 'POST',
      url: `${base}/flows/${flow}/validate_run`,
      body: { body: input, ...empty, activity_notification_policy: { status: ['FAILED'] } },
      response: { message: 'validation successful' },
    };
    const argv = [
      'flows',
      'validate-run',
      flow,
      '--input',
      JSON.stringify(input),
      '--activity-notification-policy',
      'failed',
    ];
    expect((await globus(argv, { api: fakeApi([asked]), logins })).stdout).toBe('validation successful\n');
    expect((await globus([...argv, '--jmespath', 'message'], { api: fakeApi([asked]), logins })).stdout).toBe(
      '"validation successful"\n',
    );
    const wrong = {
      ...asked,
      status: 400,
      response: {
        error: {
          code: 'FLOW_INPUT_ERROR',
          detail: [{ loc: ['$.retries'], type: 'InvalidActionInput', msg: "'x' is not of type 'integer'" }],
        },
      },
    };
    expect(await globus(argv, { api: fakeApi([wrong]), logins })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("'x' is not of type 'integer'"),
    });
  });
});

describe('flows web-input', () => {
  const options = [
    { option_id: yes, label: 'Approve', description: 'go on' },
    { option_id: no, label: 'Reject', description: 'stop' },
  ];
  const whole = {
    id: question,
    status: 'open',
    user_roles: ['viewer', 'respondent'],
    input_type: 'selection',
    context: { title: 'Deploy?', presentation_style: 'text', text: 'All tests pass.' },
    options,
    run: { id, label: 'nightly' },
    flow: { id: flow, title: 'Copy' },
    created_timestamp: '2026-03-01T10:00:00+00:00',
    closed_timestamp: null,
  };
  const shown: Exchange = { method: 'GET', url: `${base}/web_inputs/${question}`, response: whole };
  const answered = (value: string): Exchange => ({
    method: 'POST',
    url: `${base}/web_inputs/${question}/respond`,
    body: { response: { value } },
    response: { status: 'ok' },
  });
  test('list', async () => {
    const { context, options: _, ...summary } = whole;
    const list = {
      method: 'GET',
      url: `${base}/web_inputs?filter_roles=respondent&filter_states=open,closed&filter_run_ids=${id}&orderby=created_timestamp+DESC`,
      response: { web_input_summaries: [{ ...summary, title: context.title }], marker: null },
    };
    const argv = [
      'flows',
      'web-input',
      'list',
      '--filter-role',
      'respondent',
      '--filter-state',
      'open',
      '--filter-state',
      'closed',
      '--filter-run-id',
      id,
      '--orderby',
      'created_timestamp:desc',
    ];
    expect((await globus(argv, { api: fakeApi([list]) })).stdout).toMatch(
      new RegExp(`${question} \\| Deploy\\? +\\| open +\\| nightly`),
    );
    expect(
      (await globus([...argv, '--jmespath', 'web_input_summaries[].title'], { api: fakeApi([list]) })).stdout,
    ).toBe('[\n  "Deploy?"\n]\n');
    expect((await globus(['flows', 'web-input', 'list', '--orderby', 'title:asc'])).code).toBe(2);
  });
  test('show', async () => {
    const { stdout } = await globus(['flows', 'web-input', 'show', question], { api: fakeApi([shown]) });
    for (const each of ['Deploy?', 'All tests pass.', 'Approve', 'stop', yes]) expect(stdout).toContain(each);
    expect(
      JSON.parse(
        (await globus(['flows', 'web-input', 'show', question, '-F', 'json'], { api: fakeApi([shown]) })).stdout,
      ),
    ).toEqual(whole);
    expect(
      await globus(['flows', 'web-input', 'show', question], {
        api: fakeApi([
          { ...shown, status: 404, response: { error: { code: 'NOT_FOUND', detail: 'No Web Input exists' } } },
        ]),
      }),
    ).toMatchObject({ code: 1, stderr: expect.stringContaining('No Web Input exists') });
  });
  test('respond by label or by id', async () => {
    expect(
      (await globus(['flows', 'web-input', 'respond', question, 'approve'], { api: fakeApi([shown, answered(yes)]) }))
        .stdout,
    ).toBe('Your answer was sent.\n');
    expect(
      (await globus(['flows', 'web-input', 'respond', question, no, '-F', 'json'], { api: fakeApi([answered(no)]) }))
        .stdout,
    ).toContain('"status": "ok"');
  });
  test('respond says what the answers are', async () => {
    expect(await globus(['flows', 'web-input', 'respond', question, 'maybe'], { api: fakeApi([shown]) })).toMatchObject(
      { code: 2, stderr: expect.stringMatching(new RegExp(`no answer 'maybe'[^]*${no}  Reject`)) },
    );
    expect(await globus(['flows', 'web-input', 'respond', question], { api: fakeApi([shown]) })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Missing argument 'OPTION'."),
    });
  });
});

describe('in the sandbox', () => {
  const made = async (user: SandboxUser, definition: object, inputSchema: object = {}) =>
    (
      await user.run([
        'flows',
        'create',
        'Ask and pass',
        JSON.stringify(definition),
        '--input-schema',
        JSON.stringify(inputSchema),
        '--jmespath',
        'id',
        '-F',
        'unix',
      ])
    ).stdout.trim();

  test('a run is checked, started, watched, followed, answered, and deleted', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const me = (await user.run(['whoami', '--verbose', '--jmespath', 'sub', '-F', 'unix'])).stdout.trim();
    const ask = {
      Type: 'Action',
      ActionUrl: 'https://actions.globus.org/weboption/wait_for_option',
      ResultPath: '$.answer',
      End: true,
      Parameters: {
        title: 'Go on?',
        text: 'Look first.',
        options: [{ name: 'Yes' }, { name: 'No' }],
        respondents: [`urn:globus:auth:identity:${me}`],
      },
    };
    const flowId = await made(
      user,
      { StartAt: 'First', States: { First: { Type: 'Pass', Next: 'Ask' }, Ask: ask } },
      { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
    );
    await user.logIn(undefined, ['--flow', flowId]);
    expect((await user.run(['flows', 'validate-run', flowId, 'n=3'])).stdout.trim()).not.toBe('');
    expect((await user.run(['flows', 'start', flowId, 'n=three'])).code).toBe(2);
    const runId = (
      await user.run(['flows', 'start', flowId, 'n=3', '--label', 'é🎉', '--jmespath', 'run_id', '-F', 'unix'])
    ).stdout.trim();
    expect(runId).toMatch(/^[0-9a-f-]{36}$/);
    let asked = '';
    for (let tries = 0; !asked && tries < 20; tries++)
      asked = (
        await user.run([
          'flows',
          'web-input',
          'list',
          '--filter-run-id',
          runId,
          '--jmespath',
          'web_input_summaries[0].id',
          '-F',
          'unix',
        ])
      ).stdout
        .trim()
        .replace('None', '');
    expect((await user.run(['flows', 'web-input', 'show', asked])).stdout).toContain('Look first.');
    // it would wait for ever
    expect(await user.run(['flows', 'run', 'watch', runId])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`globus flows web-input respond ${asked}`),
    });
    expect((await user.run(['flows', 'web-input', 'respond', asked, 'yes'])).code).toBe(0);
    expect(await user.run(['flows', 'run', 'watch', runId])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Status: +SUCCEEDED/),
      stderr: expect.stringContaining('FlowSucceeded'),
    });
    expect(
      (await user.run(['flows', 'run', 'show-logs', runId, '--follow'])).stdout.trimEnd().split('\n').at(-1),
    ).toContain('FlowSucceeded');
    expect(JSON.parse((await user.run(['flows', 'run', 'show-definition', runId])).stdout).definition.StartAt).toBe(
      'First',
    );
    expect((await user.run(['flows', 'run', 'delete', runId, '--yes'])).code).toBe(0);
    expect((await user.run(['flows', 'run', 'show', runId])).code).toBe(1);
  });

  describe('run resume --wait', () => {
    /** A run that waits for the consent to read a mapped collection; what it does then is `next`. */
    const waiting = async (next: object) => {
      const user = await sandboxUser();
      await user.logIn();
      const list = (endpoint: string | undefined, path: string) => ({
        Type: 'Action',
        ActionUrl: 'https://transfer.actions.globus.org/ls',
        Parameters: { endpoint_id: endpoint, path },
        ResultPath: '$.result',
      });
      const mapped = list(user.sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'], '/');
      const flowId = await made(user, {
        StartAt: 'Before',
        States: { Before: { Type: 'Pass', Next: 'List' }, List: { ...mapped, Next: 'Then' }, Then: next },
      });
      await user.logIn(undefined, ['--flow', flowId]);
      const started = await user.run(['flows', 'start', flowId, '--wait', '-F', 'json']);
      expect(started).toMatchObject({ code: 1, stdout: '' });
      const failure = JSON.parse(started.stderr.slice(started.stderr.indexOf('{'))) as {
        run_id: string;
        details: { required_scope: string };
      };
      const resume = (...more: string[]) => user.run(['flows', 'run', 'resume', failure.run_id, '--wait', ...more]);
      const consent = async () => {
        const begun = await user.run(['login', '--start', '--quiet']);
        const url = new URL(begun.stdout.trim());
        url.searchParams.set('scope', `${url.searchParams.get('scope') ?? ''} ${failure.details.required_scope}`);
        expect((await user.run(['login', '--finish', await user.approve(url.href)])).code).toBe(0);
      };
      return { runId: failure.run_id, scope: failure.details.required_scope, started, resume, consent };
    };
    /** The codes of the steps that were said, in order. */
    const steps = (stderr: string) => [...stderr.matchAll(/^(\w+): (?!\/\/)/gm)].map(([, code]) => code);

    test('a run that waits for a consent: named first, and then only what happens from there on is said', async () => {
      const { runId, scope, started, resume, consent } = await waiting({ Type: 'Pass', End: true });
      expect(steps(started.stderr)).toEqual(['FlowStarted', 'PassStarted', 'PassCompleted', 'ActionStarted']);
      expect(await resume()).toMatchObject({
        code: 4,
        stdout: '',
        stderr: expect.stringContaining(`globus session consent '${scope}'`),
      });
      // not looked at beforehand, it goes on and waits once more, having said nothing again
      const again = await resume('--skip-inactive-reason-check');
      expect([again.code, steps(again.stderr)]).toEqual([1, []]);
      expect(again.stderr).toContain(`Run ${runId} waits for you`);
      await consent();
      const { code, stdout, stderr } = await resume();
      expect([code, steps(stderr)]).toEqual([0, ['ActionCompleted', 'PassStarted', 'PassCompleted', 'FlowSucceeded']]);
      expect(stdout).toMatch(/Status: +SUCCEEDED/);
      expect((await resume()).code).toBe(1);
    });
    test('one that fails after it went on ends with 1, and why', async () => {
      const { runId, resume, consent } = await waiting({ Type: 'Fail', Error: 'Broken', Cause: 'the detector is off' });
      await consent();
      const { code, stdout, stderr } = await resume();
      expect([code, stdout, steps(stderr).at(-1)]).toEqual([1, '', 'FlowFailed']);
      expect(steps(stderr)).not.toContain('FlowStarted');
      expect(stderr).toContain(`Run ${runId} failed`);
      expect(stderr).toContain('the detector is off');
    });
  });

  test('a Catch that throws the input away is warned of, and named when the run fails of it', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const definition = {
      StartAt: 'List',
      States: {
        List: {
          Type: 'Action',
          ActionUrl: 'https://transfer.actions.globus.org/ls',
          Parameters: { endpoint_id: id, path: '/' },
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell' }],
          ResultPath: '$.list',
          End: true,
        },
        Tell: { Type: 'Pass', Parameters: { 'to.$': '$.email' }, End: true },
      },
    };
    const validated = await user.run(['flows', 'validate', JSON.stringify(definition)]);
    expect([validated.code, validated.stderr]).toEqual([0, expect.stringContaining("'Tell' reads $.email")]);
    const flowId = await made(user, definition);
    await user.logIn(undefined, ['--flow', flowId]);
    const { code, stdout, stderr } = await user.run(['flows', 'start', flowId, 'email=a@b.c', '--wait']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Run [0-9a-f-]{36} failed in state 'Tell': .*\$\.email.* \[States\.Runtime\]$/m);
    expect(stderr).toMatch(/^Before that, state 'List' failed and its Catch went on to 'Tell': /m);
    expect(stderr).toContain('The Catch has no ResultPath, so the error replaced all data that the run had');
    if (!hasTerminal) return;
    const runId = /^Run (\S+) failed/m.exec(stderr)?.[1] ?? '';
    const shown = onTerminal(['flows', 'run', 'show', runId], user.env);
    expect(await shown.ended()).toBe(0);
    expect(shown.screen()).toContain("failed in state 'Tell'");
  });

  test.skipIf(!hasTerminal)(
    'on a terminal, the input is asked for field by field, again where it does not fit',
    async () => {
      const user = await sandboxUser();
      await user.logIn();
      const flowId = await made(
        user,
        { StartAt: 'End', States: { End: { Type: 'Pass', End: true } } },
        {
          type: 'object',
          required: ['n'],
          properties: { n: { type: 'integer', title: 'How many' }, note: { type: 'string' } },
        },
      );
      await user.logIn(undefined, ['--flow', flowId]);
      const terminal = onTerminal(['flows', 'start', flowId, '--wait', '--jmespath', 'details.output'], user.env);
      await terminal.see(/A label for the run/);
      terminal.type('\r');
      await terminal.see(/How many/);
      terminal.type('lots\r');
      await terminal.see(/has to be an integer; 'lots' is not/);
      // what did not fit stands there to be mended
      terminal.type('\x157\r');
      await terminal.see(/note \[optional\]/);
      terminal.type('\r');
      await terminal.see(/Without questions: globus flows start .* n=7[^]*Start it\?/);
      terminal.type('\r');
      await terminal.see(/"n": 7/);
      expect(await terminal.ended()).toBe(0);
      expect(terminal.screen()).not.toContain('"note"');
    },
  );
});
