import { transfer } from '@globus/sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import { refused, said, usingSdk } from './sdk.js';
import { until } from './transferring.js';

const using = usingSdk('transfer', transfer);
const { sdk, by } = using;
let tutorial: string, open: string, guest: string, personal: string, graceId: string;
beforeAll(() => {
  const { env } = using.world;
  [tutorial, open, guest, personal, graceId] = [
    'TUTORIAL',
    'COLLECTION_2',
    'GUEST_COLLECTION',
    'PERSONAL_COLLECTION',
    'IDENTITY_2',
  ].map((name) => env[`GLOBUS_SANDBOX_${name}`]!) as [string, string, string, string, string];
});
const ended = (id: string): Promise<any> =>
  until(async () => {
    const document = await said(sdk.task.get(id, by(using.world.ada)));
    return document.status === 'ACTIVE' ? undefined : document;
  });
const codes = async (events: Promise<Response>): Promise<string[]> =>
  (await said(events)).DATA.map(({ code }: any) => code);

describe("Globus's own JavaScript SDK, Transfer", () => {
  test('copies the tutorial files and deletes the copies', async () => {
    const { ada } = using.world;
    const found = await said(sdk.endpointSearch(by(ada, { query: { filter_fulltext: 'tutorial' } })));
    expect(found.DATA.map(({ id }: any) => id)).toContain(tutorial);
    const { value: submission_id } = await said(sdk.taskSubmission.submissionId(by(ada)));
    const payload = {
      submission_id,
      source_endpoint: tutorial,
      destination_endpoint: open,
      verify_checksum: true,
      label: 'From the SDK',
      DATA: [
        {
          DATA_TYPE: 'transfer_item',
          source_path: '/home/share/godata/',
          destination_path: '/copied/',
          recursive: true,
        },
      ],
    };
    const submitted = await said(sdk.taskSubmission.submitTransfer(by(ada, { payload })));
    expect(submitted.code).toBe('Accepted');
    expect(await said(sdk.taskSubmission.submitTransfer(by(ada, { payload })))).toMatchObject({
      code: 'Duplicate',
      task_id: submitted.task_id,
    });
    const task = submitted.task_id;
    expect(await ended(task)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 3, bytes_transferred: 14 });
    const listed = await said(sdk.fileOperations.ls(open, by(ada, { query: { path: '/copied/' } })));
    expect(listed.DATA.map(({ name, size }: any) => [name, size])).toEqual([
      ['file1.txt', 4],
      ['file2.txt', 4],
      ['file3.txt', 6],
    ]);
    expect(listed.DATA.every((entry: any) => sdk.utils.isFileDocument(entry) && !sdk.utils.isDirectory(entry))).toBe(
      true,
    );
    expect(
      (await said(sdk.task.getAll(by(ada, { query: { filter: 'type:TRANSFER', limit: 5 } })))).DATA[0],
    ).toMatchObject({ task_id: task, label: 'From the SDK' });
    expect(await codes(sdk.task.getEventList(task, by(ada)))).toEqual(expect.arrayContaining(['STARTED', 'SUCCEEDED']));
    expect((await said(sdk.task.getSuccessfulTransfers(task, by(ada)))).DATA).toHaveLength(3);
    expect((await said(sdk.task.getSkippedErrors(task, by(ada)))).DATA).toEqual([]);
    expect(await said(sdk.task.getPauseInfo(task, by(ada)))).toMatchObject({ pause_rules: [] });

    const deletion = {
      submission_id: (await said(sdk.taskSubmission.submissionId(by(ada)))).value,
      endpoint: open,
      recursive: true,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/copied' }],
    };
    const { task_id: deleting } = await said(sdk.taskSubmission.submitDelete(by(ada, { payload: deletion })));
    expect(await ended(deleting)).toMatchObject({ status: 'SUCCEEDED', type: 'DELETE' });
    expect(await refused(sdk.fileOperations.ls(open, by(ada, { query: { path: '/copied/' } })), 404)).toMatchObject({
      code: 'ClientError.NotFound',
    });
    expect(await said(sdk.task.remove(task, by(ada)))).toMatchObject({ DATA_TYPE: 'result' });
    await refused(sdk.task.get(task, by(ada)), 404);
  });

  test('changes and cancels a task that is not over', async () => {
    const { ada, openTask } = using.world;
    const task = await openTask();
    expect(
      await said(sdk.task.update(task, by(ada, { payload: { DATA_TYPE: 'task', label: 'Renamed' } }))),
    ).toMatchObject({ code: 'Updated' });
    expect(await said(sdk.task.cancel(task, by(ada)))).toMatchObject({ code: 'Canceled' });
    expect(await ended(task)).toMatchObject({ label: 'Renamed', status: 'FAILED' });
    expect(await said(sdk.task.cancel(task, by(ada)))).toMatchObject({ code: 'TaskComplete' });
  });

  test('makes, renames, links and looks at files', async () => {
    const { ada } = using.world;
    const operations = sdk.fileOperations;
    expect(await said(operations.mkdir(guest, by(ada, { payload: { path: '/made' } })))).toMatchObject({
      DATA_TYPE: 'mkdir_result',
      code: 'DirectoryCreated',
    });
    expect(await refused(operations.mkdir(guest, by(ada, { payload: { path: '/made' } })), 502)).toMatchObject({
      code: 'ExternalError.MkdirFailed.Exists',
    });
    expect(
      await said(operations.rename(guest, by(ada, { payload: { old_path: '/made', new_path: '/kept' } }))),
    ).toMatchObject({ code: 'FileRenamed' });
    await said(operations.symlink(guest, by(ada, { payload: { path: '/link', symlink_target: '/kept' } })));
    expect(await said(operations.stat(guest, by(ada, { query: { path: '/kept' } })))).toMatchObject({
      DATA_TYPE: 'file',
      name: 'kept',
      type: 'dir',
    });
    expect(await refused(operations.stat(guest, by(ada, { query: { path: '/made' } })), 404)).toMatchObject({
      code: 'NotFound',
    });
  });

  test('makes a collection, changes it, gives roles on it, and deletes it', async () => {
    const { ada } = using.world;
    const { id } = await said(
      sdk.endpoint.create(
        by(ada, { payload: { display_name: 'From the SDK', host_endpoint: personal, host_path: '/' } }),
      ),
    );
    expect(await said(sdk.endpoint.update(id, by(ada, { payload: { description: 'Changed' } })))).toMatchObject({
      code: 'Updated',
    });
    expect(await said(sdk.endpoint.get(id, by(ada)))).toMatchObject({
      display_name: 'From the SDK',
      description: 'Changed',
      entity_type: 'GCP_guest_collection',
    });
    const role = await said(
      sdk.roles.create(
        id,
        by(ada, {
          payload: { DATA_TYPE: 'role', principal_type: 'identity', principal: graceId, role: 'access_manager' },
        }),
      ),
    );
    expect(await said(sdk.roles.get({ endpoint_id: id, role_id: role.id } as any, by(ada)))).toMatchObject({
      role: 'access_manager',
      principal: graceId,
    });
    expect((await said(sdk.roles.getAll(id, by(ada)))).DATA.map((each: any) => each.id)).toContain(role.id);
    expect(await said(sdk.roles.remove({ collection_id: id, role_id: role.id } as any, by(ada)))).toMatchObject({
      code: 'Deleted',
    });
    expect(await said(sdk.endpoint.remove(id, by(ada)))).toMatchObject({ code: 'Deleted' });
    expect(await refused(sdk.endpoint.get(id, by(ada)), 404)).toMatchObject({ code: 'EndpointDeleted' });
  });

  test('shares a folder, and takes it back', async () => {
    const { ada, grace } = using.world;
    const looks = () => sdk.fileOperations.ls(guest, by(grace, { query: { path: '/private/' } }));
    await refused(looks(), 403);
    const payload = {
      DATA_TYPE: 'access',
      principal_type: 'identity',
      principal: graceId,
      path: '/private/',
      permissions: 'r',
    };
    const { access_id: id } = await said(sdk.access.create(guest, by(ada, { payload })));
    expect((await said(looks())).DATA).toHaveLength(1);
    const rule = { endpoint_xid: guest, id };
    expect(await said(sdk.access.update(rule, by(ada, { payload: { ...payload, permissions: 'rw' } })))).toMatchObject({
      code: 'Updated',
    });
    expect(await said(sdk.access.get(rule, by(ada)))).toMatchObject({ permissions: 'rw', principal: graceId });
    expect((await said(sdk.access.getAll(guest, by(ada)))).DATA.map((each: any) => each.id)).toContain(id);
    expect(await said(sdk.access.remove(rule, by(ada)))).toMatchObject({ code: 'Deleted' });
    await refused(looks(), 403);
  });

  test('keeps bookmarks', async () => {
    const { ada } = using.world;
    const { id } = await said(
      sdk.collectionBookmarks.create(by(ada, { payload: { name: 'SDK', endpoint_id: guest, path: '/shared/' } })),
    );
    expect(await said(sdk.collectionBookmarks.update(id, by(ada, { payload: { name: 'Renamed' } })))).toMatchObject({
      id,
      name: 'Renamed',
    });
    expect(await said(sdk.collectionBookmarks.get(id, by(ada)))).toMatchObject({ name: 'Renamed', path: '/shared/' });
    expect((await said(sdk.collectionBookmarks.getAll(by(ada)))).DATA.map((each: any) => each.id)).toContain(id);
    await said(sdk.collectionBookmarks.remove(id, by(ada)));
    expect(await refused(sdk.collectionBookmarks.get(id, by(ada)), 404)).toMatchObject({ code: 'BookmarkNotFound' });
  });

  test('opens a tunnel and closes it', async () => {
    const { ada, tunnelOf } = using.world;
    const { data: points } = await said(sdk.streamAccessPoint.getAll(by(ada)));
    expect(await said(sdk.streamAccessPoint.get(points[0].id, by(ada)))).toMatchObject({
      data: { type: 'StreamAccessPoint', id: points[0].id },
    });
    const { data } = await said(sdk.tunnel.create(by(ada, { payload: await tunnelOf() })));
    expect(data.attributes.state).toBe('AWAITING_LISTENER');
    const attributes = { listener_ip_address: '127.0.0.1', listener_port: 5000 };
    // These two take the attributes alone; the token goes with the settings of the SDK.
    const settings = { fetch: { options: by(ada) } };
    expect(await said(sdk.tunnel.start(data.id, attributes as any, settings))).toMatchObject({ data: { attributes } });
    expect((await said(sdk.tunnel.getAll(by(ada)))).data.map(({ id }: any) => id)).toContain(data.id);
    expect(await said(sdk.tunnel.stop(data.id, undefined, settings))).toMatchObject({
      data: { attributes: { state: 'STOPPING' } },
    });
    expect(await said(sdk.tunnel.get(data.id, by(ada)))).toMatchObject({ data: { attributes: { state: 'STOPPED' } } });
    expect(
      (await said(sdk.tunnel.getEventList(data.id, by(ada)))).data.map((event: any) => event.attributes.code),
    ).toEqual(['STARTED', 'TUNNEL_ACTIVE', 'TUNNEL_STOPPED']);
    expect(await said(sdk.tunnel.remove(data.id, by(ada)))).toMatchObject({ data: null });
  });
});

describe("Globus's own JavaScript SDK, managing Transfer", () => {
  test('looks at what others do on an endpoint', async () => {
    const { root, doneTask } = using.world;
    const { endpoint, task } = sdk.endpointManager;
    const id = await doneTask();
    expect(await said(endpoint.get(open, by(root)))).toMatchObject({ id: open });
    expect((await said(endpoint.getMonitoredEndpoints(by(root)))).DATA.map((each: any) => each.id)).toContain(open);
    expect(
      (
        await said(endpoint.getHostedEndpoints(using.world.env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!, by(root)))
      ).DATA.map((each: any) => each.id),
    ).toContain(open);
    expect((await said(endpoint.getAccessList(open, by(root)))).DATA).toMatchObject([
      { principal_type: 'all_authenticated_users' },
    ]);
    expect(await said(task.get(id, by(root)))).toMatchObject({ task_id: id, status: 'SUCCEEDED' });
    expect(await codes(task.getEventList(id, by(root)))).toContain('SUCCEEDED');
    expect((await said(task.getSuccessfulTransfers(id, by(root)))).DATA).toHaveLength(1);
    expect((await said(task.getSkippedErrors(id, by(root)))).DATA).toEqual([]);
    expect(await said(task.getPauseInfo(id, by(root)))).toMatchObject({ pause_rules: [] });
    // The SDK asks for one's own tasks here, not for those of the endpoint.
    expect(await said(task.getAll(by(root)))).toMatchObject({ DATA_TYPE: 'task_list' });
  });

  test('pauses, resumes and cancels the tasks of others', async () => {
    const { root, ada, grace, openTask } = using.world;
    const { task } = sdk.endpointManager;
    const id = await openTask();
    const payload = { task_id_list: [id], message: 'Maintenance' };
    expect(await said(task.pause(by(root, { payload })))).toMatchObject({ code: 'PauseAccepted' });
    expect(await said(sdk.task.get(id, by(ada)))).toMatchObject({ is_paused: true, status: 'ACTIVE' });
    expect(await said(task.resume(by(root, { payload })))).toMatchObject({ code: 'ResumeAccepted' });
    const cancel = await said(task.cancel(by(root, { payload })));
    expect(cancel).toMatchObject({ DATA_TYPE: 'admin_cancel', done: expect.any(Boolean) });
    expect(await said(task.getAdminCancel(cancel.id, by(root)))).toMatchObject({ id: cancel.id, done: true });
    expect(await ended(id)).toMatchObject({
      status: 'FAILED',
      canceled_by_admin: 'BOTH',
      canceled_by_admin_message: 'Maintenance',
    });
    await refused(task.pause(by(grace, { payload })), 403);
  });

  test('keeps pause rules', async () => {
    const { ada } = using.world;
    const { pauseRule } = sdk.endpointManager;
    const rule = await said(
      pauseRule.create(
        by(ada, {
          payload: { DATA_TYPE: 'pause_rule', message: 'Maintenance', endpoint_id: personal, pause_ls: true },
        }),
      ),
    );
    expect(await refused(sdk.fileOperations.ls(personal, by(ada)), 409)).toMatchObject({ code: 'OperationPaused' });
    expect(await said(pauseRule.update(rule.id, by(ada, { payload: { ...rule, pause_ls: false } })))).toMatchObject({
      pause_ls: false,
    });
    await said(sdk.fileOperations.ls(personal, by(ada)));
    expect(await said(pauseRule.get(rule.id, by(ada)))).toMatchObject({ id: rule.id, message: 'Maintenance' });
    expect((await said(pauseRule.getAll(by(ada)))).DATA.map(({ id }: any) => id)).toContain(rule.id);
    await said(pauseRule.remove(rule.id, by(ada)));
    await refused(pauseRule.get(rule.id, by(ada)), 404);
  });
});
using.everyFunctionWasCalled();
