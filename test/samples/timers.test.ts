import { describe, expect, test } from 'vitest';
import { flowScope, timerScope } from '../../src/auth/scopes.js';
import { operations } from '../../src/services/timers.js';
import { authGet } from '../support/auth.js';
import { userId } from '../support/globus.js';
import { adapterMatchesSamples, rendersSample, type Sample, samplesOf } from '../support/samples.js';

const file = 'timer';

adapterMatchesSamples(file, operations, {
  create_job: (api, { body }) => api.createJob(body),
  create_timer: (api, { body }) => api.createTimer(body),
  delete_job: (api, { last }) => api.deleteJob(last),
  get_job: (api, { last }) => api.getJob(last),
  list_jobs: (api) => api.listJobs(),
  pause_job: (api, { ids }) => api.pauseJob(ids[0]!),
  resume_job: (api, { ids, body }) => api.resumeJob(ids[0]!, body),
  update_job: (api, { last, body }) => api.updateJob(last, body),
});

const flow = '24bc4997-b483-4c25-a19c-64b0afc00743';
/** The consent that lets timers start the flow. */
const mayStart = {
  consents: [
    { scope_name: timerScope, dependency_path: [1] },
    { scope_name: flowScope(flow), dependency_path: [1, 2] },
  ],
};
const samples = samplesOf(file);
const sample = (operation: string, name = 'default'): Sample => samples![operation]![name]![0]!;
const exchange = ({ method, url, status, json }: Sample, more: { body?: unknown; query?: string } = {}) => ({
  method,
  url: `${url}${more.query ?? ''}`,
  body: more.body,
  status,
  response: json,
});
const idOf = ({ url }: Sample) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(url)?.[0] ?? '';
const at = '2030-01-01T00:00:00+00:00';

describe.runIf(samples)('the sample documents of Timers in their commands', () => {
  test('create_job', async () => {
    const body = {
      name: 'n',
      start: at,
      interval: 86_400,
      callback_url: 'https://x.example/run',
      callback_body: { a: 1 },
      scope: 's',
    };
    const argv = [
      'timer',
      'create',
      'job',
      'https://x.example/run',
      '{"a": 1}',
      '--action-scope',
      's',
      '--name',
      'n',
      '--start',
      at,
      '--every',
      '1d',
    ];
    const { text } = await rendersSample(argv, exchange(sample('create_job'), { body }));
    expect(text).toContain('10 days, 0:00:00');
  });
  test.each([
    ['default', 'every 604800 seconds'],
    ['flow_timer_success', 'once at'],
  ])('create_timer (%s)', async (name, schedule) => {
    const body = {
      timer: {
        timer_type: 'flow',
        flow_id: flow,
        name: 'n',
        schedule: { type: 'recurring', interval_seconds: 86_400, start: at },
        body: { body: { a: 1 } },
      },
    };
    const argv = [
      'timer',
      'create',
      'flow',
      flow,
      '--input',
      '{"a": 1}',
      '--name',
      'n',
      '--start',
      at,
      '--every',
      '1d',
    ];
    const { text } = await rendersSample(argv, exchange(sample('create_timer', name), { body }), {
      shows: (document) => (document as { timer: unknown }).timer,
      exchanges: [authGet(`identities/${userId}/consents?all=False`, mayStart)],
    });
    expect(text).toContain(schedule);
    expect(text).toContain('Very Cool Timer');
  });
  test('delete_job', async () => {
    await rendersSample(['timer', 'delete', idOf(sample('delete_job')), '--yes'], exchange(sample('delete_job')));
  });
  test.each([
    ['default', 'Transfer'],
    ['inactive_gare', 'inactive'],
    ['inactive_user', 'inactive'],
  ])('get_job (%s)', async (name, shown) => {
    const { text } = await rendersSample(
      ['timer', 'show', idOf(sample('get_job', name))],
      exchange(sample('get_job', name)),
    );
    expect(text).toContain(shown);
  });
  test('list_jobs', async () => {
    const { text } = await rendersSample(
      ['timer', 'list'],
      exchange(sample('list_jobs'), { query: '?order=submitted_at+asc' }),
      { shows: (document) => (document as { jobs: unknown }).jobs },
    );
    expect(text).toContain('example timer');
  });
  test('pause_job', async () => {
    const { text } = await rendersSample(['timer', 'pause', idOf(sample('pause_job'))], exchange(sample('pause_job')));
    expect(text).toContain('Successfully paused job');
  });
  test('resume_job', async () => {
    const look = exchange(sample('get_job'));
    await rendersSample(
      ['timer', 'resume', idOf(sample('resume_job'))],
      exchange(sample('resume_job'), { body: { update_credentials: false } }),
      { exchanges: [look] },
    );
  });
  test('update_job', async () => {
    const { text } = await rendersSample(
      ['timer', 'update', idOf(sample('update_job')), '--name', 'updated name'],
      exchange(sample('update_job'), { body: { name: 'updated name' } }),
    );
    expect(text).toContain('updated name');
  });
});
