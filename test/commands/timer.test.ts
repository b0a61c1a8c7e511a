import { describe, expect, test } from 'vitest';
import { authGet } from '../support/auth.js';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus, userId } from '../support/globus.js';
import { sandboxUser } from '../support/sandbox-user.js';
import { hasTerminal, onTerminal } from '../support/terminal.js';

const base = 'https://timer.automate.globus.org';
const flow = '24bc4997-b483-4c25-a19c-64b0afc00743';
const id = 'f81b70b0-e76d-11f1-9ff5-02fc00000001';
const now = new Date('2026-03-04T10:30:00Z'); // a Wednesday
const job = {
  job_id: id,
  name: 'n',
  status: 'new',
  submitted_at: '2026-03-04T10:30:00+00:00',
  start: '2026-03-05T02:00:00+00:00',
  interval: 86_400,
  callback_url: 'https://x.example/run',
  next_run: '2026-03-05T02:00:00+00:00',
};
const timer = {
  job_id: id,
  name: 'n',
  timer_type: 'flow',
  submitted_at: job.submitted_at,
  status: 'new',
  next_run: job.next_run,
  schedule: { type: 'recurring', interval_seconds: 86_400, start: job.start },
  number_of_runs: 0,
  number_of_errors: 0,
};
const refusal = {
  status: 422,
  response: { detail: [{ loc: ['body', 'start'], msg: 'field required', type: 'value_error.missing' }] },
};
const made = (schedule: object, body: object = {}): Exchange => ({
  method: 'POST',
  url: `${base}/v2/timer`,
  body: { timer: { timer_type: 'flow', flow_id: flow, name: 'n', schedule, body: { body } } },
  status: 201,
  response: { timer },
});
/** What you have consented to: that timers start the flow. */
const consents = (...given: object[]): Exchange =>
  authGet(`identities/${userId}/consents?all=False`, { consents: given });
const timersScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
const mayStart = consents(
  { scope_name: timersScope, dependency_path: [1] },
  {
    scope_name: `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`,
    dependency_path: [1, 2],
  },
);
const create = (...more: string[]) => ['timer', 'create', 'flow', flow, '--name', 'n', ...more];

describe('timer create transfer', () => {
  const [source, destination] = [flow, id];
  const argv = [
    'timer',
    'create',
    'transfer',
    '--name',
    'n',
    '--start',
    '2026-03-05',
    '--stop-after-runs',
    '1',
    '--dry-run',
  ];
  test('looks up what patterns match when it is made', async () => {
    const list = {
      method: 'GET',
      url: `https://transfer.api.globus.org/v0.10/operation/endpoint/${source}/ls?path=%2Fdata%2F&show_hidden=1`,
      response: { DATA: [{ name: 'a.h5', type: 'file' }] },
    };
    const { code, stdout } = await globus([...argv, `${source}:/data/*.h5`, `${destination}:/to`], {
      api: fakeApi([list]),
      now,
    });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { timer: { body: { DATA: unknown } } }).timer.body.DATA).toEqual([
      { DATA_TYPE: 'transfer_item', source_path: '/data/a.h5', destination_path: '/to/a.h5' },
    ]);
  });
  test('warns of two sources for one destination, and refuses them with --strict', async () => {
    const batch = [...argv, source, destination, '--batch', '-'];
    const stdin = '/a /x\n/b /x\n';
    const told = 'standard input, lines 1 and 2: /a and /b both go to /x.';
    expect(await globus(batch, { stdin, now })).toMatchObject({ code: 0, stderr: expect.stringContaining(told) });
    expect(await globus([...batch, '--strict'], { stdin, now })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(told),
    });
  });
});

describe('timer create flow', () => {
  test('without the consent makes no timer, which would be paused at its first run', async () => {
    const { code, stdout, stderr } = await globus(create('--every', '1d'), { api: fakeApi([consents()]), now });
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain(`globus login --timer flow:${flow}`);
  });
  test('says so where the consent cannot be looked up', async () => {
    const daily = made({ type: 'recurring', interval_seconds: 86_400 });
    const api = fakeApi([{ ...consents(), status: 403, response: {} }, daily]);
    const { code, stderr } = await globus(create('--every', '1d'), { api, now });
    expect([code, stderr]).toEqual([0, expect.stringContaining('If its runs do not start: globus login --timer')]);
  });
  test('says the next five runs before it is made', async () => {
    const api = fakeApi([
      mayStart,
      made({ type: 'recurring', interval_seconds: 86_400, start: '2026-03-05T02:00:00+00:00' }, { é: '🎉' }),
    ]);
    const { code, stdout, stderr } = await globus(create('--cron', '0 2 * * *', '--input', '{"é": "🎉"}'), {
      api,
      now,
    });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/Schedule: +every 86400 seconds, starting 2026-03-05 02:00:00 and running indefinitely\n/),
    ]);
    expect(stderr).toContain(
      'Runs at 2026-03-05 02:00:00, 2026-03-06 02:00:00, 2026-03-07 02:00:00, 2026-03-08 02:00:00, 2026-03-09 02:00:00, ...\n',
    );
  });
  test('--every, with an end', async () => {
    const schedule = { type: 'recurring', interval_seconds: 5400, end: { condition: 'iterations', count: 3 } };
    const argv = create('--every', '1h30m', '--stop-after-runs', '3');
    const { stdout, stderr } = await globus([...argv, '--jmespath', 'job_id'], {
      api: fakeApi([mayStart, made(schedule)]),
      now,
    });
    expect(stdout).toBe(`"${id}"\n`);
    expect(stderr).toContain('Runs at 2026-03-04 10:30:00, 2026-03-04 12:00:00, 2026-03-04 13:30:00\n');
    const dry = await globus([...argv, '--dry-run'], { now });
    expect(JSON.parse(dry.stdout)).toEqual(made(schedule).body);
  });
  test.each([
    ['*/15 * * * *', 900, '2026-03-04T10:30:00'],
    ['@hourly', 3600, '2026-03-04T11:00:00'],
    ['20 */6 * * *', 21_600, '2026-03-04T12:20:00'],
    ['0 2 * * mon', 604_800, '2026-03-09T02:00:00'],
    ['0 2 * * 7', 604_800, '2026-03-08T02:00:00'],
  ])('--cron %j is every %i seconds from %s', async (line, seconds, start) => {
    const { stdout } = await globus(create('--cron', line, '--dry-run', '--jmespath', 'timer.schedule'), { now });
    expect(JSON.parse(stdout)).toEqual({ type: 'recurring', interval_seconds: seconds, start: `${start}+00:00` });
  });
  test.each([
    ['0 2 1 * *', 'days of the month and months are not equally far apart'],
    ['0 2,14 * * *', 'lists, ranges and names of months are no fixed interval'],
    ['*/7 * * * *', '60 is no multiple of 7'],
    ['0 */5 * * *', '24 is no multiple of 5'],
    ['0 * * * 1', 'several times on one day of the week'],
    ['0 2 * *', 'a cron line has five fields, this has 4'],
  ])('--cron %j cannot be said, and why', async (line, why) => {
    expect(await globus(create('--cron', line))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(why),
    });
  });
  test('a time that contradicts itself, and a service that refuses', async () => {
    expect((await globus(create())).code).toBe(2);
    expect((await globus(create('--every', '0s'))).code).toBe(2);
    expect((await globus(create('--every', '1d', '--cron', '@daily'))).code).toBe(2);
    const refused = { ...made({ type: 'recurring', interval_seconds: 60 }), ...refusal };
    expect(await globus(create('--every', '60s'), { api: fakeApi([mayStart, refused]), now })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('field required'),
    });
  });
});

describe('the input of timer create flow', () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer', minimum: 1, title: 'How many' }, note: { type: 'string' } },
    additionalProperties: false,
  };
  const described: Exchange = {
    method: 'GET',
    url: `https://flows.automate.globus.org/flows/${flow}`,
    response: { id: flow, title: 'Copy', input_schema: schema },
  };
  const daily = { type: 'recurring', interval_seconds: 86_400 };
  test('key=value is read as the schema says, on top of --input', async () => {
    const argv = create('n=3', 'note=3', '--input', '{"n": 1, "note": "x"}', '--every', '1d');
    const { code, stdout } = await globus(argv, {
      api: fakeApi([described, mayStart, made(daily, { n: 3, note: '3' })]),
      now,
    });
    expect([code, stdout]).toEqual([0, expect.stringContaining(id)]);
    const dry = await globus([...argv, '--dry-run', '--jmespath', 'timer.body'], { api: fakeApi([described]), now });
    expect(JSON.parse(dry.stdout)).toEqual({ body: { n: 3, note: '3' } });
  });
  test.each([
    [['note=x'], "must have required property 'n'"],
    [['n=0'], 'n: must be >= 1'],
    [['n=many'], "The value of n has to be an integer; 'many' is not."],
    [['n'], "'n' is not KEY=VALUE or KEY:=JSON."],
  ])('%j does not fit, and no timer is made', async (fields, message) => {
    expect(await globus(create(...fields, '--every', '1d'), { api: fakeApi([described]), now })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });
  test.skipIf(!hasTerminal)('on a terminal it is asked for', async () => {
    const user = await sandboxUser();
    await user.logIn();
    const definition = { StartAt: 'End', States: { End: { Type: 'Pass', End: true } } };
    const flowId = (
      await user.run([
        'flows',
        'create',
        'f',
        JSON.stringify(definition),
        '--input-schema',
        JSON.stringify(schema),
        '--jmespath',
        'id',
        '-F',
        'unix',
      ])
    ).stdout.trim();
    const terminal = onTerminal(['timer', 'create', 'flow', flowId, '--every', '1d', '--dry-run'], user.env);
    await terminal.see(/How many/);
    terminal.type('7\r');
    await terminal.see(/note \[optional\]/);
    terminal.type('\r');
    await terminal.see(/"n": 7/);
    expect(await terminal.ended()).toBe(0);
  });
});

describe('timer create job', () => {
  const argv = ['timer', 'create', 'job', 'https://x.example/run', '{"a": 1}', '--name', 'n'];
  const sent = (more: object): Exchange => ({
    method: 'POST',
    url: `${base}/jobs/`,
    body: { name: 'n', callback_url: 'https://x.example/run', callback_body: { a: 1 }, ...more },
    status: 201,
    response: job,
  });
  test('again and again', async () => {
    const api = fakeApi([sent({ start: now.toISOString(), interval: 86_400, scope: 's', stop_after: { n_runs: 4 } })]);
    const { stdout, stderr } = await globus(
      [...argv, '--interval', '1d', '--action-scope', 's', '--stop-after-runs', '4'],
      { api, now },
    );
    expect(stdout).toMatch(new RegExp(`Timer ID: +${id}\nName: +n\nType: +https://x.example/run\n`));
    expect(stderr).toContain('Runs at ');
  });
  test('once', async () => {
    const api = fakeApi([sent({ start: '2030-01-01T00:00:00+00:00', interval: null, stop_after: { n_runs: 1 } })]);
    expect(
      (await globus([...argv, '--start', '2030-01-01', '--stop-after-runs', '1', '--jmespath', 'job_id'], { api, now }))
        .stdout,
    ).toBe(`"${id}"\n`);
  });
  test('refuses what is no URL, and fails where the service does', async () => {
    expect(await globus(['timer', 'create', 'job', 'nowhere', '{}', '--every', '1d'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'nowhere' is not a URL."),
    });
    const refused = { ...sent({ start: now.toISOString(), interval: 86_400 }), ...refusal };
    expect((await globus([...argv, '--every', '1d'], { api: fakeApi([refused]), now })).code).toBe(1);
  });
});

test('timer update', async () => {
  const renamed = {
    method: 'PATCH',
    url: `${base}/jobs/${id}`,
    body: { name: 'é🎉' },
    response: { ...job, name: 'é🎉' },
  };
  const argv = ['timer', 'update', id, '--name', 'é🎉'];
  expect((await globus(argv, { api: fakeApi([renamed]) })).stdout).toMatch(/Name: +é🎉\n/);
  expect(JSON.parse((await globus([...argv, '--jmespath', 'name'], { api: fakeApi([renamed]) })).stdout)).toBe('é🎉');
  expect((await globus(['timer', 'update', id])).code).toBe(2);
  expect((await globus(argv, { api: fakeApi([{ ...renamed, ...refusal }]) })).code).toBe(1);
});

test('timer update says what takes a schedule, with the line', async () => {
  const { code, stderr } = await globus(['timer', 'update', 'Nightly', '--every', 'day', '--start', '3am']);
  expect([code, stderr]).toEqual([
    2,
    "Unknown option '--every'.\n\nGlobus Timers change nothing but the name. Make a new timer, then delete this one:  globus timer create transfer --every day --start 3am\nSee: globus timer update --help\n",
  ]);
  expect((await globus(['timer', 'update', 'Nightly', '--nothing'])).stderr).not.toContain('create');
});

test('timer pause of one that is paused says how it goes on', async () => {
  const message = `Timer ${id} is inactive; only active timers can be paused`;
  const refused = {
    method: 'POST',
    url: `${base}/jobs/${id}/pause`,
    status: 409,
    response: { error: { code: 'CONFLICT', detail: message, status: 409 } },
  };
  const pause = async (more: object) =>
    (await globus(['timer', 'pause', id], { api: fakeApi([refused]), ...more })).stderr;
  expect(await pause({})).toContain(message);
  expect(await pause({ terminal: { columns: 140 } })).toMatch(
    new RegExp(`The timer ${id} is paused already\\..*\\n+Let it go on: +globus timer resume ${id}`),
  );
});

test('in the sandbox, a timer is made, renamed and shown', async () => {
  const user = await sandboxUser();
  await user.logIn();
  const added = await user.run([
    'timer',
    'create',
    'job',
    'https://actions.globus.org/hello_world/run',
    '{"body": {"echo_string": "x"}}',
    '--every',
    '1d',
    '--start',
    '2030-01-01',
    '--jmespath',
    'job_id',
    '-F',
    'unix',
  ]);
  expect(added).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Runs at 2030-01-01 00:00:00, 2030-01-02 00:00:00'),
  });
  const made = added.stdout.trim();
  expect((await user.run(['timer', 'update', made, '--name', 'nightly'])).code).toBe(0);
  expect((await user.run(['timer', 'show', made])).stdout).toMatch(/Name: +nightly\n/);
});

test.each(['pause', 'resume'])(
  'timer %s calls it a timer to a person, and leaves the words of the service elsewhere',
  async (what) => {
    const message = `Successfully ${what}d job ${id}.`;
    const api = () =>
      fakeApi([
        ...(what === 'resume' ? [{ method: 'GET', url: `${base}/jobs/${id}`, response: job }] : []),
        {
          method: 'POST',
          url: `${base}/jobs/${id}/${what}`,
          response: { message },
          ...(what === 'resume' && { body: { update_credentials: false } }),
        },
      ] as Exchange[]);
    const shown = await globus(['timer', what, id], { api: api(), terminal: { columns: 80 }, env: { NO_COLOR: '1' } });
    expect(shown.stdout).toBe(`Successfully ${what}d timer ${id}.\n`);
    expect((await globus(['timer', what, id], { api: api() })).stdout).toBe(`${message}\n`);
  },
);
