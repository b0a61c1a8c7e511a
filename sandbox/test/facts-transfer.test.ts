/** The facts about Transfer (B), as plain HTTP: keys that clients index, codes they know, pages they walk. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { until } from './transferring.js';
import { person, transferAll, wholeWorld, type WholeWorld } from './whole-world.js';

const nobody = '00000000-0000-4000-8000-000000000000';
const taskTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/;
const words = (text: string): string[] => text.trim().split(/[\s,]+/);

let world: WholeWorld;
let env: Record<string, string>;
let guest: string, open: string, mapped: string, gcs: string;
const ask = (method: string, path: string, body?: unknown) =>
  world.ada.ask('transfer', method, path.startsWith('/v2') ? path : `/v0.10${path}`, body);
const get = async (path: string): Promise<any> => (await ask('GET', path)).json;
const op = (name: string) => `/operation/endpoint/${guest}/${name}`;
beforeAll(async () => {
  world = await wholeWorld();
  ({ env } = world);
  [guest, open, mapped, gcs] = [
    env['GLOBUS_SANDBOX_GUEST_COLLECTION']!,
    env['GLOBUS_SANDBOX_COLLECTION_2']!,
    env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!,
    env['GLOBUS_SANDBOX_ENDPOINT']!,
  ];
});

describe('B2: endpoint documents', () => {
  const keys =
    words(`DATA_TYPE id display_name name canonical_name username owner_id owner_string description organization department keywords contact_email contact_info info_link user_message user_message_link
    public subscription_id subscription_admin_verified entity_type default_directory force_encryption disable_verify force_verify disable_anonymous_writes high_assurance authentication_timeout_mins authentication_policy_id
    acl_max_expiration_period_mins mfa_required requester_pays is_globus_connect globus_connect_setup_key gcp_connected gcp_paused gcs_version gcs_manager_url https_server tlsftp_server storage_type host_endpoint host_endpoint_id
    host_endpoint_display_name host_path mapped_collection_id mapped_collection_display_name non_functional non_functional_endpoint_id non_functional_endpoint_display_name network_use location max_concurrency preferred_concurrency
    max_parallelism preferred_parallelism acl_available acl_editable shareable in_use my_effective_roles auto_delete_timeout skip_auto_delete last_accessed_time restrict_transfers_to_high_assurance preserve_modtime
    associated_flow_policy guest_collection_activity_notification_policy french_english_bilingual activated expires_in expire_time myproxy_server myproxy_dn oauth_server s3_url s3_owner_activated sharing_target_endpoint
    sharing_target_root_path local_user_info_available DATA`);

  test('have every key, for every kind of endpoint', async () => {
    const kinds = {
      [gcs]: 'GCSv5_endpoint',
      [mapped]: 'GCSv5_mapped_collection',
      [guest]: 'GCSv5_guest_collection',
      [env['GLOBUS_SANDBOX_PERSONAL_COLLECTION']!]: 'GCP_mapped_collection',
    };
    for (const [id, kind] of Object.entries(kinds)) {
      const document = await get(`/endpoint/${id}`);
      expect(
        keys.filter((key) => !(key in document)),
        kind,
      ).toEqual([]);
      expect(document).toMatchObject({
        DATA_TYPE: 'endpoint',
        id,
        entity_type: kind,
        username: expect.stringMatching(/^u_[a-z2-7]{26}$/),
        canonical_name: expect.stringContaining('#'),
        s3_owner_activated: false,
        activated: false,
      });
      expect(
        document.my_effective_roles.every((role: string) =>
          words('administrator access_manager activity_manager activity_monitor restricted_administrator').includes(
            role,
          ),
        ),
      ).toBe(true);
      const [server] = document.DATA;
      expect(Object.keys(server).sort()).toEqual(
        words(
          'DATA_TYPE hostname id incoming_data_port_end incoming_data_port_start is_connected is_paused outgoing_data_port_end outgoing_data_port_start port scheme subject uri',
        ).sort(),
      );
      if (kind.startsWith('GCP')) expect(server).toMatchObject({ hostname: null, uri: null, port: null, scheme: null });
    }
    expect(await get(`/endpoint/${guest}`)).toMatchObject({
      owner_id: gcs,
      owner_string: `${gcs}@clients.auth.globus.org`,
      host_endpoint_id: mapped,
      mapped_collection_id: mapped,
      host_path: expect.any(String),
      acl_available: true,
    });
    expect(await get(`/endpoint/${env['GLOBUS_SANDBOX_TUTORIAL']}`)).toMatchObject({
      id: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    });
    expect(await get(`/endpoint/${env['GLOBUS_SANDBOX_TUTORIAL_2']}`)).toMatchObject({
      id: '31ce9ba0-176d-45a5-add3-f37d233ba47d',
    });
  });

  test('the GCS endpoint itself cannot be listed', async () => {
    expect(await get(`/endpoint/${gcs}`)).toMatchObject({ non_functional: true });
    expect([400, 409]).toContain((await ask('GET', `/operation/endpoint/${gcs}/ls`)).status);
  });

  test('of nobody, and of one that is gone', async () => {
    expect(await ask('GET', `/endpoint/${nobody}`)).toMatchObject({
      status: 404,
      json: { code: 'EndpointNotFound', request_id: expect.stringMatching(/^\w{9}$/) },
    });
    const { id } = (
      await ask('POST', '/endpoint', { DATA_TYPE: 'endpoint', is_globus_connect: true, display_name: 'Short-lived' })
    ).json;
    expect(await ask('DELETE', `/endpoint/${id}`)).toMatchObject({
      status: 200,
      json: { DATA_TYPE: 'result', code: 'Deleted', request_id: expect.any(String), resource: `/v0.10/endpoint/${id}` },
    });
    expect(await ask('GET', `/endpoint/${id}`)).toMatchObject({ status: 404, json: { code: 'EndpointDeleted' } });
  });

  test('making one for Globus Connect Personal gives a setup key', async () => {
    expect(
      (await ask('POST', '/endpoint', { DATA_TYPE: 'endpoint', is_globus_connect: true, display_name: 'Laptop' })).json,
    ).toMatchObject({
      DATA_TYPE: 'endpoint_create_result',
      code: 'Created',
      id: expect.any(String),
      globus_connect_setup_key: expect.any(String),
    });
  });
});

describe('B3: endpoint_search', () => {
  test('by words, with a rank, in pages; everything without words is refused', async () => {
    const found = await get('/endpoint_search?filter_scope=all&filter_fulltext=tutorial&limit=1');
    expect(found).toMatchObject({
      DATA_TYPE: 'endpoint_list',
      limit: 1,
      offset: 0,
      has_next_page: true,
      DATA: [{ _rank: expect.any(Number), entity_type: 'GCSv5_guest_collection' }],
    });
    expect(await get('/endpoint_search?filter_fulltext=tutorial&limit=1&offset=1')).toMatchObject({
      offset: 1,
      has_next_page: false,
    });
    expect((await ask('GET', '/endpoint_search?filter_scope=all')).status).toBe(400);
    for (const scope of words(
      'my-endpoints my-gcp-endpoints recently-used in-use shared-by-me shared-with-me administered-by-me',
    ))
      expect(await get(`/endpoint_search?filter_scope=${scope}`)).toMatchObject({
        DATA_TYPE: 'endpoint_list',
        has_next_page: false,
      });
    expect(
      (await get('/endpoint_search?filter_scope=my-gcp-endpoints')).DATA.every(({ entity_type: kind }: any) =>
        kind.startsWith('GCP_'),
      ),
    ).toBe(true);
    expect(
      (
        await get('/endpoint_search?filter_fulltext=sandbox&filter_entity_type=GCSv5_endpoint,GCP_mapped_collection')
      ).DATA.every(({ entity_type: kind }: any) => /GCSv5_endpoint|GCP_mapped/.test(kind)),
    ).toBe(true);
  });
});

describe('B4: directories', () => {
  beforeAll(() => {
    const folder = join(world.sandbox.dir, 'collections/storage/home/ada/results/facts');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    for (const [name, size] of [
      ['a.txt', 3],
      ['b.txt', 30],
      ['c.csv', 300],
      ['.hidden', 1],
    ] as const)
      writeFileSync(join(folder, name), 'x'.repeat(size));
    symlinkSync('sub', join(folder, 'link-to-dir'));
    symlinkSync('nowhere', join(folder, 'link-to-nothing'));
  });
  const names = async (query: string): Promise<string[]> =>
    (await get(`${op('ls')}?path=/facts&${query}`)).DATA.map(({ name }: any) => name);

  test('a listing and its entries', async () => {
    const listing = await get(`${op('ls')}?path=/facts`);
    expect(listing).toMatchObject({
      DATA_TYPE: 'file_list',
      endpoint: guest,
      path: '/facts/',
      rename_supported: true,
      symlink_supported: true,
      length: 7,
      total: 7,
    });
    expect(listing).toHaveProperty('absolute_path');
    for (const entry of listing.DATA) {
      expect(Object.keys(entry).sort()).toEqual(
        words(
          'DATA_TYPE group last_modified link_group link_last_modified link_size link_target link_user name permissions size type user',
        ).sort(),
      );
      expect(entry).toMatchObject({
        DATA_TYPE: 'file',
        last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$/),
        permissions: expect.stringMatching(/^\d{4}$/),
        size: expect.any(Number),
      });
    }
    const kind = (name: string) => listing.DATA.find((entry: any) => entry.name === name);
    expect(kind('sub')).toMatchObject({ type: 'dir', link_target: null });
    expect(kind('link-to-dir')).toMatchObject({ type: 'dir', link_target: 'sub' });
    expect(kind('link-to-nothing')).toMatchObject({ type: 'invalid_symlink' });
    expect((await get(op('ls'))).path).toMatch(/\/$/);
  });

  test('hidden files, filters and orders', async () => {
    expect(await names('show_hidden=0')).not.toContain('.hidden');
    expect(await names('show_hidden=1')).toContain('.hidden');
    const filters: Record<string, string[]> = {
      'name:a.txt': ['a.txt'],
      'name:=a.txt': ['a.txt'],
      'name:~*.txt': ['a.txt', 'b.txt'],
      'name:~?.csv': ['c.csv'],
      'name:a.txt,c.csv': ['a.txt', 'c.csv'],
      'type:file/size:>5': ['b.txt', 'c.csv'],
      'type:file/size:<=30/name:!~.*': ['a.txt', 'b.txt'],
      'type:dir': ['link-to-dir', 'sub'],
      'type:file/last_modified:2000-01-01,/name:~*.csv': ['c.csv'],
      'last_modified:,2000-01-01': [],
      'type:file/name:!a.txt,!b.txt,!.hidden': ['c.csv'],
    };
    for (const [filter, expected] of Object.entries(filters))
      expect(await names(`filter=${encodeURIComponent(filter)}`), filter).toEqual(expected);
    expect(await names('filter=name:a.txt&filter=type:dir')).toEqual(['a.txt', 'link-to-dir', 'sub']);
    expect(await names('show_hidden=0&filter=type:file&orderby=size%20DESC')).toEqual(['c.csv', 'b.txt', 'a.txt']);
    expect(await names('show_hidden=0&limit=2&offset=1')).toHaveLength(2);
  });

  test('what goes wrong has a code that no client tries again', async () => {
    const refused = async (
      status: number,
      code: string,
      method: string,
      path: string,
      body?: unknown,
    ): Promise<void> => {
      expect(await ask(method, path, body), `${method} ${path}`).toMatchObject({
        status,
        json: { code, message: expect.any(String), request_id: expect.any(String), resource: expect.any(String) },
      });
    };
    await refused(404, 'ClientError.NotFound', 'GET', `${op('ls')}?path=/none`);
    await refused(502, 'ExternalError.DirListingFailed.NotDirectory', 'GET', `${op('ls')}?path=/facts/a.txt`);
    await refused(404, 'NotFound', 'GET', `${op('stat')}?path=/none`);
    await refused(502, 'ExternalError.MkdirFailed.Exists', 'POST', op('mkdir'), { DATA_TYPE: 'mkdir', path: '/facts' });
    await refused(404, 'ClientError.NotFound', 'POST', op('mkdir'), { DATA_TYPE: 'mkdir', path: '/none/deeper' });
    await refused(404, 'ClientError.NotFound', 'POST', op('rename'), {
      DATA_TYPE: 'rename',
      old_path: '/none',
      new_path: '/other',
    });
    await refused(502, 'ExternalError.RenameFailed.Exists', 'POST', op('rename'), {
      DATA_TYPE: 'rename',
      old_path: '/facts/a.txt',
      new_path: '/facts/b.txt',
    });
    const grace = await world.grace.ask('transfer', 'GET', `/v0.10${op('stat')}?path=/private/notes.txt`);
    expect(grace).toMatchObject({ status: 403, json: { code: 'EndpointPermissionDenied' } });
    for (const path of ['/a%0Ab', '/a%00b', '/../../../../etc'])
      expect((await ask('GET', `${op('ls')}?path=${path}`)).status, path).toBeGreaterThanOrEqual(400);
    // There is nothing above the root of a collection.
    const root = (await get(`${op('ls')}?path=/`)).DATA;
    for (const path of ['/facts/../../../..', '/..', '/%2e%2e/%2e%2e'])
      expect((await get(`${op('ls')}?path=${path}`)).DATA ?? root, path).toEqual(root);
  });

  test('stat is one entry; a tilde is home', async () => {
    expect(await get(`${op('stat')}?path=/facts/b.txt`)).toMatchObject({
      DATA_TYPE: 'file',
      name: 'b.txt',
      type: 'file',
      size: 30,
    });
    expect((await get(`${op('ls')}?path=/~/`)).DATA.map(({ name }: any) => name)).toContain('facts');
    expect((await get(`${op('ls')}?path=%2F~%2Ffacts`)).DATA.length).toBe(7);
  });
});

describe('B5 and B6: submissions and tasks', () => {
  const keys =
    words(`task_id type status is_ok is_paused fatal_error label username owner_id request_time completion_time deadline source_endpoint source_endpoint_id source_endpoint_display_name destination_endpoint destination_endpoint_id
    destination_endpoint_display_name source_local_user destination_local_user sync_level encrypt_data verify_checksum delete_destination_extra preserve_timestamp skip_source_errors fail_on_quota_errors recursive_symlinks filter_rules command
    history_deleted faults files directories symlinks files_skipped files_transferred subtasks_total subtasks_pending subtasks_retrying subtasks_succeeded subtasks_expired subtasks_canceled subtasks_failed subtasks_skipped_errors
    bytes_transferred bytes_checksummed effective_bytes_per_second nice_status nice_status_details nice_status_short_description nice_status_expires_in canceled_by_admin canceled_by_admin_message source_base_path destination_base_path`);

  test('a submission is answered once for its id, and refused when it cannot be', async () => {
    const body = {
      ...world.transferOf('/home/share/godata/file1.txt', '/once.txt'),
      submission_id: await world.submissionId(),
    };
    const first = await ask('POST', '/transfer', body);
    expect(first.status).toBe(202);
    expect(first.json).toMatchObject({
      DATA_TYPE: 'transfer_result',
      code: 'Accepted',
      message: expect.any(String),
      task_id: expect.any(String),
      submission_id: body.submission_id,
      request_id: expect.any(String),
      resource: '/v0.10/transfer',
      task_link: {
        DATA_TYPE: 'link',
        href: expect.any(String),
        rel: expect.any(String),
        resource: 'task',
        title: expect.any(String),
      },
    });
    expect((await ask('POST', '/transfer', body)).json).toMatchObject({
      code: 'Duplicate',
      task_id: first.json.task_id,
    });
    for (const submission_id of [undefined, '', 'nonsense'])
      expect((await ask('POST', '/transfer', { ...body, submission_id })).status).toBe(400);
    const again = { ...body, submission_id: await world.submissionId() };
    expect(await ask('POST', '/transfer', { ...again, DATA: [] })).toMatchObject({
      status: 400,
      json: { code: 'ClientError.BadRequest.NoTransferItems' },
    });
    expect(await ask('POST', '/transfer', { ...again, source_endpoint: nobody })).toMatchObject({
      status: 404,
      json: { code: 'EndpointNotFound' },
    });
  });

  test('a mapped collection demands its consent at once, in words the official CLI repeats', async () => {
    const body = {
      ...world.transferOf('/a', '/b'),
      destination_endpoint: mapped,
      submission_id: await world.submissionId(),
    };
    const [listing, submission] = [
      await world.grace.ask('transfer', 'GET', `/v0.10/operation/endpoint/${mapped}/ls`),
      await world.grace.ask('transfer', 'POST', '/v0.10/transfer', body),
    ];
    expect([listing.status, submission.status]).not.toContain(403);
    const plain = await person(world.sandbox, 'admin@globusid.org', transferAll);
    await world.admin('POST', '/consents/withdraw', {
      user: 'admin@globusid.org',
      scope: `https://auth.globus.org/scopes/${mapped}/data_access`,
    });
    for (const answer of [
      await plain.ask('transfer', 'GET', `/v0.10/operation/endpoint/${mapped}/ls`),
      await plain.ask('transfer', 'POST', '/v0.10/transfer', { ...body, submission_id: await world.submissionId() }),
    ]) {
      expect(answer).toMatchObject({
        status: 403,
        json: {
          code: 'ConsentRequired',
          message: expect.any(String),
          request_id: expect.any(String),
          resource: expect.any(String),
          required_scopes: [`${transferAll}[*https://auth.globus.org/scopes/${mapped}/data_access]`],
        },
      });
    }
  });

  test('a finished task has every key, and its numbers', async () => {
    const id = await world.doneTask();
    const task = await get(`/task/${id}`);
    expect(keys.filter((key) => !(key in task))).toEqual([]);
    expect(task).toMatchObject({
      type: 'TRANSFER',
      status: 'SUCCEEDED',
      is_ok: null,
      is_paused: false,
      fatal_error: null,
      nice_status: null,
      files: 1,
      directories: 0,
      subtasks_total: 2,
      subtasks_succeeded: 2,
      subtasks_pending: 0,
      files_transferred: 1,
      bytes_transferred: 4,
      request_time: expect.stringMatching(taskTime),
      completion_time: expect.stringMatching(taskTime),
      deadline: expect.stringMatching(taskTime),
      source_endpoint: expect.stringContaining('#'),
      command: 'API 0.10',
      recursive_symlinks: 'ignore',
      history_deleted: false,
      canceled_by_admin: null,
    });
    expect(await get(`/task/${id}/successful_transfers`)).toEqual({
      DATA_TYPE: 'successful_transfers',
      marker: expect.anything(),
      next_marker: null,
      DATA: [
        {
          DATA_TYPE: 'successful_transfer',
          source_path: '/home/share/godata/file1.txt',
          destination_path: expect.any(String),
          size: 4,
          checksum: expect.toSatisfy((value) => value === null || typeof value === 'string'),
          checksum_algorithm: expect.toSatisfy((value) => value === null || typeof value === 'string'),
          dynamic: expect.any(Boolean),
        },
      ],
    });
    expect(await get(`/task/${id}/skipped_errors`)).toMatchObject({
      DATA_TYPE: 'skipped_errors',
      next_marker: null,
      DATA: [],
    });
    expect(await get(`/task/${id}/pause_info`)).toMatchObject({
      DATA_TYPE: 'pause_info_limited',
      pause_rules: [],
      source_pause_message: null,
      destination_pause_message: null,
      source_pause_message_share: null,
      destination_pause_message_share: null,
    });
    const events = await get(`/task/${id}/event_list?filter=`);
    expect(events).toMatchObject({
      DATA_TYPE: 'event_list',
      length: events.DATA.length,
      offset: 0,
      total: events.DATA.length,
    });
    expect(events.DATA.at(-1).code).toBe('STARTED');
    for (const event of events.DATA)
      expect(event).toMatchObject({
        DATA_TYPE: 'event',
        code: expect.any(String),
        description: expect.any(String),
        details: expect.any(String),
        is_error: expect.any(Boolean),
        time: expect.stringMatching(taskTime),
      });
    expect(JSON.parse(events.DATA.at(-1).details)).toBeTypeOf('object');
    expect((await get(`/task/${id}/event_list?filter=is_error:1`)).DATA).toEqual([]);
    expect(await ask('PUT', `/task/${id}`, { DATA_TYPE: 'task', label: 'late' })).toMatchObject({
      status: 409,
      json: { code: 'Conflict' },
    });
    expect(await ask('POST', `/task/${id}/cancel`)).toMatchObject({ status: 200, json: { code: 'TaskComplete' } });
  });

  test('a task in trouble stays active and says so; canceled, it has failed', async () => {
    const id = await world.openTask();
    const troubled = await until(async () => {
      const task = await get(`/task/${id}`);
      return task.is_ok === false ? task : undefined;
    });
    expect(troubled).toMatchObject({
      status: 'ACTIVE',
      nice_status: 'FILE_NOT_FOUND',
      completion_time: null,
      fatal_error: null,
    });
    expect(troubled.faults).toBeGreaterThan(0);
    expect(troubled.subtasks_retrying).toBeGreaterThan(0);
    expect((await get(`/task/${id}/event_list?filter=is_error:1`)).DATA[0]).toMatchObject({
      code: 'FILE_NOT_FOUND',
      is_error: true,
    });
    await ask('POST', `/task/${id}/cancel`);
    await until(async () => ((await get(`/task/${id}`)).status === 'FAILED' ? true : undefined));
    expect((await get(`/task/${id}/event_list`)).DATA[0]).toMatchObject({ code: 'CANCELED', is_error: true });
  });

  test('a deletion: its endpoint is the source, nothing is a destination, and what is missing is fatal', async () => {
    const remove = async (path: string, more: object = {}): Promise<any> => {
      const { json } = await ask('POST', '/delete', {
        DATA_TYPE: 'delete',
        submission_id: await world.submissionId(),
        endpoint: open,
        DATA: [{ DATA_TYPE: 'delete_item', path }],
        ...more,
      });
      expect(json).toMatchObject({ DATA_TYPE: 'delete_result', code: 'Accepted' });
      return until(async () => {
        const task = await get(`/task/${json.task_id}`);
        return task.status === 'ACTIVE' ? undefined : task;
      });
    };
    const gone = await remove('/none');
    expect(gone).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND', description: expect.any(String) },
      type: 'DELETE',
      source_endpoint_id: open,
      destination_endpoint: null,
      destination_endpoint_id: null,
      destination_endpoint_display_name: null,
      verify_checksum: false,
      recursive_symlinks: null,
    });
    expect(keys.filter((key) => !(key in gone))).toEqual([]);
    expect(await remove('/none', { ignore_missing: true })).toMatchObject({ status: 'SUCCEEDED', subtasks_total: 1 });
  });

  test('the list of tasks takes what the official CLI asks', async () => {
    const query = new URLSearchParams({
      limit: '1000',
      orderby: 'request_time DESC',
      filter: 'type:TRANSFER,DELETE/status:SUCCEEDED/label:!~none*/request_time:2000-01-01,2099-01-01',
    });
    const list = await get(`/task_list?${query.toString()}`);
    expect(list).toMatchObject({
      DATA_TYPE: 'task_list',
      limit: 1000,
      offset: 0,
      length: list.DATA.length,
      total: list.DATA.length,
    });
    expect(list.DATA.length).toBeGreaterThan(0);
    expect((await get(`/task_list?filter=task_id:${list.DATA[0].task_id}`)).total).toBe(1);
    expect((await get('/task_list?filter=label:~no-such*')).total).toBe(0);
    expect(await ask('GET', `/task/${nobody}`)).toMatchObject({ status: 404, json: { code: 'TaskNotFound' } });
  });
});

describe('B7 and B8: rules, roles, bookmarks, pauses, tunnels', () => {
  test('access rules', async () => {
    const rule = {
      DATA_TYPE: 'access',
      principal_type: 'all_authenticated_users',
      principal: '',
      path: '/rules/',
      permissions: 'r',
    };
    const created = await ask('POST', `/endpoint/${guest}/access`, {
      ...rule,
      notify_email: 'a@example.org',
      notify_message: 'Look',
    });
    expect(created.json).toMatchObject({
      DATA_TYPE: 'access_create_result',
      code: 'Created',
      access_id: expect.any(String),
      request_id: expect.any(String),
      resource: expect.any(String),
    });
    const shown = await get(`/endpoint/${guest}/access/${created.json.access_id}`);
    expect(shown).toEqual({
      ...rule,
      id: created.json.access_id,
      create_time: expect.any(String),
      expiration_date: null,
      role_id: null,
      role_type: null,
    });
    expect((await ask('POST', `/endpoint/${guest}/access`, rule)).status).toBe(409);
    expect((await ask('POST', `/endpoint/${guest}/access`, { ...rule, path: '/no-slash' })).status).toBe(400);
    expect(await get(`/endpoint/${guest}/access_list`)).toMatchObject({
      DATA_TYPE: 'access_list',
      endpoint: guest,
      length: expect.any(Number),
    });
    expect(
      (await ask('PUT', `/endpoint/${guest}/access/${created.json.access_id}`, { ...shown, permissions: 'rw' })).json,
    ).toMatchObject({ code: 'Updated' });
    expect((await ask('DELETE', `/endpoint/${guest}/access/${created.json.access_id}`)).json).toMatchObject({
      code: 'Deleted',
    });
    expect(await ask('GET', `/endpoint/${guest}/access/${created.json.access_id}`)).toMatchObject({
      status: 404,
      json: { code: 'AccessRuleNotFound' },
    });
    expect(
      (await world.root.ask('transfer', 'POST', `/v0.10/endpoint/${mapped}/access`, rule)).status,
    ).toBeGreaterThanOrEqual(400);
  });

  test('roles, bookmarks and pause rules', async () => {
    const principal = env['GLOBUS_SANDBOX_IDENTITY_2'];
    const { json: role } = await ask('POST', `/endpoint/${guest}/role`, {
      DATA_TYPE: 'role',
      principal_type: 'identity',
      principal,
      role: 'activity_monitor',
    });
    expect(role).toEqual({
      DATA_TYPE: 'role',
      id: expect.any(String),
      principal_type: 'identity',
      principal,
      role: 'activity_monitor',
    });
    expect(await get(`/endpoint/${guest}/role_list`)).toMatchObject({
      DATA_TYPE: 'role_list',
      DATA: expect.arrayContaining([role]),
    });
    await ask('DELETE', `/endpoint/${guest}/role/${role.id}`);
    expect(await ask('GET', `/endpoint/${guest}/role/${role.id}`)).toMatchObject({
      status: 404,
      json: { code: 'RoleNotFound' },
    });

    const { json: bookmark } = await ask('POST', '/bookmark', { name: 'Facts', endpoint_id: guest, path: '/facts/' });
    expect(bookmark).toEqual({
      DATA_TYPE: 'bookmark',
      id: expect.any(String),
      name: 'Facts',
      endpoint_id: guest,
      path: '/facts/',
      pinned: false,
    });
    expect((await ask('POST', '/bookmark', { name: 'Facts', endpoint_id: guest, path: '/' })).status).toBe(409);
    const v2 = await ask('GET', `/v2/bookmarks/${bookmark.id}?include=collection`);
    expect(v2.json).toMatchObject({
      data: {
        type: 'Bookmark',
        id: bookmark.id,
        attributes: { name: 'Facts', path: '/facts/' },
        relationships: { collection: { data: { type: 'Collection', id: guest } } },
      },
      included: [{ id: guest }],
      meta: { request_id: expect.any(String) },
    });
    expect(await ask('POST', '/v2/bookmarks', { data: { type: 'Bookmark', attributes: {} } })).toMatchObject({
      status: 422,
      json: { detail: [{ loc: expect.any(Array), msg: expect.any(String), type: expect.any(String) }] },
    });

    const { json: rule } = await ask('POST', '/endpoint_manager/pause_rule', {
      DATA_TYPE: 'pause_rule',
      message: 'Maintenance',
      endpoint_id: guest,
      pause_mkdir: true,
    });
    for (const key of words(
      'id message start_time endpoint_id endpoint_display_name identity_id modified_by modified_by_id modified_time created_by_host_manager editable pause_ls pause_mkdir pause_symlink pause_rename pause_task_delete pause_task_transfer_write pause_task_transfer_read',
    ))
      expect(rule).toHaveProperty(key);
    expect(await ask('POST', op('mkdir'), { DATA_TYPE: 'mkdir', path: '/paused' })).toMatchObject({
      status: 409,
      json: { code: 'OperationPaused' },
    });
    const [limited] = (await get(`/endpoint/${guest}/my_effective_pause_rule_list`)).DATA;
    expect(limited).toMatchObject({ message: 'Maintenance', pause_mkdir: true });
    expect(limited).not.toHaveProperty('modified_by');
    await ask('DELETE', `/endpoint_manager/pause_rule/${rule.id}`);
    expect(await ask('GET', `/endpoint_manager/pause_rule/${rule.id}`)).toMatchObject({
      status: 404,
      json: { code: 'PauseRuleNotFound' },
    });
  });

  test('managing needs its role', async () => {
    const id = await world.openTask();
    expect(
      await world.grace.ask('transfer', 'POST', '/v0.10/endpoint_manager/admin_cancel', {
        task_id_list: [id],
        message: 'x',
      }),
    ).toMatchObject({ status: 403, json: { code: 'PermissionDenied' } });
    expect(await ask('GET', `/endpoint_manager/endpoint/${guest}/hosted_endpoint_list`)).toMatchObject({
      status: 409,
      json: { code: 'Conflict' },
    });
    await ask('POST', `/task/${id}/cancel`);
  });

  test('tunnels', async () => {
    const { data } = (await ask('POST', '/v2/tunnels', await world.tunnelOf())).json;
    for (const key of words(
      'label submission_id lifetime_mins restartable created_time initiator_ip_address initiator_port listener_ip_address listener_port state status',
    ))
      expect(data.attributes).toHaveProperty(key);
    expect(data.attributes.created_time).not.toMatch(/(Z|[+-]\d\d:\d\d)$/);
    expect(data.relationships).toMatchObject({
      listener: { data: { type: 'StreamAccessPoint' } },
      initiator: { data: { type: 'StreamAccessPoint' } },
      owner: { data: { type: 'Identity', id: env['GLOBUS_SANDBOX_IDENTITY'] } },
    });
    const events = await get(`/v2/tunnels/${data.id}/events`);
    expect(events.data[0]).toMatchObject({
      type: 'TunnelEvent',
      id: expect.any(Number),
      attributes: {
        code: 'STARTED',
        is_error: false,
        description: expect.any(String),
        details: expect.any(String),
        time: expect.any(String),
      },
    });
    const point = (await get('/v2/stream_access_points')).data[0];
    for (const key of words(
      'advertised_owner contact_email contact_info department description display_name info_link keywords organization tlsftp_server',
    ))
      expect(point.attributes).toHaveProperty(key);
    expect(point.relationships.host_endpoint.data.type).toBe('Endpoint');
    await ask('PATCH', `/v2/tunnels/${data.id}`, { data: { type: 'Tunnel', attributes: { state: 'STOPPING' } } });
    expect((await ask('DELETE', `/v2/tunnels/${data.id}`)).json).toMatchObject({ data: null, meta: {} });
  });
});
