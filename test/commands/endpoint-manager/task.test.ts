import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus } from '../../support/globus.js';
import { cells } from '../../support/table.js';
import { authUrl, collectionId, person, personId, refusal, result, transferUrl } from '../../support/transfer.js';

const manager = `${transferUrl}/endpoint_manager`;
const id = '10000000-0000-0000-0000-000000000001';
const other = '10000000-0000-0000-0000-000000000002';
const task = {
  DATA_TYPE: 'task',
  task_id: id,
  status: 'ACTIVE',
  type: 'TRANSFER',
  owner_string: 'ada@example.org',
  source_endpoint_display_name: 'A',
  destination_endpoint_display_name: 'B',
  label: null,
  completion_time: null,
};

describe('endpoint-manager task list', () => {
  test('follows the last key of its pages', async () => {
    const url = `${manager}/task_list?limit=1000`;
    const api = fakeApi([
      { method: 'GET', url, response: { DATA: [task], has_next_page: true, last_key: 'k1' } },
      {
        method: 'GET',
        url: `${url}&last_key=k1`,
        response: { DATA: [{ ...task, task_id: other }], has_next_page: false, last_key: null },
      },
    ]);
    const rest = ['ACTIVE', 'TRANSFER', 'ada@example.org', 'A', 'B', 'None'];
    expect(cells((await globus(['endpoint-manager', 'task', 'list'], { api })).stdout)).toEqual([
      ['Task ID', 'Status', 'Type', 'Owner', 'Source Display Name', 'Dest Display Name', 'Label'],
      [id, ...rest],
      [other, ...rest],
    ]);
  });
  test('sends every filter', async () => {
    const query = new URLSearchParams({
      limit: '1000',
      filter_status: 'ACTIVE,FAILED',
      filter_task_id: `${id},${other}`,
      filter_owner_id: personId,
      filter_endpoint: collectionId,
      filter_endpoint_use: 'source',
      filter_is_paused: 'true',
      filter_completion_time: '2026-01-01T00:00:00+00:00,',
      filter_min_faults: '3',
      filter_local_user: 'ada',
    });
    const api = fakeApi([
      { method: 'GET', url: `${authUrl}/identities?usernames=ada%40example.org&provision=false`, response: person },
      {
        method: 'GET',
        url: `${manager}/task_list?${query.toString()}`,
        response: { DATA: [task], has_next_page: false },
      },
    ]);
    const flags = [
      '--filter-status',
      'active',
      '--filter-status',
      'FAILED',
      '--filter-task-id',
      id,
      '--filter-task-id',
      other,
      '--filter-owner-id',
      'ada@example.org',
      '--filter-endpoint',
      collectionId,
      '--filter-endpoint-use',
      'source',
      '--filter-is-paused',
      '--filter-completed-after',
      '2026-01-01T00:00:00Z',
      '--filter-min-faults',
      '3',
      '--filter-local-user',
      'ada',
    ];
    const { stdout } = await globus(['endpoint-manager', 'task', 'list', ...flags, '-F', 'json'], { api });
    expect(JSON.parse(stdout)).toEqual({ DATA: [task] });
  });
  test('stops at the limit, says no for others, and wants the endpoint of an endpoint use', async () => {
    const url = `${manager}/task_list?limit=1000&filter_is_paused=false`;
    const api = fakeApi([{ method: 'GET', url, response: { DATA: [task, task], has_next_page: true, last_key: 'k' } }]);
    expect(
      (
        await globus(
          ['endpoint-manager', 'task', 'list', '--limit', '1', '--filter-is-not-paused', '--jmespath', 'length(DATA)'],
          { api },
        )
      ).stdout,
    ).toBe('1\n');
    expect((await globus(['endpoint-manager', 'task', 'list', '--filter-endpoint-use', 'source'])).code).toBe(2);
    expect(
      (
        await globus(['endpoint-manager', 'task', 'list'], {
          api: fakeApi([{ method: 'GET', url: `${manager}/task_list?limit=1000`, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
});

describe('endpoint-manager task show', () => {
  const url = `${manager}/task/${id}`;
  test('of a running transfer', async () => {
    const { stdout } = await globus(['endpoint-manager', 'task', 'show', id], {
      api: fakeApi([
        { method: 'GET', url, response: { ...task, deadline: null, nice_status_details: 'Fine', files: 3 } },
      ]),
    });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: +/));
    expect(lines.map(([label]) => label)).toEqual([
      'Label',
      'Task ID',
      'Owner',
      'Type',
      'Status',
      'Is Paused',
      'Request Time',
      'Deadline',
      'Details',
      'Faults',
      'Directories',
      'Files',
      'Files Transferred',
      'Files Skipped',
      'Total Subtasks',
      'Subtasks Succeeded',
      'Subtasks Pending',
      'Subtasks Retrying',
      'Subtasks Failed',
      'Subtasks with Skipped Errors',
      'Bytes Transferred',
      'Bytes Per Second',
      'Source Endpoint',
      'Source Endpoint ID',
      'Source Host Endpoint',
      'Source Base Path',
      'Source Local User',
      'Destination Endpoint',
      'Destination Endpoint ID',
      'Destination Host Endpoint',
      'Destination Base Path',
      'Destination Local User',
    ]);
    expect(lines).toContainEqual(['Owner', 'ada@example.org']);
    expect(lines).toContainEqual(['Files', '3']);
  });
  test('of a deletion that was canceled has no destination, but the reason', async () => {
    const document = {
      ...task,
      type: 'DELETE',
      completion_time: '2026-01-01T00:00:00+00:00',
      canceled_by_admin: 'SOURCE',
      canceled_by_admin_message: 'Full',
    };
    const { stdout } = await globus(['endpoint-manager', 'task', 'show', id], {
      api: fakeApi([{ method: 'GET', url, response: document }]),
    });
    expect(stdout).toMatch(/Canceled By Administrator: +SOURCE\nWords of the Administrator: +Full\n$/);
    expect(stdout).not.toContain('Destination');
  });
  test('lists files page by page, and skipped paths', async () => {
    const file = (name: string) => ({ source_path: `/a/${name}`, destination_path: `/b/${name}` });
    const files = fakeApi([
      { method: 'GET', url: `${url}/successful_transfers`, response: { DATA: [file('1')], next_marker: 7 } },
      {
        method: 'GET',
        url: `${url}/successful_transfers?marker=7`,
        response: { DATA: [file('2')], next_marker: null },
      },
    ]);
    expect(cells((await globus(['endpoint-manager', 'task', 'show', id, '-t'], { api: files })).stdout)).toEqual([
      ['Source Path', 'Destination Path'],
      ['/a/1', '/b/1'],
      ['/a/2', '/b/2'],
    ]);
    const skipped = { ...file('1'), error_code: 'PERMISSION_DENIED' };
    const api = fakeApi([
      { method: 'GET', url: `${url}/skipped_errors`, response: { DATA: [skipped], next_marker: null } },
    ]);
    expect(
      JSON.parse(
        (await globus(['endpoint-manager', 'task', 'show', id, '--skipped-errors', '--limit', '5', '-Fjson'], { api }))
          .stdout,
      ),
    ).toEqual({ DATA: [skipped] });
  });
  test('takes one listing at a time, and a limit for a listing only', async () => {
    expect((await globus(['endpoint-manager', 'task', 'show', id, '-t', '--skipped-errors'])).code).toBe(2);
    expect((await globus(['endpoint-manager', 'task', 'show', id, '--limit', '5'])).code).toBe(2);
  });
});

describe('endpoint-manager task event-list and pause-info', () => {
  const event = {
    code: 'CONNECT_FAILED',
    description: 'd',
    details: 'It is\n off',
    is_error: true,
    time: '2026-01-01T00:00:00+00:00',
  };
  test('event-list filters errors', async () => {
    const listed = {
      method: 'GET',
      url: `${manager}/task/${id}/event_list?limit=1000&filter_is_error=1`,
      response: { DATA: [event], total: 1 },
    };
    const line = ['endpoint-manager', 'task', 'event-list', id, '--filter-errors'];
    expect(cells((await globus(line, { api: fakeApi([listed]) })).stdout)).toEqual([
      ['Time', 'Code', 'Is Error', 'Details'],
      [event.time, 'CONNECT_FAILED', 'True', 'It is off'],
    ]);
    expect(JSON.parse((await globus([...line, '-Fjson'], { api: fakeApi([listed]) })).stdout)).toEqual({
      DATA: [event],
    });
    // any other word may be a label, which is looked up
    expect((await globus(['endpoint-manager', 'task', 'event-list', ''])).code).toBe(2);
  });
  test('pause-info', async () => {
    const url = `${manager}/task/${id}/pause_info`;
    const nothing = { pause_rules: [], source_pause_message: null };
    expect(
      (
        await globus(['endpoint-manager', 'task', 'pause-info', id], {
          api: fakeApi([{ method: 'GET', url, response: nothing }]),
        })
      ).stdout,
    ).toBe(`Task ${id} is not paused.\n`);
    expect(
      JSON.parse(
        (
          await globus(['endpoint-manager', 'task', 'pause-info', id, '-Fjson'], {
            api: fakeApi([{ method: 'GET', url, response: nothing }]),
          })
        ).stdout,
      ),
    ).toEqual(nothing);
    const said = { ...nothing, source_pause_message: 'Please call' };
    expect(
      (
        await globus(['endpoint-manager', 'task', 'pause-info', id], {
          api: fakeApi([{ method: 'GET', url, response: said }]),
        })
      ).stdout,
    ).toBe('This task has been explicitly paused.\n\nSource Endpoint: Please call\n');
    expect(
      (
        await globus(['endpoint-manager', 'task', 'pause-info', id], {
          api: fakeApi([{ method: 'GET', url, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
});

describe('endpoint-manager task cancel, pause and resume', () => {
  const body = { task_id_list: [id, other], message: 'Full' };
  const cancel = ['endpoint-manager', 'task', 'cancel', id, other, '--message', 'Full'];
  const started = {
    method: 'POST',
    url: `${manager}/admin_cancel`,
    body,
    response: { DATA_TYPE: 'admin_cancel', id: 12, done: false },
  };
  const status = (done: boolean) => ({
    method: 'GET',
    url: `${manager}/admin_cancel/12`,
    response: { DATA_TYPE: 'admin_cancel', id: 12, done },
  });
  test('cancel returns at once', async () => {
    expect((await globus(cancel, { api: fakeApi([started]) })).stdout).toBe('Cancel ID: 12\nDone:      False\n');
  });
  test('cancel --wait asks until it is done', async () => {
    const api = fakeApi([started, status(false), status(true)]);
    expect(JSON.parse((await globus([...cancel, '--wait', '-F', 'json'], { api })).stdout)).toEqual({
      DATA_TYPE: 'admin_cancel',
      id: 12,
      done: true,
    });
    expect(api.calls.length).toBe(3);
  });
  test('cancel --wait gives up in time, and says how to look again', async () => {
    const run = await globus([...cancel, '--wait', '--wait-timeout', '2s'], { api: fakeApi([started, status(false)]) });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('globus endpoint-manager task cancel-status 12');
  });
  test('cancel wants words for people', async () => {
    expect((await globus(['endpoint-manager', 'task', 'cancel', id])).code).toBe(2);
  });
  test('cancel-status', async () => {
    expect(
      (await globus(['endpoint-manager', 'task', 'cancel-status', '12'], { api: fakeApi([status(true)]) })).stdout,
    ).toBe('Cancel ID: 12\nDone:      True\n');
    expect(
      (
        await globus(['endpoint-manager', 'task', 'cancel-status', '12', '--jmespath', 'done'], {
          api: fakeApi([status(true)]),
        })
      ).stdout,
    ).toBe('true\n');
    expect((await globus(['endpoint-manager', 'task', 'cancel-status', 'twelve'])).code).toBe(2);
  });
  test('pause', async () => {
    const pause = { method: 'POST', url: `${manager}/admin_pause`, body };
    const line = ['endpoint-manager', 'task', 'pause', id, other, '--message', 'Full'];
    const accepted = result('PauseAccepted', 'The tasks are being paused.');
    expect((await globus(line, { api: fakeApi([{ ...pause, response: accepted }]) })).stdout).toBe(
      'The tasks are being paused.\n',
    );
    expect(
      JSON.parse((await globus([...line, '-Fjson'], { api: fakeApi([{ ...pause, response: accepted }]) })).stdout),
    ).toEqual(accepted);
    expect((await globus(line, { api: fakeApi([{ ...pause, ...refusal }]) })).code).toBe(1);
  });
  test('resume', async () => {
    const resume = { method: 'POST', url: `${manager}/admin_resume`, body: { task_id_list: [id] } };
    const line = ['endpoint-manager', 'task', 'resume', id];
    const accepted = result('ResumeAccepted', 'The tasks go on.');
    expect((await globus(line, { api: fakeApi([{ ...resume, response: accepted }]) })).stdout).toBe(
      'The tasks go on.\n',
    );
    expect(
      (await globus([...line, '--jmespath', 'code'], { api: fakeApi([{ ...resume, response: accepted }]) })).stdout,
    ).toBe('"ResumeAccepted"\n');
    expect((await globus(['endpoint-manager', 'task', 'resume'])).code).toBe(2);
  });
});
