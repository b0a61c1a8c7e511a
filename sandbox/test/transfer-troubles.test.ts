import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  harvest,
  plant,
  transferClient,
  transferScope,
  twoCollections,
  until,
  type TwoCollections,
} from './transferring.js';
import type { Client } from './signed-in.js';

let world: TwoCollections, administrator: Client, grace: Client;
let number = 0;
let dir: string, from: string, to: string;
beforeAll(async () => {
  world = await twoCollections();
  administrator = await transferClient(world.sandbox, 'admin@globusid.org');
  grace = await transferClient(world.sandbox, 'grace@globusid.org');
});
beforeEach(() => {
  dir = `t${(number += 1)}`;
  [from, to] = [join(world.from, dir), join(world.to, dir)];
  mkdirSync(from);
  mkdirSync(to);
});
afterEach(() => world.admin('DELETE', '/faults'));

const item = (source: string, destination = source, more: object = {}) => ({
  source_path: `/${dir}/${source}`,
  destination_path: `/${dir}/${destination}`,
  ...more,
});
const start = async (items: object[], more: object = {}): Promise<string> =>
  (await world.submit(items, more)).json.task_id;
const when = (id: string, test: (task: any) => boolean): Promise<any> =>
  until(async () => {
    const task = await world.task(id);
    return test(task) ? task : undefined;
  });
const fault = async (effect: object, more: object = {}) =>
  (await world.admin('POST', '/faults', { effect, ...more })).json;
const codes = async (id: string): Promise<string[]> => (await world.events(id)).map(({ code }) => code).reverse();

describe('faults', () => {
  test('a missing source is tried again until it is there; meanwhile the task is active and not ok', async () => {
    const id = await start([item('late')]);
    const task = await when(id, ({ faults, subtasks_retrying }) => faults >= 2 && subtasks_retrying === 1);
    expect(task).toMatchObject({
      status: 'ACTIVE',
      is_ok: false,
      nice_status: 'FILE_NOT_FOUND',
      nice_status_short_description: 'file not found',
      nice_status_expires_in: -1,
      completion_time: null,
    });
    expect((await world.events(id))[0]).toMatchObject({
      DATA_TYPE: 'event',
      code: 'FILE_NOT_FOUND',
      is_error: true,
      description: 'file not found',
    });
    plant(from, { late: 'now' });
    expect(await world.ended(id)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 1 });
    expect(harvest(to)).toEqual({ late: 'now' });
    const errors = (await world.ada('GET', `/task/${id}/event_list?limit=1&filter=is_error:1`)).json;
    expect([errors.length, errors.total >= 2, errors.DATA[0].code]).toEqual([1, true, 'FILE_NOT_FOUND']);
  });

  test('skip_source_errors lists what it skipped and succeeds', async () => {
    plant(from, { here: '1' });
    const id = await start(
      [item('here'), item('gone', 'there', { external_checksum: 'aa', checksum_algorithm: 'MD5' })],
      { skip_source_errors: true },
    );
    expect(await world.ended(id)).toMatchObject({
      status: 'SUCCEEDED',
      subtasks_skipped_errors: 1,
      files_transferred: 1,
      faults: 0,
    });
    const { DATA, next_marker } = (await world.ada('GET', `/task/${id}/skipped_errors`)).json;
    expect(next_marker).toBeNull();
    expect(DATA).toEqual([
      expect.objectContaining({
        DATA_TYPE: 'skipped_error',
        error_code: 'FILE_NOT_FOUND',
        source_path: `/${dir}/gone`,
        destination_path: `/${dir}/there`,
        is_directory: false,
        is_symlink: false,
        is_delete_destination_extra: false,
        external_checksum: 'aa',
        checksum_algorithm: 'md5',
      }),
    ]);
    expect(await codes(id)).toEqual(['STARTED', 'SKIPPED_ERRORS', 'SUCCEEDED']);
  });

  test('a fault rule makes a copy fail once; the file is verified and copied again', async () => {
    plant(from, { 'd/a': '1', 'd/b': '2' });
    await fault({ type: 'task_fault', code: 'VERIFY_CHECKSUM' }, { path: `*/${dir}/d/a`, count: 1 });
    const id = await start([item('d')]);
    expect(await world.ended(id)).toMatchObject({
      status: 'SUCCEEDED',
      faults: 1,
      files: 2,
      files_transferred: 2,
      subtasks_succeeded: 4,
    });
    expect(await codes(id)).toEqual(['STARTED', 'VERIFY_CHECKSUM', 'SUCCEEDED']);
    expect(harvest(to)).toEqual({ 'd/a': '1', 'd/b': '2' });
  });

  test('a fault rule ends a task', async () => {
    plant(from, { a: '1' });
    await fault({ type: 'task_fail', code: 'ENDPOINT_ERROR', description: 'the disk is gone' });
    expect(await world.transfer([item('a')])).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'ENDPOINT_ERROR', description: 'the disk is gone' },
      subtasks_failed: 1,
    });
  });

  test('a quota error is tried again, or ends the task where asked for', async () => {
    plant(from, { a: '1' });
    await fault({ type: 'task_fault', code: 'QUOTA_EXCEEDED' }, { count: 2, path: `/${world.destination}*` });
    expect(await world.transfer([item('a')])).toMatchObject({ status: 'SUCCEEDED', faults: 2 });
    await fault({ type: 'task_fault', code: 'QUOTA_EXCEEDED' }, { count: 1 });
    expect(await world.transfer([item('a')], { fail_on_quota_errors: true })).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'QUOTA_EXCEEDED' },
    });
  });

  test('a held task waits until its rule is removed', async () => {
    plant(from, { a: '1' });
    const { id: rule } = await fault({ type: 'task_hold' }, { path: `*/${dir}/a` });
    const id = await start([item('a')]);
    await new Promise((done) => setTimeout(done, 100));
    expect(await world.task(id)).toMatchObject({ status: 'ACTIVE', files_transferred: 0 });
    await world.admin('DELETE', `/faults/${rule}`);
    expect((await world.ended(id)).status).toBe('SUCCEEDED');
  });

  test('a collection that is unplugged holds its tasks up and refuses to be listed; plugged in again all goes on', async () => {
    plant(from, { a: '1' });
    await world.admin('PATCH', `/collections/${world.source}`, { connected: false });
    const id = await start([item('a')]);
    await when(id, ({ nice_status }) => nice_status === 'CONNECT_FAILED');
    expect(await world.ada('GET', `/operation/endpoint/${world.source}/ls`)).toMatchObject({
      status: 502,
      json: { code: 'ExternalError.DirListingFailed.ConnectFailed' },
    });
    await world.admin('PATCH', `/collections/${world.source}`, { connected: true });
    expect((await world.ended(id)).status).toBe('SUCCEEDED');
  });

  test('read permission is demanded on the path, at the time of the work', async () => {
    const guest = world.sandbox.env['GLOBUS_SANDBOX_GUEST_COLLECTION'];
    const ask = (path: string) =>
      world.submit(
        [{ source_path: path, destination_path: `/${dir}/copy` }],
        { source_endpoint: guest, skip_source_errors: true },
        grace,
      );
    const ended = async (id: string) =>
      until(async () =>
        ((task) => (task.status === 'ACTIVE' ? undefined : task))((await grace('GET', `/task/${id}`)).json),
      );
    expect(await ended((await ask('/shared/report.txt')).json.task_id)).toMatchObject({
      subtasks_skipped_errors: 0,
      files_transferred: 1,
    });
    const { task_id } = (await ask('/private/notes.txt')).json;
    expect(await ended(task_id)).toMatchObject({ subtasks_skipped_errors: 1, files_transferred: 0 });
    expect((await grace('GET', `/task/${task_id}/skipped_errors`)).json.DATA[0].error_code).toBe('PERMISSION_DENIED');
    expect((await world.ada('GET', `/task/${task_id}`)).json.code).toBe('TaskNotFound');
  });
});

describe('ends', () => {
  test('a canceled task has failed at once; canceling what is over says so', async () => {
    const id = await start([item('never')]);
    await when(id, ({ faults }) => faults > 0);
    expect((await world.ada('POST', `/task/${id}/cancel`)).json.code).toBe('Canceled');
    expect(await world.task(id)).toMatchObject({
      status: 'FAILED',
      subtasks_canceled: 1,
      subtasks_retrying: 0,
      is_ok: null,
      nice_status: null,
      completion_time: expect.any(String),
    });
    expect((await world.events(id))[0]).toMatchObject({ code: 'CANCELED', is_error: true });
    const again = await world.ada('POST', `/task/${id}/cancel`);
    expect([again.status, again.json.code]).toEqual([200, 'TaskComplete']);
    expect(await world.ada('PUT', `/task/${id}`, { label: 'late' })).toMatchObject({
      status: 409,
      json: { code: 'Conflict' },
    });
    expect((await world.ada('POST', `/task/${id}/remove`)).json.code).toBe('Removed');
    expect((await world.ada('GET', `/task/${id}`)).status).toBe(404);
  });

  test('a canceled task does and says nothing more, whenever it was canceled', async () => {
    for (let i = 0; i < 60; i += 1) {
      const id = await start([item('missing')]);
      // about when it tries again: after 20 ms
      await new Promise((done) => setTimeout(done, 15 + (i % 12)));
      await world.ada('POST', `/task/${id}/cancel`);
      await new Promise((done) => setTimeout(done, 20));
      expect((await world.events(id))[0]).toMatchObject({ code: 'CANCELED' });
    }
  });

  test('canceling stops a large copy and leaves nothing of it', async () => {
    const slow = await twoCollections({ speed: { bytesPerSecond: 2_000_000 } });
    writeFileSync(join(slow.from, 'big'), Buffer.alloc(20_000_000));
    const { task_id } = (await slow.submit([{ source_path: '/big', destination_path: '/big' }])).json;
    await until(async () => (Object.keys(harvest(slow.to)).length > 0 ? true : undefined));
    await slow.ada('POST', `/task/${task_id}/cancel`);
    await until(async () => (Object.keys(harvest(slow.to)).length === 0 ? true : undefined));
    expect((await slow.task(task_id)).status).toBe('FAILED');
  });

  test('a task that is not done before its deadline has failed', async () => {
    const id = await start([item('never')]);
    await when(id, ({ faults }) => faults > 0);
    await world.admin('POST', '/clock', { advance_seconds: 25 * 3600 });
    expect(await world.ended(id)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'EXPIRED' },
      subtasks_expired: 1,
    });
    expect((await world.events(id))[0]).toMatchObject({ code: 'EXPIRED', is_error: true });
  });

  test('label and deadline of an unfinished task can be changed', async () => {
    const id = await start([item('never')]);
    expect(
      (
        await world.ada('PUT', `/task/${id}`, {
          DATA_TYPE: 'task',
          label: 'New',
          deadline: '2099-01-01T00:00:00+00:00',
        })
      ).json.code,
    ).toBe('Updated');
    expect(await world.task(id)).toMatchObject({ label: 'New', deadline: '2099-01-01T00:00:00+00:00' });
    await world.ada('POST', `/task/${id}/cancel`);
  });

  test('three tasks work at a time, others are queued; the hundred-and-first is refused', async () => {
    const { id: rule } = await fault({ type: 'task_hold' }, { path: `*/${dir}/never*` });
    const ids: string[] = [];
    for (let i = 0; i < 100; i += 1) ids.push(await start([item(`never${i}`)]));
    expect(await world.submit([item('never')])).toMatchObject({ status: 409, json: { code: 'TooManyPendingJobs' } });
    await world.admin('DELETE', `/faults/${rule}`);
    for (const id of ids) await world.ada('POST', `/task/${id}/cancel`);
  });
});

describe('pauses', () => {
  test('a manager pauses and resumes a task with a message; its owner without the role may not', async () => {
    plant(from, { a: '1' });
    const { id: hold } = await fault({ type: 'task_hold' }, { path: `*/${dir}/a` });
    const id = await start([item('a')], {
      source_endpoint: world.source,
      destination_endpoint: world.sandbox.env['GLOBUS_SANDBOX_COLLECTION_2'],
    });
    expect(
      await world.ada('POST', '/endpoint_manager/admin_pause', { task_id_list: [id], message: 'mine' }),
    ).toMatchObject({ status: 200 });
    await world.ada('POST', '/endpoint_manager/admin_resume', { task_id_list: [id] });
    expect(await grace('POST', '/endpoint_manager/admin_pause', { task_id_list: [id], message: 'no' })).toMatchObject({
      status: 403,
      json: { code: 'PermissionDenied' },
    });
    expect(
      (await administrator('POST', '/endpoint_manager/admin_pause', { task_id_list: [id], message: 'Maintenance' }))
        .json.code,
    ).toBe('PauseAccepted');
    await world.admin('DELETE', `/faults/${hold}`);
    expect(await when(id, ({ is_paused }) => is_paused)).toMatchObject({
      status: 'ACTIVE',
      nice_status: 'PAUSED_BY_ADMIN',
      nice_status_details: 'Maintenance',
    });
    expect((await administrator('POST', '/endpoint_manager/admin_resume', { task_id_list: [id] })).json.code).toBe(
      'ResumeAccepted',
    );
    expect((await world.ended(id)).status).toBe('SUCCEEDED');
    expect(await codes(id)).toContain('UNPAUSED');
  });

  test('a task that is held by a fault rule can be paused meanwhile, and goes on when both are over', async () => {
    plant(from, { a: '1' });
    const { id: hold } = await fault({ type: 'task_hold' }, { path: `*/${dir}/a` });
    const destination_endpoint = world.sandbox.env['GLOBUS_SANDBOX_COLLECTION_2']!;
    const id = await start([item('a', 'held')], { destination_endpoint });
    await new Promise((done) => setTimeout(done, 100));
    await administrator('POST', '/endpoint_manager/admin_pause', { task_id_list: [id], message: 'Maintenance' });
    expect(await when(id, ({ is_paused }) => is_paused)).toMatchObject({
      status: 'ACTIVE',
      nice_status: 'PAUSED_BY_ADMIN',
    });
    await administrator('POST', '/endpoint_manager/admin_resume', { task_id_list: [id] });
    expect(await when(id, ({ is_paused }) => !is_paused)).toMatchObject({ status: 'ACTIVE', files_transferred: 0 });
    await world.admin('DELETE', `/faults/${hold}`);
    expect((await world.ended(id)).status).toBe('SUCCEEDED');
    expect(await codes(id)).toEqual(['STARTED', 'PAUSED', 'UNPAUSED', 'SUCCEEDED']);
  });

  test('a pause rule holds up operations and tasks until it is deleted, and everyone concerned can read it', async () => {
    plant(from, { a: '1' });
    const endpoint = world.sandbox.env['GLOBUS_SANDBOX_COLLECTION'];
    const body = {
      DATA_TYPE: 'pause_rule',
      endpoint_id: endpoint,
      message: 'Down for repairs',
      pause_ls: true,
      pause_task_transfer_write: true,
    };
    const created = await administrator('POST', '/endpoint_manager/pause_rule', body);
    expect(created).toMatchObject({
      status: 201,
      json: {
        ...body,
        identity_id: null,
        modified_by: 'admin@globusid.org',
        pause_mkdir: false,
        editable: true,
        endpoint_display_name: 'Sandbox Source',
      },
    });
    expect(await world.ada('GET', `/operation/endpoint/${endpoint}/ls`)).toMatchObject({
      status: 409,
      json: { code: 'OperationPaused' },
    });
    const { DATA } = (await world.ada('GET', `/endpoint/${endpoint}/my_effective_pause_rule_list`)).json;
    expect(DATA).toMatchObject([{ DATA_TYPE: 'pause_rule_limited', message: 'Down for repairs' }]);
    expect(DATA[0]).not.toHaveProperty('modified_by');

    const id = await start([item('a')], { destination_endpoint: endpoint });
    await when(id, ({ is_paused }) => is_paused);
    expect((await world.ada('GET', `/task/${id}/pause_info`)).json).toMatchObject({
      DATA_TYPE: 'pause_info_limited',
      source_pause_message: null,
      destination_pause_message: 'Down for repairs',
      pause_rules: [{ id: created.json.id }],
    });
    expect(
      (
        await administrator('PUT', `/endpoint_manager/pause_rule/${created.json.id}`, {
          message: 'Nearly done',
          pause_ls: false,
        })
      ).json,
    ).toMatchObject({ message: 'Nearly done', pause_ls: false, pause_task_transfer_write: true });
    expect((await world.ada('GET', `/operation/endpoint/${endpoint}/ls`)).status).toBe(200);
    expect((await grace('DELETE', `/endpoint_manager/pause_rule/${created.json.id}`)).status).toBe(403);
    expect((await administrator('DELETE', `/endpoint_manager/pause_rule/${created.json.id}`)).json.code).toBe(
      'Deleted',
    );
    expect((await world.ended(id)).status).toBe('SUCCEEDED');
    expect((await administrator('GET', `/endpoint_manager/pause_rule/${created.json.id}`)).json.code).toBe(
      'PauseRuleNotFound',
    );
  });

  test('a task whose consent is gone is inactive until it is given again', async () => {
    const mapped = world.sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!;
    const scope = `${transferScope}[*https://auth.globus.org/scopes/${mapped}/data_access]`;
    const consenting = await transferClient(world.sandbox, 'ada@globusid.org', scope);
    const id = (
      await world.submit(
        [{ source_path: '/~/missing', destination_path: `/${dir}/x` }],
        { source_endpoint: mapped },
        consenting,
      )
    ).json.task_id;
    await when(id, ({ nice_status }) => nice_status === 'FILE_NOT_FOUND');
    const withdrawn = await world.admin('POST', '/consents/withdraw', {
      user: 'ada@globusid.org',
      scope: `https://auth.globus.org/scopes/${mapped}/data_access`,
    });
    expect(withdrawn.json).toEqual({ withdrawn: 1 });
    expect(await when(id, ({ status }) => status === 'INACTIVE')).toMatchObject({ is_ok: false, nice_status: 'AUTH' });
    await transferClient(world.sandbox, 'ada@globusid.org', scope);
    await when(id, ({ status }) => status === 'ACTIVE');
    await world.ada('POST', `/task/${id}/cancel`);
  });
});

test('a deadline is kept between two tries, one that was moved up as well', async () => {
  const patient = await twoCollections({ retryMilliseconds: 60_000 });
  const soon = () => new Date(Date.now() + 1500).toISOString();
  const items = (name: string) => [{ source_path: name, destination_path: name }];
  const ids = [
    (await patient.submit(items('/nothing'), { deadline: soon() })).json.task_id,
    (await patient.submit(items('/nothing more'))).json.task_id,
  ];
  for (const id of ids) await until(async () => ((await patient.task(id)).faults > 0 ? true : undefined));
  expect((await patient.ada('PUT', `/task/${ids[1]}`, { DATA_TYPE: 'task', deadline: soon() })).json.code).toBe(
    'Updated',
  );
  for (const id of ids)
    expect(
      await until(async () => ((task) => (task.status === 'ACTIVE' ? undefined : task))(await patient.task(id)), 5),
    ).toMatchObject({ status: 'FAILED', fatal_error: { code: 'EXPIRED' }, subtasks_expired: 1 });
});

describe('a transfer that has only begun', () => {
  test('knows how many files there will be, those left out not among them', async () => {
    plant(from, { 'tree/a': '1', 'tree/in/b': '2', 'tree/in/deep/c': '3', 'tree/in/d.tmp': '4', one: '5' });
    const { id: hold } = await fault({ type: 'task_hold' });
    const filter_rules = [{ DATA_TYPE: 'filter_rule', method: 'exclude', name: '*.tmp', type: 'file' }];
    const id = await start([item('tree', 'tree', { recursive: true }), item('one')], { filter_rules });
    expect(await when(id, ({ files }) => files === 4)).toMatchObject({ status: 'ACTIVE', files_transferred: 0 });
    await world.admin('DELETE', `/faults/${hold}`);
    expect(await world.ended(id)).toMatchObject({ status: 'SUCCEEDED', files: 4, files_transferred: 4 });
  });
});

describe('a manager of other people’s tasks', () => {
  test('sees, filters and cancels them', async () => {
    const destination_endpoint = world.sandbox.env['GLOBUS_SANDBOX_COLLECTION_2']!;
    const id = await start([item('never')], { destination_endpoint, label: 'Watched' });
    await when(id, ({ faults }) => faults > 0);
    const list = (query: string) => administrator('GET', `/endpoint_manager/task_list?${query}`);
    const { json } = await list(`filter_endpoint=${destination_endpoint}&filter_status=ACTIVE&filter_min_faults=1`);
    expect(json).toMatchObject({ DATA_TYPE: 'task_list', has_next_page: false });
    expect(json.DATA.find((task: any) => task.task_id === id)).toMatchObject({
      owner_string: 'ada@globusid.org',
      destination_host_endpoint_display_name: 'Sandbox Storage',
      source_host_path: '/shared/From',
    });
    expect(
      (await list(`filter_endpoint=${destination_endpoint}&filter_endpoint_use=source&filter_task_id=${id}`)).json.DATA,
    ).toEqual([]);
    expect((await grace('GET', `/endpoint_manager/task_list?filter_endpoint=${destination_endpoint}`)).status).toBe(
      403,
    );
    expect((await administrator('GET', `/endpoint_manager/task/${id}`)).json.label).toBe('Watched');
    expect(
      (await administrator('GET', `/endpoint_manager/task/${id}/event_list?filter_is_error=1`)).json.DATA[0].code,
    ).toBe('FILE_NOT_FOUND');
    expect((await administrator('GET', `/endpoint_manager/task/${id}/successful_transfers`)).json.DATA).toEqual([]);

    const cancel = await administrator('POST', '/endpoint_manager/admin_cancel', {
      task_id_list: [id],
      message: 'Too loud',
    });
    expect(cancel.json).toMatchObject({ DATA_TYPE: 'admin_cancel', done: true });
    expect((await administrator('GET', `/endpoint_manager/admin_cancel/${cancel.json.id}`)).json).toEqual({
      DATA_TYPE: 'admin_cancel',
      id: cancel.json.id,
      done: true,
    });
    expect(await world.task(id)).toMatchObject({
      status: 'FAILED',
      canceled_by_admin: 'BOTH',
      canceled_by_admin_message: 'Too loud',
    });
  });

  test('pages by last_key without gaps or repeats', async () => {
    plant(from, { a: '1' });
    for (let i = 0; i < 5; i += 1)
      await world.transfer([item('a', `a${i}`)], {
        destination_endpoint: world.sandbox.env['GLOBUS_SANDBOX_COLLECTION_2'],
      });
    const seen: string[] = [];
    let key = '';
    for (;;) {
      const { json } = await administrator(
        'GET',
        `/endpoint_manager/task_list?limit=2&last_key=${encodeURIComponent(key)}`,
      );
      seen.push(...json.DATA.map((task: any) => task.task_id));
      if (!json.has_next_page) break;
      key = json.last_key;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await administrator('GET', '/endpoint_manager/task_list?limit=1000')).json.DATA.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
  });
});

test('a world that is closed in the middle of a task goes on with it when it is opened again', async () => {
  const { startSandbox } = await import('../src/index.js');
  const slow = await twoCollections({ speed: { bytesPerSecond: 400_000 } });
  for (let i = 0; i < 50; i += 1) plant(slow.from, { [`d/${i}`]: 'x'.repeat(10_000) });
  const { task_id } = (await slow.submit([{ source_path: '/d', destination_path: '/d' }], { verify_checksum: true }))
    .json;
  await until(async () => ((await slow.task(task_id)).files_transferred > 5 ? true : undefined));
  await slow.sandbox.close();
  expect(Object.keys(harvest(slow.to)).length).toBeLessThan(50);
  const again = await startSandbox({ dir: slow.sandbox.dir });
  const client = await transferClient(again, 'ada@globusid.org');
  const task = await until(async () =>
    ((document) => (document.status === 'ACTIVE' ? undefined : document))(
      (await client('GET', `/task/${task_id}`)).json,
    ),
  );
  const { DATA } = (await client('GET', `/task/${task_id}/successful_transfers`)).json;
  await again.close();
  expect(task).toMatchObject({ status: 'SUCCEEDED', files: 50, files_transferred: 50, bytes_transferred: 500_000 });
  expect(new Set(DATA.map((row: any) => row.destination_path)).size).toBe(DATA.length);
  expect(DATA.length).toBe(50);
  expect(harvest(slow.to)).toEqual(harvest(slow.from));
  rmSync(slow.sandbox.dir, { recursive: true, force: true });
});
