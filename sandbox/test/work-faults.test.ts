/** Fault rules for work that continues after the answer: of Search, Compute, Flows and Timers. */
import { beforeAll, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { adminOf, until } from './transferring.js';
import { clientOf, logIn, openSandbox, type Client } from './signed-in.js';

const begin = Date.parse('2030-01-01T00:00:00Z');
const timers = '524230d7-ea86-4a52-8312-86065a9e0417';
const compute = 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all';
const searchAll = 'urn:globus:auth:scope:search.api.globus.org:all';

let sandbox: RunningSandbox;
let admin: Client;
beforeAll(async () => {
  sandbox = await openSandbox({ clock: { startAt: begin, frozen: true } });
  admin = adminOf(sandbox);
});
const signedIn = async (service: string, server: string, scope: string): Promise<Client> =>
  clientOf(sandbox, service, (await logIn(sandbox, 'ada@globusid.org', scope))[server]);
const rule = async (effect: object, more: object): Promise<string> => {
  const { status, json } = await admin('POST', '/faults', { effect, ...more });
  expect(status, JSON.stringify(json)).toBeLessThan(300);
  return json.id;
};
const drop = (id: string) => admin('DELETE', `/faults/${id}`);
/** Long enough for work that nothing holds to have been done. */
const aWhile = () => new Promise((done) => setTimeout(done, 300));

test('tasks of Search fail, or are held while others go on', async () => {
  const ada = await signedIn('search', 'search.api.globus.org', searchAll);
  const { id: index } = (await ada('POST', '/v1/index', { display_name: 'Mine', description: 'x' })).json;
  const ingest = async (subject: string): Promise<string> =>
    (
      await ada('POST', `/v1/index/${index}/ingest`, {
        ingest_type: 'GMetaEntry',
        ingest_data: { subject, visible_to: ['public'], content: { a: 1 } },
      })
    ).json.task_id;
  const task = async (id: string): Promise<any> => (await ada('GET', `/v1/task/${id}`)).json;
  const ended = (id: string) =>
    until(async () => ((found) => (/SUCCESS|FAILED/.test(found.state) ? found : undefined))(await task(id)));

  const failing = await rule(
    { type: 'task_fail', code: 'TooLarge', description: 'The document is too large' },
    { service: 'search', path: `/${index}/ingest`, count: 1 },
  );
  expect(await ended(await ingest('failed'))).toMatchObject({ state: 'FAILED', message: 'The document is too large' });
  await drop(failing);
  const holding = await rule({ type: 'task_hold' }, { service: 'search', path: `/${index}/*`, count: 1 });
  const held = await ingest('held');
  expect(await ended(await ingest('after it'))).toMatchObject({ state: 'SUCCESS' });
  expect((await task(held)).state).toBe('PENDING');
  await drop(holding);
  expect(await ended(held)).toMatchObject({ state: 'SUCCESS' });
  expect((await ada('GET', `/v1/index/${index}/search?q=*`)).json.total).toBe(2);
});

test('tasks of Compute fail, are held, or are lost', async () => {
  const ada = await signedIn('compute', 'funcx_service', compute);
  const packed = (...parts: string[]) => parts.map((part) => `${part.length}\n${part}`).join('');
  const code = packed('st\ndouble:def double(x):\n    return 2 * x\n');
  const made = await ada('POST', '/v2/functions', { function_name: 'double', function_code: code });
  const { function_uuid: id } = made.json;
  const endpoint = sandbox.env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT'];
  const submit = async (): Promise<string> =>
    (await ada('POST', '/v2/submit', { tasks: [[id, endpoint, packed('11\n[4]', '11\n{}')]] })).json.results[0]
      .task_uuid;
  const task = async (task_id: string): Promise<any> => (await ada('GET', `/v2/tasks/${task_id}`)).json;
  const ended = (task_id: string) =>
    until(async () => ((found) => (/success|failed/.test(found.status) ? found : undefined))(await task(task_id)));

  const failing = await rule({ type: 'task_fail', code: 'WorkerLost' }, { service: 'compute', count: 1 });
  expect(await ended(await submit())).toMatchObject({
    status: 'failed',
    exception: expect.stringMatching(/^WorkerLost: /),
  });
  await drop(failing);
  const losing = await rule({ type: 'task_lost' }, { path: `/${endpoint}/${id}`, count: 1 });
  const lost = await submit();
  await aWhile();
  await drop(losing);
  const holding = await rule({ type: 'task_hold' }, { service: 'compute', path: `*/${id}`, count: 1 });
  const held = await submit();
  expect(await ended(await submit())).toMatchObject({ status: 'success' });
  expect((await task(held)).status).toBe('waiting-for-nodes');
  await drop(holding);
  expect(await ended(held)).toMatchObject({ status: 'success' });
  expect((await task(lost)).status).toBe('waiting-for-ep');
});

test('states of flows fail so that Catch sees it, or are held', async () => {
  const all = 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all';
  const ada = await signedIn('flows', 'flows.globus.org', all);
  const definition = {
    StartAt: 'First',
    States: {
      First: { Type: 'Pass', Next: 'Second' },
      Second: { Type: 'Pass', Result: 'done', ResultPath: '$.result', End: true },
    },
  };
  const { id: flow } = (await ada('POST', '/flows', { title: 'Two', definition, input_schema: {} })).json;
  const scope = `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`;
  const starter = await signedIn('flows', flow, scope);
  const start = async (): Promise<string> =>
    (await starter('POST', `/flows/${flow}/run`, { body: {}, label: 'x' })).json.run_id;
  const run = async (id: string): Promise<any> => (await ada('GET', `/runs/${id}`)).json;
  const ended = (id: string) =>
    until(async () => ((found) => (found.status === 'ACTIVE' ? undefined : found))(await run(id)));

  const failing = await rule(
    { type: 'task_fail', code: 'States.Runtime', description: 'Broken on purpose' },
    { service: 'flows', path: `/${flow}/Second` },
  );
  const failed = await ended(await start());
  expect(failed).toMatchObject({ status: 'FAILED', details: { code: 'FlowFailed' } });
  expect(JSON.stringify(failed.details)).toContain('Broken on purpose');
  await drop(failing);
  const holding = await rule({ type: 'task_hold' }, { service: 'flows', path: `/${flow}/Second` });
  const held = await start();
  await aWhile();
  expect((await run(held)).status).toBe('ACTIVE');
  await drop(holding);
  expect((await ended(held)).status).toBe('SUCCEEDED');
});

test('timers skip a run, or fail one, and go on', async () => {
  const ada = await signedIn('timer', timers, `https://auth.globus.org/scopes/${timers}/timer`);
  const { timer } = (
    await ada('POST', '/v2/timer', {
      timer: {
        timer_type: 'transfer',
        name: 'Hourly',
        schedule: { type: 'recurring', interval_seconds: 3600, end: { condition: 'iterations', count: 2 } },
        body: {
          DATA_TYPE: 'transfer',
          source_endpoint: sandbox.env['GLOBUS_SANDBOX_COLLECTION'],
          destination_endpoint: sandbox.env['GLOBUS_SANDBOX_COLLECTION_2'],
          DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/readme.txt', destination_path: '/hourly.txt' }],
        },
      },
    })
  ).json;
  const job = async (): Promise<any> => (await ada('GET', `/jobs/${timer.job_id}`)).json;
  const advance = () => admin('POST', '/clock', { advance_seconds: 3600 });
  await until(async () => ((await job()).n_runs === 1 ? true : undefined));

  await rule({ type: 'task_skip' }, { path: `/${timer.job_id}`, count: 1 });
  await advance();
  expect(await job()).toMatchObject({ n_runs: 1, n_errors: 0, status: 'active', last_ran_at: timer.schedule.start });
  await rule(
    { type: 'task_fail', code: 'ServiceUnavailable' },
    { service: 'timer', path: `/${timer.job_id}`, count: 1 },
  );
  await advance();
  const after = await job();
  expect(after).toMatchObject({ n_runs: 2, n_errors: 1, status: 'ended' });
  expect(after.results.data[0]).toMatchObject({ status: 500, errors: { code: 'ServiceUnavailable' } });
});

test.each([
  [{ type: 'task_lost' }, 'search'],
  [{ type: 'task_skip' }, 'transfer'],
  [{ type: 'task_hold' }, 'timer'],
  [{ type: 'task_fault', code: 'X' }, 'compute'],
])('%j is refused for %s, whose work it cannot act on', async (effect, service) => {
  const { status, json } = await admin('POST', '/faults', { effect, service });
  expect([status, json.message]).toEqual([400, expect.stringContaining(`'${effect.type}' is for the service`)]);
});
