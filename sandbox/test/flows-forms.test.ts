import { describe, expect, test } from 'vitest';
import { clientOf, logIn } from './signed-in.js';
import {
  ada,
  adaName,
  create,
  ended,
  grace,
  graceName,
  identity,
  pass,
  runOf,
  sandbox,
  scopeOf,
  starter,
  states,
} from './support/flows-world.js';

const hello = 'https://actions.globus.org/hello_world';
const action = (more: object) => ({ Type: 'Action', Parameters: {}, ResultPath: '$.result', End: true, ...more });
const logOf = async (run: string): Promise<any[]> => (await ada('GET', `/runs/${run}/log?limit=100`)).json.entries;

describe('roles', () => {
  const definition = states(['As Admin', action({ ActionUrl: hello, RunAs: 'Data Admin' })]);
  const roleScope = (id: string) => `https://auth.globus.org/scopes/${id}/flow_${id.replaceAll('-', '_')}_data_admin`;

  test('an action works for whoever the token of its role stands for, and nothing tells that token', async () => {
    const id = await create(ada, definition);
    const { json: flow } = await ada('GET', `/flows/${id}`);
    expect(flow.globus_auth_scopes_by_RunAs).toEqual({ 'Data Admin': roleScope(id) });
    const token = (await logIn(sandbox, graceName, roleScope(id)))[id]!;
    const mine = await starter(sandbox, adaName, id);
    const request = { body: { kept: 1, _tokens: { 'Data Admin': token } }, label: 'roles' };
    const { status, json } = await mine('POST', `/flows/${id}/run`, request);
    expect(status).toBe(201);
    const run = await ended(ada, json.run_id);
    expect(run.status, JSON.stringify(run.details)).toBe('SUCCEEDED');
    const { output } = run.details;
    expect(output).toMatchObject({
      kept: 1,
      result: { creator_id: identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY_2']), state_name: 'As Admin' },
    });
    expect(JSON.stringify([json, run, await logOf(run.run_id)])).not.toContain(token);
  });

  test('a run without the token, with one for something else or with a dead one, does not start', async () => {
    const id = await create(ada, definition);
    const mine = await starter(sandbox, adaName, id);
    const wrong = (await logIn(sandbox, graceName, 'openid'))['auth.globus.org'];
    for (const [tokens, message] of [
      [{}, "'Data Admin' is a required property"],
      [{ 'Data Admin': wrong }, 'not an active access token with the scope'],
      [{ 'Data Admin': 'dead' }, 'not an active access token with the scope'],
      [{ 'Data Admin': 1 }, 'not an active access token with the scope'],
    ] as const) {
      for (const route of ['run', 'validate_run']) {
        const { status, json } = await mine('POST', `/flows/${id}/${route}`, { body: { _tokens: tokens }, label: 'x' });
        expect([status, json.error.code]).toEqual([400, 'FLOW_INPUT_ERROR']);
        expect(json.error.detail).toMatchObject([
          { loc: ['$._tokens.Data Admin'], msg: expect.stringContaining(message) },
        ]);
      }
    }
  });

  test('validation tells the scopes of each role', async () => {
    const { json } = await ada('POST', '/flows/validate', { definition });
    expect(json).toEqual({
      scopes: { 'Data Admin': ['https://auth.globus.org/scopes/actions.globus.org/hello_world'] },
    });
  });
});

test('errors with names that no document has are caught where they come, and warned of', async () => {
  const definition = states(
    [
      'Say',
      action({
        ActionUrl: hello,
        Parameters: { 'echo_string.$': '$.none' },
        Catch: [{ ErrorEquals: ['Custom.Error', 'States.Runtime'], ResultPath: '$.error', Next: 'Caught' }],
      }),
    ],
    ['Caught', { Type: 'Pass', End: true }],
  );
  const { status, json } = await ada('POST', '/flows/validate', { definition });
  expect(status).toBe(200);
  expect(json.warnings).toMatchObject([
    { loc: ['definition', 'States', 'Say', 'Catch', 0, 'ErrorEquals', 0], type: 'warning' },
  ]);
  expect((await runOf(definition)).details.output.error).toEqual({
    Error: 'States.Runtime',
    Cause: "there is nothing at '$.none' in the input of the state",
  });
});

test('all of the context', async () => {
  const before = Math.floor(Date.now() / 1000);
  const run = await runOf(pass({ Parameters: { 'context.$': '$._context', 'exp.$': '$._context.token_info.exp' } }));
  const me = identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY']);
  const { context, exp } = run.details.output;
  expect(context).toEqual({
    flow_id: run.flow_id,
    run_id: run.run_id,
    action_id: run.run_id,
    username: adaName,
    email: expect.stringContaining('@'),
    user_id: me,
    identities: expect.arrayContaining([me]),
    token_info: { exp, iat: expect.any(Number), nbf: context.token_info.iat },
  });
  expect(context.token_info.iat).toBeGreaterThanOrEqual(before - 5);
  expect(exp - context.token_info.iat).toBe(172_800);
  const { json } = await ada('POST', '/flows/validate', {
    definition: pass({ Result: 1, ResultPath: '$._context.mine' }),
  });
  expect(json.error.detail).toMatchObject([{ loc: ['definition', 'States', 'Only', 'ResultPath'] }]);
});

describe('a flow as an action', () => {
  const address = (id: string) => `https://flows.automate.globus.org/flows/${id}`;

  test('gets the body as its input, runs as who runs the other, and its run is the action', async () => {
    const inner = await create(
      ada,
      states(['Hello', action({ ActionUrl: hello, Parameters: { 'echo_string.$': '$.word' } })]),
    );
    const outer = states(
      [
        'Run',
        action({ ActionUrl: address(inner), Parameters: { 'word.=': "'to ' + who" }, End: undefined, Next: 'Tell' }),
      ],
      [
        'Tell',
        { Type: 'Pass', InputPath: '$.result.details.output.result.details.hello', ResultPath: '$.told', End: true },
      ],
    );
    expect((await ada('POST', '/flows/validate', { definition: outer })).json).toEqual({
      scopes: { User: [scopeOf(inner)] },
    });
    const run = await runOf(outer, { who: 'you' });
    expect(run.status, JSON.stringify(run.details)).toBe('SUCCEEDED');
    expect(run.details.output).toMatchObject({
      told: 'to you',
      result: { details: { code: 'FlowSucceeded' }, creator_id: run.run_owner },
    });
    const { json } = await ada('GET', `/runs?filter_flow_id=${inner}`);
    expect(json.runs).toMatchObject([{ status: 'SUCCEEDED', run_owner: run.run_owner, label: 'test' }]);
  });

  test('fails with it, and cannot be run by who may not', async () => {
    const inner = await create(ada, states(['No', { Type: 'Fail', Error: 'Enough', Cause: 'no more' }]));
    const outer = states(['Run', action({ ActionUrl: address(inner) })]);
    expect((await runOf(outer)).details.details).toMatchObject({
      exception: 'ActionFailedException',
      cause: expect.stringContaining('no more'),
    });
    const hers = await create(grace, pass());
    expect((await runOf(states(['Run', action({ ActionUrl: address(hers) })]))).details.details).toMatchObject({
      exception: 'ActionUnableToRun',
    });
  });

  test('is canceled with it, and one that runs itself comes to an end', async () => {
    const inner = await create(ada, states(['Nap', { Type: 'Wait', Seconds: 3600, End: true }]));
    const outer = await create(ada, states(['Run', action({ ActionUrl: address(inner) })]));
    const mine = await starter(sandbox, adaName, outer);
    const { json: run } = await mine('POST', `/flows/${outer}/run`, { body: {}, label: 'outer' });
    const innerRun = async () => (await ada('GET', `/runs?filter_flow_id=${inner}`)).json.runs[0];
    while (!(await innerRun())) await new Promise((resolve) => setTimeout(resolve, 10));
    await ada('POST', `/runs/${run.run_id}/cancel`);
    expect(await innerRun()).toMatchObject({ status: 'FAILED', details: { code: 'FlowCanceled' } });

    const circle = await create(ada, pass());
    await ada('PUT', `/flows/${circle}`, { definition: states(['Again', action({ ActionUrl: address(circle) })]) });
    const again = await starter(sandbox, adaName, circle);
    const { json } = await again('POST', `/flows/${circle}/run`, { body: {}, label: 'circle' });
    // consents do not go round in circles
    expect(await ended(ada, json.run_id)).toMatchObject({ status: 'INACTIVE', details: { code: 'ConsentRequired' } });
  });
});

test('a run rests with the run that is its action, and goes on with it', async () => {
  const inner = await create(ada, pass());
  const outer = await create(
    ada,
    states(['Run', action({ ActionUrl: `https://flows.automate.globus.org/flows/${inner}` })]),
  );
  const mine = await starter(sandbox, adaName, outer);
  await ada('PUT', `/flows/${inner}`, { definition: states(['Hello', action({ ActionUrl: hello })]) });
  const { json } = await mine('POST', `/flows/${outer}/run`, { body: {}, label: 'rests' });
  const required = `${scopeOf(outer)}[${scopeOf(inner)}[https://auth.globus.org/scopes/actions.globus.org/hello_world]]`;
  expect(await ended(ada, json.run_id)).toMatchObject({
    status: 'INACTIVE',
    details: { code: 'ConsentRequired', required_scope: required, state_name: 'Run' },
  });
  const consenting = clientOf(sandbox, 'flows', (await logIn(sandbox, adaName, required))[outer]);
  expect((await consenting('POST', `/runs/${json.run_id}/resume`)).status).toBe(200);
  expect(await ended(ada, json.run_id)).toMatchObject({ status: 'SUCCEEDED' });
});

describe('questions that a definition asks with states of its own', () => {
  const ask = (more: object = {}) => ({
    Type: 'CreateWebInput',
    Parameters: {
      InputType: 'Selection',
      Context: {
        PresentationStyle: 'Table',
        'Title.=': "'Go on with ' + `$.name` + '?'",
        Rows: [{ Field: 'Name', 'Value.$': '$.name' }],
      },
      Options: [
        { Value: 'approve', Label: 'Approve', Description: 'Go on.' },
        { Value: 'deny', Label: 'Deny' },
      ],
      RespondentUrns: [identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY_2'])],
      ...more,
    },
    ResultPath: '$.asked',
    Next: 'Between',
  });
  const wait = {
    Type: 'AwaitWebInput',
    Parameters: { 'web_input_id.$': '$.asked.web_input_id' },
    ResultPath: '$.answer',
    Next: 'Judge',
  };
  const judge = {
    Type: 'Choice',
    Choices: [{ Variable: '$.answer.response', StringEquals: 'approve', Next: 'Go' }],
    Default: 'Stop',
  };
  const question = () =>
    states(
      ['Ask', ask()],
      ['Between', { Type: 'Pass', Next: 'Wait' }],
      ['Wait', wait],
      ['Judge', judge],
      ['Go', { Type: 'Pass', End: true }],
      ['Stop', { Type: 'Fail', Error: 'Denied', Cause: 'they said no' }],
    );
  async function started(definition: object): Promise<{ run: string; input: any }> {
    const id = await create(ada, definition);
    const mine = await starter(sandbox, adaName, id);
    const { json } = await mine('POST', `/flows/${id}/run`, { body: { name: 'A' }, label: 'question' });
    for (;;) {
      const { json: run } = await ada('GET', `/runs/${json.run_id}`);
      if (run.status !== 'ACTIVE') throw new Error(JSON.stringify(run.details));
      if (run.blocking_web_input_id !== null)
        return { run: run.run_id, input: (await grace('GET', `/web_inputs/${run.blocking_web_input_id}`)).json };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  test.each([
    ['Approve', 'SUCCEEDED'],
    ['Deny', 'FAILED'],
  ])('%s is the answer', async (label, status) => {
    const { run, input } = await started(question());
    expect(input.context).toEqual({
      title: 'Go on with A?',
      presentation_style: 'table',
      rows: [{ field: 'Name', value: 'A' }],
    });
    expect(input.options).toEqual([
      { option_id: expect.any(String), label: 'Approve', description: 'Go on.' },
      { option_id: expect.any(String), label: 'Deny', description: null },
    ]);
    const value = input.options.find((option: any) => option.label === label).option_id;
    expect((await grace('POST', `/web_inputs/${input.id}/respond`, { response: { value } })).status).toBe(200);
    const over = await ended(ada, run);
    expect(over).toMatchObject({ status, blocking_web_input_id: null });
    if (status === 'FAILED')
      expect(over.details.details).toEqual({ state_name: 'Stop', error: 'Denied', cause: 'they said no' });
  });

  test('is closed with its run, and what is no question is refused', async () => {
    const { run, input } = await started(question());
    await ada('POST', `/runs/${run}/cancel`);
    expect((await grace('GET', `/web_inputs/${input.id}`)).json.status).toBe('closed');
    for (const wrong of [
      { Options: [] },
      { Options: [{ Label: 'no value' }] },
      { Context: {} },
      { RespondentUrns: ['x'] },
    ])
      expect(
        (await runOf(states(['Ask', { ...ask(wrong), Next: undefined, End: true }]), { name: 'A' })).details.details,
      ).toMatchObject({ exception: 'States.Runtime' });
  });
});

describe('handlers', () => {
  test('an action provider by its Handler', async () => {
    const run = await runOf(states(['Say', action({ Handler: { Type: 'ActionProvider', Url: hello } })]));
    expect(run.details.output.result.details).toEqual({ Hello: 'World' });
  });
  test('a registered API is taken, and cannot run here; two ways at once are refused', async () => {
    const handle = 'urn:globus:flows:handle:globus:groups.get_group';
    const run = await runOf(states(['Ask', action({ Handler: handle })]));
    expect(run.details.details).toMatchObject({ exception: 'ActionUnableToRun' });
    for (const wrong of [
      { Handler: handle, ActionUrl: hello },
      { Handler: 'groups' },
      { Handler: { Type: 'ActionProvider' } },
      {},
    ])
      expect((await ada('POST', '/flows/validate', { definition: states(['A', action(wrong)]) })).status).toBe(422);
  });
});

test('a flow that somebody else runs as an action asks for the consents below it', async () => {
  const inner = await create(ada, states(['Hello', action({ ActionUrl: hello })]), {
    flow_starters: ['all_authenticated_users'],
    flow_viewers: ['public'],
  });
  const outer = await create(ada, states(['Run', action({ ActionUrl: `https://flows.globus.org/flows/${inner}` })]), {
    flow_starters: ['all_authenticated_users'],
    flow_viewers: ['public'],
  });
  const client = clientOf(sandbox, 'flows', (await logIn(sandbox, graceName, scopeOf(outer)))[outer]);
  const { json } = await client('POST', `/flows/${outer}/run`, { body: {}, label: 'hers' });
  const run = await ended(grace, json.run_id);
  expect(run.status, JSON.stringify(run.details)).toBe('SUCCEEDED');
});
