import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobs as sdkJobs, timer as sdkTimer } from '@globus/sdk/services/timers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, type Client, withKey } from './signed-in.js';
import { transferScope } from './transferring.js';

const server = '524230d7-ea86-4a52-8312-86065a9e0417';
const timer = `https://auth.globus.org/scopes/${server}/timer`;
const begin = Date.parse('2030-01-01T00:00:00Z');
const at = (seconds: number) => new Date(begin + seconds * 1000).toISOString().replace('.000Z', '+00:00');

let sandbox: RunningSandbox;
let ada: Client, grace: Client, transfer: Client;
let source: string, destination: string, mapped: string;

async function signedIn(user: string, scope = `${timer}[${transferScope}]`): Promise<Client> {
  return clientOf(sandbox, 'timer', (await logIn(sandbox, user, scope))[server]);
}
async function advance(seconds: number): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/clock`, {
    method: 'POST',
    headers: withKey(sandbox),
    body: JSON.stringify({ advance_seconds: seconds }),
  });
  expect(answer.status).toBe(200);
}
const copy = (target: string, more: object = {}) => ({
  DATA_TYPE: 'transfer',
  source_endpoint: source,
  destination_endpoint: destination,
  verify_checksum: true,
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/readme.txt', destination_path: target }],
  ...more,
});
async function create(schedule: object, body: object = copy('/timed.txt'), client = ada): Promise<any> {
  const { status, json } = await client('POST', '/v2/timer', {
    timer: { timer_type: 'transfer', name: 'Test', schedule, body },
  });
  expect(status).toBe(201);
  return json.timer;
}
const show = async (id: string, client = ada): Promise<any> => (await client('GET', `/jobs/${id}`)).json;
async function until(id: string, test: (job: any) => boolean): Promise<any> {
  for (let tries = 0; tries < 500; tries += 1) {
    const job = await show(id);
    if (test(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came: ${JSON.stringify(await show(id))}`);
}
const written = (path: string) => join(sandbox.dir, 'collections/storage/open/destination', path);

beforeAll(async () => {
  sandbox = await openSandbox({ clock: { startAt: begin, frozen: true } });
  ada = await signedIn('ada@globusid.org');
  grace = await signedIn('grace@globusid.org');
  transfer = clientOf(
    sandbox,
    'transfer',
    (await logIn(sandbox, 'ada@globusid.org', transferScope))['transfer.api.globus.org'],
  );
  source = sandbox.env['GLOBUS_SANDBOX_COLLECTION']!;
  destination = sandbox.env['GLOBUS_SANDBOX_COLLECTION_2']!;
  mapped = sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!;
});

describe('making timers', () => {
  test('a timer that runs once, now, really copies', async () => {
    const timer = await create({ type: 'once' }, copy('/once.txt', { label: 'Just once' }));
    expect(timer).toMatchObject({
      timer_type: 'transfer',
      name: 'Test',
      status: 'new',
      inactive_reason: null,
      number_of_runs: 0,
      number_of_errors: 0,
      submitted_at: at(0),
      last_ran_at: null,
      schedule: { type: 'once', datetime: at(0) },
    });
    expect(timer.body).toMatchObject({
      DATA_TYPE: 'transfer',
      source_endpoint: source,
      notify_on_succeeded: true,
      encrypt_data: false,
    });
    const job = await until(timer.job_id, ({ results }) => results.data[0]?.run_status === 'SUCCEEDED');
    expect(job).toMatchObject({
      status: 'ended',
      n_runs: 1,
      n_errors: 0,
      last_ran_at: at(0),
      next_run: null,
      activity: null,
      interval: null,
      stop_after: { date: null, n_runs: 1 },
      callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
      results: {
        data: [
          {
            status: 202,
            errors: null,
            ran_at: at(0),
            data: { status: 'SUCCEEDED', label: 'Just once', details: { type: 'TRANSFER', files_transferred: 1 } },
          },
        ],
        page_next: null,
      },
    });
    expect(readFileSync(written('once.txt'), 'utf8')).toBe('Copy me.\n');
    expect((await transfer('GET', `/v0.10/task/${job.results.data[0].data.action_id}`)).json).toMatchObject({
      status: 'SUCCEEDED',
      label: 'Just once',
    });
  });

  test('an application that asked for the scope of Timers alone may have transfers made', async () => {
    const application = 'b3c1f1c4-2a0e-4f3e-9a57-0d6a3f0c9e11';
    const alone = clientOf(sandbox, 'timer', (await logIn(sandbox, 'ada@globusid.org', timer, application))[server]);
    const { job_id } = await create({ type: 'once' }, copy('/alone.txt'), alone);
    const job = await until(job_id, ({ status }) => status !== 'active' && status !== 'new');
    expect(job).toMatchObject({ status: 'ended', inactive_reason: null, n_runs: 1, n_errors: 0 });
  });

  test('what is wrong is told field by field', async () => {
    const refused = async (timer: unknown) =>
      (await ada('POST', '/v2/timer', { timer })).json.detail.map(({ loc, type }: any) => [
        loc.slice(2).join('.'),
        type,
      ]);
    expect(await refused({ timer_type: 'other', schedule: { type: 'sometimes' }, body: {} })).toEqual([
      ['timer_type', 'type_error.enum'],
      ['schedule.type', 'value_error.discriminated_union'],
    ]);
    expect(
      await refused({
        timer_type: 'transfer',
        schedule: { type: 'recurring', interval_seconds: 59, end: { condition: 'iterations', count: 0 } },
        body: { DATA: [{}] },
      }),
    ).toEqual([
      ['schedule.interval_seconds', 'value_error.number.not_ge'],
      ['schedule.end.count', 'value_error.number.not_ge'],
      ['body.source_endpoint', 'value_error.missing'],
      ['body.destination_endpoint', 'value_error.missing'],
      ['body.DATA.0.source_path', 'value_error.missing'],
      ['body.DATA.0.destination_path', 'value_error.missing'],
    ]);
    expect(
      await refused({
        timer_type: 'transfer',
        schedule: { type: 'once', datetime: '2020-01-01T00:00:00Z' },
        body: copy('/x'),
      }),
    ).toEqual([['schedule.datetime', 'value_error']]);
    expect(await ada('POST', '/v2/timer', {})).toEqual({
      status: 422,
      json: { detail: [{ loc: ['body', 'timer'], msg: 'field required', type: 'value_error.missing' }] },
    });
  });

  test('a timer of the first version of the API, with the body of the action provider', async () => {
    expect((await ada('POST', '/jobs/', { name: 'x' })).json).toEqual({
      detail: [
        { loc: ['body', 'start'], msg: 'field required', type: 'value_error.missing' },
        { loc: ['body', 'callback_url'], msg: 'field required', type: 'value_error.missing' },
      ],
    });
    const { status, json } = await ada('POST', '/jobs/', {
      name: 'old',
      start: '2022-04-01T19:30:00',
      interval: 864000,
      stop_after_n: 5,
      callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
      callback_body: {
        body: {
          label: 'old',
          source_endpoint_id: source,
          destination_endpoint_id: destination,
          transfer_items: [{ source_path: '/readme.txt', destination_path: '/old.txt', recursive: false }],
        },
      },
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      status: 'loaded',
      timer_type: 'transfer',
      start: '2022-04-01T19:30:00+00:00',
      interval: 864000,
      stop_after: { date: null, n_runs: 5 },
    });
    const job = await until(json.job_id, ({ results }) => results.data[0]?.run_status === 'SUCCEEDED');
    expect(job).toMatchObject({ n_runs: 1, status: 'active', results: { data: [{ data: { label: 'old, run 1' } }] } });
    expect(existsSync(written('old.txt'))).toBe(true);
  });

  test('a callback the sandbox cannot make is an error of the run', async () => {
    const { json } = await ada('POST', '/jobs/', {
      start: at(0),
      callback_url: 'https://example.org/hook',
      callback_body: {},
    });
    expect(await until(json.job_id, ({ n_runs }) => n_runs === 1)).toMatchObject({
      timer_type: 'generic',
      status: 'ended',
      n_errors: 1,
      results: { data: [{ status: 501, run_status: 'FAILED', errors: { code: 'NotImplemented' } }] },
    });
  });
});

describe('time', () => {
  test('a recurring timer runs as often as the clock says, and ends by count', async () => {
    const { job_id: id } = await create({
      type: 'recurring',
      interval_seconds: 600,
      start: at(3600),
      end: { condition: 'iterations', count: 3 },
    });
    expect(await show(id)).toMatchObject({
      status: 'active',
      next_run: at(3600),
      interval: 600,
      stop_after: { date: null, n_runs: 3 },
      activity: { code: 'awaiting_next_run', next_run: at(3600) },
    });
    await advance(3599);
    expect((await show(id)).n_runs).toBe(0);
    await advance(1);
    expect(await show(id)).toMatchObject({ n_runs: 1, last_ran_at: at(3600), next_run: at(4200) });
    await advance(600);
    expect((await show(id)).n_runs).toBe(2);
    await advance(86_400);
    const job = await show(id);
    expect(job).toMatchObject({ n_runs: 3, status: 'ended', next_run: null });
    expect(job.results.data.map(({ ran_at }: any) => ran_at)).toEqual([at(4800), at(4200), at(3600)]);
  });

  test('it ends by time, and pages through its results', async () => {
    const now = 3600 + 600 + 86_400;
    const { job_id: id } = await create({
      type: 'recurring',
      interval_seconds: 60,
      start: at(now + 60),
      end: { condition: 'time', datetime: at(now + 60 * 13) },
    });
    await advance(3600);
    const first = await show(id);
    expect(first).toMatchObject({ status: 'ended', n_runs: 13, stop_after: { date: at(now + 60 * 13), n_runs: null } });
    expect(first.results.data).toHaveLength(10);
    const { json: second } = await ada('GET', `/jobs/${id}?results_pt=${first.results.page_next}`);
    expect(second.results.data.map(({ ran_at }: any) => ran_at)).toEqual([at(now + 180), at(now + 120), at(now + 60)]);
    expect(second.results.page_next).toBeNull();
  });

  test('paused, it waits; resumed, it makes up for what was missed once', async () => {
    const { job_id: id } = await create({ type: 'recurring', interval_seconds: 100 });
    const { n_runs: before }: { n_runs: number } = await until(id, ({ n_runs }) => n_runs === 1);
    expect((await ada('POST', `/jobs/${id}/pause`)).json).toEqual({ message: `Successfully paused job ${id}.` });
    expect(await show(id)).toMatchObject({
      status: 'inactive',
      inactive_reason: { cause: 'user', detail: null },
      next_run: null,
      activity: { code: 'paused', reason: 'user' },
    });
    expect(await ada('POST', `/jobs/${id}/pause`)).toMatchObject({
      status: 409,
      json: { error: { code: 'CONFLICT', status: 409 } },
    });
    await advance(1000);
    expect((await show(id)).n_runs).toBe(before);
    expect((await ada('POST', `/jobs/${id}/resume`, { update_credentials: false })).json).toEqual({
      message: `Successfully resumed job ${id}.`,
    });
    const job = await until(id, ({ n_runs }) => n_runs === before + 1);
    expect(job).toMatchObject({ status: 'active', inactive_reason: null });
    await advance(100);
    expect((await show(id)).n_runs).toBe(before + 2);
    await ada('DELETE', `/jobs/${id}`);
  });

  test('a refused submission counts as an error, and the timer goes on', async () => {
    const { job_id: id } = await create(
      { type: 'recurring', interval_seconds: 60 },
      copy('/x', { source_endpoint: '00000000-0000-4000-8000-000000000000' }),
    );
    expect(await until(id, ({ n_runs }) => n_runs === 1)).toMatchObject({
      status: 'active',
      n_errors: 1,
      results: { data: [{ status: 404, data: null, errors: { code: 'EndpointNotFound' } }] },
    });
    await ada('DELETE', `/jobs/${id}`);
  });
});

describe('consents', () => {
  const dataAccess = () => `https://auth.globus.org/scopes/${mapped}/data_access`;

  test('without a data_access consent it becomes inactive and says which; with it, resumed, it runs', async () => {
    const { job_id: id } = await create(
      { type: 'once' },
      copy('/home/ada/from-timer.txt', { destination_endpoint: mapped }),
    );
    const job = await until(id, ({ status }) => status === 'inactive');
    expect(job).toMatchObject({
      n_runs: 0,
      n_errors: 1,
      activity: { code: 'paused', reason: 'globus_auth_requirements' },
      inactive_reason: {
        cause: 'globus_auth_requirements',
        detail: {
          code: 'ConsentRequired',
          authorization_parameters: { required_scopes: [`${timer}[${transferScope}[*${dataAccess()}]]`] },
        },
      },
    });
    await ada('POST', `/jobs/${id}/resume`);
    await until(id, ({ status, n_errors }) => status === 'inactive' && n_errors === 2);
    const consented = await signedIn(
      'ada@globusid.org',
      job.inactive_reason.detail.authorization_parameters.required_scopes[0],
    );
    await consented('POST', `/jobs/${id}/resume`, { update_credentials: true });
    const ended = await until(id, ({ results }) => results.data[0]?.run_status === 'SUCCEEDED');
    expect(ended).toMatchObject({ status: 'ended', n_runs: 1 });
    expect(readFileSync(join(sandbox.dir, 'collections/storage/home/ada/from-timer.txt'), 'utf8')).toBe('Copy me.\n');
  });

  test('once the consent to transfer is taken back, a timer becomes inactive', async () => {
    const own = await openSandbox();
    const bare = clientOf(own, 'timer', (await logIn(own, 'grace@globusid.org', timer))[server]);
    const withdrawn = await fetch(`${own.url}/_sandbox/consents/withdraw`, {
      method: 'POST',
      headers: withKey(own),
      body: JSON.stringify({ user: 'grace@globusid.org', scope: transferScope }),
    });
    expect(withdrawn.status).toBe(200);
    const { json } = await bare('POST', '/v2/timer', {
      timer: { timer_type: 'transfer', name: null, schedule: { type: 'once' }, body: copy('/x') },
    });
    for (let job: any; job?.status !== 'inactive';) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      job = (await bare('GET', `/jobs/${json.timer.job_id}`)).json;
      if (job.status === 'inactive')
        expect(job.inactive_reason.detail.authorization_parameters.required_scopes).toEqual([
          `${timer}[${transferScope}]`,
        ]);
    }
  });

  test('a flow timer asks for the consent to start its flow', async () => {
    const flow = '668a9202-ae54-428b-b3ba-76f05960732f';
    const { status, json } = await ada('POST', '/v2/timer', {
      timer: {
        timer_type: 'flow',
        flow_id: flow,
        name: 'Flow',
        schedule: { type: 'once' },
        body: { body: { key: 'value' } },
      },
    });
    const scope = `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`;
    expect(status).toBe(201);
    expect(json.timer).toMatchObject({
      timer_type: 'flow',
      flow_id: flow,
      scope,
      callback_url: `https://flows.automate.globus.org/flows/${flow}/run`,
      callback_body: { body: { key: 'value' } },
      n_runs: 0,
      number_of_runs: 0,
      stop_after: { date: null, n_runs: 1 },
    });
    const job = await until(json.timer.job_id, ({ n_errors }) => n_errors === 1);
    expect(job.inactive_reason?.detail.authorization_parameters.required_scopes).toEqual([`${timer}[${scope}]`]);
  });
});

describe('whose timers', () => {
  test("the list is filtered, ordered, and one's own", async () => {
    const names = async (query: string, client = ada) =>
      (await client('GET', `/jobs/${query}`)).json.jobs.map(({ name }: any) => name);
    expect(await names('?filter_name=daily')).toEqual(['Daily copy']);
    expect(await names('', grace)).toEqual([]);
    await create({ type: 'once', datetime: '2040-01-01T00:00:00Z' }, copy('/b'), grace);
    const { job_id: id } = await create({ type: 'once', datetime: '2039-01-01T00:00:00Z' }, copy('/a'), grace);
    expect((await grace('PATCH', `/jobs/${id}`, { name: 'Alpha' })).json).toMatchObject({
      name: 'Alpha',
      next_run: '2039-01-01T00:00:00+00:00',
    });
    expect(await names('?order=name%20asc', grace)).toEqual(['Alpha', 'Test']);
    expect(await names('?order=next_run+desc', grace)).toEqual(['Test', 'Alpha']);
    await grace('POST', `/jobs/${id}/pause`);
    expect(await names('?filter_status=inactive', grace)).toEqual(['Alpha']);
    expect(
      (await grace('GET', '/jobs/?filter_status=asleep&order=color')).json.detail.map(({ loc }: any) => loc[1]),
    ).toEqual(['filter_status', 'order']);
    expect(await show(id, ada)).toEqual({
      error: { code: 'NOT_FOUND', detail: `There is no timer ${id}`, status: 404 },
    });
    expect((await grace('DELETE', `/jobs/${id}`)).json).toMatchObject({ job_id: id, status: 'delete_in_progress' });
    expect((await grace('GET', `/jobs/${id}`)).status).toBe(404);
    expect((await grace('GET', '/jobs/x')).json.detail[0]).toMatchObject({
      loc: ['path', 'job_id'],
      type: 'type_error.uuid',
    });
  });

  test('no token, or one of another service, opens nothing', async () => {
    expect(await clientOf(sandbox, 'timer')('GET', '/jobs/')).toMatchObject({
      status: 401,
      json: { error: { code: 'UNAUTHORIZED', status: 401 } },
    });
    const tokens = await logIn(sandbox, 'ada@globusid.org', transferScope);
    expect((await clientOf(sandbox, 'timer', tokens['transfer.api.globus.org'])('GET', '/jobs/')).status).toBe(401);
    expect(await ada('PUT', '/jobs/')).toMatchObject({
      status: 404,
      json: { error: { code: 'NOT_FOUND', detail: expect.stringContaining('PUT /jobs/') } },
    });
  });
});

test('the official JavaScript SDK drives it', async () => {
  process.env['GLOBUS_SDK_SERVICE_URL_TIMERS'] = sandbox.env['GLOBUS_SDK_SERVICE_URL_TIMERS'];
  const headers = {
    Authorization: `Bearer ${(await logIn(sandbox, 'grace@globusid.org', `${timer}[${transferScope}]`))[server]}`,
  };
  const body = copy('/from-js.txt', { DATA_TYPE: 'transfer' as const }) as any;
  const created: any = await (
    await sdkTimer.create({
      payload: {
        timer: {
          timer_type: 'transfer',
          name: 'From JavaScript',
          schedule: { type: 'recurring', interval_seconds: 3600, start: '2041-01-01T00:00:00Z' },
          body,
        },
      },
      headers,
    })
  ).json();
  expect(created.timer.schedule).toEqual({
    type: 'recurring',
    interval_seconds: 3600,
    start: '2041-01-01T00:00:00+00:00',
    end: null,
  });
  expect(await (await sdkJobs.pause(created.timer.job_id, { headers })).json()).toEqual({
    message: `Successfully paused job ${created.timer.job_id}.`,
  });
  const listed: any = await (await sdkJobs.getAll({ query: { filter_name: 'javascript' }, headers })).json();
  expect(listed.jobs).toMatchObject([{ name: 'From JavaScript', status: 'inactive' }]);
});

test('timers survive a restart; what fell due meanwhile is run once', async () => {
  let now = Date.parse('2031-05-01T00:00:00Z');
  const dir = join(sandbox.dir, 'second');
  const options = { dir, now: () => now };
  const own = await openSandbox(options);
  const client = clientOf(own, 'timer', (await logIn(own, 'ada@globusid.org', `${timer}[${transferScope}]`))[server]);
  const { json } = await client('POST', '/v2/timer', {
    timer: {
      timer_type: 'transfer',
      name: 'Lasting',
      schedule: { type: 'recurring', interval_seconds: 60, start: '2031-05-01T00:01:00Z' },
      body: copy('/lasting.txt'),
    },
  });
  await own.close();
  now += 10 * 60_000 + 5000;
  const again = await openSandbox(options);
  const reader = clientOf(again, 'timer', (await logIn(again, 'ada@globusid.org', timer))[server]);
  let job: any;
  do {
    await new Promise((resolve) => setTimeout(resolve, 10));
    job = (await reader('GET', `/jobs/${json.timer.job_id}`)).json;
  } while (job.results.data[0]?.run_status !== 'SUCCEEDED');
  expect(job).toMatchObject({
    n_runs: 1,
    last_ran_at: '2031-05-01T00:10:00+00:00',
    next_run: '2031-05-01T00:11:00+00:00',
  });
});
