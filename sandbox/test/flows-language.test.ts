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
  nobody,
  pass,
  runOf,
  sandbox,
  scopeOf,
  starter,
  states,
} from './support/flows-world.js';
import { transferScope } from './transferring.js';

describe('the language, as runs speak it', () => {
  test('Pass, ExpressionEval and Choice, with every kind of result', async () => {
    const run = await runOf(
      states(
        [
          'Name',
          {
            Type: 'Pass',
            Parameters: { 'who.$': '$.name', 'id.$': '$._context.username' },
            ResultPath: '$.person',
            Next: 'Compute',
          },
        ],
        [
          'Compute',
          {
            Type: 'ExpressionEval',
            Parameters: { 'twice.=': 'n * 2', 'greeting.=': '"Hello " + person.who' },
            ResultPath: '$.computed',
            Next: 'Constant',
          },
        ],
        ['Constant', { Type: 'Pass', Result: { fixed: true }, ResultPath: '$.constant', Next: 'Decide' }],
        [
          'Decide',
          {
            Type: 'Choice',
            Choices: [
              { Variable: '$.computed.twice', NumericGreaterThan: 100, Next: 'Wrong' },
              {
                And: [
                  { Variable: '$.constant.fixed', BooleanEquals: true },
                  { Variable: '$.name', StringMatches: 'A*' },
                ],
                Next: 'Keep',
              },
            ],
            Default: 'Wrong',
          },
        ],
        ['Keep', { Type: 'Pass', InputPath: '$.computed', ResultPath: '$.kept', End: true }],
        ['Wrong', { Type: 'Fail', Error: 'Wrong', Cause: 'took the wrong way' }],
      ),
      { name: 'Ada', n: 21 },
    );
    expect(run).toMatchObject({
      status: 'SUCCEEDED',
      details: { code: 'FlowSucceeded' },
      completion_time: expect.any(String),
      label: 'test',
    });
    const computed = { twice: 42, greeting: 'Hello Ada' };
    expect(run.details.output).toEqual({
      name: 'Ada',
      n: 21,
      person: { who: 'Ada', id: adaName },
      computed,
      constant: { fixed: true },
      kept: computed,
    });
    const { json: log } = await ada('GET', `/runs/${run.run_id}/log?limit=100`);
    expect(log.entries.map((entry: any) => `${entry.code} ${entry.details.state_name ?? ''}`.trim())).toEqual([
      'FlowStarted',
      'PassStarted Name',
      'PassCompleted Name',
      'ExpressionEvalStarted Compute',
      'ExpressionEvalCompleted Compute',
      'PassStarted Constant',
      'PassCompleted Constant',
      'ChoiceStarted Decide',
      'ChoiceCompleted Decide',
      'PassStarted Keep',
      'PassCompleted Keep',
      'FlowSucceeded',
    ]);
    const { json: newest } = await ada('GET', `/runs/${run.run_id}/log?limit=1&reverse_order=True`);
    expect(newest).toMatchObject({ has_next_page: true, limit: 1, entries: [{ code: 'FlowSucceeded' }] });
    expect(
      (await ada('GET', `/runs/${run.run_id}/log?limit=1&reverse_order=True&marker=${newest.marker}`)).json.entries[0]
        .code,
    ).toBe('PassCompleted');
  });

  test('a result without a place is all there is; null throws it away', async () => {
    expect((await runOf(pass({ Result: [1] }), { a: 1 })).details.output).toEqual([1]);
    expect((await runOf(pass({ Result: [1], ResultPath: null }), { a: 1 })).details.output).toEqual({ a: 1 });
  });

  test('Fail, a choice that fits nothing, a path to nowhere and circles end the run', async () => {
    expect(await runOf(states(['Stop', { Type: 'Fail', Error: 'Enough', Cause: 'no more' }]))).toMatchObject({
      status: 'FAILED',
      details: { code: 'FlowFailed', details: { state_name: 'Stop', error: 'Enough', cause: 'no more' } },
    });
    const choice = states(
      ['Choose', { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'End' }] }],
      ['End', { Type: 'Pass', End: true }],
    );
    expect((await runOf(choice, { n: 2 })).details.details.exception).toBe('States.NoChoiceMatched');
    const pathless = await runOf(choice, {});
    expect(pathless.details.details).toEqual({
      state_name: 'Choose',
      exception: 'States.Runtime',
      cause: "there is nothing at '$.n' to choose by",
    });
    const { json: log } = await ada('GET', `/runs/${pathless.run_id}/log?reverse_order=True`);
    expect(log.entries.slice(0, 2)).toMatchObject([
      { code: 'FlowFailed', details: { state_name: 'Choose', exception: 'States.Runtime' } },
      { code: 'ChoiceFailed', details: { state_name: 'Choose', state_type: 'Choice', exception: 'States.Runtime' } },
    ]);
    expect((await runOf(pass({ InputPath: '$.nothing' }))).details.description).toContain(
      "there is nothing at '$.nothing'",
    );
    expect(
      (await runOf(states(['A', { Type: 'Pass', Next: 'B' }], ['B', { Type: 'Pass', Next: 'A' }]))).details.description,
    ).toContain('10000 steps');
  });

  test('private parameters stay out of the log', async () => {
    const run = await runOf(
      pass({ Parameters: { 'key.$': '$.key', shown: 1, __Private_Parameters: ['key'] }, ResultPath: '$.out' }),
      { key: 'secret' },
    );
    const { json } = await ada('GET', `/runs/${run.run_id}/log`);
    expect(json.entries[1].details.input).toEqual({ key: '********', shown: 1 });
  });
});

describe('actions', () => {
  const hello = 'https://actions.globus.org/hello_world';
  const open = () => ({
    source: sandbox.env['GLOBUS_SANDBOX_COLLECTION'],
    destination: sandbox.env['GLOBUS_SANDBOX_COLLECTION_2'],
  });
  const action = (url: string, parameters: object, more: object = {}) => ({
    Type: 'Action',
    ActionUrl: url,
    Parameters: parameters,
    ResultPath: '$.result',
    End: true,
    ...more,
  });

  test('hello world', async () => {
    const run = await runOf(states(['Hello', action(hello, { 'echo_string.$': '$.text' })]), { text: 'é🎉' });
    expect(run.details.output.result).toMatchObject({
      status: 'SUCCEEDED',
      state_name: 'Hello',
      label: 'test',
      details: { Hello: 'World', hello: 'é🎉' },
      creator_id: run.run_owner,
    });
  });

  test('the seeded flow really moves files', async () => {
    const id = sandbox.env['GLOBUS_SANDBOX_FLOW'] as string;
    const { source, destination } = open();
    const mine = await starter(sandbox, graceName, id);
    const body = {
      source: { id: source, path: '/readme.txt' },
      destination: { id: destination, path: '/moved/readme.txt' },
    };
    const { json } = await mine('POST', `/flows/${id}/run`, { body, label: 'move', tags: ['a'] });
    expect(json).toMatchObject({
      status: 'ACTIVE',
      details: { code: 'FlowStarting', details: { input: body } },
      tags: ['a'],
      flow_title: 'Move Files',
      user_role: 'run_owner',
    });
    const run = await ended(grace, json.run_id);
    expect(run.details, JSON.stringify(run.details)).toMatchObject({
      code: 'FlowSucceeded',
      output: {
        CopyResult: { details: { type: 'TRANSFER', status: 'SUCCEEDED', label: 'move', files_transferred: 1 } },
        DeleteResult: { details: { type: 'DELETE' } },
      },
    });
    const transfer = clientOf(
      sandbox,
      'transfer',
      (await logIn(sandbox, graceName, transferScope))['transfer.api.globus.org'],
    );
    expect(
      (await transfer('GET', `/v0.10/operation/endpoint/${destination}/ls?path=/moved/`)).json.DATA.map(
        (file: any) => file.name,
      ),
    ).toEqual(['readme.txt']);
    expect((await transfer('GET', `/v0.10/operation/endpoint/${source}/stat?path=/readme.txt`)).status).toBe(404);
    expect((await grace('GET', `/runs/${run.run_id}/definition`)).json).toMatchObject({
      flow_id: id,
      definition: { StartAt: 'Copy' },
    });
    expect((await ada('GET', `/runs/${run.run_id}`)).status).toBe(404);
  });

  test('mkdir, ls, stat and delete, by the new and the older addresses', async () => {
    const { destination } = open();
    const at = (name: string, parameters: object, next: string | undefined) =>
      [
        name,
        action(
          name.startsWith('Old')
            ? `https://actions.automate.globus.org/transfer/${name.slice(3)}`
            : `https://transfer.actions.globus.org/${name}`,
          parameters,
          { ResultPath: `$.${name}`, ...(next ? { Next: next, End: undefined } : {}) },
        ),
      ] as [string, object];
    const run = await runOf(
      states(
        at('mkdir', { endpoint_id: destination, path: '/made' }, 'Oldmkdir'),
        at('Oldmkdir', { endpoint_id: destination, path: '/made/below' }, 'Oldls'),
        at('Oldls', { endpoint_id: destination, path: '/made' }, 'stat'),
        at('stat', { endpoint_id: destination, path: '/made/below' }, 'collection_info'),
        at('collection_info', { endpoint_id: destination }, 'Olddelete'),
        at('Olddelete', { endpoint_id: destination, items: ['/made'], recursive: true }, 'ls'),
        at('ls', { endpoint_id: destination, path: '/', filter: 'name:made' }, undefined),
      ),
    );
    expect(run.status, JSON.stringify(run.details)).toBe('SUCCEEDED');
    const { output } = run.details;
    expect(output.mkdir.details.code).toBe('DirectoryCreated');
    expect(output.Oldls.details.DATA.map((file: any) => file.name)).toEqual(['below']);
    expect(output.stat.details).toMatchObject({ name: 'below', type: 'dir' });
    expect(output.collection_info.details).toMatchObject({ display_name: 'Sandbox Destination' });
    expect(output.ls.details.DATA).toEqual([]);
  });

  test('failures: caught by name, taken as a result, or the end', async () => {
    const { destination } = open();
    const failing = (more: object) =>
      states(
        [
          'List',
          action('https://transfer.actions.globus.org/ls', { endpoint_id: destination, path: '/not/there' }, more),
        ],
        ['Caught', { Type: 'Pass', End: true }],
      );
    const refused = (more: object) =>
      states(
        ['List', action('https://transfer.actions.globus.org/ls', { path: '/' }, more)],
        ['Caught', { Type: 'Pass', End: true }],
      );
    const to = (error: string, path?: string) => ({
      Catch: [{ ErrorEquals: [error], Next: 'Caught', ...(path && { ResultPath: path }) }],
    });

    const caught = await runOf(failing(to('ActionFailedException', '$.error')), { kept: 1 });
    expect(caught).toMatchObject({
      status: 'SUCCEEDED',
      details: {
        output: {
          kept: 1,
          error: { Error: 'ActionFailedException', Cause: expect.stringContaining('ClientError.NotFound') },
        },
      },
    });
    expect(
      (await runOf(failing({ ExceptionOnActionFailure: false, ResultPath: '$.result' }))).details.output.result,
    ).toMatchObject({ status: 'FAILED', details: { code: 'ClientError.NotFound' } });
    expect(await runOf(failing(to('ActionTimeout')))).toMatchObject({
      status: 'FAILED',
      details: { details: { exception: 'ActionFailedException' } },
    });
    expect((await runOf(refused(to('ActionUnableToRun')))).details.output).toMatchObject({
      Error: 'ActionUnableToRun',
      Cause: "'endpoint_id' is required",
    });
    const log = (await ada('GET', `/runs/${caught.run_id}/log`)).json.entries.map((entry: any) => entry.code);
    expect(log).toEqual([
      'FlowStarted',
      'ActionStarted',
      'ActionFailed',
      'PassStarted',
      'PassCompleted',
      'FlowSucceeded',
    ]);
  });

  test('a run waits for a consent that is missing, and goes on with it', async () => {
    const id = await create(
      ada,
      states(['List', action('https://transfer.actions.globus.org/ls', { 'endpoint_id.$': '$.id', path: '/' })]),
    );
    const mapped = sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'] as string;
    const mine = await starter(sandbox, adaName, id);
    const { json } = await mine('POST', `/flows/${id}/run`, { body: { id: mapped }, label: 'needs consent' });
    const required = `${scopeOf(id)}[${transferScope}[*https://auth.globus.org/scopes/${mapped}/data_access]]`;
    expect(await ended(ada, json.run_id)).toMatchObject({
      status: 'INACTIVE',
      details: { code: 'ConsentRequired', required_scope: required, state_name: 'List', action_statuses: [] },
    });
    expect((await mine('POST', `/runs/${json.run_id}/resume`)).json.status).toBe('ACTIVE');
    expect((await ended(ada, json.run_id)).status).toBe('INACTIVE');
    const consenting = clientOf(sandbox, 'flows', (await logIn(sandbox, adaName, required))[id]);
    expect((await consenting('POST', `/runs/${json.run_id}/resume`)).json).toMatchObject({ status: 'ACTIVE' });
    expect(await ended(ada, json.run_id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await consenting('POST', `/runs/${json.run_id}/resume`)).toMatchObject({
      status: 409,
      json: { error: { code: 'STATE_CONFLICT' } },
    });
  });

  test('a flow that changes asks for consent to what it newly does', async () => {
    const id = await create(ada, pass());
    const mine = await starter(sandbox, adaName, id);
    await ada('PUT', `/flows/${id}`, { definition: states(['Hello', action(hello, {})]) });
    const { json } = await mine('POST', `/flows/${id}/run`, { body: {}, label: 'old token' });
    expect(await ended(ada, json.run_id)).toMatchObject({
      status: 'INACTIVE',
      details: { required_scope: `${scopeOf(id)}[https://auth.globus.org/scopes/actions.globus.org/hello_world]` },
    });
  });

  test('a question to people', async () => {
    const url = 'https://actions.globus.org/weboption/wait_for_option';
    const ask = {
      title: 'Go on?',
      text: 'Look at the results first.',
      options: [{ name: 'Yes', description: 'go on' }, { name: 'No' }],
      respondents: [identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY_2'])],
    };
    const id = await create(ada, states(['Ask', action(url, ask)]));
    const { json: run } = await (
      await starter(sandbox, adaName, id)
    )('POST', `/flows/${id}/run`, { body: {}, label: 'question' });
    let input: any;
    while (!input)
      [input] = (
        await grace('GET', `/web_inputs?filter_states=open&filter_run_ids=${run.run_id}`)
      ).json.web_input_summaries;
    expect(input).toMatchObject({
      status: 'open',
      user_roles: ['viewer', 'respondent'],
      title: 'Go on?',
      flow: { id },
      run: { id: run.run_id, label: 'question' },
      closed_timestamp: null,
    });
    expect((await ada('GET', `/runs/${run.run_id}`)).json).toMatchObject({
      status: 'ACTIVE',
      blocking_web_input_id: input.id,
    });
    const { json: whole } = await grace('GET', `/web_inputs/${input.id}`);
    expect(whole).toMatchObject({
      context: { title: 'Go on?', text: 'Look at the results first.' },
      options: [{ label: 'Yes' }, { label: 'No' }],
      input_schema: { oneOf: [{ title: 'Yes', description: 'go on' }, { title: 'No' }] },
    });
    const respond = `/web_inputs/${input.id}/respond`;
    expect(await grace('POST', respond, { response: { value: 'not-a-real-option' } })).toMatchObject({
      status: 422,
      json: { error: { detail: "'not-a-real-option' is not a registered option id for this input." } },
    });
    expect(await grace('POST', respond, { value: whole.options[0].option_id })).toMatchObject({
      status: 422,
      json: { error: { detail: [{ loc: ['response'] }] } },
    });
    expect((await ada('POST', respond, { response: { value: whole.options[0].option_id } })).status).toBe(403);
    expect(await grace('POST', respond, { response: { value: whole.options[0].option_id } })).toEqual({
      status: 200,
      json: { status: 'ok' },
    });
    expect((await grace('POST', respond, { response: { value: whole.options[0].option_id } })).status).toBe(409);
    expect(await ended(ada, run.run_id)).toMatchObject({
      status: 'SUCCEEDED',
      blocking_web_input_id: null,
      details: {
        output: {
          result: { details: { name: 'Yes', respondent: identity(sandbox.env['GLOBUS_SANDBOX_IDENTITY_2']) } },
        },
      },
    });
    expect((await grace('GET', `/web_inputs/${nobody}`)).json.error.detail).toBe(
      `No Web Input exists with id value ${nobody}`,
    );
  });
});
