/** Waiting for tasks: `--wait` of what submits, `task wait` and `task watch`. */
import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus, type GlobusOptions } from '../support/globus.js';
import { destinationId, event, offsetPage, sourceId, submissionId, succeeded, task, taskId } from '../support/tasks.js';
import { result, transferUrl } from '../support/transfer.js';

const look = (document: object): Exchange => ({
  method: 'GET',
  url: `${transferUrl}/task/${taskId}`,
  response: document,
});
/** The newest first, as the service lists them. */
const errors = (...events: readonly object[]): Exchange => ({
  method: 'GET',
  url: `${transferUrl}/task/${taskId}/event_list?filter=is_error:1&limit=1000`,
  response: offsetPage(events),
});
const cancel: Exchange = {
  method: 'POST',
  url: `${transferUrl}/task/${taskId}/cancel`,
  response: result('Canceled', 'Canceled.'),
};
const missing = event('FILE_NOT_FOUND', 'No such file', '/a/gone', '2026-03-01T10:01:00+00:00');
const broken = event('CONNECTION_RESET', 'reset', 'peer  said\n no', '2026-03-01T10:00:30+00:00');
const watch = (exchanges: readonly Exchange[], argv: readonly string[] = [], options: GlobusOptions = {}) =>
  globus(['task', 'watch', taskId, ...argv], { api: fakeApi(exchanges), ...options });

describe('globus task watch', () => {
  test('ends with what became of the task', async () => {
    const { code, stdout, stderr } = await watch([look(task()), look(succeeded())]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').map((line) => line.split(/: +/))).toEqual([
      ['Task ID', taskId],
      ['Status', 'SUCCEEDED'],
      ['Files', '10'],
      ['Files Transferred', '10'],
      ['Files Skipped', '0'],
      ['Bytes Transferred', '10240'],
      ['Request Time', '2026-03-01 10:00:00'],
      ['Completion Time', '2026-03-01 10:05:00'],
      [''],
    ]);
  });
  test('JMESPath reads the task document, faults and progress stay on stderr', async () => {
    const { stdout, stderr } = await watch(
      [look(task({ faults: 1 })), errors(broken), look(succeeded({ faults: 1 }))],
      ['--jq', 'status'],
    );
    expect(stdout).toBe('"SUCCEEDED"\n');
    expect(stderr).toBe('! CONNECTION_RESET: the connection to a collection was reset (peer said no)\n');
  });
  test('says faults in the order they happened, each as it comes', async () => {
    const { stderr } = await watch([
      look(task({ faults: 1 })),
      errors(broken),
      look(task({ faults: 2 })),
      errors(missing, broken),
      look(succeeded({ faults: 2 })),
    ]);
    expect(stderr).toBe(
      '! CONNECTION_RESET: the connection to a collection was reset (peer said no)\n' +
        '! FILE_NOT_FOUND: a file or folder does not exist (/a/gone)\n' +
        `  Trying again will not fix this. Correct the cause, or cancel:  globus task cancel ${taskId}\n`,
    );
  });
  test('several at once come oldest first, and a fault that happens again is said once', async () => {
    const again = { ...missing, time: '2026-03-01T10:02:00+00:00' };
    const { stderr } = await watch([
      look(task({ faults: 2 })),
      errors(missing, broken),
      look(task({ faults: 3 })),
      errors(again, missing, broken),
      look(succeeded({ faults: 3 })),
    ]);
    expect(stderr.split('\n').map((line) => line.slice(0, 20))).toEqual([
      '! CONNECTION_RESET: ',
      '! FILE_NOT_FOUND: a ',
      '  Trying again will ',
      '',
    ]);
  });
  test("a fault whose code is new is said in the service's words", async () => {
    const { stderr } = await watch([
      look(task({ faults: 1 })),
      errors(event('NEW_TROUBLE', 'The moon is full', '')),
      look(succeeded({ faults: 1 })),
    ]);
    expect(stderr).toBe('! NEW_TROUBLE: The moon is full\n');
  });
  test('faults of the last moment are said, too', async () => {
    const failed = succeeded({
      status: 'FAILED',
      faults: 1,
      fatal_error: { code: 'QUOTA_EXCEEDED', description: 'disk quota' },
    });
    const { code, stdout, stderr } = await watch([look(failed), errors(event('QUOTA_EXCEEDED', 'quota', ''))]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `! QUOTA_EXCEEDED: the quota at the destination is used up\nTask ${taskId} failed (QUOTA_EXCEEDED: disk quota).\n\nWhat happened:  globus task event-list ${taskId}\n`,
    );
  });
  test('without faults the events are not asked for', async () => {
    const api = fakeApi([look(task()), look(succeeded())]);
    await globus(['task', 'watch', taskId], { api });
    expect(api.calls).toHaveLength(2);
  });
});

describe('--fail-fast', () => {
  test('cancels on an error that cannot go away, and is exit 1', async () => {
    const { code, stdout, stderr } = await watch([look(task({ faults: 1 })), errors(missing), cancel], ['--fail-fast']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      '! FILE_NOT_FOUND: a file or folder does not exist (/a/gone)\n' +
        `Task ${taskId} was canceled because of FILE_NOT_FOUND: a file or folder does not exist.\n\nWhat happened:  globus task event-list ${taskId}\n`,
    );
  });
  test('in JSON the reason is data', async () => {
    const { code, stderr } = await watch(
      [look(task({ faults: 1 })), errors(missing), cancel],
      ['--fail-fast', '--json'],
    );
    expect(code).toBe(1);
    expect(JSON.parse(stderr.slice(stderr.indexOf('{')))).toMatchObject({
      code: 'FILE_NOT_FOUND',
      task_id: taskId,
      exit_code: 1,
    });
  });
  test('finds it behind faults that may go away', async () => {
    const { code } = await watch(
      [look(task({ faults: 2 })), errors({ ...broken, time: '2026-03-01T10:05:00+00:00' }, missing), cancel],
      ['--fail-fast'],
    );
    expect(code).toBe(1);
  });
  test.each(['CONNECTION_RESET', 'ENDPOINT_TOO_BUSY', 'TIMEOUT', 'GC_NOT_CONNECTED', 'VERIFY_CHECKSUM'])(
    'goes on after %s, which may go away',
    async (code) => {
      const run = await watch(
        [look(task({ faults: 1 })), errors(event(code, 'd', '')), look(succeeded({ faults: 1 }))],
        ['--fail-fast'],
      );
      expect(run.code).toBe(0);
    },
  );
  test('does not cancel what has ended by itself', async () => {
    const { code } = await watch([look(succeeded({ faults: 1 })), errors(missing)], ['--fail-fast']);
    expect(code).toBe(0);
  });
});

describe('progress off a terminal', () => {
  const looks = (seconds: number) => [
    ...Array.from({ length: seconds }, (_, i) =>
      look(task({ files_transferred: i % 10, effective_bytes_per_second: 2_500_000 })),
    ),
    look(succeeded()),
  ];
  test('is nothing for a short wait', async () => {
    expect((await watch(looks(29))).stderr).toBe('');
  });
  test('is one line each 30 seconds on stderr, and nothing on stdout', async () => {
    const { stdout, stderr } = await watch(looks(95), ['--jq', 'status']);
    const lines = stderr.trimEnd().split('\n');
    expect(stdout).toBe('"SUCCEEDED"\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^nightly · 0% · 0\/10 files · 4\.1 kB · 2\.5 MB\/s$/);
    expect(stderr).not.toContain('\u001b');
  });
  test('--quiet has none; faults are said all the same', async () => {
    const { stderr } = await watch(
      [...looks(95).slice(0, -1), look(task({ faults: 1 })), errors(broken), look(succeeded({ faults: 1 }))],
      ['--quiet'],
    );
    expect(stderr).toBe('! CONNECTION_RESET: the connection to a collection was reset (peer said no)\n');
  });
  test('a task that is in trouble does not look healthy', async () => {
    const stuck = task({ is_ok: false, nice_status: 'PERMISSION_DENIED', label: null });
    const { stderr } = await watch([...Array.from({ length: 32 }, () => look(stuck)), look(succeeded())]);
    expect(stderr).toMatch(/^Transferring · .* · PERMISSION_DENIED: permission was denied\n$/);
  });
  test('time left is told once something is done', async () => {
    const done = (i: number) => look(task({ files_transferred: i < 10 ? 0 : 5 }));
    const { stderr } = await watch([...Array.from({ length: 31 }, (_, i) => done(i)), look(succeeded())]);
    expect(stderr).toContain('50% · 5/10 files · 4.1 kB · 1.0 kB/s · 30s left');
  });
});

describe('globus task wait', () => {
  const wait = (exchanges: readonly Exchange[], argv: readonly string[] = []) =>
    globus(['task', 'wait', taskId, ...argv], { api: fakeApi(exchanges) });
  test('says nothing and exits 0 for a task that succeeds', async () => {
    expect(await wait([look(task()), look(succeeded())])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
  test('is exit 1 for one that failed, and for one that waits for a login', async () => {
    expect((await wait([look(succeeded({ status: 'FAILED' }))])).stderr).toContain(`Task ${taskId} failed.`);
    const { code, stderr } = await wait([look(task({ status: 'INACTIVE', nice_status: 'CREDENTIALS_EXPIRED' }))]);
    expect([code, stderr]).toEqual([
      1,
      `Task ${taskId} is waiting for a login (CREDENTIALS_EXPIRED).\n\nWhat happened:  globus task event-list ${taskId}\n`,
    ]);
  });
  test('in other formats it is the task, also one that failed', async () => {
    expect(JSON.parse((await wait([look(succeeded())], ['-Fjson'])).stdout)).toEqual(succeeded());
    const failed = succeeded({ status: 'FAILED' });
    const json = await wait([look(failed)], ['-Fjson']);
    expect(JSON.parse(json.stdout)).toEqual(failed);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stderr)).toMatchObject({ task_id: taskId, status: 'FAILED', exit_code: 1 });
    expect((await wait([look(failed)], ['--jmespath', 'status'])).stdout).toBe('"FAILED"\n');
  });
  test('--timeout 0 looks once', async () => {
    const api = fakeApi([look(task())]);
    expect(
      await globus(['task', 'wait', taskId, '--timeout', '0', '--timeout-exit-code', '50'], { api }),
    ).toMatchObject({ code: 50, stdout: '' });
    expect(api.calls).toHaveLength(1);
  });
  test('--polling-interval and --timeout together look no longer than asked', async () => {
    const api = fakeApi([look(task())]);
    expect((await globus(['task', 'wait', taskId, '--timeout', '25', '--polling-interval', '10'], { api })).code).toBe(
      1,
    );
    expect(api.calls).toHaveLength(4);
  });
  test('a network that is lost leaves the task alone, and says so', async () => {
    const { code, stderr } = await wait([{ ...look({}), raises: 'refused' }]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `transfer.api.globus.org refused the connection. Task ${taskId} goes on.\n\nWatch it again:  globus task watch ${taskId}\nCancel it:       globus task cancel ${taskId}\n`,
    );
  });
  test.each([
    [['--timeout-exit-code', '9'], "'9' is not 0, 1 or one of 50 to 99"],
    [['--timeout-exit-code', '100'], "'100' is not 0, 1 or one of 50 to 99"],
    [['--timeout-exit-code', 'x'], "'x' is not 0, 1 or one of 50 to 99"],
    [['--polling-interval', '0'], "'0' is not in the range at least 1"],
    [['--timeout', 'soon'], "'soon' is not a whole number"],
  ])('refuses %j', async (argv, words) => {
    const { code, stderr } = await globus(['task', 'wait', taskId, ...argv]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
  test('refuses what is no task id', async () => {
    expect(await globus(['task', 'wait', '6c54cade-42'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "Invalid value for TASK_ID: '6c54cade-42' looks like an id but is not one: an id has 32 digits.",
      ) as string,
    });
  });
});

describe('globus transfer --wait', () => {
  const accepted = { code: 'Accepted', message: 'ok', task_id: taskId, submission_id: submissionId };
  const submit = (exchanges: readonly Exchange[], argv: readonly string[] = []) =>
    globus(['transfer', `${sourceId}:/a`, `${destinationId}:/b`, '--submission-id', submissionId, '--wait', ...argv], {
      api: fakeApi([
        { method: 'POST', url: `${transferUrl}/transfer`, body: posted, response: accepted },
        ...exchanges,
      ]),
    });
  const posted = {
    DATA_TYPE: 'transfer',
    source_endpoint: sourceId,
    destination_endpoint: destinationId,
    submission_id: submissionId,
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/a', destination_path: '/b' }],
    verify_checksum: true,
    preserve_timestamp: false,
    encrypt_data: false,
    skip_source_errors: false,
    fail_on_quota_errors: false,
    delete_destination_extra: false,
  };
  test('submits, names the task, and waits', async () => {
    const { code, stdout, stderr } = await submit([look(task()), look(succeeded())]);
    expect([code, stderr]).toEqual([0, `Task ${taskId} was accepted.\n`]);
    expect(stdout).toContain('SUCCEEDED');
  });
  test('JSON is the task that ended', async () => {
    const { stdout } = await submit([look(task()), look(succeeded())], ['--json', '--quiet']);
    expect(JSON.parse(stdout)).toEqual(succeeded());
  });
  test('is exit 1 when the task fails', async () => {
    expect((await submit([look(succeeded({ status: 'FAILED' }))])).code).toBe(1);
  });
  test('--wait-timeout ends the waiting only', async () => {
    const { code, stderr } = await submit([look(task())], ['--wait-timeout', '1m']);
    expect(code).toBe(1);
    expect(stderr).toContain(`Task ${taskId} has not ended within 60 seconds. It continues.`);
  });
  test('--fail-fast without --wait is a usage error', async () => {
    const { code, stderr } = await globus(['transfer', `${sourceId}:/a`, `${destinationId}:/b`, '--fail-fast']);
    expect(code).toBe(2);
    expect(stderr).toContain('--fail-fast also needs --wait.');
  });
});
