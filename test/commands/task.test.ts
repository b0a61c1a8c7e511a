import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { event, offsetPage, succeeded, task, taskId } from '../support/tasks.js';
import { refusal, result, transferUrl } from '../support/transfer.js';

const at = (path: string) => `${transferUrl}${path}`;
const other = '2bc8e2f4-6a3c-4a6e-9d3e-5b7a1c2d3e4f';

describe('globus task show', () => {
  test('shows a transfer that runs', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: at(`/task/${taskId}`),
        response: task({ filter_rules: [{ method: 'exclude', name: '*.tmp' }] }),
      },
    ]);
    const { code, stdout } = await globus(['task', 'show', taskId], { api });
    expect(code).toBe(0);
    expect(
      Object.fromEntries(
        stdout
          .trim()
          .split('\n')
          .map((line) => line.split(/: +/)),
      ),
    ).toMatchObject({
      Label: 'nightly',
      'Task ID': taskId,
      Status: 'ACTIVE',
      Deadline: '2026-03-02T10:00:00+00:00',
      Details: 'None',
      'Bytes Per Second': '1024',
      'Source Endpoint': 'Lab storage',
      'Filter Rules': 'exclude *.tmp',
    });
    expect(stdout).not.toContain('Completion Time');
  });
  test('shows when one ended instead of when it must end', async () => {
    const api = fakeApi([{ method: 'GET', url: at(`/task/${taskId}`), response: succeeded() }]);
    const { stdout } = await globus(['task', 'show', taskId], { api });
    expect(stdout).toMatch(/^Completion Time: +2026-03-01T10:05:00\+00:00$/m);
    expect(stdout).not.toContain('Deadline');
  });
  test('lists what was skipped, over several pages', async () => {
    const url = at(`/task/${taskId}/skipped_errors`);
    const row = (name: string) => ({
      source_path: `/a/${name}`,
      destination_path: `/b/${name}`,
      error_code: 'FILE_NOT_FOUND',
    });
    const api = fakeApi([
      { method: 'GET', url, response: { DATA: [row('1')], next_marker: 'm' } },
      { method: 'GET', url: `${url}?marker=m`, response: { DATA: [row('2')], next_marker: null } },
    ]);
    const { stdout } = await globus(['task', 'show', taskId, '--skipped-errors', '--jmespath', 'DATA[].source_path'], {
      api,
    });
    expect(JSON.parse(stdout)).toEqual(['/a/1', '/a/2']);
  });
  test('says that there is no such task', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: at(`/task/${taskId}`),
        status: 404,
        response: { code: 'TaskNotFound', message: `There is no task ${taskId}`, request_id: 'r9' },
      },
    ]);
    const { code, stdout, stderr } = await globus(['task', 'show', taskId], { api });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`Globus Transfer: There is no task ${taskId} [TaskNotFound]\nRequest id: r9\n`);
  });
  test('takes one kind of list at a time', async () => {
    const { code, stderr } = await globus(['task', 'show', taskId, '--skipped-errors', '--successful-transfers']);
    expect(code).toBe(2);
    expect(stderr).toContain('--successful-transfers and --skipped-errors are mutually exclusive.');
  });
});

describe('globus task list', () => {
  const usual = 'filter=type%3ATRANSFER%2CDELETE&orderby=request_time%20DESC&limit=1000';
  test('lists ten tasks as a table, of pages that hold more', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => task({ task_id: `${i}`, label: `run ${i}` }));
    const api = fakeApi([{ method: 'GET', url: at(`/task_list?${usual}`), response: offsetPage(rows) }]);
    const { stdout } = await globus(['task', 'list'], { api });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]?.split(/ +\| +/)).toEqual([
      'Task ID',
      'Status',
      'Type',
      'Source Display Name',
      'Dest Display Name',
      'Label',
    ]);
    expect(
      lines.slice(2).map((line) =>
        line
          .split(/ +\| +/)
          .at(-1)
          ?.trim(),
      ),
    ).toEqual(Array.from({ length: 10 }, (_, i) => `run ${i}`));
  });
  test("goes on to the next page for a higher limit, and prints JSON in the service's form", async () => {
    const rows = (from: number) => Array.from({ length: 2 }, (_, i) => task({ task_id: `${from + i}` }));
    const api = fakeApi([
      { method: 'GET', url: at(`/task_list?${usual}`), response: offsetPage(rows(0), 4) },
      { method: 'GET', url: at(`/task_list?${usual}&offset=2`), response: offsetPage(rows(2), 4, 2) },
    ]);
    const { stdout } = await globus(['task', 'list', '--limit', '3', '-F', 'json'], { api });
    expect((JSON.parse(stdout) as { DATA: { task_id: string }[] }).DATA.map(({ task_id }) => task_id)).toEqual([
      '0',
      '1',
      '2',
    ]);
  });
  test('asks the service for what the filters say', async () => {
    const filter =
      'status:FAILED,INACTIVE/type:DELETE/label:~night*,!~*test/request_time:2026-01-01 00:00:00,2026-02-01 00:00:00';
    const api = fakeApi([
      {
        method: 'GET',
        url: at(`/task_list?orderby=request_time%20DESC&limit=1000&filter=${encodeURIComponent(filter)}`),
        response: offsetPage([]),
      },
    ]);
    const argv = [
      '--filter-status',
      'failed',
      '--filter-status',
      'INACTIVE',
      '--filter-type',
      'DELETE',
      '--filter-label',
      'night*',
      '--filter-not-label',
      '*test',
    ];
    const { code, stderr } = await globus(
      ['task', 'list', ...argv, '--filter-requested-after', '2026-01-01', '--filter-requested-before', '2026-02-01'],
      { api },
    );
    expect([code, stderr]).toEqual([0, '']);
  });
  test('refuses a state that there is not', async () => {
    const { code, stderr } = await globus(['task', 'list', '--filter-status', 'DONE']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "Invalid value for --filter-status: 'DONE' is not one of 'ACTIVE', 'INACTIVE', 'FAILED', 'SUCCEEDED'.",
    );
  });
});

describe('globus task event-list', () => {
  const events = [
    event('FILE_NOT_FOUND', 'No such file', '{"context": [{"path": "/a"}], "code": 2}'),
    { ...event('STARTED', 'started', 'began'), is_error: false },
  ];
  test('shows details that are JSON on one line', async () => {
    const api = fakeApi([
      { method: 'GET', url: at(`/task/${taskId}/event_list?limit=1000&filter=`), response: offsetPage(events) },
    ]);
    const { stdout } = await globus(['task', 'event-list', taskId], { api });
    const cells = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ +\| +/).map((cell) => cell.trim()));
    expect([cells[0], ...cells.slice(2)]).toEqual([
      ['Time', 'Code', 'Is Error', 'Details'],
      ['2026-03-01T10:01:00+00:00', 'FILE_NOT_FOUND', 'True', '{"code":2,"context":[{"path":"/a"}]}'],
      ['2026-03-01T10:01:00+00:00', 'STARTED', 'False', 'began'],
    ]);
  });
  test('filters errors, as one JSON document a line', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: at(`/task/${taskId}/event_list?limit=1000&filter=is_error:1`),
        response: offsetPage(events.slice(0, 1)),
      },
    ]);
    const { stdout } = await globus(['task', 'event-list', taskId, '--filter-errors', '-F', 'ndjson'], { api });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([events[0]]);
  });
  test('takes one filter', async () => {
    expect((await globus(['task', 'event-list', taskId, '--filter-errors', '--filter-non-errors'])).code).toBe(2);
  });
});

describe('globus task pause-info', () => {
  const url = at(`/task/${taskId}/pause_info`);
  const rule = {
    pause_task_transfer_write: true,
    pause_ls: true,
    endpoint_display_name: 'Archive',
    identity_id: null,
    message: 'Tape is being changed',
  };
  const info = {
    pause_rules: [rule],
    source_pause_message: null,
    source_pause_message_share: null,
    destination_pause_message: 'Back on Monday',
    destination_pause_message_share: null,
  };
  test('shows the rules and the words of administrators', async () => {
    const { stdout } = await globus(['task', 'pause-info', taskId], {
      api: fakeApi([{ method: 'GET', url, response: info }]),
    });
    expect(stdout).toMatch(/^This task has been explicitly paused\.$/m);
    expect(stdout).not.toContain('Source Endpoint');
    expect(stdout).toMatch(/write\/ls +\| Archive +\| None +\| Tape is being changed/);
    expect(stdout).toMatch(/^Destination Endpoint: +Back on Monday$/m);
  });
  test('says when nothing is paused; JSON is the document', async () => {
    const none = { ...info, pause_rules: [], destination_pause_message: null };
    const api = () => fakeApi([{ method: 'GET', url, response: none }]);
    expect((await globus(['task', 'pause-info', taskId], { api: api() })).stdout).toBe(
      `Task ${taskId} is not paused.\n`,
    );
    expect(JSON.parse((await globus(['task', 'pause-info', taskId, '-F', 'json'], { api: api() })).stdout)).toEqual(
      none,
    );
  });
  test('is refused as the service refuses it', async () => {
    const { code, stderr } = await globus(['task', 'pause-info', taskId], {
      api: fakeApi([{ method: 'GET', url, ...refusal }]),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('You may not do this.');
  });
});

describe('globus task update', () => {
  const body = { DATA_TYPE: 'task', label: 'monthly', deadline: '2027-01-31' };
  const exchange = {
    method: 'PUT',
    url: at(`/task/${taskId}`),
    body,
    response: result('Updated', 'The task has been updated'),
  };
  test('sends what was given and nothing else', async () => {
    const api = fakeApi([exchange]);
    expect(await globus(['task', 'update', taskId, '--label', 'monthly', '--deadline', '2027-01-31'], { api })).toEqual(
      { code: 0, stdout: 'Success\n', stderr: '' },
    );
    const label = fakeApi([{ ...exchange, body: { DATA_TYPE: 'task', label: 'monthly' } }]);
    expect(
      (await globus(['task', 'update', taskId, '--label', 'monthly', '--jq', 'code'], { api: label })).stdout,
    ).toBe('"Updated"\n');
  });
  test('wants something to change', async () => {
    const { code, stderr } = await globus(['task', 'update', taskId]);
    expect(code).toBe(2);
    expect(stderr).toContain('Give one of --label or --deadline.');
  });
});

describe('globus task cancel', () => {
  const cancel = (id: string, message: string) => ({
    method: 'POST',
    url: at(`/task/${id}/cancel`),
    response: result('Canceled', message),
  });
  test('cancels one', async () => {
    const api = fakeApi([cancel(taskId, 'The task has been cancelled successfully.')]);
    expect((await globus(['task', 'cancel', taskId], { api })).stdout).toBe(
      'The task has been cancelled successfully.\n',
    );
  });
  test('cancels all that have not ended, and says which', async () => {
    const filter = encodeURIComponent('type:TRANSFER,DELETE/status:ACTIVE,INACTIVE');
    const api = fakeApi([
      {
        method: 'GET',
        url: at(`/task_list?limit=1000&fields=task_id&filter=${filter}`),
        response: offsetPage([{ task_id: taskId }, { task_id: other }]),
      },
      cancel(taskId, 'Canceled.'),
      cancel(other, 'Too late.'),
    ]);
    const { stdout } = await globus(['task', 'cancel', '--all'], { api });
    expect(stdout).toBe(`${taskId} (1 of 2): Canceled.\n${other} (2 of 2): Too late.\n`);
  });
  test('prints the answers of all as JSON', async () => {
    const filter = encodeURIComponent('type:TRANSFER,DELETE/status:ACTIVE,INACTIVE');
    const api = fakeApi([
      {
        method: 'GET',
        url: at(`/task_list?limit=1000&fields=task_id&filter=${filter}`),
        response: offsetPage([{ task_id: taskId }]),
      },
      cancel(taskId, 'Canceled.'),
    ]);
    const { stdout } = await globus(['task', 'cancel', '--all', '-F', 'json'], { api });
    expect(JSON.parse(stdout)).toEqual({ task_ids: [taskId], results: [result('Canceled', 'Canceled.')] });
  });
  test('wants one task or all, not both and not neither', async () => {
    expect((await globus(['task', 'cancel'])).stderr).toContain('Give a TASK_ID, or --all.');
    expect((await globus(['task', 'cancel', taskId, '--all'])).code).toBe(2);
  });
});

describe('globus task generate-submission-id', () => {
  const api = () => fakeApi([{ method: 'GET', url: at('/submission_id'), response: { value: other } }]);
  test('prints the id, bare or as JSON', async () => {
    expect((await globus(['task', 'generate-submission-id'], { api: api() })).stdout).toBe(`${other}\n`);
    expect((await globus(['task', 'generate-submission-id', '-F', 'json'], { api: api() })).stdout).toBe(
      `{\n  "value": "${other}"\n}\n`,
    );
  });
  test('needs a login: exit 4, with the remedy', async () => {
    const { code, stderr } = await globus(['task', 'generate-submission-id'], { logins: {} });
    expect(code).toBe(4);
    expect(stderr).toContain('globus login');
  });
});
